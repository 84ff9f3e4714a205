/*
 * completions - the limits of a log-linear slope over all values that the bounds of points
 * allow, and how small a level they show a change at.
 */
#ifndef TREND_COMPLETIONS_H
#define TREND_COMPLETIONS_H

#include "stat/poisson_range.h"
#include "trend/loglinear.h"

/* Limits that hold with probability share, for independent points, a unit of t. With a season
 * they are fitted, or bounded where it is a factor, or left open. */
enum st_status completions_limits(const struct segment *s, const struct model *m,
                                  double share, struct st_poisson_range *g);

/* The least level, to two digits, at which the limits leave out no change in every completion:
 * at least the greatest p over completions. 1 when they never do. limited and g: what
 * completions_limits() gave. */
double completions_p(const struct segment *s, const struct model *m,
                     enum st_status limited, const struct st_poisson_range *g);

/* The least level, to two digits rounded up, at which something shows; it must show at every
 * greater one. 1 - level is the share of the limits. */
double least_level(bool (*shows)(double share, void *more), void *more);

#endif
