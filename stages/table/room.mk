# table - the one contract between stages: reading CSV, the columns that have a meaning,
# periods, sets of status letters and sources, rows kept for sorting, rows put aside,
# joins, statistics as rows. It does not know what the figures are about.
table.below := program
table.libs := -lcsv -lisal
