# Cells of one record of a table (no newline in a cell) into cell[1..n]; returns n. To be read
# before another program: awk -f csv.awk -f program.
function split_csv(line, cell,    n, rest, text, at) {
    if (line != "" && !index(line, "\""))
        return split(line, cell, ",")
    n = 0
    rest = line
    for (;;) {
        if (substr(rest, 1, 1) == "\"") {
            rest = substr(rest, 2)
            text = ""
            while ((at = index(rest, "\"")) && substr(rest, at + 1, 1) == "\"") {
                text = text substr(rest, 1, at)
                rest = substr(rest, at + 2)
            }
            cell[++n] = text substr(rest, 1, at - 1)
            rest = substr(rest, at + 1)
        } else if ((at = index(rest, ","))) {
            cell[++n] = substr(rest, 1, at - 1)
            rest = substr(rest, at)
        } else {
            cell[++n] = rest
            rest = ""
        }
        if (rest == "")
            return n
        rest = substr(rest, 2)
    }
}
function csv_cell(text) {
    if (text !~ /[",]/)
        return text
    gsub(/"/, "\"\"", text)
    return "\"" text "\""
}
# Columns of a header by name: at[name].
function columns(line, at,    cell, n, i) {
    n = split_csv(line, cell)
    for (i = 1; i <= n; i++)
        at[cell[i]] = i
    return n
}

# The last day that a date of publication can be: of a year, of a month, or the day that it is.
function last_day(date) {
    return length(date) == 4 ? date "-12-31" : length(date) == 7 ? date "-31" : date
}
