/*
 * score - two proportions, x1 of n1 against x2 of n2: risk difference and risk ratio with
 * score limits.
 */
#ifndef STAT_SCORE_H
#define STAT_SCORE_H

#include "stat/status.h"

/* Difference p1 - p2 or ratio p1 / p2; z and two-sided p test 0 or 1. hi of a ratio may
 * be INFINITY. */
struct st_score {
    double estimate, lo, hi, z, p;
};

enum st_score_kind { ST_DIFFERENCE, ST_RATIO };

/*
 * Limits are the values t at which
 *     z(t) = (p1 - p2 - t) / sqrt(v), or (p1 - t p2) / sqrt(v),
 * meets the normal quantiles, v being the variance at the maximum likelihood under t,
 * times N / (N - 1) (Miettinen and Nurminen 1985, Statistics in Medicine 4:213) or, with
 * plain, as it is (Mee 1984, Biometrics 40:1175; Koopman 1984, Biometrics 40:513).
 * ST_DOMAIN unless 0 <= x <= n are whole and n > 0. A ratio without any event is
 * ST_ALL_ZERO. Certified by tests/unit/stat/score.c against values of Newcombe (1998) and
 * Koopman (1984).
 */
enum st_status st_score(enum st_score_kind kind, double x1, double n1, double x2,
                        double n2, double level, int plain, struct st_score *out);

/* Limits of the difference from Wilson's two intervals, without continuity correction
 * (st_wilson; Newcombe 1998, Statistics in Medicine 17:873, method 10). */
enum st_status st_newcombe(double x1, double n1, double x2, double n2, double level,
                           double *lo, double *hi);

/* Pearson's chi-square of the 2 x 2 table with 1 degree of freedom, |observed - expected|
 * less min(1/2, itself) (Yates 1934, Supplement to JRSS 1:217); R's chisq.test and prop.test
 * by default. Without correction it is z^2 of st_score() with plain. ST_ALL_ZERO without
 * events, ST_ALL_TIED with nothing but events. Certified by fisher_chi2. */
enum st_status st_yates(double x1, double n1, double x2, double n2, double *chi2,
                        double *p);

#endif
