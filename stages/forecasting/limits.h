/*
 * limits - forecasts of a fitted method and their limits, from simulated paths.
 */
#ifndef FORECASTING_LIMITS_H
#define FORECASTING_LIMITS_H

#include "forecasting/method.h"

/* The next h values: means, of logarithms medians. */
void limits_points(const struct series *s, const struct fitted *f, size_t h,
                   double out[]);

/* Whether nothing is left over but rounding: parameters and errors then say nothing. */
bool limits_none_left(const struct series *s, const struct fitted *f);

/* Whether limits can be had: not of what the model fits exactly, unless they are counts,
 * which have the dispersion of Poisson's at least. */
bool limits_known(const struct series *s, const struct fitted *f);

/* Limits of each of h periods from simulated paths, made wider by a factor. False when they
 * are not finite or cannot be had. */
bool limits(const struct series *s, const struct fitted *f, size_t h, size_t paths,
            const double factor[], double lo[], double hi[]);

/* How many series are simulated and fitted anew for limits_widen(). */
enum { REFITS = 99 };

/*
 * How much wider limits must be because the parameters, and without a season the model, were
 * taken from the values: series simulated from the model are fitted anew and forecast; the
 * 90 % quantile of their errors over that of the paths of the model itself, 1 at least
 * (parametric bootstrap, Efron and Tibshirani 1993, chapter 6).
 */
void limits_widen(const struct series *s, const struct fitted *f, size_t h,
                  double factor[]);

#endif
