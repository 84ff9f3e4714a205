# Cases by nationality and quarter, for mawk -F, which knows no quotes.
NR > 1 { n[$3 "|" substr($2, 1, 4) "-Q" int((substr($2, 6, 2) + 2) / 3)]++ }
END { for (k in n) print k "|" n[k] }
