/*
 * release - the cells of one table or of several that are published together, and the sums
 * that hold among them.
 *
 * A cell is told by its codes in all columns of the keys; a table without a column has its
 * total there, so that cells of linked tables are the same cell. A sum holds in a column with
 * a total code: the cells of all other codes, everything else alike, add up to the cell of
 * the total. Counts are whole and from 0 up. Sums (of money, hours, years) are from 0 up too;
 * all values of a release stand in steps, 1 for counts and for sums the unit of the last
 * decimal place that any of them has, so that they are whole as well.
 */
#ifndef RELEASE_H
#define RELEASE_H

#include <stdbool.h>
#include <stddef.h>

#include "program/mem.h"

/* lo and hi: what is published of the value; equal when it is. value: NAN when it is not. */
struct release_cell {
    char *const *code; /* by column of the release */
    double value, lo, hi;
    const double *largest; /* contributions to a sum, r->largest of them, or NULL */
    bool withheld;         /* status Q without a value */
    bool missing;          /* no value either, and not because it is withheld */
    const char *unit, *source;
    const char *file; /* and line: where it stands first */
    long line;
    size_t in; /* how many sums it is in */
};

/* part[0] is the total; the others add up to it. */
struct release_sum {
    size_t *part, n;
    const char *column; /* over whose codes it adds */
    bool at_most; /* other parts may be missing: they add up to the total at most */
};

struct release {
    struct mem *run;
    char **column;
    size_t columns;
    bool *varies;      /* a column with more than one code */
    const char *total; /* the code of a total */
    bool sums_up;      /* sums, not counts */
    int places;        /* a step is 10^-places */
    size_t largest;    /* columns largest1 and on that a table has */
    struct release_cell *cell;
    size_t cells;
    struct release_sum *sum;
    size_t sums, sum_room, broken; /* broken: sums that were left out */
    bool leave_broken;             /* as of the options */
    struct parents *parents;       /* as of the options */
};

struct release_options {
    const char *total;       /* _T */
    const char *const *over; /* columns over which sums hold, n_over of them; 0: all */
    size_t n_over;
    const char *const *parents; /* COLUMN=FILE, n_parents of them (parents.h) */
    size_t n_parents;
    bool at_most;      /* parts that are not there are unknown, not 0 */
    bool apart;        /* periods do not add up to longer ones */
    bool leave_broken; /* sums that the published figures contradict are left out */
    int places;        /* at least so many decimal places of sums */
};

/*
 * Reads the tables; each has one row a key. Ends with 65 when two tables publish different
 * values of one cell, when sums of published cells do not add up, or when a unit does not
 * add up or is not that of the total; when counts stand beside sums, or a sum has more than
 * 10^13 steps.
 */
void release_read(struct release *r, struct mem *run, char *const path[], size_t paths,
                  const struct release_options *o);

/* A sum of these parts, part[0] the total; the list is the release's from now on. */
void release_sum_add(struct release *r, size_t part[], size_t n, const char *column,
                     bool at_most);

/* The cells in the order of all columns but one: those alike in these stand together. */
size_t *release_order_without(const struct release *r, size_t column);
bool release_alike_but(const struct release *r, size_t a, size_t b, size_t column);

/* The cell of a row of one of the tables. */
struct table;
struct table_row;
struct release_cell *release_find(const struct release *r, struct mem *m,
                                  const struct table *t, const struct table_row *row);

/* The cell of another release with these codes in the columns of the same names, or NULL. */
struct release_cell *release_same(const struct release *r, struct mem *m,
                                  const struct release *other,
                                  const struct release_cell *cell);

/* A number of steps as it is written in tables. Lives in m. */
char *release_text(const struct release *r, struct mem *m, double steps);

/* The codes of a cell, for messages: "citizenship=ALB period=2017-Q1", without
 * columns that have the same code everywhere. */
const char *release_name(const struct release *r, struct mem *m, size_t cell);

#endif
