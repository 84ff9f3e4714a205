# microdata - records of single cases, counted: declarations of tallies, codes for the texts
# of a record, groups of any number within bounded memory, partial counts and their sum.
# It knows nothing of how a table is protected (disclosure) and writes no prose.
microdata.below := publisher dataset stat
microdata.libs := -lpthread
