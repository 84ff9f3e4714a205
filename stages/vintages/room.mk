# vintages - which statement of a key is taken, of those that were out on a day, and why the
# others are not; revisions from one vintage to the next; tables of vintages, read. It knows
# statements and their sources, not what is concluded from them.
vintages.below := dataset
vintages.libs :=
