/*
 * shape - three shapes that a series may have, each with its season: a level or a line, two
 * levels, a line with one joint. Counts have a log link, Poisson deviance and an exposure;
 * other values are fitted by least squares.
 */
#ifndef STAT_SHAPE_H
#define STAT_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "stat/status.h"

#define ST_SEASONS_MAX 12

/* x rises; exposure NULL is all 1; season[i] is below seasons, 1 to ST_SEASONS_MAX; season
 * may be NULL for one. */
struct st_shape {
    bool counts;
    const double *x, *y, *exposure;
    size_t n;
    const unsigned char *season;
    size_t seasons;
};

/*
 * Fits a level, or with line a line in x, and the season as a factor. mean[]: fitted values;
 * effect[]: what the season does to each, a factor of counts (their geometric mean over the
 * seasons is 1), else an addend (their mean is 0); deviance: of counts, else the sum of
 * squares. ST_TOO_FEW with as many parameters as values, ST_RANK, ST_ALL_ZERO.
 */
enum st_status st_shape_fit(const struct st_shape *d, bool line, double mean[],
                            double effect[], double *deviance);

/* The best two levels, the season being given by effect[], each with 2 values at least: at is
 * the first value after the change. ST_TOO_FEW below 4 values. Time n. */
enum st_status st_shape_step(const struct st_shape *d, const double effect[],
                             double mean[], double *deviance, size_t *at);

/*
 * The greatest score statistic of a joint at one of the values, two or more lying on either
 * side, in the model of a line and season (as Muggeo 2016, Journal of Statistical Computation
 * and Simulation 86:3059, who takes their mean over the places): squared score over its
 * variance and the dispersion, of counts at least 1. mean[]: of the line; residual[]: standardised, with the best
 * joint (at a value) in the model to first order. work: n doubles. Time n^2.
 */
enum st_status st_shape_joint(const struct st_shape *d, double work[], size_t n_work,
                              double mean[], double residual[], double *statistic,
                              size_t *at);

/* Standardised residuals: (y - mean) / sqrt(mean) of counts, else y - mean. */
void st_shape_residuals(const struct st_shape *d, const double mean[], double out[]);

#endif
