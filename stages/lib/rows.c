#include "rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "num.h"
#include "tab.h"

/* qsort has no room for it: the columns by which rows are compared. */
static int sort_key, sort_source;

static int
by_key(const void *a, const void *b)
{
    const struct rows_row *x = a, *y = b;
    int c = tab_compare(x->cell, y->cell, sort_key);
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
    return !tab_compare(a->cell, b->cell, r->key) &&
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

long
rows_write(struct rows *r, struct rejects *rejects, const char *file)
{
    sort_key = r->key;
    sort_source = r->source;
    if (r->rows)
        qsort(r->row, r->rows, sizeof *r->row, by_key);
    size_t kept = 0;
    long added = 0;
    for (size_t i = 0; i < r->rows; i++) {
        struct rows_row *row = &r->row[i], *last = &r->row[kept ? kept - 1 : 0];
        if (!kept || r->repeats == ROWS_KEEP || !same_statement(r, last, row)) {
            r->row[kept++] = *row;
        } else if (r->repeats == ROWS_ADD && add_up(r, last, row)) {
            added++;
        } else {
            struct csv_row from = {
                .line = row->line, .raw = row->raw, .raw_len = row->raw_len};
            reject(rejects, file, &from, "", "primary-key",
                   "the same key and source as line %ld%s", last->line,
                   r->repeats == ROWS_ADD
                       ? ", and the two do not add up: values must be whole and the "
                         "columns right of value equal"
                       : "; a publisher says a thing once, or a column is missing "
                         "from the key");
        }
    }
    r->rows = kept;
    tab_write(r->column, r->n);
    for (size_t i = 0; i < r->rows; i++)
        tab_write(r->row[i].cell, r->n);
    return added;
}
