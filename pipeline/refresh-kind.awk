# Which rows of the ledger are of the kind of a table that refresh takes in: the same
# indicator, or one that its layout names and the file lacks, with a register and unit of the
# file; and in other columns of the key that have one code throughout the file, that code.
# declared: the indicators that the layouts name, "TABLE:CODE" parted by blanks.
BEGIN { split(declared, code, " "); for (i in code) names_it[code[i]] }
function learn(t,    i) {
    combined[t, cell[at["indicator"]], cell[at["register"]], cell[at["unit"]]]
    measured[t, cell[at["register"]], cell[at["unit"]]]
    registers[cell[at["register"]]]
    for (i = 1; i < at["period"]; i++)
        if (!((t, i) in constant)) constant[t, i] = cell[i]
        else if (constant[t, i] != cell[i]) varies[t, i]
}
# Quickly, of the line as a whole: whether it may be of a kind that was learnt.
function may_be(    r) { for (r in registers) if (index($0, r)) return 1; return 0 }
function same_kind(t,    i) {
    if (!((t, cell[at["indicator"]], cell[at["register"]], cell[at["unit"]]) in combined) &&
        !((t ":" cell[at["indicator"]]) in names_it && (t, cell[at["register"]], cell[at["unit"]]) in measured)) return 0
    for (i = 1; i < at["period"]; i++)
        if (i != at["indicator"] && !((t, i) in varies) && constant[t, i] != cell[i]) return 0
    return 1
}
function key_of(    i, k) { for (i = 1; i < at["value"]; i++) k = k cell[i] "\001"; return k }
