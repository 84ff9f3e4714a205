/*
 * exact - exact conditional tests and limits for counts.
 *
 * Poisson, binomial and hypergeometric counts given their margins have weights with
 *     w(k+1) / w(k) = odds * up(k),  up falling in k,
 * so one walk outwards from the mode serves all three. No factorials are formed and no
 * large numbers cancel. Weights below 1e-300 of the mode's are left out; a p that small
 * is given as 1e-300 and means "at most".
 */
#ifndef STAT_EXACT_H
#define STAT_EXACT_H

#include "stat/status.h"

/* Counts above this are ST_TOO_LARGE: a walk takes about 80 standard deviations. */
#define ST_EXACT_MAX 1e9

/*
 * less, greater: P(X <= x), P(X >= x) under the null. two: sum of all probabilities not
 * above that of x, with R's slack of 1e-7 on the comparison. mid: two less half the
 * probability of x (Lancaster 1961, JASA 56:223). central: twice the smaller tail, at most
 * 1; it agrees with the limits, which two may not (Fay 2010, Biostatistics 11:373).
 */
struct st_exact_p {
    double less, greater, two, mid, central;
};

/*
 * estimate: conditional maximum likelihood. lo, hi: central (Garwood 1936; Clopper and
 * Pearson 1934; Cornfield 1956); mid_lo, mid_hi: the same with half the probability of x.
 * hi may be INFINITY and lo 0.
 */
struct st_exact {
    double estimate, lo, hi, mid_lo, mid_hi;
    struct st_exact_p p;
};

/* A count x over exposure t against the rate. ST_DOMAIN unless x is a whole number from
 * 0, t > 0, rate > 0, 0 < level < 1. Certified by exact_poisson_rates. */
enum st_status st_poisson_rate(double x, double t, double rate, double level,
                               struct st_exact *out);

/* Two counts over exposures t1, t2: ratio of the rates against `null`, given x1 + x2
 * (Przyborowski and Wilenski 1940, Biometrika 31:313). Both counts 0: ST_ALL_ZERO.
 * Certified by exact_poisson_rates. */
enum st_status st_poisson_ratio(double x1, double t1, double x2, double t2, double null,
                                double level, struct st_exact *out);

/* x1 of n1 against x2 of n2: Fisher's exact test, odds ratio against `null`. No event at
 * all: ST_ALL_ZERO; nothing but events: ST_ALL_TIED. Certified by fisher_chi2. */
enum st_status st_fisher(double x1, double n1, double x2, double n2, double null,
                         double level, struct st_exact *out);

/* The p alone: no equation is solved. */
enum st_status st_poisson_ratio_p(double x1, double t1, double x2, double t2,
                                  double null, struct st_exact_p *out);
enum st_status st_fisher_p(double x1, double n1, double x2, double n2, double null,
                           struct st_exact_p *out);

#endif
