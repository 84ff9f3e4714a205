/*
 * mse_choice - the pairs of lists that a model has, chosen step by step.
 *
 * Choice of the pair terms by forward selection (Chan, Silverman and Vincent 2021,
 * Journal of the American Statistical Association 116, 1297): for each pair not yet in
 * the model its overlap n is held against the lambda that the current model expects
 * there, with p = min(P(X <= n), P(X >= n)), X ~ Poisson(lambda); the smallest p enters
 * while it is under the threshold. A pair whose model would have no maximum, or not be
 * identifiable, is passed over.
 */
#ifndef STAT_MSE_CHOICE_H
#define STAT_MSE_CHOICE_H

#include "stat/mse.h"

struct mse_choice {
    struct loglin_fit fit;
    double estimate;
    int pairs; /* chosen pairs in the order in which they entered */
    unsigned char pair[MSE_PAIRS];
};

/*
 * Forward selection with this threshold: 0 the main effects alone, 1 or more the model
 * of all pairs when it has a maximum. Ties go to the pair that stands first in (1,2),
 * (1,3),
 * ..., (m-1,m). Fails as the fit of the main effects does.
 */
enum st_status st_mse_forward(const struct loglin_table *t, double threshold,
                              struct mse_oracle *oracle, struct mse_choice *out);

/*
 * The estimates of the forward selections with n thresholds, which do not fall; +infinity where
 * one fails. They go one way, each on from the one before, but for those from 1 on: as
 * st_mse_forward() with each, in the time of the last.
 */
void st_mse_forward_each(const struct loglin_table *t, const double threshold[],
                         size_t n, struct mse_oracle *oracle, double estimate[]);

/*
 * The older choice (Silverman 2014, Home Office; Bales, Hesketh and Silverman 2015,
 * Significance 12, 3): forward by AIC; ends when AIC does not fall or the term that
 * would enter has a Wald p-value over threshold. A term at minus infinity has p = 1.
 */
enum st_status st_mse_aic(const struct loglin_table *t, double threshold,
                          struct mse_oracle *oracle, struct mse_choice *out);

#endif
