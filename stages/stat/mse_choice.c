#include "stat/mse_choice.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>

/*
 * min(P(X <= n), P(X >= n)) for X ~ Poisson(lambda). The tail on n's side of lambda is
 * summed from n outwards, where terms fall; the other tail is 1 + P(X = n) less it.
 */
static double
poisson_tail(double n, double lambda)
{
    if (!(lambda > 0))
        return n > 0 ? 0 : 1;
    double at = exp(n * log(lambda) - lambda - gsl_sf_lngamma(n + 1));
    double term = 1, sum = 1;
    if (n < lambda)
        for (double k = n; k > 0 && term > 1e-17 * sum; k--)
            sum += term *= k / lambda;
    else
        for (double k = n + 1; term > 1e-17 * sum; k++)
            sum += term *= lambda / k;
    return at > 0 ? fmin(at * sum, 1 + at - at * sum) : 0;
}

static void
enter(struct mse_choice *c, unsigned pair, const struct loglin_fit *fit)
{
    c->fit = *fit;
    c->pair[c->pairs++] = (unsigned char)pair;
}

static void
finish(const struct loglin_table *t, struct mse_choice *c, struct mse_choice *out)
{
    c->estimate = t->margin[0] + c->fit.mu[0];
    *out = *c;
}

/* The model of all pairs, when it has a maximum. */
static enum st_status
try_full(const struct loglin_table *t, const unsigned char pair[], int pairs,
         struct mse_oracle *oracle, struct mse_choice *c)
{
    struct loglin_set model = c->fit.model;
    struct loglin_fit fit;
    for (int k = 0; k < pairs; k++)
        st_loglin_add(&model, pair[k]);
    enum st_status status = st_mse_fit(t, &model, &c->fit, oracle, &fit);
    if (status != ST_OK)
        return status;
    for (int k = 0; k < pairs; k++)
        enter(c, pair[k], &fit);
    return ST_OK;
}

/* Lets in the pair whose overlap surprises most; *grown is false when no p is under the
 * threshold. A pair without a maximum is asked about only when it stands first. */
static enum st_status
grow(const struct loglin_table *t, double threshold, const unsigned char pair[],
     int pairs, struct mse_oracle *oracle, struct mse_choice *c, bool *grown)
{
    double p[MSE_PAIRS] = {0};
    struct loglin_fit fit;
    for (int k = 0; k < pairs; k++)
        p[k] = st_loglin_has(&c->fit.model, pair[k])
                   ? 1
                   : poisson_tail(t->margin[pair[k]], c->fit.above[pair[k]]);
    for (;;) {
        int best = 0;
        for (int k = 1; k < pairs; k++)
            if (p[k] < p[best])
                best = k;
        *grown = p[best] < fmin(threshold, 1);
        if (!*grown)
            return ST_OK;
        struct loglin_set model = c->fit.model;
        st_loglin_add(&model, pair[best]);
        enum st_status status = st_mse_fit(t, &model, &c->fit, oracle, &fit);
        if (status == ST_OK)
            enter(c, pair[best], &fit);
        if (status != ST_NO_MAXIMUM && status != ST_RANK)
            return status;
        p[best] = 1;
    }
}

enum st_status
st_mse_forward(const struct loglin_table *t, double threshold,
               struct mse_oracle *oracle, struct mse_choice *out)
{
    struct mse_choice c = {.pairs = 0};
    unsigned char pair[MSE_PAIRS];
    struct loglin_set model = st_loglin_main(t->lists);
    int pairs = st_mse_pairs(t->lists, pair);
    enum st_status status = st_mse_fit(t, &model, NULL, oracle, &c.fit);
    if (status == ST_OK && threshold >= 1)
        try_full(t, pair, pairs, oracle, &c);
    for (bool grown = true; status == ST_OK && grown;)
        status = grow(t, threshold, pair, pairs, oracle, &c, &grown);
    if (status == ST_OK)
        finish(t, &c, out);
    return status;
}

void
st_mse_forward_each(const struct loglin_table *t, const double threshold[], size_t n,
                    struct mse_oracle *oracle, double estimate[])
{
    struct mse_choice c = {.pairs = 0}, apart;
    unsigned char pair[MSE_PAIRS];
    struct loglin_set model = st_loglin_main(t->lists);
    int pairs = st_mse_pairs(t->lists, pair);
    enum st_status status = st_mse_fit(t, &model, NULL, oracle, &c.fit);
    for (size_t i = 0; i < n; i++) {
        if (threshold[i] >= 1) {
            bool made = st_mse_forward(t, threshold[i], oracle, &apart) == ST_OK;
            estimate[i] = made ? apart.estimate : INFINITY;
            continue;
        }
        for (bool grown = true; status == ST_OK && grown;)
            status = grow(t, threshold[i], pair, pairs, oracle, &c, &grown);
        estimate[i] = status == ST_OK ? t->margin[0] + c.fit.mu[0] : INFINITY;
    }
}

/* Two-sided p-value of a term against 0. */
static double
wald_p(const struct loglin_fit *fit, unsigned s)
{
    double variance;
    if (st_loglin_variance(fit, s, &variance) != ST_OK)
        return 1;
    return 2 * gsl_cdf_ugaussian_Q(fabs(fit->beta[s]) / sqrt(variance));
}

/* The pair whose entry makes *aic least; -1 when none makes it fall. */
static enum st_status
best_by_aic(const struct loglin_table *t, const struct loglin_fit *base,
            const unsigned char pair[], int pairs, struct mse_oracle *oracle,
            double *aic, struct loglin_fit *best, int *at)
{
    *at = -1;
    for (int k = 0; k < pairs; k++) {
        struct loglin_set model = base->model;
        struct loglin_criteria criteria;
        struct loglin_fit fit;
        if (st_loglin_has(&model, pair[k]))
            continue;
        st_loglin_add(&model, pair[k]);
        enum st_status status = st_mse_fit(t, &model, base, oracle, &fit);
        if (status == ST_NO_MAXIMUM || status == ST_RANK)
            continue;
        if (status != ST_OK)
            return status;
        st_loglin_criteria(t, &fit, &criteria);
        if (criteria.aic < *aic) {
            *aic = criteria.aic;
            *best = fit;
            *at = k;
        }
    }
    return ST_OK;
}

enum st_status
st_mse_aic(const struct loglin_table *t, double threshold, struct mse_oracle *oracle,
           struct mse_choice *out)
{
    struct mse_choice c = {.pairs = 0};
    struct loglin_criteria criteria;
    struct loglin_fit best = {.p = 0};
    unsigned char pair[MSE_PAIRS];
    struct loglin_set model = st_loglin_main(t->lists);
    int pairs = st_mse_pairs(t->lists, pair), at;
    enum st_status status = st_mse_fit(t, &model, NULL, oracle, &c.fit);
    if (status != ST_OK)
        return status;
    st_loglin_criteria(t, &c.fit, &criteria);
    for (;;) {
        status = best_by_aic(t, &c.fit, pair, pairs, oracle, &criteria.aic, &best, &at);
        if (status != ST_OK)
            return status;
        if (at < 0 || wald_p(&best, pair[at]) > threshold)
            break;
        enter(&c, pair[at], &best);
    }
    finish(t, &c, out);
    return ST_OK;
}
