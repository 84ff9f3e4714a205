# Rows of the ledger that are of the kind of a table and of a source: TABLE/held.csv in dir
# has those of the source named id, TABLE/before.csv those of the edition before. edition: the
# editions before, "TABLE:ID" parted by blanks. Operands: what=table table=N READ ...
# what=ledger LEDGER...
BEGIN {
    n = split(edition, word, " ")
    for (i = 1; i <= n; i++) {
        colon = index(word[i], ":")
        before[substr(word[i], 1, colon - 1)] = substr(word[i], colon + 1)
        wanted[substr(word[i], colon + 1)]
    }
    wanted[id]
}
FNR == 1 {
    delete at
    columns($0, at)
    own = $0
    if (what != "table") next
    header[table] = $0
    tables = table
    print > (dir "/" table "/held.csv")
    print > (dir "/" table "/before.csv")
    next
}
what == "ledger" && !may_be() { next }
{ split_csv($0, cell) }
what == "table" { learn(table); next }
!(cell[at["source"]] in wanted) { next }
{
    for (t = 1; t <= tables; t++) {
        if (header[t] != own || !same_kind(t)) continue
        if (cell[at["source"]] == id) print > (dir "/" t "/held.csv")
        if (cell[at["source"]] == before[t]) print > (dir "/" t "/before.csv")
    }
}
