/*
 * poisson_range - confidence limits of a log-linear Poisson slope when some counts are
 * known only to lie in bounds: their range over all completions.
 *
 * A completion puts one whole number within its bounds on every point and is fitted as
 * known counts, log mu[i] = offset[i] + a + b t[i]. With T = sum y, the slope b solves
 * m(b) = sum y t / T, where m(b) and V(b) are mean and variance of t under weights
 * exp(offset[i] + b t[i]); se(b) = 1/sqrt(T V(b)). With the dispersion phi = Pearson's
 * chi-square/(n - 2), the limits of a completion are b +- z se(b) when phi <= 1 and
 * b +- t(n - 2) sqrt(phi) se(b) when phi > 1. The result bounds the limits of all
 * completions.
 *
 * Exact: every completion is fitted, when there are at most ST_POISSON_COMPLETIONS.
 *
 * Outer, when there are more and all bounds are finite. The box of completions is cut into
 * parts by halving its widest side, and in each part
 *  - m(b) rises with b, so b is extreme where sum y t / T is; a ratio of two linear
 *    functions is extreme over a box where y = hi on one side of some time and lo on the
 *    other, and all n + 1 such completions are tried;
 *  - the share of point i, exp(offset[i] + b t[i]) / sum, is log-concave in b, so it is
 *    least at an end of the slopes, s[i], and greatest at an end or where m(b) = t[i].
 *    Hence V(b) >= min over c of sum s[i] (t[i] - c)^2, and se is at most that of T's least
 *    value;
 *  - (y - mu)^2/mu is convex in (y, mu), so it is greatest at a corner of the bounds of y
 *    and of mu = T times the share.
 * The three worst cases are put together, which no completion passes; the result is the
 * union of the parts.
 *
 * A point without an upper bound leaves the dispersion without bound: the limits are
 * -INFINITY and INFINITY. So they are when a completion has no finite slope.
 */
#ifndef STAT_POISSON_RANGE_H
#define STAT_POISSON_RANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "stat/status.h"

#define ST_POISSON_COMPLETIONS 10000

struct st_poisson_range {
    double slope_lo, slope_hi; /* of the estimate */
    double lo, hi;             /* of its limits */
    double completions;        /* fitted; 0 when outer */
    bool exact;
    /* The least level, 1 - coverage, at which the limits lie above 0, and below it: at least
     * the greatest p of a completion. 1: at none. */
    double p_rise, p_fall;
};

/* Doubles of workspace. */
size_t st_poisson_range_work(size_t n);

/*
 * t[] increasing, offset NULL or logarithms, lo[i] = hi[i] for a known count. level is the
 * coverage of the limits. ST_NOT_A_NUMBER; ST_TOO_FEW below 3 points; ST_DOMAIN for a
 * negative count, t that does not increase or a level outside (0, 1); ST_CONTRADICTION.
 * Cost O(n) a completion. Certified by tests/unit/stat/poisson_range.c against st_poisson() on
 * every completion.
 */
enum st_status st_poisson_range(const double t[], const double lo[], const double hi[],
                                const double offset[], size_t n, double level,
                                double work[], size_t n_work,
                                struct st_poisson_range *out);

#endif
