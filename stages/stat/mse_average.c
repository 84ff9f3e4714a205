#include "stat/mse_average.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

static int
by_bic(const void *a, const void *b)
{
    const struct mse_weighed *x = a, *y = b;
    return (x->bic > y->bic) - (x->bic < y->bic);
}

/* The log of the unseen below which the mixture has this share. */
static double
mixture_quantile(const struct mse_weighed m[], const double weight[], size_t n,
                 double share)
{
    double lo = INFINITY, hi = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        double z = gsl_cdf_ugaussian_Pinv(share);
        lo = fmin(lo, m[i].unseen + z * m[i].se);
        hi = fmax(hi, m[i].unseen + z * m[i].se);
    }
    while (hi - lo > 1e-12 * (1 + fabs(lo))) {
        double x = lo + (hi - lo) / 2, below = 0;
        if (x <= lo || x >= hi)
            break;
        for (size_t i = 0; i < n; i++)
            below += weight[i] * gsl_cdf_ugaussian_P((x - m[i].unseen) / m[i].se);
        if (below < share)
            lo = x;
        else
            hi = x;
    }
    return lo + (hi - lo) / 2;
}

enum st_status
st_mse_average(const struct loglin_table *t, int order, double level,
               struct mse_oracle *oracle, struct mse_weighed room[], double weight[],
               struct mse_average *out)
{
    struct mse_models models;
    struct loglin_fit base, fit;
    struct loglin_set model = st_loglin_main(t->lists);
    struct loglin_criteria c;
    struct mse_average a = {.bulk = 0};
    double all = 0, held = 0;
    enum st_status status = st_mse_fit(t, &model, NULL, oracle, &base);
    const struct loglin_fit *start = status == ST_OK ? &base : NULL;
    st_mse_models_start(&models, t->lists, order);
    while (st_mse_models_next(&models, &model)) {
        double variance;
        status = st_mse_fit(t, &model, start, oracle, &fit);
        if (status == ST_NO_MAXIMUM || status == ST_RANK)
            continue;
        if (status != ST_OK)
            return status;
        if (st_loglin_variance(&fit, 0, &variance) || !(variance > 0))
            continue;
        st_loglin_criteria(t, &fit, &c);
        room[a.models++] = (struct mse_weighed){c.bic, fit.beta[0], sqrt(variance)};
    }
    if (!a.models)
        return ST_NO_MAXIMUM;
    qsort(room, a.models, sizeof *room, by_bic);
    for (size_t i = 0; i < a.models; i++)
        all += weight[i] = exp((room[0].bic - room[i].bic) / 2);
    for (size_t i = 0; i < a.models; i++) {
        weight[i] /= all;
        a.bulk += held < 0.95;
        held += weight[i];
        a.estimate += weight[i] * (t->margin[0] + exp(room[i].unseen));
    }
    a.best = weight[0];
    a.lo =
        t->margin[0] + exp(mixture_quantile(room, weight, a.models, (1 - level) / 2));
    a.hi =
        t->margin[0] + exp(mixture_quantile(room, weight, a.models, (1 + level) / 2));
    *out = a;
    return ST_OK;
}
