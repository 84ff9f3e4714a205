# The editions that the ledger holds of tables: TABLE, keys in common, last day that the date
# of publication may mean, id, file that has most of it, publisher; parted by \001. Operands:
# what=table table=N READ ... what=sources SOURCES what=ledger LEDGER...
FNR == 1 {
    delete at
    columns($0, at)
    own = $0
    if (what == "table") { header[table] = $0; tables = table }
    next
}
what == "ledger" && !may_be() { next }
{ split_csv($0, cell) }
what == "table" { keys[table, key_of()]; learn(table); next }
what == "sources" {
    id = cell[at["source"]]
    published[id] = cell[at["published"]]
    publisher[id] = cell[at["publisher"]]
    next
}
{
    for (t = 1; t <= tables; t++) {
        if (header[t] != own || !same_kind(t)) continue
        id = cell[at["source"]]
        if ((t, key_of()) in keys) shared[t, id]++
        n = ++in_file[t, id, FILENAME]
        if (n > most[t, id]) { most[t, id] = n; where[t, id] = FILENAME }
    }
}
END {
    for (k in shared) {
        split(k, part, SUBSEP)
        d = published[part[2]]
        if (length(d) == 4) d = d "-12-31"; else if (length(d) == 7) d = d "-31"; else if (d == "") d = "0000"
        printf "%d\001%d\001%s\001%s\001%s\001%s\n", part[1], shared[k], d, part[2], where[k], publisher[part[2]]
    }
}
