# nowcasting - what the newest figures of a series come to, from how earlier ones were revised:
# editions by age, the chain ladder on them, the trial on later editions, rows of results. It
# knows the table of vintages, not how it is read in series.
nowcasting.below := vintages stat
nowcasting.libs :=
