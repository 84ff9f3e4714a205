/*
 * statement - what one publication says of a quantity.
 */
#ifndef VINTAGES_STATEMENT_H
#define VINTAGES_STATEMENT_H

#include "vintages/publications.h"

enum says { NUMBER, BOUNDS, COMPARISON, NOTHING };

struct statement {
    struct table_row row;
    struct amount amount;
    const struct source *source;
    enum says says;
    bool avoided;
    bool yields; /* a relay where the owner speaks and is not certainly older */
};

/* Checks amount, period and comparisons of a row. */
struct statement statement_read(const struct table *t, const struct table_row *row,
                                struct mem *m);

/* The two say the same about the quantity. */
bool statements_agree(const struct amount *a, const struct amount *b);

/* "id@2020-06-17". */
char *statement_cite(const struct statement *s, struct mem *m);

#endif
