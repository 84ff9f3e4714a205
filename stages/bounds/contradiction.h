/*
 * contradiction - which statements cannot all be true, in words.
 */
#ifndef BOUNDS_CONTRADICTION_H
#define BOUNDS_CONTRADICTION_H

#include "bounds/system.h"

/* One link of a chain of reasoning: a comparison, or the row that says the bound itself
 * (word NULL). row NULL: a count is 0 or more. */
struct link {
    const struct table_row *row;
    const char *period, *word;
};

/*
 * Says what contradicts what: ends the run with 65, or notes it. Returns the links, *n of
 * them, for the rows that take part.
 */
struct link *contradiction(const struct table *t, const struct system *s,
                           const struct st_conflict *conflict, size_t *n,
                           struct mem *m);

#endif
