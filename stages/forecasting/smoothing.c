#include <math.h>
#include <string.h>

#include "forecasting/method.h"

const char *const smoothing_additive[] = {"ANN", "AAN", "AAdN", NULL};

bool
smoothing_named(const char *name, size_t season, struct st_ets_model *m)
{
    *m = (struct st_ets_model){.error = name[0], .period = season};
    if (!strchr("AM", name[0]) || !name[0] || !strchr("NA", name[1]) || !name[1])
        return false;
    m->trend = name[1];
    m->damped = name[2] == 'd';
    m->season = name[2 + m->damped];
    if (m->season == 'N')
        m->period = 1;
    return m->season && strchr("NAM", m->season) && !name[3 + m->damped] &&
           !(m->damped && m->trend == 'N');
}

const char *
smoothing_text(const struct fitted *f)
{
    const struct st_ets_model *m = &f->m;
    return mem_print(&forecasting.arena, "%sETS(%c,%c%s,%c)%s",
                     f->before ? f->before : "", m->error, m->trend,
                     m->damped ? "d" : "", m->season, f->log ? " of logarithms" : "");
}

enum st_status
smoothing_fit(const struct st_ets_model *m, const double y[], size_t n,
              struct fitted *f)
{
    struct st_ets_fit got;
    struct st_ets_state first;
    f->m = *m;
    size_t n_work = st_ets_fit_work(m);
    enum st_status e =
        st_ets_fit(m, y, n, forecast_doubles(n_work), n_work, &f->p, &first, &got);
    if (e)
        return e;
    f->first = f->after = first;
    f->error = forecast_doubles(n);
    e = st_ets_run(m, &f->p, y, n, &f->after, f->error, &got);
    for (size_t i = 0; i < n; i++)
        f->error[i] = (y[i] - f->error[i]) / (m->error == 'M' ? f->error[i] : 1);
    f->sd = sqrt(got.error_ss / (double)(n + 1 - st_ets_count(m)));
    f->aicc = st_ets_aicc(m, got.loglik, n);
    return e;
}

enum st_status
smoothing_best(const char *const names[], size_t season, const double y[], size_t n,
               struct fitted *f)
{
    enum st_status first = ST_OK;
    struct fitted best = {.aicc = INFINITY};
    for (size_t i = 0; names[i]; i++) {
        struct st_ets_model m;
        struct fitted now = *f;
        if (!smoothing_named(names[i], season, &m) || (m.season != 'N' && season < 2))
            continue;
        enum st_status e = smoothing_fit(&m, y, n, &now);
        if (!i)
            first = e;
        if (!e && now.aicc < best.aicc)
            best = now;
    }
    if (!isfinite(best.aicc))
        return first ? first : ST_TOO_FEW;
    *f = best;
    return ST_OK;
}
