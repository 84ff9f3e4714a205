/*
 * loglinear - the log-linear Poisson model of a segment's counts, or the line of what is no
 * count: on time, and on the season when there is one. Its limits: for independent points, and for points that may depend on
 * their neighbours.
 */
#ifndef TREND_LOGLINEAR_H
#define TREND_LOGLINEAR_H

#include "stat/ar1.h"
#include "trend/method.h"

/* Rows of a regression on time: a constant, time about its mean, and the season. */
struct design {
    double *x;
    size_t p;
    const char *season; /* in words, or NULL */
    bool factor;        /* the season is one */
};

/* Of the first n points; of all points, with a change of level at point `at` besides, in
 * the last column. */
struct design design(const struct segment *s, size_t n);
struct design design_beside(const struct segment *s, size_t at);

/* A fitted model. phi is the dispersion; it has none without points to spare. */
struct model {
    const char *reason;
    size_t n;
    double slope, se, phi, df;   /* slope: of the logarithm, a year */
    double *mean, *score, *info; /* of each point, in log mean */
    const double *cov;           /* of the coefficients, independent points */
    struct design design;
    enum st_status dependent; /* how ar1 ended */
    struct st_ar1 ar1;        /* of the slope a step, about its estimate */
};

/* The model of all points, made once; one of the first n. */
const struct model *loglinear(struct segment *s);
const struct model *loglinear_first(const struct segment *s, size_t n);

/* The model of all points beside a change of level at point `at`. */
const struct model *loglinear_beside(const struct segment *s, size_t at);

/* The straight line of known points: its slope a step. Returns a reason, or NULL. */
const char *line_of(const struct segment *s, const struct design *d, struct st_ar1 *a);

/* 100 (exp(slope) - 1). */
double percent(double slope);

/* Percent a year and its limits: Poisson's or quasi-Poisson's, of independent points; and
 * those that stand dependence, which are never inside Poisson's. */
struct basis independent(const struct model *m, bool quasi);
struct basis dependent(const struct segment *s, const struct model *m);

/* How the model was made, in words. */
const char *model_words(const struct segment *s, const struct model *m);

/* The change a year with its limits, or a reason; status U when events are few. */
void say_change(const struct segment *s, struct result_row *r, const struct basis *b);

#endif
