/*
 * histories - capture-history tables: how many cases were on which lists. Rows alike in the
 * other key columns and period are one problem.
 */
#ifndef CAPTURE_HISTORIES_H
#define CAPTURE_HISTORIES_H

#include "stat/loglin.h"
#include "table/table.h"

struct problem {
    struct loglin_table table;
    const char
        *list[LOGLIN_LISTS]; /* names, in the memory of the table that was read */
    char **key;              /* other key columns, and a place for the variant */
    int keys;
    const char *period, *unit, *status, *source;
    const char *reason;     /* why nothing can be estimated, or NULL */
    const char *lists_said; /* which lists are none, in words, or "" */
    /* Histories whose count is suppressed: table has the least it can be, most the most.
     * lo and hi bound the total. */
    int gaps;
    unsigned char gap[LOGLIN_CELLS];
    double most[LOGLIN_CELLS], lo, hi;
};

struct histories {
    const struct table *tab;
    int list[LOGLIN_LISTS], lists; /* columns */
    int *other, others;            /* key columns that are no list */
    struct problem *problem;
    size_t n;
};

/* Reads all rows. Ends with 65 for columns and counts that cannot be such a table. */
void histories_read(struct histories *h, struct table *t, struct mem *m);

/* Cases recorded in all. */
double histories_total(const struct loglin_table *t);

/* The problem with list i gone, or with list j merged into it when j is another. */
struct problem histories_fewer(const struct problem *p, int i, int j, struct mem *m);

#endif
