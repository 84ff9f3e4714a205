/*
 * table - a table as it is read: the header, rows in their order, series, cells by column.
 */
#include "table/table.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "table/cell_fault.h"

/* So many rows whose key stands above them are named one by one. */
enum { TWICE_SHOWN = 20 };

const char *const table_name[TABLE_COLUMNS] = {
    "period", "value", "lo", "hi", "interval", "compare", "unit", "status", "source",
};

const char *const table_contract[] = {
    "period", "value", "lo", "hi", "interval", "unit", "status", "source", NULL,
};

int
table_find(const struct table *t, const char *name)
{
    for (int i = 0; i < t->n; i++)
        if (!strcmp(t->column[i], name))
            return i;
    return -1;
}

int
table_find_named(const struct table *t, const char *name, const char *option)
{
    int at = table_find(t, name);
    if (at < 0) {
        const char *near = msg_nearest(name, (const char *const *)t->column);
        die_at(EX_DATAERR, (struct place){t->in.file, 1, NULL},
               "no column %s as in %s%s%s", msg_quote(name), option,
               near ? "; the nearest name in the header is " : "",
               near ? msg_quote(near) : "");
    }
    return at;
}

static void
check_header(struct table *t, const struct csv_row *row, const char *const need[])
{
    struct place at = {t->in.file, 1, NULL};
    const char *one_cell = cell_fault_header(t->run, row);
    if (one_cell)
        die_at(EX_DATAERR, at, "%s", one_cell);
    for (int i = 0; i < t->n; i++) {
        if (!*t->column[i])
            die_at(EX_DATAERR, at, "column %d has no name", i + 1);
        if (table_find(t, t->column[i]) < i)
            die_at(EX_DATAERR, at, "column %s stands twice in the header",
                   msg_quote(t->column[i]));
    }
    char *missing = NULL;
    const char *near = NULL;
    for (int i = 0; need[i]; i++)
        if (table_find(t, need[i]) < 0) {
            missing = missing ? mem_print(t->run, "%s, %s", missing, need[i])
                              : mem_copy(t->run, need[i]);
            if (!near)
                near = msg_nearest(need[i], (const char *const *)t->column);
        }
    if (missing)
        die_at(EX_DATAERR, at, "missing column%s: %s%s%s",
               strchr(missing, ',') ? "s" : "", missing,
               near ? "; the nearest name in the header is " : "",
               near ? msg_quote(near) : "");
    for (int c = 0; c < TABLE_COLUMNS; c++)
        t->at[c] = table_find(t, table_name[c]);
    t->key = t->at[TABLE_VALUE] >= 0 ? t->at[TABLE_VALUE] : t->n;
    if (t->at[TABLE_VALUE] >= 0 && t->at[TABLE_PERIOD] >= 0 &&
        t->at[TABLE_PERIOD] != t->at[TABLE_VALUE] - 1)
        die_at(
            EX_DATAERR, at,
            "column period is number %d, expected it just left of value (number %d), "
            "as the last column of the key",
            t->at[TABLE_PERIOD] + 1, t->at[TABLE_VALUE] + 1);
}

void
table_open(struct table *t, struct mem *run, const char *path, const char *const need[],
           enum table_order order)
{
    *t = (struct table){.run = run, .order = order};
    csv_open(&t->in, run, path, ',', 0);
    struct csv_row row;
    enum csv_got got = csv_next(&t->in, &row);
    if (got == CSV_BAD)
        csv_die(&t->in);
    if (got == CSV_END)
        die(EX_DATAERR, "%s: is empty, expected a header line", t->in.file);
    t->n = (int)row.n;
    t->column = mem_array(run, row.n + 1, sizeof *t->column);
    for (int i = 0; i < t->n; i++)
        t->column[i] = mem_copy(run, row.cell[i]);
    check_header(t, &row, need ? need : table_contract);
}

/* A key is its cells, each closed with a NUL: bytes that memcmp puts in the order of the cells.
 * They mostly stand so in the row already. */
static const char *
key_of(struct table *t, const struct csv_row *row, size_t *n)
{
    const char *from = t->key ? row->cell[0] : "";
    bool together = true;
    *n = 0;
    for (int i = 0; i < t->key; i++) {
        together = together && row->cell[i] == from + *n;
        *n += row->len[i] + 1;
    }
    if (together)
        return from;
    mem_reset(&t->apart);
    char *copy = mem_bytes(&t->apart, *n), *to = copy;
    for (int i = 0; i < t->key; i++, to += strlen(to) + 1)
        memcpy(to, row->cell[i], row->len[i] + 1);
    return copy;
}

static _Noreturn void
die_unsorted(const struct table *t, const struct csv_row *row)
{
    const char *before = t->previous;
    int column = 0;
    for (; !strcmp(before, row->cell[column]); column++)
        before += strlen(before) + 1;
    struct place at = {t->in.file, row->line, t->column[column]};
    const char *none = column == t->at[TABLE_PERIOD]
                           ? cell_fault_period(t->run, row->cell[column])
                           : NULL;
    if (none)
        die_at(EX_DATAERR, at, "%s", none);
    die_at(EX_DATAERR, at,
           "%s after %s: rows are not sorted by key; sort them bytewise "
           "(LC_ALL=C) by the columns left of value",
           msg_quote(row->cell[column]), msg_quote(before));
}

/* Whether its key is that of the row before. Ends with 65 when it comes before it. */
static bool
is_again(struct table *t, const struct csv_row *row)
{
    size_t n, least;
    const char *key = key_of(t, row, &n);
    if (t->previous) {
        least = n < t->previous_n ? n : t->previous_n;
        int c = memcmp(t->previous, key, least);
        if (c > 0)
            die_unsorted(t, row);
        if (c == 0)
            return true;
    }
    if (n > t->previous_room || !t->previous) {
        t->previous_room = 2 * n;
        t->previous = mem_bytes(t->run, 2 * n + 1);
    }
    memcpy(t->previous, key, n);
    t->previous_n = n;
    t->previous_line = row->line;
    return false;
}

