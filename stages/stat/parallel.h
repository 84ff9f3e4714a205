/*
 * parallel - two series' trends: whether they are parallel, whether they are one.
 *
 * Over the periods that both have, the logarithm of the ratio of two counts is a line in time,
 * log(mu1 / mu2) = a + b t, fitted by least squares with weights 1 / (1/y1 + 1/y2), half a count
 * added to each (Haldane 1956, Annals of Human Genetics 20:309); the difference of other values
 * is one with equal weights. What moves both, a season for one, leaves the ratio alone. The
 * trends are parallel when b is 0, and coincide when a is 0 too (as Kim, Fay, Yu, Barrett and
 * Feuer 2004, Biometrics 60:1005, ask of broken lines). Errors are those of the residuals, of
 * counts at least those of Poisson counts, times (1 + rho) / (1 - rho), rho their
 * autocorrelation at lag 1, corrected for the fit, from 10 values on; t with n - 2 degrees of freedom.
 *
 * Such errors are those of long series: of two series without a difference whose neighbours
 * depend by 0.6 they show one in 7 to 23 of 100 (make calibrate). st_parallel_ar1() is never
 * narrower than they are, nor than limits with errors that depend on their neighbours in any way
 * that the series lets be (stat/ar1.h).
 */
#ifndef STAT_PARALLEL_H
#define STAT_PARALLEL_H

#include <stdbool.h>
#include <stddef.h>

#include "stat/status.h"

/* difference: b, its limits at level; level_difference: a at the mean time; p of b = 0, and of
 * a = b = 0. dispersion: of the residuals, before any floor. */
struct st_parallel {
    double difference, lo, hi, level_difference, parallel_p, coincident_p;
    double dispersion, rho;
};

/* t rises. work: 3 n. ST_TOO_FEW below 4 points; ST_ALL_ZERO when a series of counts is all
 * zeros; ST_DOMAIN for a negative count; ST_ALL_TIED for a perfect fit of values; ST_TOO_LARGE. */
enum st_status st_parallel(bool counts, const double t[], const double y1[],
                           const double y2[], size_t n, double level, double work[],
                           size_t n_work, struct st_parallel *out);

/* The same with limits that also hold those of st_ar1() about the residuals in their standard
 * deviations; p is the greater of the two, that of a = b = 0 by Bonferroni from the p of each;
 * rho the mean over its posterior. */
size_t st_parallel_ar1_work(size_t n);
enum st_status st_parallel_ar1(bool counts, const double t[], const double y1[],
                               const double y2[], size_t n, double level, double work[],
                               size_t n_work, struct st_parallel *out);

#endif
