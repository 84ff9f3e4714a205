/*
 * lsq - linear least squares, y = X b + error with weights, by Householder reflections
 * (Householder 1958; Golub 1965, Numerische Mathematik 7:206) carried out in
 * double-double, so that the result is that of the doubles given, rounded. Columns are
 * scaled to length 1 before their rank is judged.
 *
 * Certified by nist: all digits for Norris, Pontius, NoInt1-2, Longley and Wampler1-5;
 * for Filip the ten powers are formed in double-double too (st_lsq_polynomial) and the
 * limit is what the decimals of x lose in becoming doubles.
 */
#ifndef STAT_LSQ_H
#define STAT_LSQ_H

#include <stddef.h>

#include "stat/dd.h"
#include "stat/status.h"

struct st_lsq {
    double sse;      /* weighted residual sum of squares */
    double ss_model; /* sum of squares explained: about the mean, or about 0 */
    double r2;       /* ss_model / (ss_model + sse), 0 when that is 0 / 0 */
};

/* How many struct dd st_lsq() needs. */
size_t st_lsq_work(size_t n, size_t p);

/*
 * x: p columns of n (column-major); weight NULL is all 1, a weight of 0 leaves a row out
 * of the fit. constant: the model holds a constant, sums of squares are about the
 * (weighted) mean. coef: p; cov: p x p, (X'WX)^-1, to be multiplied by sse / (n - p).
 * ST_TOO_FEW unless n >= p (rows of positive weight), ST_RANK when a column is a
 * combination of those before it to 1e-14 of its length, ST_DOMAIN for a negative weight.
 * Time n p^2. coef and cov may be written on failure.
 */
enum st_status st_lsq(const double x[], const double y[], const double weight[],
                      size_t n, size_t p, int constant, struct dd work[], size_t n_work,
                      double coef[], double cov[], struct st_lsq *out);

/* The same for the columns 1, x, x^2, ..., x^degree (p = degree + 1). */
enum st_status st_lsq_polynomial(const double x[], const double y[],
                                 const double weight[], size_t n, size_t degree,
                                 struct dd work[], size_t n_work, double coef[],
                                 double cov[], struct st_lsq *out);

#endif
