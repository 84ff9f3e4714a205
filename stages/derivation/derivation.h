/*
 * derivation - rows of another kind made of the rows of a table: what is asked of stage
 * normalise, one operand and another, what becomes of them.
 */
#ifndef DERIVATION_DERIVATION_H
#define DERIVATION_DERIVATION_H

#include <stdbool.h>

#include "program/mem.h"
#include "stat/range.h"
#include "table/table.h"

/* What is done: the unit of the results, NULL for a rate's, which is made of the row's own;
 * whether they have a numerator and a denominator. */
struct operation {
    const char *name, *unit;
    bool quotient;
    void (*run)(struct table *t, struct mem *run);
};

/* The options; NULL: not given. normalise.c explains them. */
struct derivation {
    const struct operation *operation;
    const char *suffix, *population, *on, *of, *base;
    double per;
    long lag;
    bool year, across;
};
extern struct derivation derivation;

/* One side of an operation. */
struct operand {
    const struct table *tab;
    const struct table_row *row;
    struct amount amount;
    bool approx;
};

/* What becomes of a row. */
struct derived {
    double value; /* NAN: none */
    struct st_range range;
    double est_lo, est_hi;
    bool approx;
    const char *reason; /* "" unless there is neither value nor bound */
};

/* ---- arithmetic */

/* Ends with 65 at the row when its amount breaks a rule of the table. */
struct operand derivation_operand(const struct table *t, const struct table_row *row);

struct derived derivation_none(const char *reason);
struct derived derivation_rate(const struct operand *a, const struct operand *b);
struct derived derivation_share(const struct operand *a, const struct operand *b);
struct derived derivation_index(const struct operand *a, const struct operand *b);
struct derived derivation_difference(const struct operand *a, const struct operand *b);
struct derived derivation_growth(const struct operand *a, const struct operand *b);

/* Ends with 65 at the row of a unless both have one unit. */
void derivation_same_unit(const struct operand *a, const struct operand *b);

/* ---- rows */

/* The header. Ends with 65 for a suffix without the column indicator in the key. */
void derivation_open(const struct table *t, struct mem *run);

/* What became of a; b is NULL when there was nothing to compare it with. letters are added to
 * its status. */
void derivation_write(const struct operand *a, const struct operand *b,
                      struct derived r, const char *letters, struct mem *m);

/* The rows that were held because of the suffix. */
void derivation_close(const struct table *t);

/* ---- operations on a table: write all of it; end with 64 without the option they need */

void derivation_run_rate(struct table *t, struct mem *run);
void derivation_run_share(struct table *t, struct mem *run);
void derivation_run_index(struct table *t, struct mem *run);
void derivation_run_difference(struct table *t, struct mem *run);
void derivation_run_growth(struct table *t, struct mem *run);

#endif
