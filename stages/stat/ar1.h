/*
 * ar1 - one coefficient of a linear model whose errors may depend on their neighbours.
 *
 *     y[i] = x[i] beta + e[i],  cov(e[i], e[j]) = s^2 rho^|t[i] - t[j]|
 *
 * rho is not known, and a short series says little about it: a plug-in estimate is too
 * small and calls trends in 13 of 100 series of 10 points without any (rho 0.6). Here all
 * values from 0 to 0.95 take part, each with the weight that the series gives it. Given rho,
 * generalised least squares leave a t with n - p degrees of freedom about the coefficient;
 * the weight of rho is the restricted likelihood
 *
 *     |R|^-1/2 |X' R^-1 X|^-1/2 RSS^(-(n - p)/2),
 *
 * which is the posterior of Zellner and Tiao (1964, JASA 59:763) with a flat prior of rho
 * from 0 to 0.95, taken at ST_AR1_NODES values. Limits are the quantiles of the mixture. Of
 * simulated series of 4 to 80 counts without a trend 3 to 8 in 100 lie outside 95 % limits
 * at rho 0.6, and 1 to 4 at rho 0: for independent points the limits are wider than they need
 * be, as a short series cannot show that it is one of them (make calibrate).
 */
#ifndef STAT_AR1_H
#define STAT_AR1_H

#include <stddef.h>

#include "stat/status.h"

#define ST_AR1_NODES 20

struct st_ar1_data {
    const double *y, *x; /* n; n rows of p */
    const double *t;     /* increasing, in steps between neighbours */
    size_t n, p;
    double null; /* what p is of */
};

struct st_ar1 {
    double estimate, lo, hi;     /* mean of the mixture, limits */
    double p;                    /* two-sided p of null */
    double rho;                  /* mean over its posterior */
    double log_likelihood;       /* the greatest over rho, but for a constant in n */
    double weight[ST_AR1_NODES]; /* of rho = 0, 0.05, .., 0.95; they add up to 1 */
};

/* Doubles of workspace. */
size_t st_ar1_work(size_t n, size_t p);

/*
 * Limits of beta[column] at a level of coverage. ST_TOO_FEW unless p < n; ST_NOT_A_NUMBER;
 * ST_DOMAIN when t does not increase; ST_RANK; ST_ALL_TIED when nothing but rounding is left
 * beside the fit. Cost O(n p^2) a node. Certified by tests/unit/stat/ar1.c against least
 * squares at rho = 0 and against sums over a finer grid.
 */
enum st_status st_ar1(const struct st_ar1_data *d, size_t column, double level,
                      double work[], size_t n_work, struct st_ar1 *out);

/* The variance of Mann-Kendall's S of n values without ties at rho, over that at 0 (Hamed
 * 2009, Journal of Hydrology 365:86, for Gaussian series). n <= ST_AR1_S_MAX. Cost O(n^3). */
#define ST_AR1_S_MAX 100
double st_ar1_s_factor(size_t n, double rho);

/* The value of rho at a node. */
double st_ar1_rho(size_t node);

#endif
