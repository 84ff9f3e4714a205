/*
 * sen - the Theil-Sen slope: the median of the slopes of all pairs of points.
 *
 * Theil 1950; Sen 1968, JASA 63:1379. Limits by Gilbert (Statistical Methods for
 * Environmental Pollution Monitoring, 1987): the slopes of ranks (N - C)/2 and
 * (N + C)/2 + 1 of N, rounded to the nearest rank (as R's trend::sens.slope), with
 * C = z sd(S) and the tie-corrected variance of Mann-Kendall's S.
 */
#ifndef STAT_SEN_H
#define STAT_SEN_H

#include <stddef.h>

#include "stat/status.h"

struct st_sen {
    double slope;  /* unit of x per unit of t */
    double lo, hi; /* -INFINITY, INFINITY when the rank lies outside the slopes */
};

/* Up to so many points all slopes are written down; beyond, ranks are searched for. */
#define ST_SEN_DIRECT 400

/* Doubles of workspace: n^2/2 up to ST_SEN_DIRECT points, 13 n beyond. */
size_t st_sen_work(size_t n);

/*
 * t[] increasing. var is the variance of S (struct st_kendall), level the coverage of the
 * limits. ST_NOT_A_NUMBER; ST_TOO_FEW below 2 points; ST_DOMAIN when t does not increase,
 * var is negative or level is outside (0, 1). Beyond ST_SEN_DIRECT points the result is
 * exact as well and takes O(n log n) expected time. Certified by tests/unit/stat/sen.c:
 * mann_kendall_sen_r, and all pairs against the selection.
 */
enum st_status st_sen(const double t[], const double x[], size_t n, double var,
                      double level, double work[], size_t n_work, struct st_sen *out);

/*
 * Outer bounds over all completions of points known to lie in lo[i]..hi[i]: slope_lo and
 * slope_hi hold the slope, lo and hi its limits, of every completion. Each pair's slope
 * lies between (lo[j] - hi[i])/(t[j] - t[i]) and (hi[j] - lo[i])/(t[j] - t[i]), and a rank
 * of the slopes does not fall when a slope rises; var is the variance without ties beyond
 * the known points', which no completion exceeds. Cost and workspace O(n^2); ST_TOO_LARGE
 * above ST_SEN_RANGE_MAX points, else as st_sen().
 */
#define ST_SEN_RANGE_MAX 2000

struct st_sen_range {
    double slope_lo, slope_hi, lo, hi;
};

size_t st_sen_range_work(size_t n);
enum st_status st_sen_range(const double t[], const double lo[], const double hi[],
                            size_t n, double var, double level, double work[],
                            size_t n_work, struct st_sen_range *out);

#endif
