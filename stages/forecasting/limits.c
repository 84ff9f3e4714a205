#include "forecasting/limits.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>

#include "stat/rng.h"

/* Relative to the range of the values, what numerical maximisation leaves of errors that are none. */
#define ROUNDING 1e-9

/* From the scale of the model to that of the values. */
static double
give_back(const struct series *s, const struct fitted *f, size_t i, double x)
{
    if (f->adjusted)
        x += f->figure[i % s->season];
    return f->log ? exp(x) : x;
}

void
limits_points(const struct series *s, const struct fitted *f, size_t h, double out[])
{
    st_ets_forecast(&f->m, &f->p, &f->after, h, out);
    for (size_t i = 0; i < h; i++)
        out[i] = give_back(s, f, i, out[i]);
}

/* Quantile of sorted values by the line between neighbours (R's type 7). */
static double
quantile(const double sorted[], size_t n, double share)
{
    double at = share * (double)(n - 1);
    size_t below = (size_t)at, above = below + 1 < n ? below + 1 : below;
    return sorted[below] + (at - (double)below) * (sorted[above] - sorted[below]);
}

/* Standard deviation of one step: of a count at least that of a Poisson count. */
static double
one_step(const struct series *s, const struct fitted *f)
{
    double next[2];
    if (!s->counts)
        return f->sd;
    limits_points(s, f, 1, next);
    double poisson = sqrt(fmax(next[0], 0));
    if (f->log || f->m.error == 'M')
        poisson = poisson > 0 ? 1 / poisson : 0;
    return fmax(f->sd, poisson);
}

bool
limits_none_left(const struct series *s, const struct fitted *f)
{
    double least, most;
    gsl_stats_minmax(&least, &most, s->y, 1, s->n);
    double range = f->log              ? log(most / least)
                   : f->m.error == 'M' ? (most - least) / most
                                       : most - least;
    return !(f->sd > ROUNDING * range);
}

bool
limits_known(const struct series *s, const struct fitted *f)
{
    return s->counts || !limits_none_left(s, f);
}

bool
limits(const struct series *s, const struct fitted *f, size_t h, size_t paths,
       const double factor[], double lo[], double hi[])
{
    struct rng r;
    double *x = forecast_doubles(paths * h), *path = forecast_doubles(h);
    double top = (1 + forecasting.level->share) / 2;
    bool good = limits_known(s, f);
    double sd = one_step(s, f);
    rng_seed(&r, (uint64_t)forecasting.seed);
    for (size_t k = 0; k < paths; k++) {
        st_ets_simulate(&f->m, &f->p, &f->after, sd, h, &r, path);
        for (size_t i = 0; i < h; i++) {
            double y = give_back(s, f, i, path[i]);
            x[i * paths + k] = s->from_zero ? fmax(0, y) : y;
            good = good && isfinite(x[i * paths + k]);
        }
    }
    for (size_t i = 0; good && i < h; i++) {
        gsl_sort(x + i * paths, 1, paths);
        double middle = quantile(x + i * paths, paths, 0.5);
        lo[i] = middle - factor[i] * (middle - quantile(x + i * paths, paths, 1 - top));
        hi[i] = middle + factor[i] * (quantile(x + i * paths, paths, top) - middle);
        lo[i] = s->from_zero ? fmax(0, lo[i]) : lo[i];
        lo[i] = s->counts ? floor(lo[i]) : lo[i];
        hi[i] = s->counts ? ceil(hi[i]) : hi[i];
        good = good && isfinite(lo[i]) && isfinite(hi[i]);
    }
    return good;
}

/* Student's quantile over the normal one: the standard deviation was taken from few values. */
static double
student(const struct series *s, const struct fitted *f)
{
    double df = (double)s->n - (double)st_ets_count(&f->m);
    double top = (1 + forecasting.level->share) / 2;
    return gsl_cdf_tdist_Pinv(top, fmax(1, df)) / gsl_cdf_ugaussian_Pinv(top);
}

void
limits_widen(const struct series *s, const struct fitted *f, size_t h, double factor[])
{
    struct rng r;
    struct series t = *s;
    double *path = forecast_doubles(s->n + h), *known = forecast_doubles(h * REFITS),
           *own = forecast_doubles(h * REFITS);
    double sd = one_step(s, f), mean[AHEAD_MAX], model[AHEAD_MAX];
    size_t n = 0;
    struct fitted now;
    t.y = path;
    rng_seed(&r, (uint64_t)forecasting.seed);
    st_ets_forecast(&f->m, &f->p, &f->after, h, model);
    for (size_t k = 0; k < REFITS; k++) {
        double *ahead_of = path + s->n;
        st_ets_simulate(&f->m, &f->p, &f->first, sd, s->n + h, &r, path);
        for (size_t i = 0; i < s->n + h; i++)
            path[i] =
                f->m.error == 'M' || f->m.season == 'M' ? fmax(path[i], 0.5) : path[i];
        now = (struct fitted){.sd = 0};
        if (forecasting.method->refit(&t, f, &now))
            continue;
        st_ets_forecast(&now.m, &now.p, &now.after, h, mean);
        for (size_t i = 0; i < h; i++)
            known[i * REFITS + n] = fabs(ahead_of[i] - mean[i]);
        st_ets_simulate(&f->m, &f->p, &f->after, sd, h, &r, path);
        for (size_t i = 0; i < h; i++)
            own[i * REFITS + n] = fabs(path[i] - model[i]);
        n++;
    }
    for (size_t i = 0; i < h; i++) {
        gsl_sort(known + i * REFITS, 1, n);
        gsl_sort(own + i * REFITS, 1, n);
        factor[i] =
            n < REFITS / 2
                ? INFINITY
                : student(s, f) * fmax(1, quantile(known + i * REFITS, n, 0.9) /
                                              quantile(own + i * REFITS, n, 0.9));
    }
}
