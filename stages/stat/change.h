/*
 * change - tests for one abrupt change in the level of a series of n values in time
 * order. All certified by changepoint_pettitt_buishand_snht and structural_breaks_nile.
 *
 * Pettitt (1979, Applied Statistics 28:126): K = max |U_k|, U_k = sum over i <= k < j of
 * sign(x_i - x_j); p = 2 exp(-6 K^2 / (n^3 + n^2)), at most 1 (approximate, good below
 * about 0.5).
 *
 * With S_k = sum over i <= k of (x_i - mean) and s the standard deviation (n - 1):
 *   Buishand range (1982, J. Hydrology 58:11): (max S_k - min S_k) / (s sqrt n), S_0 = 0
 *   Buishand U: sum over k < n of (S_k / s)^2 / (n (n + 1))
 *   SNHT (Alexandersson 1986, J. Climatology 6:661): max over k < n of
 *     k z1^2 + (n - k) z2^2, z1 and z2 the means of (x - mean) / s before and after
 *   OLS-CUSUM (Ploberger and Kraemer 1992, Econometrica 60:271): max |S_k| / (s sqrt n);
 *     p that of the supremum of a Brownian bridge (Kolmogorov)
 *   recursive CUSUM (Brown, Durbin and Evans 1975, JRSS B 37:149): the recursive residuals
 *     w_r = (x_r - mean of those before) sqrt((r - 1) / r), summed and divided by their own
 *     standard deviation and sqrt(n - 1) to W_r; max |W_r| / (1 + 2 (r - 1)/(n - 1)); p of
 *     the boundary crossing of Brownian motion. Its location is that of the maximum,
 *     which comes after the change.
 */
#ifndef STAT_CHANGE_H
#define STAT_CHANGE_H

#include <stddef.h>

#include "rng.h"
#include "status.h"

enum st_change_kind {
    ST_PETTITT,
    ST_BUISHAND_RANGE,
    ST_BUISHAND_U,
    ST_SNHT,
    ST_CUSUM_OLS,
    ST_CUSUM_RECURSIVE
};

/* last: number of values up to and including the last one before the change (the first
 * such place when several tie). */
struct st_change {
    double statistic;
    size_t last;
};

/* ST_TOO_FEW below 3 values (4 for the recursive CUSUM). work: n doubles. Time n, for
 * Pettitt n log n. */
enum st_status st_change(enum st_change_kind kind, const double x[], size_t n,
                         double work[], struct st_change *out);

/*
 * The p of a statistic. Pettitt and CUSUM: formula above, draws and r unused. The others:
 * (1 + number of simulated statistics at or above) / (1 + draws), by draws series of n
 * independent normal values (Davison and Hinkley 1997, ch. 4). work: 2 n doubles.
 */
enum st_status st_change_p(enum st_change_kind kind, double statistic, size_t n,
                           size_t draws, struct rng *r, double work[], double *p);

/* True when st_change_p() draws random numbers. */
int st_change_simulates(enum st_change_kind kind);

/* P(sup |Brownian bridge| > x), Kolmogorov's distribution. */
double st_bridge_q(double x);

#endif
