# provenance - how a number was made: the recipes of make, the rows behind a row, told as a
# story or as PROV-JSON. It knows that stages are programs, not what any of them does.
provenance.below := dataset document
provenance.libs := -lnettle
