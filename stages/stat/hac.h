/*
 * hac - standard errors of least squares that stand dependent errors of changing size.
 *
 *     V = B [ G(0) + sum over l = 1..lag of (1 - l/(lag + 1)) (G(l) + G(l)') ] B
 *     G(l) = sum over i of x[i] e[i] e[i-l] x[i-l]',   B = (X'X)^-1
 *
 * Newey and West 1987, Econometrica 55:703. lag 0 is White's (HC0). R's
 * sandwich::NeweyWest(prewhite = FALSE); adjust multiplies by n/(n - p) as its adjust.
 */
#ifndef STAT_HAC_H
#define STAT_HAC_H

#include <stdbool.h>
#include <stddef.h>

#include "stat/status.h"

/* Doubles of workspace. */
size_t st_newey_west_work(size_t n, size_t p);
size_t st_white_work(size_t n, size_t p);
size_t st_newey_west_auto_work(size_t n, size_t p);

/*
 * x: p columns of n; e: residuals in order of time; inverse: (X'X)^-1, p by p. Writes the
 * covariance of the coefficients, p by p. ST_TOO_FEW unless p < n and lag < n;
 * ST_NOT_A_NUMBER. Cost O(n lag p^2). Certified by tests/unit/stat/hac.c on newey_west_hac.
 */
enum st_status st_newey_west(const double x[], const double e[], size_t n, size_t p,
                             const double inverse[], size_t lag, bool adjust,
                             double work[], size_t n_work, double cov[]);

/* floor(4 (n/100)^(2/9)): a lag for n points (Newey and West 1994, Review of Economic
 * Studies 61:631, as used by most packages). */
size_t st_newey_west_lag(size_t n);

/*
 * Errors that are independent but of changing size: e[i]^2 in the middle of V (HC0, White
 * 1980, Econometrica 48:817), times n/(n - p) (HC1), over 1 - h[i] (HC2) or its square (HC3,
 * MacKinnon and White 1985, Journal of Econometrics 29:305), h[i] the leverage x[i]' B x[i].
 * R's sandwich::vcovHC. Besides: ST_RANK for a point of leverage 1 (HC2, HC3), whose
 * residual says nothing. Cost O(n p^2).
 */
enum st_white { ST_HC0, ST_HC1, ST_HC2, ST_HC3 };

enum st_status st_white(enum st_white kind, const double x[], const double e[],
                        size_t n, size_t p, const double inverse[], double work[],
                        size_t n_work, double cov[]);

/*
 * The lag taken from the data (Newey and West 1994, Review of Economic Studies 61:631):
 * with h[i] the sum of x[i] e[i] over the columns but the first (the constant; it alone when
 * p is 1), s(j) its autocovariances and m = floor(4 (n/100)^(2/9)),
 *
 *     bandwidth = 1.1447 ((2 sum j s(j) / (s(0) + 2 sum s(j)))^2)^(1/3) n^(1/3), j = 1..m
 *
 * and lag the whole part of it. prewhite (Andrews and Monahan 1992, Econometrica 60:953):
 * u[i] = x[i] e[i] is replaced by the residuals of its first-order autoregression A, m has 3
 * for 4, and the result is taken between (I - A)^-1 and its transpose. R's
 * sandwich::NeweyWest, prewhite = TRUE being its default. Besides: ST_TOO_FEW below p + 4;
 * ST_RANK where A cannot be had, ST_ALL_TIED when s(0) + 2 sum s(j) is 0.
 */
enum st_status st_newey_west_auto(const double x[], const double e[], size_t n,
                                  size_t p, const double inverse[], bool prewhite,
                                  bool adjust, double work[], size_t n_work,
                                  double cov[], double *bandwidth);

#endif
