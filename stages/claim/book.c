#include "claim/book.h"

#include <string.h>

static const char *const need[] = {"indicator", "period", "value",  "lo",     "hi",
                                   "interval",  "unit",   "status", "source", NULL};

void
book_read(struct book *b, struct mem *m, const char *path, enum table_order order)
{
    struct table_row row;
    size_t size = 0;
    *b = (struct book){0};
    table_open(&b->tab, m, path, need, order);
    b->vintage = -1;
    while (table_next(&b->tab, &row)) {
        if (b->n == size) {
            size_t more = size ? 2 * size : 64;
            b->row = mem_grow(m, b->row, size * sizeof *b->row, more * sizeof *b->row);
            size = more;
        }
        b->row[b->n++] =
            (struct book_row){table_keep(&b->tab, m, &row).cell, row.line,
                              table_amount(&b->tab, &row), table_period(&b->tab, &row)};
    }
    table_close(&b->tab);
}

void
book_of_every_day(struct book *b)
{
    int at = table_find(&b->tab, "vintage");
    if (at >= 0 && at == b->tab.key - 2 && table_find(&b->tab, "revision") < 0)
        b->vintage = at;
}

const char *
book_cell(const struct book *b, const struct book_row *row, enum table_column c)
{
    return b->tab.at[c] < 0 ? "" : row->cell[b->tab.at[c]];
}

size_t
book_lower(const struct book *b, char *const key[], int n)
{
    size_t lo = 0, hi = b->n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (table_compare(b->row[mid].cell, key, n) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

bool
book_has(const struct book *b, size_t i, char *const key[], int n)
{
    return i < b->n && !table_compare(b->row[i].cell, key, n);
}

void
book_range(const struct book *b, char *const key[], int n, size_t *first, size_t *end)
{
    size_t lo = *first = book_lower(b, key, n), hi = b->n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (table_compare(b->row[mid].cell, key, n) <= 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    *end = lo;
}
