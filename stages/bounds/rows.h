/*
 * rows - the rows of a series with their bounds, and what these rest on.
 */
#ifndef BOUNDS_ROWS_H
#define BOUNDS_ROWS_H

#include "bounds/contradiction.h"

void rows_write_header(const struct table *t, struct mem *run);

/* One series; group: the series of all registers. */
void rows_write_series(const struct table *t, const struct table_series *series,
                       const struct table_series *group, struct mem *m);

#endif
