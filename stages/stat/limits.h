/*
 * limits - confidence limits of a count, and of a proportion x of n.
 *
 * level is the coverage asked for, 0 < level < 1; alpha = 1 - level is shared equally by
 * both sides. Limits are in the unit of the argument: a count, or a proportion from 0 to
 * 1. Errors of all: ST_NOT_A_NUMBER; ST_DOMAIN for a count that is negative or not whole,
 * x > n, n = 0, or a level outside (0, 1); ST_TOO_LARGE above 1e9. Certified by
 * tests/unit/stat/limits.c on exact_poisson_rates and binomial_intervals.
 */
#ifndef STAT_LIMITS_H
#define STAT_LIMITS_H

#include "stat/status.h"

#define ST_LIMITS_MAX 1e9

struct st_limits {
    double lo, hi;
};

/*
 * Exact limits of a Poisson mean: lo = q(alpha/2; x), hi = q(1 - alpha/2; x + 1), where
 * q(p; a) is the quantile of the gamma distribution of shape a and scale 1; lo is 0 when
 * x is 0 (Garwood 1936, Biometrika 28:437). Coverage is never below level. Divide by an
 * exposure to have the limits of a rate.
 */
enum st_status st_poisson_limits(double x, double level, struct st_limits *out);

/*
 * Byar's approximation to Garwood's limits, at 95 % within 0.018 of them:
 * x (1 - 1/(9x) - z/(3 sqrt x))^3 and the same of x + 1 with plus (Breslow and Day 1987,
 * Statistical Methods in Cancer Research II, p. 69). lo is 0 when x is 0.
 */
enum st_status st_byar(double x, double level, struct st_limits *out);

/*
 * The score interval, the roots p of (x/n - p)^2 = z^2 p (1 - p) / n, without continuity
 * correction (Wilson 1927, JASA 22:209).
 */
enum st_status st_wilson(double x, double n, double level, struct st_limits *out);

/* The same with continuity correction, R's prop.test: |x/n - p| less min(1/2, |x - n/2|)/n
 * (Newcombe 1998, Statistics in Medicine 17:857, method 4; R corrects by no more than the
 * distance to a half). 0 and 1 are limits where the correction goes beyond them. */
enum st_status st_wilson_corrected(double x, double n, double level,
                                   struct st_limits *out);

/* p +- z sqrt(p (1 - p) / (n + z^2)), p = (x + z^2/2) / (n + z^2) (Agresti and Coull 1998,
 * American Statistician 52:119). May reach below 0 and above 1. */
enum st_status st_agresti_coull(double x, double n, double level,
                                struct st_limits *out);

/*
 * lo = beta quantile alpha/2 of (x, n - x + 1), hi = quantile 1 - alpha/2 of (x + 1,
 * n - x); lo is 0 when x is 0 and hi is 1 when x is n (Clopper and Pearson 1934,
 * Biometrika 26:404). Coverage is never below level.
 */
enum st_status st_clopper_pearson(double x, double n, double level,
                                  struct st_limits *out);

/*
 * Quantiles alpha/2 and 1 - alpha/2 of the beta distribution (x + 1/2, n - x + 1/2), with
 * lo 0 when x is 0 and hi 1 when x is n (Brown, Cai and DasGupta 2001, Statistical
 * Science 16:101).
 */
enum st_status st_jeffreys(double x, double n, double level, struct st_limits *out);

/* The two-sided normal quantile of a level: 1.959964 for 0.95. */
double st_normal_quantile(double level);

/* Two-sided p of a normal z: of an estimate over its standard error (Wald 1943). */
double st_normal_p(double z);

#endif
