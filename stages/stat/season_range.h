/*
 * season_range - limits of the slope of a log-linear Poisson model with the season as a factor,
 * when some counts are known only to lie in bounds: outer bounds over all completions.
 *
 * log mu[i] = offset[i] + a[season[i]] + b t[i]. Given b, the fit leaves each season its total,
 * so that b solves f(b) = sum y[i] (t[i] - m(b)) = 0, m the mean of t in the season of i under
 * the weights exp(offset + b t). f is linear in y and falls with b: the greatest b of all
 * completions is the root of the f in which each y is at the end of its bounds that makes f
 * greatest, and the least b that of the other ends. Over the slopes between them the share of a
 * point in its season is least at an end, and its greatest is bounded by the shares of the rest;
 * limits follow from these as in poisson_range.h: the least information, and the greatest
 * Pearson residual of each point, which no completion passes together.
 */
#ifndef STAT_SEASON_RANGE_H
#define STAT_SEASON_RANGE_H

#include "stat/poisson_range.h"

/* Counts with whole bounds. season[i] is below seasons. */
struct st_season_range_data {
    const double *t, *lo, *hi, *offset; /* offset NULL: none */
    const unsigned char *season;
    size_t n, seasons;
};

/* Doubles of workspace. */
size_t st_season_range_work(size_t n);

/* The result is outer (completions 0), without levels (NAN). Its limits are infinite where a
 * point is open above, a season may be all zeros, or n leaves no point to spare. ST_DOMAIN for
 * a negative count; ST_NO_ROOM. Time n. Certified by tests/unit/stat/season_range.c against
 * every completion. */
enum st_status st_season_range(const struct st_season_range_data *d, double level,
                               double work[], size_t n_work,
                               struct st_poisson_range *out);

#endif
