/*
 * poisson - log-linear Poisson regression with offset, for counts that are known or known
 * only to lie within bounds.
 *
 *     Y[i] ~ Poisson(mu[i]),   log mu[i] = offset[i] + x[i] beta
 *
 * A known count contributes log P(Y = y), a bounded one log P(lo <= Y <= hi); hi may be
 * INFINITY ("at least"). A point with lo = 0 and hi = INFINITY says nothing and is passed
 * over. Known counts need not be whole (quasi-likelihood); bounds are drawn in to whole
 * numbers.
 *
 * With q(k) = P(Y = k)/P(lo <= Y <= hi) and m the mean of Y within the bounds, a bounded
 * term has score lo q(lo) - mu q(hi) and information mu (hi + 1 - m) q(hi) + lo (m - lo)
 * q(lo), both for log mu. The information is never negative, so the log-likelihood is
 * concave and a maximum is the only one. Probabilities are summed outwards from the
 * greatest term, in ratios to it.
 */
#ifndef STAT_POISSON_H
#define STAT_POISSON_H

#include <stddef.h>

#include "stat/status.h"

/* Bounds above this are ST_TOO_LARGE (a sum runs over some 20 square roots of it). */
#define ST_POISSON_MAX 1e9

struct st_poisson_data {
    const double *lo, *hi; /* n; equal for a known count */
    const double *offset;  /* n, logarithms, or NULL */
    const double *x;       /* n rows of p */
    size_t n, p;
};

struct st_poisson {
    double loglik; /* with all constants */
    double deviance,
        pearson;            /* of the known counts: Pearson's is sum (y - mu)^2 / mu */
    double scatter, shares; /* sums of score^2/mu and of information/mu of all points */
    size_t known, bounded;  /* points that took part */
    int rounds;
};

/* Doubles of workspace. On success work[0..n) holds the fitted means, work[n..2n) the scores
 * and work[2n..3n) the informations of the points, both in log mu. */
size_t st_poisson_work(size_t n, size_t p);

/*
 * Maximum likelihood by Newton's method on the observed information with steps halved
 * when the likelihood would fall. Writes beta[p], its covariance cov[p * p], the inverse
 * of the observed information at the maximum, and *out. Standard errors of a
 * quasi-Poisson model are those times sqrt(scatter / (shares - p)). For known counts that
 * is Pearson's dispersion; the expected square of a bounded point's score is its
 * information, so that it counts as the share of a point that the information is of mu.
 *
 * Before anything is iterated the maximum is shown to exist for p <= 2: there is none
 * (ST_NO_MAXIMUM) when some direction d makes no term fall, that is x d = 0 for known
 * counts above 0 and counts bounded on both sides, x d <= 0 for zeros and "at most", x d
 * >= 0 for "at least"; for p = 2 such a cone has an edge at right angles to some row, so
 * trying these is complete. For p > 2 it is shown when the rows of the first kind have
 * full rank; otherwise an iteration whose steps do not shrink, as they do not towards a
 * maximum at infinity, is ST_NO_MAXIMUM.
 *
 * ST_NOT_A_NUMBER; ST_DOMAIN for a negative count; ST_CONTRADICTION; ST_TOO_FEW below p
 * points; ST_RANK, also when wide bounds leave a direction without information;
 * ST_ALL_ZERO; ST_TOO_LARGE; ST_NO_CONVERGENCE. Cost O(rounds n p^2) and the sums.
 * Certified by tests/unit/stat/poisson.c: poisson_regression, and bounded terms
 * against grids and known limits.
 */
enum st_status st_poisson(const struct st_poisson_data *data, double work[],
                          size_t n_work, double beta[], double cov[],
                          struct st_poisson *out);

#endif
