/*
 * moments - mean, standard deviation and lag-1 autocorrelation; one-way analysis of
 * variance.
 *
 * Two passes in double-double (dd.h), so that the results are those of the doubles given,
 * rounded. What the doubles themselves have lost against the decimals written cannot be
 * had back: NIST's NumAcc4 (10,000,000.2 and its like) keeps about 8 digits of its
 * standard deviation, SmLs07-09 (10^12 + 0.4) about 4 of their ratios. Certified by nist.
 */
#ifndef STAT_MOMENTS_H
#define STAT_MOMENTS_H

#include <stddef.h>

#include "stat/status.h"

/* sd with n - 1. autocorrelation: sum over i of d_i d_(i+1) / sum of d_i^2, d from the
 * mean. */
struct st_moments {
    double mean, sd, autocorrelation;
};

/* ST_TOO_FEW below 2; ST_ALL_TIED when there is no variance. */
enum st_status st_moments(const double x[], size_t n, struct st_moments *out);

struct st_anova {
    size_t df_between, df_within;
    double ss_between, ss_within, ms_between, ms_within, f, p, r2, sd_within;
};

/*
 * group[i] in 0..groups-1. ST_DOMAIN for another number, ST_TOO_FEW when a group is
 * empty, there is one group, or none has a second value; ST_ALL_TIED when nothing varies
 * within the groups. work: 3 groups.
 */
enum st_status st_anova(const double x[], const size_t group[], size_t n, size_t groups,
                        double work[], size_t n_work, struct st_anova *out);

#endif
