/*
 * series - all statements of one series (rows equal up to period), told vintage by vintage.
 */
#ifndef VINTAGES_SERIES_H
#define VINTAGES_SERIES_H

#include "table/table.h"

/* The number of rows from the first on that have its key. */
size_t series_same_key(const struct table *t, const struct table_row *row, size_t n);

/* Every vintage of every key, and how it revises the one before. */
void series_write_revisions(const struct table *t, const struct table_series *series,
                            struct mem *m);

/* What was held on every day on which something was published. */
void series_write_held(const struct table *t, const struct table_series *series,
                       struct mem *m);

#endif
