/*
 * choose - the statement of a key that is taken, with the comparisons of all.
 */
#ifndef VINTAGES_CHOOSE_H
#define VINTAGES_CHOOSE_H

#include "vintages/statement.h"

/* The best of n statements, 1 at least, as a row. Sorts them. */
struct table_row choose(const struct table *t, struct statement *s, size_t n,
                        struct mem *m);

#endif
