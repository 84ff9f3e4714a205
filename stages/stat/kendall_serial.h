/*
 * kendall_serial - Mann-Kendall tests for series whose points depend on one another.
 *
 * Dependence changes the variance of S. Two ways are taken: a factor on the variance
 * (Hamed and Rao; Yue and Wang), or taking the dependence out first (prewhitening). Series
 * must be complete: one point after another without a gap. p is two-sided and normal, with
 * the continuity correction.
 */
#ifndef STAT_KENDALL_SERIAL_H
#define STAT_KENDALL_SERIAL_H

#include <stddef.h>

#include "stat/kendall.h"

struct st_serial {
    double factor; /* on the variance of S */
    double s, var, z, p;
};

/* Doubles of workspace for all functions here. */
size_t st_serial_work(size_t n);

/*
 * Hamed and Rao 1998, Journal of Hydrology 204:182: with r[i] the autocorrelations of the
 * ranks (ties share the mean rank) of x - slope t that lie outside +-1.96/sqrt(n),
 *
 *     factor = 1 + 2/(n(n-1)(n-2)) sum (n-i)(n-i-1)(n-i-2) r[i]
 *
 * over the first lags lags, 0 for all n - 1. slope is the Theil-Sen slope a step. R's
 * modifiedmk::mmkh, and mmkh3lag for lags 3. A factor not above 0 is
 * ST_NEGATIVE_VARIANCE: no p can be given. ST_NOT_A_NUMBER; ST_TOO_FEW below 4 points or
 * for lags >= n; ST_ALL_TIED, also when the line takes all of the series away. Certified by
 * tests/unit/stat/kendall_serial.c on modified_mk_hamed_rao_yue_wang.
 */
enum st_status st_hamed_rao(const double x[], size_t n, double slope, size_t lags,
                            double work[], size_t n_work, struct st_serial *out);

/*
 * Yue and Wang 2004, Water Resources Management 18:201: factor = 1 + 2 sum (1 - i/n) r[i],
 * i = 1..n-1, with r[i] the autocorrelations of x - slope t themselves.
 *   AR1       those of a first-order process, r[1]^i, as the paper does
 *   MMKY1LAG  the same with 1 - 1/n for 1 - i/n, as R's modifiedmk::mmky1lag computes it;
 *             a little larger
 *   ALL       the sample values (mmky); their sum is -1/2 whatever the series, so the
 *             factor says little
 */
enum st_yue_wang_sum { ST_YUE_WANG_AR1, ST_YUE_WANG_MMKY1LAG, ST_YUE_WANG_ALL };

enum st_status st_yue_wang(const double x[], size_t n, double slope,
                           enum st_yue_wang_sum how, double work[], size_t n_work,
                           struct st_serial *out);

/*
 * Trend-free prewhitening, Yue, Pilon, Phinney and Cavadias 2002, Hydrological Processes
 * 16:1807: y = x - slope t; w[i] = y[i] - r1 y[i-1] with r1 the lag-1 autocorrelation of
 * y; the test is on w + slope t, n - 1 points. R's modifiedmk::tfpwmk. factor is 1.
 */
enum st_status st_tfpw(const double x[], size_t n, double slope, double work[],
                       size_t n_work, struct st_serial *out);

/* Prewhitening, von Storch 1995: the test is on x[i] - r1 x[i-1]. R's pwmk. */
enum st_status st_prewhitened(const double x[], size_t n, double work[], size_t n_work,
                              struct st_serial *out);

#endif
