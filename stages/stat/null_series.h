/*
 * null_series - series simulated under a model without the change that a test looks for: given
 * means, the dispersion of counts or the standard deviation of other values, and errors that
 * follow one another as AR(1).
 *
 * Errors are z[i] = rho z[i-1] + sqrt(1 - rho^2) e[i], standard normal. A count is the quantile
 * of P(z[i]) in the Poisson distribution of its mean, or, where the dispersion is above 1, in
 * the negative binomial one with variance dispersion times mean (a Gaussian copula; Cario and
 * Nelson 1996, Operations Research Letters 19:51). Above a variance of 2,500 the quantile is
 * the normal one with Cornish and Fisher's term of skewness.
 */
#ifndef STAT_NULL_SERIES_H
#define STAT_NULL_SERIES_H

#include <stdbool.h>
#include <stddef.h>

#include "stat/rng.h"

/* spread: dispersion of counts (below 1 is 1), or the standard deviation. start, mass and
 * below: room for n each, filled by st_null_prepare(). */
struct st_null {
    bool counts;
    size_t n;
    double spread, rho;
    const double *mean;
    double *start, *mass, *below;
};

void st_null_prepare(struct st_null *m);
void st_null_draw(const struct st_null *m, struct rng *r, double out[]);

/* A statistic of values, greater the more it speaks against the null; NAN when there is none. */
typedef double st_null_statistic(const double y[], void *more);

/* (1 + simulated statistics not below the one observed) / (1 + draws), or, once 20 were not
 * below, 20 over the draws so far (Besag and Clifford 1991, Biometrika 78:301). y: room for
 * n. */
double st_null_p(const struct st_null *m, struct rng *r, size_t draws, double y[],
                 st_null_statistic *statistic, void *more, double observed);

/* Autocorrelation at lag 1 of residuals e of a fit with so many parameters, corrected for
 * the bias that fitting them brings (to first order in 1/n; Kendall 1954, Biometrika 41:403,
 * for one); from 0 to 0.95. 0 below 10 values, where it cannot be told. */
double st_null_rho(const double e[], size_t n, size_t parameters);

#endif
