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

static int
find(const struct rows *r, const char *name)
{
    for (int i = 0; i < r->n; i++)
        if (!strcmp(r->column[i], name))
            return i;
    return -1;
}

void
rows_open(struct rows *r, struct mem *run, char *const column[], int n)
{
    *r = (struct rows){.run = run, .column = column, .n = n};
    r->value = find(r, "value");
    r->key = r->value < 0 ? n : r->value;
    r->source = find(r, "source");
    r->lo = find(r, "lo");
    r->hi = find(r, "hi");
    r->interval = find(r, "interval");
    r->unit = find(r, "unit");
    r->status = find(r, "status");
    r->locator = find(r, "locator");
}

void
rows_add(struct rows *r, char *const cell[], const struct csv_row *from)
{
    r->row = mem_more(r->run, r->row, r->rows, sizeof *r->row);
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

static const char *
cell_of(const struct rows_row *row, int column)
{
    return column < 0 ? "" : row->cell[column];
}

/* The bounds of what a row says; false when they cannot be added to others. */
static bool
bounds_of(const struct rows *r, const struct rows_row *row, double *lo, double *hi)
{
    const char *interval = cell_of(row, r->interval);
    bool value = num_parse(row->cell[r->value], lo);
    if (*interval && strcmp(interval, "range") != 0)
        return false;
    if (value) {
        *hi = *lo;
        return !*interval && *lo == floor(*lo);
    }
    if (*row->cell[r->value])
        return false;
    *lo = table_counted(cell_of(row, r->unit)) ? 0 : -INFINITY;
    *hi = INFINITY;
    num_parse(cell_of(row, r->lo), lo);
    num_parse(cell_of(row, r->hi), hi);
    return (isinf(*lo) || *lo == floor(*lo)) && (isinf(*hi) || *hi == floor(*hi));
}

static char *
bound_text(struct rows *r, double x)
{
    char text[NUM_MAX];
    return mem_copy(r->run, isinf(x) ? "" : num_text(x, text));
}

/* Columns right of value that two rows may differ in and still be added up. */
static bool
may_differ(const struct rows *r, int column)
{
    return column == r->value || column == r->lo || column == r->hi ||
           column == r->interval || column == r->status || column == r->locator;
}

/* Places in an order, rates and quotients are not those of the parts added up. */
static bool
unit_adds(const char *unit)
{
    static const char *const never[] = {"rank", "ratio", "index", "probability",
                                        "flag"};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (!strcmp(unit, never[i]))
            return false;
    return !strstr(unit, "_per_") && strncmp(unit, "per_", 4) != 0;
}

/* Adds b to a: whole amounts that a double holds exactly, everything else equal. */
static bool
add_up(struct rows *r, struct rows_row *a, const struct rows_row *b)
{
    double lo[2], hi[2];
    if (!unit_adds(cell_of(a, r->unit)))
        return false;
    for (int i = r->key; i < r->n; i++)
        if (!may_differ(r, i) && strcmp(a->cell[i], b->cell[i]))
            return false;
    if (!bounds_of(r, a, &lo[0], &hi[0]) || !bounds_of(r, b, &lo[1], &hi[1]))
        return false;
    double low = lo[0] + lo[1], high = hi[0] + hi[1];
    bool known = *a->cell[r->value] && *b->cell[r->value];
    if ((!isinf(low) && fabs(low) >= 1e15) || (!isinf(high) && fabs(high) >= 1e15) ||
        (!known && (r->lo < 0 || r->hi < 0 || r->interval < 0)))
        return false;
    a->cell[r->value] = known ? bound_text(r, low) : mem_copy(r->run, "");
    if (!known) {
        a->cell[r->lo] = bound_text(r, low);
        a->cell[r->hi] = bound_text(r, high);
        bool open = isinf(low) && isinf(high);
        a->cell[r->interval] = mem_copy(r->run, open ? "" : "range");
    }
    if (r->status >= 0)
        a->cell[r->status] =
            table_status(r->run, a->cell[r->status], b->cell[r->status]);
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
            if (r->locator >= 0 && *sum.cell[r->locator])
                sum.cell[r->locator] = mem_print(r->run, "%s and %zu more, added up",
                                                 sum.cell[r->locator], to - from - 1);
            *first = sum;
            return true;
        }
        reject_rows(
            r, from + !rejects->out, to, from,
            "and they do not add up: values and bounds must be whole, below 1e15 and "
            "of "
            "a unit that adds (no rank, no rate), and the columns right of them equal",
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
