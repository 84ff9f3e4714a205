/*
 * exponential smoothing in state space form (Hyndman, Koehler, Snyder and Grose 2002): the
 * model with the least AICc among errors A, M, trends N, A, Ad and seasons N, A, M, without
 * additive errors beside a multiplicative season, as R's forecast::ets, and the additive ones
 * of logarithms; multiplicative parts and logarithms need values above 0
 */
#include "forecasting/method.h"

/* Additive models of the logarithms take the place of f where their AICc, that of the values
 * themselves (the Jacobian of the logarithm is in it), is less. */
static enum st_status
fit_logarithms(const struct series *s, size_t n, struct fitted *f)
{
    static const char *const names[] = {"ANN", "AAN",  "AAdN", "ANA",
                                        "AAA", "AAdA", NULL};
    struct fitted of_logs = {.log = true};
    double *v = forecast_doubles(n), sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(s->y[i] > 0))
            return ST_OK;
        v[i] = st_steady_log(s->y[i]);
        sum += v[i];
    }
    if (smoothing_best(names, s->season, v, n, &of_logs))
        return ST_OK;
    of_logs.aicc += 2 * sum;
    if (of_logs.aicc < f->aicc)
        *f = of_logs;
    return ST_OK;
}

static enum st_status
fit(const struct series *s, size_t n, struct fitted *f)
{
    static const char *const all[] = {"ANN", "AAN", "AAdN", "MNN", "MAN", "MAdN",
                                      "ANA", "AAA", "AAdA", "MNA", "MAA", "MAdA",
                                      "MNM", "MAM", "MAdM", NULL};
    enum st_status e = smoothing_best(all, s->season, s->y, n, f);
    return e ? e : fit_logarithms(s, n, f);
}

/* Chosen anew where there is no season. */
static enum st_status
refit(const struct series *s, const struct fitted *f, struct fitted *now)
{
    static const char *const both[] = {"ANN", "AAN",  "AAdN", "MNN",
                                       "MAN", "MAdN", NULL};
    if (s->season > 1)
        return smoothing_fit(&f->m, s->y, s->n, now);
    return smoothing_best(f->m.error == 'M' ? both : smoothing_additive, 1, s->y, s->n,
                          now);
}

const struct forecast_method forecast_auto = {
    .name = "auto", .fit = fit, .refit = refit};
