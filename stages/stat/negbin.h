/*
 * negbin - negative binomial log-linear regression (NB2) with offset.
 *
 *     E Y[i] = mu[i],  Var Y[i] = mu[i] + mu[i]^2/theta,  log mu[i] = offset[i] + x[i] beta
 *
 * Maximum likelihood in beta (Fisher scoring) and theta (Newton's method on log theta) by
 * turns until neither moves; R's MASS::glm.nb (Venables and Ripley 2002, section 7.4).
 * Standard errors of beta are of the expected information at theta, that of theta of the
 * observed information of theta alone, as there.
 */
#ifndef STAT_NEGBIN_H
#define STAT_NEGBIN_H

#include <stddef.h>

#include "stat/status.h"

struct st_negbin_data {
    const double *y, *offset; /* n; offset logarithms, or NULL */
    const double *x;          /* n rows of p */
    size_t n, p;
};

struct st_negbin {
    double theta, theta_se;
    double loglik; /* with all constants */
    double deviance, pearson;
    int rounds;
};

/* Doubles of workspace. On success work[0..n) holds the fitted means. */
size_t st_negbin_work(size_t n, size_t p);

/*
 * Starts from the Poisson fit and refuses as st_poisson() does. ST_NO_MAXIMUM also when
 * sum (y - mu)^2 - y at the Poisson fit is not above 0: the likelihood then rises towards
 * theta = infinity, Poisson's model. Cost O(rounds n p^2). Certified by
 * tests/unit/stat/negbin.c on negative_binomial_regression.
 */
enum st_status st_negbin(const struct st_negbin_data *data, double work[],
                         size_t n_work, double beta[], double cov[],
                         struct st_negbin *out);

#endif
