/*
 * tally_rows - the groups of one table as rows of the table contract: with the margins that
 * the declaration asks for, in key order.
 */
#ifndef TALLY_ROWS_H
#define TALLY_ROWS_H

#include <stdio.h>

#include "microdata/declaration.h"
#include "microdata/groups.h"
#include "stat/concentration.h"

struct tally_rows {
    const struct tally_table *table;
    long
        below; /* counts under it are withheld (status Q, bounds 1 to below - 1); 0: none */
    size_t memory;
    /* sums that these rules call unsafe are withheld, without bounds; NULL: none, and the
     * largest contributions that the table keeps are written behind the source */
    const struct st_concentration *rule;
};

/* Writes header and rows; the groups are finished here, and the caller's. Returns how many rows were withheld. */
long tally_rows_write(const struct tally_rows *t, struct groups *g, FILE *out);

#endif
