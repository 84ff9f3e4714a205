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

#include "status.h"

/* Doubles of workspace. */
size_t st_newey_west_work(size_t p);

/*
 * x: p columns of n; e: residuals in order of time; inverse: (X'X)^-1, p by p. Writes the
 * covariance of the coefficients, p by p. ST_TOO_FEW unless p < n and lag < n;
 * ST_NOT_A_NUMBER. Cost O(n lag p^2). Certified by tests/unit/hac.c on newey_west_hac.
 */
enum st_status st_newey_west(const double x[], const double e[], size_t n, size_t p,
                             const double inverse[], size_t lag, bool adjust,
                             double work[], double cov[]);

/* floor(4 (n/100)^(2/9)): a lag for n points (Newey and West 1994, Review of Economic
 * Studies 61:631, as used by most packages). */
size_t st_newey_west_lag(size_t n);

#endif
