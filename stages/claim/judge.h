/*
 * judge - evaluates the tree of a reading over evidence, with the intervals of number.h.
 *
 * Of an "about" figure only `overlaps` may be true, when the value itself lies inside the
 * other interval, and `same`, which compares how statements are put. "falling" of an
 * estimate needs more than a point below zero; observed() takes its value alone, which is
 * right for a share or rate that was counted and is only quoted.
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

#include "claim/number.h"

struct trend_verdict; /* trend/verdict.h */

/* Of a share: how many of the whole have no stated code in the column that the part is of, and
 * the share as it was published and as wide as that leaves it. */
struct uncoded {
    struct number rest, stated, share;
    const char *column;
    bool told; /* it leaves a comparison open that would fail */
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
    struct ranked {
        const struct cell *cell;
        struct number place; /* among the members of the set */
        bool beyond;         /* it is of one that the set leaves out */
        bool told;           /* the verdict rests on it */
    } * rank;                /* of a set: places that are published (ranks.h) */
    size_t ranks;
    bool
        loose; /* no one edition decides; all that any edition said, taken together, does */
    bool by_quarters; /* of a reference: members were added from the sets of quarters */
    bool mixed;       /* its figures are of several editions, and no one has them all */
    const struct trend_verdict *trend; /* of trend() */
    struct uncoded *uncoded;           /* of share(), or NULL */
    struct node
        *instead; /* of a comparison with a set of listed codes: the same with each
                              * of them apart, which decides */
    struct edition taken; /* the one edition that the figures were taken from, if any */
};

/* Evaluates a node and all below it; results are in node->judged. Adding or comparing two
 * units ends with 65. */
void judge(const struct evidence *e, struct node *n);

/* What a reading tests, shows and has beside. */
void judge_reading(const struct evidence *e, const struct reading *r);

/* Its figures belong together, parts and whole, or members of one ranking; or are sums of
 * their quarters or months. */
bool judge_composite(const struct node *n);

/* ---- decisive.c: what decided */

/* The leaves of a truth that decide it, in order: those whose truth is its own. */
struct node_list judge_leaves(struct mem *m, struct node *n);

/* The cells below a node; of a set under each or any only members that decide, if some
 * do. Sorted as written. */
struct cell_list {
    const struct cell **item;
    size_t n;
};
void judge_cells(struct mem *m, const struct node *n, struct cell_list *out);

/* The cells as they were stated: in place of one that follows from others these. */
struct cell_list judge_stated(struct mem *m, const struct cell_list *cells);

/* True when the members of a set that decide the comparison are not all of them. */
bool judge_decides(const struct node *set, enum truth truth, size_t i);

#endif
