# differences - two editions of a table, key by key: which columns are compared, how a row of one
# differs from that of the other, the changes as a table and as a report. It knows tables, not
# what changed them.
differences.below := table
differences.libs :=
