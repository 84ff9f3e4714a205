/*
 * segmented - a broken line in a generalised linear model: continuous, straight on the
 * scale of the link, its breakpoints anywhere between the values of x (Muggeo 2003,
 * Statistics in Medicine 22:3055).
 *
 * The deviance has kinks at the values of x and many local minima, so all combinations of
 * values are tried first (Lerman 1980) and the best few refined one breakpoint at a time
 * by golden section within neighbouring values. Standard errors are those of Muggeo's
 * linearised model, with columns I(x > psi). Certified by segmented_regression: no
 * deviance is above that of R's segmented, where that stops short ours is lower.
 */
#ifndef STAT_SEGMENTED_H
#define STAT_SEGMENTED_H

#include <stddef.h>

#include "stat/dd.h"
#include "stat/status.h"

#define ST_SEGMENTED_MAX 3 /* breakpoints */
#define ST_SEGMENTED_VALUES 300

enum st_family {
    ST_NORMAL,  /* identity */
    ST_COUNT,   /* Poisson, log; size is the exposure */
    ST_BINOMIAL /* logit; y successes of size */
};

/* x rising; size NULL is all 1. */
struct st_segmented_data {
    enum st_family family;
    const double *x, *y, *size;
    size_t n;
};

/* level: fitted at x = 0. Errors hold the residual variance of a normal model. */
struct st_segmented {
    double psi[ST_SEGMENTED_MAX], psi_se[ST_SEGMENTED_MAX];
    double level, slope[ST_SEGMENTED_MAX + 1], slope_se[ST_SEGMENTED_MAX + 1];
    double deviance;
};

size_t st_segmented_work(size_t n, size_t k);
size_t st_segmented_work_dd(size_t n, size_t k);

/* ST_TOO_FEW below 2 k + 4 values, ST_TOO_LARGE beyond the limits above, ST_DOMAIN when x
 * does not rise, for a negative count or more successes than trials. Time C(n, k) n k^2. */
enum st_status st_segmented(const struct st_segmented_data *d, size_t k, double work[],
                            size_t n_work, struct dd work_dd[], size_t n_work_dd,
                            struct st_segmented *out);

#endif
