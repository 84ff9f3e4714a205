/*
 * the season taken out by loess (Cleveland et al. 1990, window 7, R's stl), of the logarithms
 * when all values are above 0; the rest by the best of ANN, AAN and AAdN; the season of the
 * last year comes back
 */
#include "forecasting/method.h"
#include "stat/stl.h"

enum { WINDOW = 7 };

static bool
wants_season(void)
{
    return true;
}

static enum st_status
fit(const struct series *s, size_t n, struct fitted *f)
{
    size_t season = s->season;
    struct st_stl how = st_stl_default(season, WINDOW, 0);
    double *v = forecast_doubles(n), *figure = forecast_doubles(n),
           *trend = forecast_doubles(n), *w = forecast_doubles(n);
    f->before = "stl + ";
    f->adjusted = f->log = true;
    for (size_t i = 0; i < n; i++)
        f->log = f->log && s->y[i] > 0;
    for (size_t i = 0; i < n; i++)
        v[i] = f->log ? st_steady_log(s->y[i]) : s->y[i];
    size_t n_work = st_stl_work(n, season);
    enum st_status e =
        st_stl(&how, v, n, forecast_doubles(n_work), n_work, figure, trend, w);
    if (e)
        return e;
    for (size_t i = 0; i < n; i++)
        v[i] -= figure[i];
    for (size_t i = 0; i < season; i++)
        f->figure[i] = figure[n - season + i];
    return smoothing_best(smoothing_additive, 1, v, n, f);
}

static enum st_status
refit(const struct series *s, const struct fitted *f, struct fitted *now)
{
    (void)f;
    return smoothing_best(smoothing_additive, 1, s->y, s->n, now);
}

const struct forecast_method forecast_stl = {
    .name = "stl", .wants_season = wants_season, .fit = fit, .refit = refit};