/* The next row, as wide as the header. False at the end. */
static bool
next_row(struct table *t, struct csv_row *row)
{
    switch (csv_next(&t->in, row)) {
    case CSV_END:
        return false;
    case CSV_BAD:
        csv_die(&t->in);
    case CSV_ROW:
        break;
    }
    if ((int)row->n != t->n)
        die_at(EX_DATAERR, (struct place){t->in.file, row->line, NULL}, "%s",
               cell_fault_width(t->run, row, t->column, (size_t)t->n));
    return true;
}

/* Names this row, and all below it whose key stands above them too. */
static _Noreturn void
die_twice(struct table *t, struct csv_row *row)
{
    size_t n = 0;
    do {
        if (is_again(t, row) && n++ < TWICE_SHOWN)
            note_at(
                (struct place){t->in.file, row->line, NULL},
                "%s; expected one row a key: `vintage` chooses one statement of each",
                cell_fault_twice(t->run, (const char *const *)t->column, row->cell,
                                 (size_t)t->key, t->previous_line));
    } while (next_row(t, row));
    if (n > TWICE_SHOWN)
        note("%s: and %zu more rows whose key stands above them already", t->in.file,
             n - TWICE_SHOWN);
    exit(EX_DATAERR);
}

bool
table_next(struct table *t, struct table_row *out)
{
    struct csv_row row;
    if (!next_row(t, &row))
        return false;
    if (t->order != TABLE_ANY && is_again(t, &row) && t->order == TABLE_UNIQUE)
        die_twice(t, &row);
    t->rows++;
    t->read = row.cell[0];
    t->read_n = (size_t)(row.cell[row.n - 1] - t->read) + row.len[row.n - 1] + 1;
    *out = (struct table_row){row.cell, row.line};
    if (MEM_WATCHED) {
        mem_release(&t->now);
        *out = table_keep(t, &t->now, out);
        t->read = out->cell[0];
    }
    return true;
}

void
table_close(struct table *t)
{
    mem_release(&t->now);
    csv_close(&t->in);
    mem_release(&t->apart);
    mem_release(&t->series);
    mem_release(&t->ahead);
}

/* Whether the cells stand in the text of the row that was read last. */
static bool
is_as_read(const struct table *t, const struct table_row *row)
{
    uintptr_t from = (uintptr_t)t->read, n = t->read_n;
    bool within = n > 0;
    for (int i = 0; i < t->n; i++)
        within = within && (uintptr_t)row->cell[i] - from < n;
    return within;
}

struct table_row
table_keep(const struct table *t, struct mem *m, const struct table_row *row)
{
    struct table_row kept = {mem_array(m, (size_t)t->n, sizeof *kept.cell), row->line};
    if (is_as_read(t, row)) {
        char *text = memcpy(mem_bytes(m, t->read_n), t->read, t->read_n);
        for (int i = 0; i < t->n; i++)
            kept.cell[i] = text + (row->cell[i] - t->read);
        return kept;
    }
    for (int i = 0; i < t->n; i++)
        kept.cell[i] = mem_copy(m, row->cell[i]);
    return kept;
}

struct table_row
table_alias(const struct table *t, struct mem *m, const struct table_row *row)
{
    struct table_row alias = {mem_array(m, (size_t)t->n, sizeof *alias.cell),
                              row->line};
    memcpy(alias.cell, row->cell, (size_t)t->n * sizeof *alias.cell);
    return alias;
}

int
table_compare(char *const a[], char *const b[], int n)
{
    for (int i = 0; i < n; i++) {
        int c = strcmp(a[i], b[i]);
        if (c)
            return c;
    }
    return 0;
}

bool
table_series_next(struct table *t, int n_right, struct table_series *out)
{
    size_t size = 0;
    mem_reset(&t->series);
    *out = (struct table_series){.m = &t->series};
    struct table_row row;
    for (;;) {
        if (t->next.cell) {
            /* The row stays where it is: the arenas change places. */
            struct mem emptied = t->series;
            t->series = t->ahead;
            t->ahead = emptied;
            row = t->next;
            t->next.cell = NULL;
        } else {
            if (!table_next(t, &row))
                break;
            if (out->n && table_compare(out->row[0].cell, row.cell, t->key - n_right)) {
                mem_reset(&t->ahead);
                t->next = table_keep(t, &t->ahead, &row);
                break;
            }
            row = table_keep(t, &t->series, &row);
        }
        if (out->n == size) {
            size_t more = size ? 2 * size : 16;
            out->row =
                mem_grow(&t->series, out->row, size * sizeof row, more * sizeof row);
            size = more;
        }
        out->row[out->n++] = row;
    }
    return out->n > 0;
}

void
table_die(const struct table *t, const struct table_row *row, const char *column,
          const char *format, ...)
{
    char text[1024];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    die_at(EX_DATAERR, (struct place){t->in.file, row->line, column}, "%s", text);
}

const char *
table_cell(const struct table *t, const struct table_row *row, enum table_column c)
{
    return t->at[c] < 0 ? "" : row->cell[t->at[c]];
}

struct period
table_period(const struct table *t, const struct table_row *row)
{
    struct period p;
    const char *text = table_cell(t, row, TABLE_PERIOD);
    if (!period_parse(text, &p))
        table_die(t, row, "period", "%s", cell_fault_period(t->run, text));
    return p;
}
