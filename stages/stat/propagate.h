/*
 * propagate - the tightest bounds that comparisons leave.
 *
 * Unknown quantities x[i], each within its own bounds, and statements x[a] < x[b] or
 * x[a] <= x[b]. Every bound follows from one quantity's own bound along one chain of
 * comparisons, so that the chain with the fewest links is also the reason for it.
 */
#ifndef STAT_PROPAGATE_H
#define STAT_PROPAGATE_H

#include <stdbool.h>
#include <stddef.h>

#include "stat/status.h"

#define ST_OWN ((size_t)-1)

/* One end of an interval. A bound that is not attained is open; only quantities that
 * need not be whole have open bounds. */
struct st_side {
    double at; /* -INFINITY or INFINITY: unbounded */
    bool open;
    size_t links; /* comparisons between it and the bound it comes from */
    size_t by;    /* the last of them, ST_OWN when links is 0 */
};

struct st_quantity {
    bool whole; /* an integer; then < leaves a distance of 1 */
    struct st_side lo, hi;
};

/* x[below] < x[above] when strict, else <=. */
struct st_less {
    size_t below, above;
    bool strict;
};

/* Why there is no solution: a circle of comparisons (indices into less[], in the order
 * of the chain), or a quantity whose bounds cross. */
struct st_conflict {
    size_t quantity; /* ST_OWN when it is a circle */
    const size_t *circle;
    size_t n;
};

/* Room that st_propagate() needs, in size_t. */
size_t st_propagate_work(size_t n, size_t m);

/*
 * Tightens x[0..n) by less[0..m). On entry lo and hi are the quantities' own bounds with
 * links 0 and by ST_OWN. Both ends of a comparison must agree on whole.
 *
 * The comparisons are difference constraints (Cormen, Leiserson, Rivest and Stein 2009,
 * 24.4) without negative cycles once circles with a strict link are refused, so one pass
 * over the strongly connected components (Tarjan 1972) in topological order reaches the
 * fixpoint, breadth first within one, whose quantities are said to be equal: O(n + m).
 *
 * Among chains that give the same bound the one with the fewest links is kept, then the
 * one whose last comparison comes first in less[].
 *
 * ST_CONTRADICTION fills *conflict; for a quantity, the one whose bounds cross over the
 * fewest links, with x[] left so that the chains can be read off. ST_NOT_A_NUMBER: a
 * bound is NaN. Certified by tests/unit/stat/propagate.c against enumeration.
 */
enum st_status st_propagate(struct st_quantity x[], size_t n,
                            const struct st_less less[], size_t m, size_t work[],
                            size_t n_work, struct st_conflict *conflict);

#endif
