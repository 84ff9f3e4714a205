/*
 * range - arithmetic on closed intervals in which a truth lies (Moore 1966).
 *
 * Either end may be infinite; lo <= hi always. Every result contains every value that
 * the operation can have with operands inside their intervals, and both ends are reached
 * or approached when the operands are independent. Rounding is that of double: results
 * are not widened outwards.
 */
#ifndef STAT_RANGE_H
#define STAT_RANGE_H

#include "stat/status.h"

struct st_range {
    double lo, hi;
};

struct st_range st_range_subtract(struct st_range a, struct st_range b);

/* a times a number; 0 times an infinite end is 0. */
struct st_range st_range_scale(struct st_range a, double by);

/* a / b over all b but 0. ST_DOMAIN when b is 0 and nothing else. */
enum st_status st_range_divide(struct st_range a, struct st_range b,
                               struct st_range *out);

#endif
