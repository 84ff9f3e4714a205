/*
 * series_breaks - where series break: a file of definitional breaks (register, indicator, date,
 * label; an empty cell fits all) and the status letter B.
 */
#ifndef SERIES_BREAKS_H
#define SERIES_BREAKS_H

#include "table/table.h"

struct series_breaks {
    struct series_break *cut;
    size_t n;
};

/* path NULL: no file. A date is a period; the break is at its first day. */
void series_breaks_read(struct series_breaks *c, struct mem *run, const char *path);

/* The break between two rows that follow one another, in words: a break begins with the
 * first period that ends on its day or later. NULL when there is none. */
const char *series_breaks_between(const struct series_breaks *c, const struct table *t,
                                  struct mem *m, const struct table_row *before,
                                  const struct table_row *row);

/* Checks that a series has one frequency and one unit and that its periods do not
 * overlap; ends with 65 at the line. */
void series_breaks_check(const struct table *t, const struct table_series *s);

#endif
