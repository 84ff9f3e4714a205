/*
 * null_series - series simulated under a model without the change that a test looks for: given
 * means, the dispersion of counts or the standard deviation of other values, and errors that
 * follow one another as AR(1).
 *
 * Errors are z[i] = rho z[i-1] + sqrt(1 - rho^2) e[i], standard normal. A count is the quantile
 * of P(z[i]) in the Poisson distribution of its mean, or, where the dispersion is above 1, in
 * the negative binomial one with variance mean + c mean^2, c such that it is dispersion times
 * mean on average (a Gaussian copula; Cario and Nelson 1996, Operations Research Letters
 * 19:51). Above a variance of 2,500 the quantile is the normal one with Cornish and Fisher's
 * term of skewness.
 */
#ifndef STAT_NULL_SERIES_H
#define STAT_NULL_SERIES_H

#include <stdbool.h>
#include <stddef.h>

#include "stat/ar1.h"
#include "stat/rng.h"

/* Autocorrelations that take part, each with its weight (stat/ar1.h). */
struct st_null_rho {
    double mean, below[ST_AR1_NODES]; /* below[k]: weights up to node k */
};

/* spread: dispersion of counts (below 1 is 1), or the standard deviation. start, mass and
 * below: room for n each. */
struct st_null {
    bool counts;
    size_t n;
    double spread, size; /* size: of the mean counts, on average */
    struct st_null_rho rho;
    const double *mean;
    double *start, *mass, *below;
};

/* room: 3 n. */
struct st_null st_null_of(bool counts, size_t n, const double mean[], double spread,
                          struct st_null_rho rho, double room[]);
void st_null_draw(const struct st_null *m, struct rng *r, double out[]);

/* A statistic of values, greater the more it speaks against the null; NAN when there is none. */
typedef double st_null_statistic(const double y[], void *more);

/* (1 + simulated statistics not below the one observed) / (1 + draws), or, once 20 were not
 * below, 20 over the draws so far (Besag and Clifford 1991, Biometrika 78:301). y: room for
 * n. */
double st_null_p(const struct st_null *m, struct rng *r, size_t draws, double y[],
                 st_null_statistic *statistic, void *more, double observed);

/* Seeds a generator for values: other values have other draws, so that the error of a finite
 * number of draws is not the same for every series of a run. */
void st_null_seed(struct rng *r, long seed, const double y[], size_t n);

#endif
