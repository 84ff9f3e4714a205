/*
 * system - the periods of one series, what its rows say of each, and the comparisons between
 * them.
 */
#ifndef BOUNDS_SYSTEM_H
#define BOUNDS_SYSTEM_H

#include "bounds/bounds.h"
#include "program/texts.h"
#include "stat/propagate.h"

/* What a bound rests on: status letters and sources. */
struct basis {
    const char *status, *cited;
};

/* A period of a series: a row of it, a row admitted for it, or only a name. */
struct node {
    const char *period, *unit;
    long first, last;
    const struct table_row *row, *admitted;
    /* The rows that say its own bounds; NULL: unbounded, or a count's 0. */
    const struct table_row *lo_by, *hi_by;
    struct st_side lo, hi; /* as its own rows say */
    bool value;
    struct basis basis[2]; /* of lo and hi, cited NULL until it is asked for */
};

/* A comparison as it stands in the row of node `at`. */
struct word {
    size_t at;
    const char *text;
};

struct system {
    struct node *node;
    struct st_quantity *x;
    struct st_less *less;
    struct word *word; /* one for each of less[] */
    size_t n, m;
    size_t *way;            /* room for basis_of() */
    struct texts days;      /* first and last day of the nodes before `known` ... */
    size_t *of_days, known; /* ... and the first node that has them, from 1 */
    const char *to;         /* its register, when rows may be admitted */
};

/* Every period of a series: its rows, those referred to, those admitted; sorted. group: the
 * series of all registers. */
void system_nodes(const struct table *t, struct system *s,
                  const struct table_series *series, const struct table_series *group,
                  struct mem *m);

/* Then its comparisons, and x[] for st_propagate(). */
void system_comparisons(const struct table *t, struct system *s, struct mem *m);

#endif
