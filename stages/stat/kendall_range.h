/*
 * kendall_range - the Mann-Kendall test for points that are known only to lie in bounds.
 *
 * A completion puts one value within its bounds on every point. The results are bounds
 * over all completions: whatever the truth is, its S, tau and p lie within them.
 *
 * Exact (`exact`): only the order of the values counts. All known values and all finite
 * bounds cut the line into cells; inside an open cell any order of m points needs at most
 * m different values, and a cell with g whole numbers offers at most g. So min(m, g)
 * representatives a cell, m the bounded points that reach into it, show every order that
 * any completion can have, also in cells without an upper or lower end. All their
 * combinations, at most ST_KENDALL_PATTERNS, are visited by single steps (a reflected
 * Gray code). For one set of ties p falls in |S|, so that the least and the greatest |S|
 * of each set of ties that occurs give the range of p.
 *
 * Outer (not `exact`), when there are more: each bounded point i adds to S the pairs with
 * known points, g_i(v), as a function of its own value alone, and the pairs with other
 * bounded points. The bounds take for each g_i and each pair of bounded points its least
 * or greatest value on its own, which no completion can undercut or exceed. For p, which
 * then is the normal one in every completion, z = (|S| - 1)/sd is bounded by |S| and the
 * variance apart: V = (n(n-1)(2n+5) - sum over points of (t-1)(2t+5)) / 18 with t the size
 * of the point's group of ties falls when groups grow; they are at least those of the
 * known points alone and at most the number of points whose bounds meet. sd and |S| are
 * extremes that no completion passes, so neither does p. Bounds may be wider than the
 * range, never narrower.
 */
#ifndef STAT_KENDALL_RANGE_H
#define STAT_KENDALL_RANGE_H

#include "stat/kendall.h"

/* At most so many combinations of representatives are visited. */
#define ST_KENDALL_PATTERNS 1000000

struct st_kendall_range {
    double s_lo, s_hi, tau_lo, tau_hi, p_lo, p_hi;
    double patterns; /* orders visited; 0 when outer */
    bool exact;      /* the range itself; otherwise outer bounds */
    bool exact_p;    /* p from the exact distribution of S */
};

/* Doubles of workspace. */
size_t st_kendall_range_work(size_t n, enum st_kendall_p how);

/*
 * lo[i] <= x[i] <= hi[i], equal for a known value; -INFINITY and INFINITY for no bound.
 * whole: all values are whole numbers. A completion with all values the same
 * has S = tau = 0 and p = 1. ST_NOT_A_NUMBER; ST_TOO_FEW below 2 points; ST_DOMAIN for a known
 * value that is not whole when all should be; ST_CONTRADICTION
 * when no value lies within the bounds of a point; ST_TOO_LARGE above 10,000 points.
 * Cost O(n) a pattern; outer O(n^2). Certified by tests/unit/stat/kendall_range.c against brute
 * force over all completions.
 */
enum st_status st_kendall_range(const double lo[], const double hi[], size_t n,
                                bool whole, enum st_kendall_p how, double work[],
                                size_t n_work, struct st_kendall_range *out);

#endif
