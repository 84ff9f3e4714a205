/*
 * evaluate - a formula of a rule at one statement: figures, sums over parts, products of
 * intervals.
 */
#ifndef INTEGRITY_EVALUATE_H
#define INTEGRITY_EVALUATE_H

#include "integrity/function.h"

#define TERMS_SHOWN 8

/* A figure or what was computed from figures: an interval, and for messages its unit and
 * what went into it. */
struct amount_of {
    double lo, hi;
    const char *unit; /* NULL: none or mixed by a product */
};

struct evaluation {
    const struct judge *j;
    const struct statement *at;
    bool silent;       /* a figure is not there */
    bool sum;          /* parts are added, and what is there of them bounds the sum */
    int present;       /* figures that are there, but for the row at hand */
    const char *lacks; /* in a sum, the first part that is not there */
    const char *units; /* two units that were added */
    bool show;         /* put what is added into words, for a finding */
    char *terms;
    int shown;
    const struct statement *against; /* the other statement, when there is one */
};

/* The value of a node. What else was met is in *e, which begins with j and at alone. */
struct amount_of evaluate(struct evaluation *e, const struct rule_node *n);

/* "12" or "10..14". */
const char *evaluation_amount(struct mem *m, double lo, double hi);

#endif
