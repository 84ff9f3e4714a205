/*
 * edition - a key as it was said at one time: a row of the output.
 */
#ifndef VINTAGES_EDITION_H
#define VINTAGES_EDITION_H

#include "vintages/statement.h"

struct edition {
    struct table_row row;
    const char *published; /* the cell of the column vintage */
    const char *revision, *percent, *against;
    size_t number;
};

/* Columns beside those of the input: none, vintage, that and the revision. */
enum edition_columns { EDITIONS_PLAIN, EDITIONS_DATED, EDITIONS_REVISED };

/* Writes the header; ends with 65 when a column that is made is there already. */
void editions_open(const struct table *t, enum edition_columns columns,
                   struct mem *run);
void edition_write(const struct edition *e, struct mem *m);

#endif
