/*
 * kendall_partial - Mann-Kendall's test of a series from which the trend of a covariate is
 * taken.
 *
 *     S = S(x) - r S(y),  var = (1 - r^2) n (n - 1)(2n + 5)/18
 *     r = c / (n (n - 1)(2n + 5)/18),  c = (K + 4 sum R(x)[j] R(y)[j] - n (n + 1)^2) / 3
 *
 * K the pairs that move together less those that do not, R the mean ranks: the covariance of
 * the two S as Dietz and Killeen (1981, JASA 76:169) estimate it. Libiseller and Grimvall 2002,
 * Environmetrics 13:71; R's trend::partial.mk.test.
 */
#ifndef STAT_KENDALL_PARTIAL_H
#define STAT_KENDALL_PARTIAL_H

#include <stddef.h>

#include "stat/status.h"

struct st_partial {
    double s, var, r, z, p; /* normal, without correction for continuity */
};

/* ST_NOT_A_NUMBER; ST_TOO_FEW below 4 points; ST_RANK when r is 1 or -1: the covariate leaves
 * nothing. Cost O(n^2), no workspace. Certified by tests/unit/stat/kendall_partial.c. */
enum st_status st_partial_kendall(const double x[], const double y[], size_t n,
                                  struct st_partial *out);

#endif
