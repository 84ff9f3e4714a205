/*
 * series_alike - the series of a table held in memory, and which of them are told apart by one
 * column of the key alone.
 */
#ifndef SERIES_ALIKE_H
#define SERIES_ALIKE_H

#include <stdbool.h>

#include "dataset/series_breaks.h"
#include "table/table.h"

#define SERIES_ALIKE_MAX 2000

struct series_held {
    struct table_row *row;
    size_t n, from; /* from: first row after the last break */
};

/* The column `by` of the key; ends with 65 when there is none left of period. */
int series_alike_column(const struct table *t, const char *by);

/* Reads all series, in memory of the run. Ends with 65 for one of mixed frequency or unit, and
 * beyond SERIES_ALIKE_MAX series. */
struct series_held *series_alike_read(struct table *t, const struct series_breaks *cuts,
                                      struct mem *run, size_t *count);

/* Whether two series differ in the column `by` at most. */
bool series_alike(const struct table *t, const struct series_held *x,
                  const struct series_held *y, int by);

#endif
