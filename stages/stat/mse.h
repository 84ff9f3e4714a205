/*
 * mse - multiple systems estimation: how many there are, from how those who were
 * counted are spread over overlapping lists. Models and notation in loglin.h; the
 * estimate is the number of recorded cases plus mu[0], the mean of the cell that no
 * list saw.
 *
 * Choice of the pair terms by forward selection (Chan, Silverman and Vincent 2021,
 * Journal of the American Statistical Association 116, 1297): for each pair not yet in
 * the model its overlap n is held against the lambda that the current model expects
 * there, with p = min(P(X <= n), P(X >= n)), X ~ Poisson(lambda); the smallest p enters
 * while it is under the threshold. A pair whose model would have no maximum, or not be
 * identifiable, is passed over.
 *
 * Existence (Fienberg and Rinaldo 2012): with A the 0/1 design over the cells in the
 * fit and N the counts, the maximum exists if and only if some x > 0 has A'x = A'N. The
 * largest s with x >= s is a linear programme. It depends on N through the cells that
 * are not zero alone, so ones stand for them, which keeps s of the order of 1; s > 1e-9
 * is taken for s > 0. A programme is solved only where no cheaper proof is at hand:
 * fitted means of a converged fit are themselves such an x. Near the edge (a mean under
 * 1e-9 of the cases, where rounding of the margins would count) the programme decides.
 *
 * Kernels allocate nothing; the programme comes as a function of the caller, because
 * solvers do. Certified against 1,000 resamples each of six cases, model for model:
 * tests/unit/lib_mse.c.
 */
#ifndef STAT_MSE_H
#define STAT_MSE_H

#include <stddef.h>
#include <stdint.h>

#include "stat/loglin.h"

enum { MSE_PAIRS = LOGLIN_LISTS * (LOGLIN_LISTS - 1) / 2 };

/* Existence as in the literature: the sum of these. */
enum { MSE_EXISTS = 0, MSE_NO_MAXIMUM = 1, MSE_NOT_IDENTIFIABLE = 2 };

struct mse_memo {
    struct loglin_set model, support;
    bool used, exists;
};

/*
 * slack returns the largest s for which some x has A'x = t, x >= s in every place; a is
 * A' by rows, 0 or 1; negative when the solver failed. memo has memos places, a power
 * of two or none; it starts zeroed and belongs to one thread, as the oracle does.
 */
struct mse_oracle {
    double (*slack)(void *self, int rows, int columns, const signed char a[],
                    const double t[]);
    void *self;
    struct mse_memo *memo;
    size_t memos;
    long solved; /* programmes solved so far */
};

/* The code for a model, both tests made: ST_NO_CONVERGENCE when the solver failed. */
enum st_status st_mse_existence(const struct loglin_table *t,
                                const struct loglin_set *model,
                                struct mse_oracle *oracle, int *code);

/* Fits model if its maximum exists: ST_NO_MAXIMUM, ST_RANK else. start as in
 * st_loglin_fit(). */
enum st_status st_mse_fit(const struct loglin_table *t, const struct loglin_set *model,
                          const struct loglin_fit *start, struct mse_oracle *oracle,
                          struct loglin_fit *out);

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

/* All hierarchical models with terms of at most order (2 or 3) lists. */
struct mse_models {
    int lists, order, triangles;
    uint64_t graph, inner;
    unsigned char triangle[LOGLIN_CELLS];
    bool begun;
};
/* How many models there are, or more than limit. */
uint64_t st_mse_models_count(int lists, int order, uint64_t limit);
void st_mse_models_start(struct mse_models *m, int lists, int order);
bool st_mse_models_next(struct mse_models *m, struct loglin_set *out);

/* The best models by AIC and by BIC that have a maximum. */
struct mse_ranked {
    struct loglin_set model;
    double criterion, estimate;
};
/* Writes at most top to each list, best first (ties in order of enumeration), *found how
 * many, and how many there are in all with a maximum, *admissible. ST_NO_MAXIMUM when there
 * is none. */
enum st_status st_mse_rank(const struct loglin_table *t, int order,
                           struct mse_oracle *oracle, size_t top,
                           struct mse_ranked aic[], struct mse_ranked bic[],
                           size_t *found, size_t *admissible);

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

enum { MSE_GUIDE = 4096 };

/* The cases of a table, ready to be drawn with replacement. */
struct mse_urn {
    int kinds;
    uint32_t n;
    unsigned char kind[LOGLIN_CELLS]; /* histories that occur, most frequent first */
    uint32_t upto[LOGLIN_CELLS];      /* running totals */
    /* The kind of case number i << shift, so that none is searched from the first on. */
    int shift;
    unsigned char from[MSE_GUIDE];
};
/* ST_TOO_LARGE from 2^32 cases on. */
enum st_status st_mse_urn(const struct loglin_table *t, struct mse_urn *out);

/*
 * Table number replicate of as many cases as the urn has, by the generator of rng.h. Each
 * replicate has a state of its own, the first number under seed plus replicate, so that it
 * draws the same cases whichever thread computes it and whatever came before.
 */
void st_mse_draw(const struct mse_urn *urn, int lists, uint64_t seed,
                 uint64_t replicate, struct loglin_table *out);

#endif
