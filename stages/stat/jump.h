/*
 * jump - a log-linear trend with steps at known breaks of definition:
 *     Y[i] ~ Poisson(mu[i]),  log mu[i] = offset[i] + a + b t[i] + sum of d[j], j begun by i,
 *                             + the effect of the season of i
 * exp(d[j]) is the comparability ratio: what the new definition counts against the old one
 * (the jump model of joinpoint regression; Chen et al. 2020, with one slope throughout).
 * Counts may be known within bounds only (poisson.h). Certified by tests/unit/stat/jump.c.
 */
#ifndef STAT_JUMP_H
#define STAT_JUMP_H

#include <stddef.h>

#include "stat/status.h"

#define ST_JUMPS_MAX 8

struct st_jump_data {
    const double *t, *lo, *hi; /* n */
    const double *offset;      /* n or NULL */
    size_t n;
    const size_t
        *from; /* first value after each of the steps, rising, from 1 to n - 1 */
    size_t steps;
    const unsigned char *season; /* n, from 0 to seasons - 1, each at least once */
    size_t seasons;              /* below 2: none, and season is not read */
};

/* Standard errors hold the dispersion when that is above 1; it is Pearson's chi-square of
 * the known counts over `known` - parameters, 0 when nothing is to spare. */
struct st_jump {
    double slope, slope_se, jump[ST_JUMPS_MAX], jump_se[ST_JUMPS_MAX], dispersion;
};

/* Columns of the design: 1, time, a step each, a season each but the first. */
size_t st_jump_columns(size_t steps, size_t seasons);

/* Row i of the design. */
void st_jump_row(const struct st_jump_data *d, size_t i, double x[]);

size_t st_jump_work(size_t n, size_t steps, size_t seasons);

/* Besides what st_poisson() returns: ST_TOO_LARGE above ST_JUMPS_MAX, ST_DOMAIN for
 * steps that do not rise, ST_RANK when trend, steps and season cannot be told apart. */
enum st_status st_jump(const struct st_jump_data *d, double work[], size_t n_work,
                       struct st_jump *out);

#endif
