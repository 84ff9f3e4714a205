/*
 * segment - the best division of a series into segments, by dynamic programming (Bellman
 * and Roth 1969, JASA 64:1079; Bai and Perron 2003, J. Applied Econometrics 18:1), and
 * intervals for break dates. Certified by structural_breaks_nile.
 */
#ifndef STAT_SEGMENT_H
#define STAT_SEGMENT_H

#include <stddef.h>

#include "stat/status.h"

/* Costs are kept for every pair of ends: n (n + 1) / 2 doubles. */
#define ST_SEGMENT_MAX 2000

enum st_segment_kind {
    ST_SEGMENT_MEAN,   /* residual sum of squares about a mean */
    ST_SEGMENT_LINE,   /* about a straight line in the number of the value */
    ST_SEGMENT_POISSON /* deviance about one rate per exposure */
};

/* Number of cost cells, and the cell of the segment of values i..j (from 0, inclusive). */
size_t st_segment_cells(size_t n);
size_t st_segment_cell(size_t n, size_t i, size_t j);

/*
 * Fills cost[]. Sums of squares grow by squared recursive residuals, so nothing cancels.
 * exposure: Poisson only, NULL is all 1. ST_DOMAIN for a negative count or an exposure
 * not above 0; ST_TOO_LARGE above ST_SEGMENT_MAX. Time and memory n^2.
 */
enum st_status st_segment_cost(enum st_segment_kind kind, const double y[],
                               const double exposure[], size_t n, double cost[]);

/*
 * For every number of breaks m = 0..most the least total cost, total[m], and where:
 * last[m * most + b], b = 0..m-1, is the number of values up to and including the last one
 * before break b. Segments have at least `shortest` values (1 or more). ST_TOO_FEW when
 * most breaks do not fit. n_work, of work and of back: (most + 1) n. Time most n^2.
 */
enum st_status st_segment(const double cost[], size_t n, size_t shortest, size_t most,
                          double work[], size_t n_work, size_t back[], double total[],
                          size_t last[]);

/* BIC of a least-squares segmentation with m breaks and k coefficients a segment:
 * n (log(rss / n) + 1 + log(2 pi)) + log(n) (k + 1)(m + 1); break dates and the variance
 * count as parameters. rss > 0. */
double st_segment_bic(double rss, size_t n, size_t m, size_t k);

/* The same for Poisson segments up to a constant: deviance + log(n) (2 m + 1). */
double st_segment_bic_poisson(double deviance, size_t n, size_t m);

/*
 * The greatest share that one of the m breaks at last[0..m-1] takes of the cost of the two
 * segments beside it: R of the weighted BIC, in which the date of a break counts as 1 + R
 * parameters, BIC + log(n) R m. That is what Kim and others (2022, J. Applied Statistics
 * 50:1992) do with the joints of lines; strong breaks are asked for more, weak ones are not.
 * 0 without breaks, or where nothing is left to take.
 */
double st_segment_share(const double cost[], size_t n, const size_t last[], size_t m);

/* The segment on one side of a break: change of mean, variance of the errors. */
struct st_regime {
    double mean, variance;
};

/*
 * Interval for a break date, T - [hi / L] - 1 .. T - [lo / L] + 1 with the quantiles of
 * the place of the maximum of a two-sided Brownian motion with drift (Bai 1997, Review of
 * Economics and Statistics 79:551), variances differing between regimes; reach[0] and
 * reach[1] values before and after T. ST_ALL_TIED when the means are equal; a variance of
 * 0 on one side gives a reach of 1 there.
 */
enum st_status st_break_interval(struct st_regime before, struct st_regime after,
                                 double level, double reach[2]);

/* P(place of the maximum < -s), the process before the break having drift and variance 1/2
 * and 1 per unit, and the reciprocal mean of the other side's height being rate. */
double st_argmax_tail(double s, double rate);

#endif
