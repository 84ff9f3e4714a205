/*
 * seasonal - Mann-Kendall season by season, added up.
 *
 * Hirsch, Slack and Smith 1982, Water Resources Research 18:107: S = sum S_g and its
 * variance = sum var_g over the seasons g, which are taken as independent. Homogeneity (van
 * Belle and Hughes 1984, Water Resources Research 20:127): sum z_g^2 - m mean(z_g)^2, z_g
 * = S_g/sd_g, against chi-square with m - 1 degrees of freedom: when it is small, seasons
 * move differently and the sum hides it. Slope: the median of the slopes of all pairs of
 * one season.
 */
#ifndef STAT_SEASONAL_H
#define STAT_SEASONAL_H

#include <stddef.h>

#include "stat/kendall.h"
#include "stat/status.h"

struct st_seasonal {
    double s, var, z, p; /* normal; corrected for continuity as `how` says */
    double homogeneity, df, homogeneity_p;
    double slope; /* per cycle */
};

/* Doubles of workspace. */
size_t st_seasonal_work(size_t n);

/*
 * cycle[i] (year) and season[i] from 0 to seasons - 1 of each point, in order of time;
 * points may be missing. ST_NOT_A_NUMBER; ST_DOMAIN for a season out of range, fewer than
 * 2 seasons or a cycle that falls; ST_TOO_FEW when a season has fewer than 2 points;
 * ST_ALL_TIED when no season varies. One that does not adds 0 to S and to its variance (ties),
 * and has no z: homogeneity is of the others, df their number less 1, its p NAN for one. Cost O(n^2/seasons).
 * Certified by tests/unit/stat/seasonal.c on seasonal_kendall.
 */
enum st_status st_seasonal_kendall(const double x[], const double cycle[],
                                   const size_t season[], size_t n, size_t seasons,
                                   enum st_kendall_p how, double work[], size_t n_work,
                                   struct st_seasonal *out);

/*
 * The same over all completions of points that lie in lo[i]..hi[i], as outer bounds: S is the
 * sum of its ranges in the seasons (exact where st_kendall_range() is), p that of the nearest
 * and farthest |S| in the greatest and least variance that ties leave, slope the medians of
 * the least and greatest slopes of all pairs. The work is st_seasonal_range_work(n) doubles.
 * A season of one value is no fault here. Otherwise as above, and as st_kendall_range().
 */
struct st_seasonal_range {
    double s_lo, s_hi, p_lo, p_hi, slope_lo, slope_hi;
};

size_t st_seasonal_range_work(size_t n);
enum st_status st_seasonal_range(const double lo[], const double hi[],
                                 const double cycle[], const size_t season[], size_t n,
                                 size_t seasons, bool whole, enum st_kendall_p how,
                                 double work[], size_t n_work,
                                 struct st_seasonal_range *out);

#endif
