/*
 * csv_out - lines of CSV (RFC 4180), quoting what must be quoted. A line is put together before
 * a stream is asked, so that it is asked once a line and not once a cell. The header waits for
 * the first row: a stage that dies before one is known has written nothing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program/stage.h"
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

/* The header of standard output. */
static struct {
    bool met;
    char *text; /* NULL when it is written */
    size_t n;
} header;

static void
write_header(void)
{
    if (!header.text)
        return;
    fwrite(header.text, 1, header.n, stdout);
    free(header.text);
    header.text = NULL;
}

static void
hold_header(char *const cell[], int n)
{
    FILE *f = open_memstream(&header.text, &header.n);
    if (!f)
        die(EX_OSERR, "out of memory");
    table_write_on(f, cell, n);
    if (fclose(f))
        die(EX_OSERR, "out of memory");
    header.met = true;
    stage_at_end(write_header);
}

void
table_write(char *const cell[], int n)
{
    if (!header.met) {
        hold_header(cell, n);
        return;
    }
    write_header();
    table_write_on(stdout, cell, n);
    if (ferror(stdout))
        die_stdout();
}
