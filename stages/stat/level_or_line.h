/*
 * level_or_line - whether a series has one level, two levels or a line, each with its season,
 * and the series that are simulated to tell (null_series.h).
 *
 * The spread of the simulated series is that which the better of two levels and a line leaves:
 * what looks for a change must not take it for spread. So is their autocorrelation, as far as
 * the change is shown (shape_rho.h).
 */
#ifndef STAT_LEVEL_OR_LINE_H
#define STAT_LEVEL_OR_LINE_H

#include <stddef.h>

#include "stat/shape_rho.h"

struct st_level_or_line {
    struct st_shape shape; /* as given; seasons become 1 where some cannot be fitted */
    struct st_null level;  /* one level and the season */
    struct st_null line;   /* one line and the season */
    double *effect;        /* of the season: n */
    double *step;          /* means of two levels: n */
    double *room;          /* for a draw: 3 n */
    double deviance, gain; /* of the line; log of line over two levels */
    size_t at;             /* first value of the second level */
};

/* Doubles of workspace. */
size_t st_level_or_line_work(size_t n);

/* Fits the shapes to d->shape. The pointers lie in work[]. The errors of st_shape_fit and
 * st_shape_step; ST_ALL_TIED where levels and line both leave nothing; ST_NO_ROOM. Certified by tests/unit/stat/level_or_line.c. */
enum st_status st_level_or_line(struct st_level_or_line *d, double work[],
                                size_t n_work);

/* How much better two levels fit y than a line: log of the deviances' ratio; NAN when one
 * cannot be fitted. The other way round for y drawn from two levels: its negative. */
double st_level_or_line_gain(const struct st_level_or_line *d, const double y[]);

/* Standard deviation, or the dispersion of counts, from standardised residuals. */
double st_spread(bool counts, const double residual[], size_t n, double parameters);

#endif
