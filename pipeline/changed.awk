# What changed from one table of a figure to the next, from the rows of `diff`: a line for what
# was revised (with the greatest revision), added (the newest), taken away, or differs in text
# alone; KIND, NAME, CHANGE, BEFORE, NOW parted by tabs. A key is told by what varies in NOW,
# the table itself. name: the figure's. Operands: csv.awk first, what=table NOW what=diff DIFF.
function stated(value, lo, hi) {
    if (value != "") return value
    if (lo != "" && hi != "") return lo ".." hi
    if (lo != "") return "at least " lo
    if (hi != "") return "at most " hi
    return "no number"
}
function label(    i, text) {
    for (i = 1; i < at["value"]; i++)
        if (i == at["period"] || i in varies) text = text (text == "" ? "" : " ") cell[i]
    return text
}
function put(kind, words,    more) {
    if (!(kind in n)) return
    more = n[kind] > 1 ? ", " words ": " : ": "
    printf "figure\t%s\t%d %s%s%s\t%s\t%s\n", name, n[kind], kind, more, which[kind], before[kind], now[kind]
}
function keep(kind, was, is) { which[kind] = label(); before[kind] = was; now[kind] = is }
function size(x) { return x < 0 ? -x : x + 0 }
FNR == 1 { delete at; columns($0, at); next }
{ split_csv($0, cell) }
what == "table" {
    for (i = 1; i < at["value"]; i++)
        if (!(i in first)) first[i] = cell[i]
        else if (first[i] != cell[i]) varies[i]
    next
}
{
    change = cell[at["change"]]
    is = stated(cell[at["value"]], cell[at["lo"]], cell[at["hi"]])
    was = stated(cell[at["old_value"]], cell[at["old_lo"]], cell[at["old_hi"]])
}
change == "added" || change == "removed" {
    if (!(change in n) || cell[at["period"]] > newest[change]) {
        newest[change] = cell[at["period"]]
        keep(change, change == "added" ? "-" : was, change == "added" ? is : "-")
    }
    n[change]++
    next
}
change ~ /^(status|text|source)$/ { other++; next }
{
    revision = size(cell[at["revision"]])
    if (!("revised" in n) || revision > greatest) { greatest = revision; keep("revised", was, is) }
    n["revised"]++
}
END {
    put("revised", "the greatest")
    put("added", "the newest")
    put("removed", "the newest")
    if (other) printf "figure\t%s\t%d with another source, status or text\t\t\n", name, other
}
