/*
 * regional - Mann-Kendall over places whose years may move alike.
 *
 * Regional Kendall (Helsel and Frans 2006, Environmental Science and Technology 40:4066) adds S
 * over places as the seasonal test does over seasons (stat/seasonal.h), its variance as if
 * they did not depend on one another. Here p is that of S when whole years change places, all
 * places together: what ties places together within a year is left as it is (as the permutation
 * tests of Good 2005, Permutation, Parametric and Bootstrap Tests of Hypotheses, ch. 3).
 * All orders are visited up to ST_REGIONAL_EXACT years.
 *
 * Values known within bounds: S and the S of each order lie between the sums of the least and
 * the greatest signs of the pairs, one by one. An order counts for the greatest p when it may
 * be as far from 0 as S may be near, for the least when it is as far as S may be. Outer bounds
 * over all completions, never narrower than the range.
 */
#ifndef STAT_REGIONAL_H
#define STAT_REGIONAL_H

#include <stddef.h>
#include <stdint.h>

#include "stat/status.h"

#define ST_REGIONAL_EXACT 8
#define ST_REGIONAL_YEARS 400

/* p two-sided; ranges where values are bounded. */
struct st_regional {
    double s_lo, s_hi, p_lo, p_hi;
    int exact;
};

/* Doubles of workspace. */
size_t st_regional_work(size_t years);

/*
 * lo, hi: bounds of place k in year i at [k * years + i], equal for a known value, infinite
 * for no bound, NAN where there is none. draws: orders that are drawn when not all are visited.
 * ST_TOO_FEW below 3 years, ST_TOO_LARGE beyond ST_REGIONAL_YEARS, ST_ALL_TIED when no place can
 * vary, ST_NOT_A_NUMBER for bounds that cross or an infinite value. Cost O(years^2) an order.
 * Certified by tests/unit/stat/regional.c: one place is Mann-Kendall's exact p, its S is that of
 * regional_kendall, and ranges hold every completion.
 */
enum st_status st_regional(const double lo[], const double hi[], size_t places,
                           size_t years, size_t draws, uint64_t seed, double work[],
                           size_t n_work, struct st_regional *out);

#endif
