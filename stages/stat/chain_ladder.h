/*
 * chain_ladder - what figures that are still revised come to, from how earlier ones were:
 * the chain ladder with the errors of Mack (1993, ASTIN Bulletin 23:213).
 *
 * value[i * ages + j] is what was known of period i at age j; NAN where nothing was. The last
 * age is the one at which figures count as final. With sums over the periods that have both
 * ages (for the errors of a forecast as well),
 *     factor f[j] = sum of value[i, j+1] / sum of value[i, j]
 *     spread s[j] = sum of value[i, j] (value[i, j+1] / value[i, j] - f[j])^2 / (pairs - 1)
 *     final  = latest value times the factors after its age
 *     error^2 = final^2 times the sum over these of s/f^2 (1/value at that age + 1/sum of value[., j])
 * A figure that stayed 0 is no pair. Where one pair alone is left, s[j] is the least of s[j-1]^2 / s[j-2], s[j-2], s[j-1], as Mack
 * has it. Certified by tests/unit/stat/chain_ladder.c on the triangle of Taylor and Ashe (1983).
 */
#ifndef STAT_CHAIN_LADDER_H
#define STAT_CHAIN_LADDER_H

#include <stddef.h>

#include "stat/status.h"

#define ST_LADDER_AGES 40

/* pairs[j]: periods that have both j and j + 1. */
struct st_ladder {
    size_t ages;
    double factor[ST_LADDER_AGES], spread[ST_LADDER_AGES], sum[ST_LADDER_AGES];
    size_t pairs[ST_LADDER_AGES];
};

/* ST_TOO_FEW without a pair between two ages, or with one alone where s cannot be had;
 * ST_DOMAIN for growth from 0, a value below 0, or an age at which all came to 0; ST_TOO_LARGE above ST_LADDER_AGES ages. */
enum st_status st_ladder(const double value[], size_t periods, size_t ages,
                         struct st_ladder *out);

/* The final value and its standard error from the value at this age. */
void st_ladder_final(const struct st_ladder *l, double value, size_t age, double *final,
                     double *error);

#endif
