/*
 * judge - evaluates the tree of a reading over evidence.
 *
 * A number is an interval that holds the truth. What nobody stated is unbounded, so every
 * operation goes on; truths are three-valued (Kleene 1938): a comparison holds when it
 * holds for all numbers in the intervals, fails when it holds for none, and is unknown
 * otherwise. Intervals that share a source of doubt are combined as if they did not,
 * which makes results wider, never wrong. Numbers that agree in 12 digits are equal.
 *
 * A figure published as "about" has a value and unknown width: it is shown, and it decides
 * no comparison. Only `overlaps` may be true of it, when the value itself lies inside the
 * other interval, and `same`, which compares how statements are put.
 *
 * An estimate (ci95, cri95, pi95) is as wide as its interval: a comparison holds when it holds
 * within all of it, so that "falling" needs more than a point below zero; observed() takes
 * its value alone, which is right for a share or rate that was counted and is only quoted.
 *
 * A set whose members no one can list (every other country) can disprove "each", not
 * prove it, and prove "any", not disprove it; unless one edition gives a total: what its
 * members leave of that bounds every other, and when they leave nothing the set is closed.
 *
 * Shares, sums, ranks and counts take all their figures from one edition where one has them
 * all (edition.h).
 */
#ifndef JUDGE_H
#define JUDGE_H

#include "claim/evidence.h"

enum truth { TRUTH_NO, TRUTH_UNKNOWN, TRUTH_YES };

struct number {
    double lo, hi;
    double value;         /* what is shown when known */
    bool known;           /* one number was published or follows: value */
    bool about;           /* it is not exact: lo and hi do not follow from it */
    bool clash;           /* two descriptions of it contradict one another */
    const char *estimate; /* ci95, cri95 or pi95 when lo and hi are its limits */
    const char *unit;     /* NULL: none */
    const char *status;   /* letters of all cells behind it */
};

struct judged {
    struct number number;
    enum truth truth;
    struct cell *cell; /* of a reference */
    struct number *member;
    enum truth *holds; /* per member, under each, any and count */
    size_t n;
    bool open;
    double rest;         /* of an open set: what no unlisted member can exceed */
    enum truth unlisted; /* under each, any and count: whether an unlisted one holds */
    bool mixed; /* its figures are of several editions, and no one has them all */
    struct edition taken; /* the one edition that the figures were taken from, if any */
};

/* Evaluates a node and all below it; results are in node->judged. Adding or comparing two
 * units ends with 65. */
void judge(const struct evidence *e, struct node *n);

/* What a cell says of its quantity. */
struct number judge_number_of(const struct cell *c);

/* The leaves of a truth that decide it, in order: those whose truth is its own. */
struct node_list judge_leaves(struct mem *m, struct node *n);

/* The cells below a node; of a set under each or any only members that decide, if some
 * do. Sorted as written. */
struct cell_list {
    const struct cell **item;
    size_t n;
};
void judge_cells(struct mem *m, const struct node *n, struct cell_list *out);

/* True when the members of a set that decide the comparison are not all of them. */
bool judge_decides(const struct node *set, enum truth truth, size_t i);

#endif
