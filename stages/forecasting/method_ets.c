/*
 * a name like AAdM: that one model of exponential smoothing in state space form (Hyndman,
 * Koehler, Snyder and Grose 2002): error A or M; trend N, A or Ad (damped); season N, A or M
 */
#include "forecasting/method.h"

/* The season of the letters alone. */
enum { ANY_SEASON = 4 };

static bool
is_meant(const char *text)
{
    struct st_ets_model m;
    return smoothing_named(text, ANY_SEASON, &m);
}

static bool
wants_season(void)
{
    struct st_ets_model m;
    return smoothing_named(forecasting.model, ANY_SEASON, &m) && m.season != 'N';
}

static enum st_status
fit(const struct series *s, size_t n, struct fitted *f)
{
    struct st_ets_model m;
    smoothing_named(forecasting.model, s->season, &m);
    return smoothing_fit(&m, s->y, n, f);
}

static enum st_status
refit(const struct series *s, const struct fitted *f, struct fitted *now)
{
    return smoothing_fit(&f->m, s->y, s->n, now);
}

const struct forecast_method forecast_ets = {.name = "ets",
                                             .is_meant = is_meant,
                                             .expected = "one like AAdM",
                                             .wants_season = wants_season,
                                             .fit = fit,
                                             .refit = refit};
