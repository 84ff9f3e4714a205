/*
 * joinpoint - continuous segments of straight lines whose joints stand at observed points:
 * grid search (Lerman 1980, Applied Statistics 29:77), choice of their number by
 * permutation (Kim, Fay, Feuer and Midthune 2000, Statistics in Medicine 19:335) or by
 * information criteria, slopes and their weighted mean (AAPC; Clegg et al. 2009,
 * Statistics in Medicine 28:3670). Certified by joinpoint_nci, against the program of the
 * US National Cancer Institute.
 */
#ifndef STAT_JOINPOINT_H
#define STAT_JOINPOINT_H

#include <stddef.h>

#include "stat/dd.h"
#include "stat/rng.h"
#include "stat/status.h"

#define ST_JOINS_MAX 6
#define ST_JOINPOINT_MAX 500 /* values */

/* Least numbers of values before the first and after the last joint, and between two,
 * not counting the joints. */
struct st_joinpoint_rule {
    size_t end, between;
};

/* Values needed for `most` joints: 2 end + (most - 1) between + most, and 3 for none. */
size_t st_joinpoint_least(struct st_joinpoint_rule rule, size_t most);

/* x rising; weight NULL is all 1. */
struct st_joinpoint_data {
    const double *x, *y, *weight;
    size_t n;
    struct st_joinpoint_rule rule;
};

/* k joints at the values at[]; slopes before, between and after them, and their
 * covariance (k + 1 by k + 1) to be multiplied by sse / df. */
struct st_joinpoint {
    size_t k, at[ST_JOINS_MAX];
    double sse, level; /* level: fitted value at x[0] */
    double slope[ST_JOINS_MAX + 1];
    double cov[(ST_JOINS_MAX + 1) * (ST_JOINS_MAX + 1)];
};

/* Doubles and struct dd needed by the functions below for up to k joints. */
size_t st_joinpoint_work(size_t n, size_t k);
size_t st_joinpoint_work_dd(size_t n, size_t k);

/* The joints at[] of the least weighted sum of squares. ST_TOO_FEW under the rule,
 * ST_TOO_LARGE above ST_JOINS_MAX or ST_JOINPOINT_MAX, ST_DOMAIN when x does not rise or
 * a weight is not above 0. Time C(n, k - 1) n. */
enum st_status st_joinpoint_search(const struct st_joinpoint_data *d, size_t k,
                                   double work[], size_t n_work, size_t at[],
                                   double *sse);

/* The fit with given joints, by lsq. */
enum st_status st_joinpoint_fit(const struct st_joinpoint_data *d, size_t k,
                                const size_t at[], double work[], size_t n_work,
                                struct dd work_dd[], size_t n_work_dd,
                                struct st_joinpoint *out);

/* Search and fit. */
enum st_status st_joinpoint(const struct st_joinpoint_data *d, size_t k, double work[],
                            size_t n_work, struct dd work_dd[], size_t n_work_dd,
                            struct st_joinpoint *out);

/*
 * Permutation test of k0 against k1 > k0 joints: residuals of the fit with k0, scaled by
 * the roots of the weights, are shuffled; p = (1 + number of SSE0/SSE1 at or above the one
 * observed) / (1 + draws). ST_ALL_TIED when k0 joints already fit exactly.
 */
enum st_status st_joinpoint_permute(const struct st_joinpoint_data *d, size_t k0,
                                    size_t k1, size_t draws, struct rng *r,
                                    double work[], size_t n_work, struct dd work_dd[],
                                    size_t n_work_dd, double *p);

/* BIC(k) = ln(sse / n) + 2 (k + 1) ln(n) / n; BIC3 has 3 k + 2 in the place of
 * 2 (k + 1); WBIC (2 + R) k + 2, R the largest partial R^2 of a joint within its two
 * segments (Kim et al. 2022, J. Applied Statistics 50:1992). */
double st_joinpoint_bic(double sse, size_t n, size_t k);
double st_joinpoint_bic3(double sse, size_t n, size_t k);
double st_joinpoint_wbic(const struct st_joinpoint_data *d,
                         const struct st_joinpoint *f);

/* Mean slope from x = from to x = to, weighted by the length of the segments, and the
 * standard error given sigma^2 = sse / df. ST_DOMAIN unless x[0] <= from < to <= last x. */
enum st_status st_joinpoint_mean_slope(const struct st_joinpoint_data *d,
                                       const struct st_joinpoint *f, double from,
                                       double to, double df, double *slope, double *se);

#endif
