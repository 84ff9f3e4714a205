/*
 * read - tables of vintages, as `vintage --revisions` and --editions write them: the key column
 * `vintage` just left of period.
 */
#ifndef VINTAGES_READ_H
#define VINTAGES_READ_H

#include "table/table.h"

/* The column vintage; ends with 65 when it does not stand just left of period. */
int vintage_column(const struct table *t);

/* The last possible day of the vintage in this column, in *day; false for "undated". Ends with
 * 65 when it is no date. */
bool vintage_day(const struct table *t, const struct table_row *row, int column,
                 long *day);

/* By period, then by day. */
int vintage_compare(const struct table *t, const struct table_row *a, long day_a,
                    const struct table_row *b, long day_b);

#endif
