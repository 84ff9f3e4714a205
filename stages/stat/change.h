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
 *   OLS-MOSUM (Chu, Hornik and Kuan 1995, Biometrika 82:603): the greatest sum, without its
 *     sign, of floor(0.15 n) deviations that follow one another, over s sqrt n; its location
 *     is the last value before that window
 *   sup F (Andrews 1993, Econometrica 61:821), ave F and exp F (Andrews and Ploberger 1994,
 *     Econometrica 62:1383): F(k) = (n - 2) T(k) / (n - 1 - T(k)), T(k) the terms of SNHT, is
 *     Chow's test of a change after k; over k = floor(0.15 n) .. n - floor(0.15 n) their
 *     maximum, mean, and the log of the mean of exp(F / 2). R's strucchange::Fstats
 *   recursive CUSUM (Brown, Durbin and Evans 1975, JRSS B 37:149): the recursive residuals
 *     w_r = (x_r - mean of those before) sqrt((r - 1) / r), summed and divided by their own
 *     standard deviation and sqrt(n - 1) to W_r; max |W_r| / (1 + 2 (r - 1)/(n - 1)); p of
 *     the boundary crossing of Brownian motion. Its location is that of the maximum,
 *     which comes after the change.
 */
#ifndef STAT_CHANGE_H
#define STAT_CHANGE_H

#include <stddef.h>

#include "stat/rng.h"
#include "stat/status.h"

enum st_change_kind {
    ST_PETTITT,
    ST_BUISHAND_RANGE,
    ST_BUISHAND_U,
    ST_SNHT,
    ST_CUSUM_OLS,
    ST_CUSUM_RECURSIVE,
    ST_MOSUM,
    ST_SUP_F,
    ST_AVE_F,
    ST_EXP_F
};

/* last: number of values up to and including the last one before the change (the first
 * such place when several tie). */
struct st_change {
    double statistic;
    size_t last;
};

/* ST_TOO_FEW below 3 values (4 for the recursive CUSUM, 7 for MOSUM and F). work: n doubles. Time n, for
 * Pettitt n log n. */
enum st_status st_change(enum st_change_kind kind, const double x[], size_t n,
                         double work[], size_t n_work, struct st_change *out);

/*
 * The p of a statistic. Pettitt and CUSUM: formula above, draws and r unused. The others:
 * (1 + number of simulated statistics at or above) / (1 + draws), by draws series of n
 * independent normal values (Davison and Hinkley 1997, ch. 4), where R's strucchange has
 * tables or fitted surfaces of limits.
 */
size_t st_change_p_work(enum st_change_kind kind, size_t n);
enum st_status st_change_p(enum st_change_kind kind, double statistic, size_t n,
                           size_t draws, struct rng *r, double work[], size_t n_work,
                           double *p);

/* True when st_change_p() draws random numbers. */
int st_change_simulates(enum st_change_kind kind);

/*
 * Lanzante 1996 (International Journal of Climatology 16:1197): the place of Pettitt's
 * greatest |U_k|, and Wilcoxon's W of the values before it against those after it, ties
 * counting half; two-sided p, exact below 50 values each without ties, else normal with
 * correction for ties and continuity, as R's wilcox.test. R's trend::lanzante.test. The
 * place is chosen to suit, so that p is too small where it is not far below 0.05. ST_* as
 * st_change. work: n doubles. Time n log n, for an exact p at most 50^4.
 */
enum st_status st_lanzante(const double x[], size_t n, double work[], size_t n_work,
                           struct st_change *out, double *p);

/* Chow's test (1960, Econometrica 28:591) of one mean against two, the second from value
 * `at` on: F with 1 and n - 2 degrees of freedom, and its p. ST_TOO_FEW unless both parts
 * have values, 3 together; ST_ALL_TIED when nothing is left around the two means. */
enum st_status st_chow(const double x[], size_t n, size_t at, double work[],
                       size_t n_work, double *f, double *p);

/* P(sup |Brownian bridge| > x), Kolmogorov's distribution. */
double st_bridge_q(double x);

#endif
