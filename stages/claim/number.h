/*
 * number - intervals that hold the truth, arithmetic with them, and what may be said when
 * two are compared.
 *
 * What nobody stated is unbounded, so every operation goes on; truths are three-valued
 * (Kleene 1938): a comparison holds when it holds for all numbers in the intervals, fails
 * when it holds for none, and is unknown otherwise. Intervals that share a source of doubt
 * are combined as if they did not, which makes results wider, never wrong. Numbers that
 * agree in 12 digits are equal.
 *
 * A figure published as "about" has a value and unknown width: it is shown, and it decides
 * no comparison. An estimate (ci95, cri95, pi95) is as wide as its interval.
 */
#ifndef NUMBER_H
#define NUMBER_H

#include "claim/evidence.h"

enum truth { TRUTH_NO, TRUTH_UNKNOWN, TRUTH_YES };

struct number {
    double lo, hi;
    double value;  /* what is shown when known */
    bool known;    /* one number was published or follows: value */
    bool about;    /* it is not exact: lo and hi do not follow from it */
    bool quotient; /* a number that says how many times as much, without a unit */
    bool clash;    /* two descriptions of it contradict one another */
    const char *estimate; /* ci95, cri95 or pi95 when lo and hi are its limits */
    const char *unit;     /* NULL: none */
    const char *status;   /* letters of all cells behind it */
};

extern const struct number number_unknown;

/* lo may be -INFINITY, hi INFINITY. */
struct number number_within(double lo, double hi);
struct number number_exactly(double x);

/* The value of x alone. */
struct number number_point(const struct number *x);

/* What a cell says of its quantity. */
struct number number_of_cell(const struct cell *c);

/* NODE_ADD, NODE_SUBTRACT, NODE_MULTIPLY or NODE_DIVIDE of two numbers. Of "about" ones the
 * value follows, the bounds do not; of estimates both. Ends with 65 at the place when the
 * units do not fit. */
struct number number_operate(const struct evidence *e, enum node_kind kind,
                             struct spot at, const struct number *a,
                             const struct number *b);

/* a as percent of b. */
struct number number_ratio(const struct evidence *e, struct spot at,
                           const struct number *a, const struct number *b);

/* x may be any number, or none, where the base that it was divided by may be 0. */
void number_unless_zero(struct number *x, const struct number *base);

/* The product of two intervals. */
struct number number_multiply(double alo, double ahi, double blo, double bhi);

/* The one unit of both, either may be NULL; ends with 65 when there are two. */
const char *number_unit(const struct evidence *e, struct spot at, const char *a,
                        const char *b);

/* Ends with 65 when a and b cannot be compared: two units, or how many times as much and
 * how many in a hundred. */
void number_comparable(const struct evidence *e, struct spot at, const struct number *a,
                       const struct number *b);

/* Status and clash of x are those of a and b. */
void number_carry(const struct evidence *e, struct number *x, const struct number *a,
                  const struct number *b);

/* x with the unit, and when it has none the status, of the set that it was made of. */
struct number number_like(struct number x, const struct number *set);

/* a < b, and not equal in 12 digits. */
bool number_below(double a, double b);

enum truth truth_less(const struct number *a, const struct number *b);
enum truth truth_compare(enum node_kind kind, const struct number *a,
                         const struct number *b);
enum truth truth_not(enum truth t);
enum truth truth_least(enum truth a, enum truth b);

#endif
