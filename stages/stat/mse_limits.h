/*
 * mse_limits - limits of an estimate, its model taken as given.
 */
#ifndef STAT_MSE_LIMITS_H
#define STAT_MSE_LIMITS_H

#include "stat/mse.h"

/*
 * Total size and limits from the multinomial likelihood of the model, maximised over
 * the shares for each size N (Cormack 1992, Biometrics 48, 567): the N of largest
 * likelihood and where twice the log-likelihood has fallen by the chi-squared quantile
 * of level. hi is +infinity when the likelihood stays above that line.
 */
struct mse_profile {
    double estimate, lo, hi;
};
enum st_status st_mse_profile(const struct loglin_table *t,
                              const struct loglin_fit *fit, double level,
                              struct mse_profile *out);

/* Wald limits on the log scale, the model taken as given: n + exp(beta_0 -+ z SE). */
enum st_status st_mse_wald(const struct loglin_table *t, const struct loglin_fit *fit,
                           double level, double *lo, double *hi);

#endif
