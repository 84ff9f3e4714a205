/*
 * csv_out - lines of CSV (RFC 4180), quoting what must be quoted. A line is put together before
 * a stream is asked, so that it is asked once a line and not once a cell.
 */
#include <stdio.h>
#include <string.h>

#include "table/table.h"

/* A line on its way out, so that a stream is asked once a line and not once a cell. */
struct line {
    FILE *out;
    size_t n;
    char text[4096];
};

static void
flush(struct line *l)
{
    fwrite(l->text, 1, l->n, l->out);
    l->n = 0;
}

static inline void
put_byte(struct line *l, char c)
{
    if (l->n == sizeof l->text)
        flush(l);
    l->text[l->n++] = c;
}

static void
put_quoted(struct line *l, const char *cell)
{
    put_byte(l, '"');
    for (const char *p = cell; *p; p++) {
        if (*p == '"')
            put_byte(l, '"');
        put_byte(l, *p);
    }
    put_byte(l, '"');
}

/* Up to the first byte that ends the cell or wants quotes. False when that is not the end, or
 * the line is full; then nothing is put. */
static inline bool
put_plain(struct line *l, const char *cell)
{
    static const bool stops[256] = {
        [0] = true, [','] = true, ['"'] = true, ['\r'] = true, ['\n'] = true};
    size_t n = l->n;
    for (; !stops[(unsigned char)*cell] && n < sizeof l->text; cell++)
        l->text[n++] = *cell;
    if (*cell)
        return false;
    l->n = n;
    return true;
}

/* A cell that is longer than what is left of the line, or is to be quoted. */
static void
put_other(struct line *l, const char *cell)
{
    if (cell[strcspn(cell, ",\"\r\n")])
        put_quoted(l, cell);
    else
        for (const char *p = cell; *p; p++)
            put_byte(l, *p);
}

void
table_write_on(FILE *out, char *const cell[], int n)
{
    struct line l;
    l.out = out;
    l.n = 0;
    for (int i = 0; i < n; i++) {
        if (i)
            put_byte(&l, ',');
        const char *c = cell[i] ? cell[i] : "";
        /* A lone empty cell is quoted, or its line would be blank. */
        if (n == 1 && !*c)
            put_quoted(&l, c);
        else if (!put_plain(&l, c))
            put_other(&l, c);
    }
    put_byte(&l, '\n');
    flush(&l);
}

void
table_write(char *const cell[], int n)
{
    table_write_on(stdout, cell, n);
    if (ferror(stdout))
        die_stdout();
}
