/*
 * bca - bias-corrected and accelerated bootstrap limits (Efron 1987, Journal of the
 * American Statistical Association 82, 171), from replicates and a jackknife that the
 * caller has made.
 *
 *     z0 = Phi^-1(share of replicates below the estimate)
 *     a  = sum w r^3 / (6 (sum w r^2)^1.5),  r = mean - T over the jackknife values T
 *     level(alpha) = Phi(z0 + (z0 + z) / (1 - a (z0 + z))),  z = Phi^-1(alpha)
 *
 * and the limit is the quantile of the replicates at that level, by the median-unbiased
 * definition (R's type 8; Hyndman and Fan 1996, The American Statistician 50, 361).
 * A replicate may be +infinity: an estimate without a bound.
 */
#ifndef STAT_BCA_H
#define STAT_BCA_H

#include <stddef.h>

#include "stat/status.h"

struct st_bca {
    double z0, a;
};

/*
 * The two constants. boot[] has n_boot replicates in any order, jack[] n_jack
 * leave-one-out values of which value k stands for weight[k] equal ones. ST_TOO_FEW:
 * none of either; ST_ALL_TIED: all jackknife values equal; ST_DOMAIN: every or no
 * replicate lies below the estimate, so that the bias cannot be corrected, or a
 * jackknife value is not finite. Cost O(n_boot + n_jack). Certified: tests/unit/solver/mse.c.
 */
enum st_status st_bca(double estimate, const double boot[], size_t n_boot,
                      const double jack[], const double weight[], size_t n_jack,
                      struct st_bca *out);

/* The level at which the limit for alpha is the quantile. Errors of st_bca_limit(). */
enum st_status st_bca_level(const struct st_bca *b, double alpha, double *out);

/* The limit at alpha (0.025 and 0.975 for 95 %) from replicates sorted upwards.
 * ST_DOMAIN when alpha is not inside (0, 1) or the acceleration carries the level past
 * its pole. */
enum st_status st_bca_limit(const struct st_bca *b, double alpha, const double sorted[],
                            size_t n, double *out);

/* Standard error of the quantile at level q that comes from there being n replicates: half the
 * distance between the quantiles one binomial standard deviation, sqrt(q (1 - q) / n), below
 * and above (Efron and Tibshirani 1993, An Introduction to the Bootstrap, section 19.3).
 * INFINITY when a replicate there is. */
double st_quantile8_error(const double sorted[], size_t n, double q);

/* Quantile by R's type 8: h = (n + 1/3) q + 1/3, between its neighbours, ends clamped.
 */
double st_quantile8(const double sorted[], size_t n, double q);

#endif
