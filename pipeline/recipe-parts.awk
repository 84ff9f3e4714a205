# recipe-parts.awk -v names="NAME..." -v into=FOLDER -v ending=TEXT RECIPE - of each figure or
# article the lines of the recipe that it rests on, as FOLDER/NAME.ENDING: its tables and what
# is said of it, and each pipe that makes a file which one of these lines reads.
BEGIN { FS = "\t" }
{ line[NR] = $0; kind[NR] = $1; name[NR] = $2 }
function take(i,    word, n, k) {
    taken[i] = 1
    n = split(line[i], word, /[\t =|,]+/)
    for (k = 1; k <= n; k++) wanted[word[k]] = 1
}
function part(of, file,    i, more) {
    split("", taken); split("", wanted)
    for (i = 1; i <= NR; i++)
        if (kind[i] == "asof" || kind[i] == "again" || kind[i] != "pipe" && (name[i] == of || name[i] == of "-trend"))
            take(i)
    do {
        more = 0
        for (i = 1; i <= NR; i++)
            if (kind[i] == "pipe" && !(i in taken) && name[i] in wanted) { take(i); more = 1 }
    } while (more)
    printf "" > file
    for (i = 1; i <= NR; i++)
        if (i in taken) print line[i] > file
    close(file)
}
END {
    n = split(names, of_name, " ")
    for (j = 1; j <= n; j++) part(of_name[j], into "/" of_name[j] "." ending)
}
