/*
 * mse_average - the estimate averaged over all models.
 */
#ifndef STAT_MSE_AVERAGE_H
#define STAT_MSE_AVERAGE_H

#include "stat/mse_models.h"

/*
 * The estimate averaged over all hierarchical models that have a maximum, each weighing
 * exp(-BIC/2), its posterior probability to the order of 1/n when none is preferred before
 * (Raftery 1995, Sociological Methodology 25:111; Madigan and York 1997, Biometrika 84:19
 * for populations). lo and hi are quantiles of the mixture of the models' posteriors, for
 * each of which the log of the unseen is taken as normal about its estimate with its
 * standard error. Models whose error cannot be had are left out. best: the largest weight;
 * bulk: how many models, the heaviest first, have 95 % of it. room, weight: one for each
 * model there is, as st_mse_models_count() says.
 */
struct mse_weighed {
    double bic, unseen, se; /* unseen: its logarithm */
};
struct mse_average {
    double estimate, lo, hi, best;
    size_t models, bulk;
};
enum st_status st_mse_average(const struct loglin_table *t, int order, double level,
                              struct mse_oracle *oracle, struct mse_weighed room[],
                              double weight[], struct mse_average *out);

#endif
