#include "table/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "program/num.h"
#include "table/table.h"

/* qsort has no room for it: the columns by which rows are compared. */
static int sort_key, sort_source;

static int
by_key(const void *a, const void *b)
{
    const struct rows_row *x = a, *y = b;
    int c = table_compare(x->cell, y->cell, sort_key);
    if (!c && sort_source >= 0)
        c = strcmp(x->cell[sort_source], y->cell[sort_source]);
    return c ? c : (x->line > y->line) - (x->line < y->line);
}

void
rows_open(struct rows *r, struct mem *run, char *const column[], int n)
{
    *r = (struct rows){.run = run, .column = column, .n = n, .key = n, .source = -1};
    for (int i = 0; i < n; i++) {
        if (!strcmp(column[i], "value"))
            r->key = r->value = i;
        if (!strcmp(column[i], "source"))
            r->source = i;
    }
}

void
rows_add(struct rows *r, char *const cell[], const struct csv_row *from)
{
    if (r->rows == r->size) {
        size_t more = r->size ? 2 * r->size : 1024;
        r->row =
            mem_grow(r->run, r->row, r->size * sizeof *r->row, more * sizeof *r->row);
        r->size = more;
    }
    /* Rows of the result that come from one line share its text. */
    bool same_line = r->rows && r->row[r->rows - 1].line == from->line;
    const char *raw = same_line ? r->row[r->rows - 1].raw
                                : mem_text(r->run, from->raw, from->raw_len);
    struct rows_row *row = &r->row[r->rows++];
    *row = (struct rows_row){mem_array(r->run, (size_t)r->n, sizeof *row->cell),
                             from->line, raw, from->raw_len};
    for (int i = 0; i < r->n; i++)
        row->cell[i] = mem_copy(r->run, cell[i]);
}

static bool
same_statement(const struct rows *r, const struct rows_row *a, const struct rows_row *b)
{
    return !table_compare(a->cell, b->cell, r->key) &&
           (r->source < 0 || !strcmp(a->cell[r->source], b->cell[r->source]));
}

/* Adds b to a: whole values that a double holds exactly, everything else equal. */
static bool
add_up(struct rows *r, struct rows_row *a, const struct rows_row *b)
{
    double x, y;
    char text[NUM_MAX];
    for (int i = r->key; i < r->n; i++)
        if (i != r->value && strcmp(a->cell[i], b->cell[i]))
            return false;
    if (!num_parse(a->cell[r->value], &x) || !num_parse(b->cell[r->value], &y) ||
        x != floor(x) || y != floor(y) || fabs(x + y) >= 1e15)
        return false;
    a->cell[r->value] = mem_copy(r->run, num_text(x + y, text));
    return true;
}

/* Puts rows aside; why is said of each with the line of another of them. */
static void
reject_rows(struct rows *r, size_t from, size_t to, size_t other, const char *why,
            struct rejects *rejects, const char *file)
{
    for (size_t i = from; i < to; i++) {
        const struct rows_row *row = &r->row[i];
        struct csv_row shown = {
            .line = row->line, .raw = row->raw, .raw_len = row->raw_len};
        long line = r->row[i == other ? other + 1 : other].line;
        reject(rejects, file, &shown, "", "primary-key",
               "the same key and source as line %ld, %s", line, why);
    }
}

/* One statement out of rows from..to-1, which have one key and source, or none. Without a
 * rejects file the blame is on the second of them. */
static bool
one_of(struct rows *r, size_t from, size_t to, struct rejects *rejects,
       const char *file)
{
    struct rows_row *first = &r->row[from];
    if (r->repeats == ROWS_ADD) {
        struct rows_row sum = *first;
        sum.cell = mem_array(r->run, (size_t)r->n, sizeof *sum.cell);
        memcpy(sum.cell, first->cell, (size_t)r->n * sizeof *sum.cell);
        size_t i = from + 1;
        while (i < to && add_up(r, &sum, &r->row[i]))
            i++;
        if (i == to) {
            *first = sum;
            return true;
        }
        reject_rows(
            r, from + !rejects->out, to, from,
            "and they do not add up: values must be whole and the columns right "
            "of value equal",
            rejects, file);
        return false;
    }
    bool same = true;
    for (size_t i = from + 1; i < to && same; i++)
        same = !table_compare(first->cell + r->key, r->row[i].cell + r->key,
                              r->n - r->key);
    if (same)
        reject_rows(r, from + 1, to, from, "and the same in all else", rejects, file);
    else
        reject_rows(
            r, from + !rejects->out, to, from,
            "and they differ: which holds cannot be told, or a column is missing "
            "from the key",
            rejects, file);
    return same;
}

long
rows_write(struct rows *r, struct rejects *rejects, const char *file)
{
    sort_key = r->key;
    sort_source = r->source;
    if (r->rows)
        qsort(r->row, r->rows, sizeof *r->row, by_key);
    size_t kept = 0, to;
    long added = 0;
    for (size_t i = 0; i < r->rows; i = to) {
        to = i + 1;
        while (r->repeats != ROWS_KEEP && to < r->rows &&
               same_statement(r, &r->row[i], &r->row[to]))
            to++;
        if (to > i + 1 && !one_of(r, i, to, rejects, file))
            continue;
        if (r->repeats == ROWS_ADD)
            added += (long)(to - i - 1);
        r->row[kept++] = r->row[i];
    }
    r->rows = kept;
    table_write(r->column, r->n);
    for (size_t i = 0; i < r->rows; i++)
        table_write(r->row[i].cell, r->n);
    return added;
}
