#include "stat/season_range.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "stat/limits.h"

enum { ROUNDS = 200 };

size_t
st_season_range_work(size_t n)
{
    return 3 * n;
}

/* The share of each point in its season at a slope. */
static void
shares(const struct st_season_range_data *d, double b, double share[])
{
    for (size_t g = 0; g < d->seasons; g++) {
        double top = -INFINITY, sum = 0;
        for (size_t i = 0; i < d->n; i++)
            if (d->season[i] == g) {
                share[i] = (d->offset ? d->offset[i] : 0) + b * d->t[i];
                top = fmax(top, share[i]);
            }
        for (size_t i = 0; i < d->n; i++)
            if (d->season[i] == g)
                sum += share[i] = exp(share[i] - top);
        for (size_t i = 0; i < d->n; i++)
            if (d->season[i] == g)
                share[i] /= sum;
    }
}

/* f at a slope, each y at the end that makes it greatest (sign 1) or least (-1). */
static double
extreme(const struct st_season_range_data *d, double b, double sign, double share[])
{
    double f = 0;
    shares(d, b, share);
    for (size_t g = 0; g < d->seasons; g++) {
        double mean = 0;
        for (size_t i = 0; i < d->n; i++)
            mean += d->season[i] == g ? share[i] * d->t[i] : 0;
        for (size_t i = 0; i < d->n; i++) {
            double by = d->t[i] - mean;
            if (d->season[i] == g)
                f += by * (by * sign > 0 ? d->hi[i] : d->lo[i]);
        }
    }
    return f;
}

/* The root, which falls between -reach and reach; NAN when it does not. Rounded outwards. */
static double
root(const struct st_season_range_data *d, double sign, double share[])
{
    double span = d->t[d->n - 1] - d->t[0], reach = 30 / span;
    double below = -reach, above = reach;
    if (!(extreme(d, below, sign, share) > 0) || !(extreme(d, above, sign, share) < 0))
        return NAN;
    for (int k = 0; k < ROUNDS && above - below > 1e-13 * reach; k++) {
        double mid = (below + above) / 2;
        *(extreme(d, mid, sign, share) > 0 ? &below : &above) = mid;
    }
    return sign > 0 ? above : below;
}

/* The greatest (y - mu)^2 / mu in the bounds of y and mu: convex in both, so at a corner. */
static double
worst(double lo, double hi, double mu_lo, double mu_hi)
{
    double a = fmax(fabs(lo - mu_lo), fabs(hi - mu_lo));
    double b = fmax(fabs(lo - mu_hi), fabs(hi - mu_hi));
    return fmax(a * a / mu_lo, b * b / mu_hi);
}

/* The least information of one season about the slope; adds its worst residuals. */
static double
season_information(const struct st_season_range_data *d, size_t g,
                   const double share_lo[], double *pearson)
{
    double lo = 0, hi = 0, mass = 0, first = 0, second = 0;
    for (size_t i = 0; i < d->n; i++)
        if (d->season[i] == g) {
            lo += d->lo[i];
            hi += d->hi[i];
            mass += share_lo[i];
            first += share_lo[i] * d->t[i];
            second += share_lo[i] * d->t[i] * d->t[i];
        }
    for (size_t i = 0; i < d->n; i++)
        if (d->season[i] == g)
            *pearson += worst(d->lo[i], d->hi[i], lo * share_lo[i],
                              hi * fmin(1, share_lo[i] + 1 - mass));
    return mass > 0 ? lo * (second - first * first / mass) : 0;
}

static void
limits(const struct st_season_range_data *d, double level, double work[],
       struct st_poisson_range *r)
{
    double *share = work, *least = work + d->n, pearson = 0, information = 0,
           present = 0;
    double down = root(d, -1, share), up = root(d, 1, share);
    if (!isfinite(down) || !isfinite(up))
        return;
    shares(d, down, least);
    shares(d, up, share);
    for (size_t i = 0; i < d->n; i++)
        least[i] = fmin(least[i], share[i]);
    for (size_t g = 0; g < d->seasons; g++) {
        bool any = false;
        for (size_t i = 0; i < d->n; i++)
            any = any || d->season[i] == g;
        present += any;
        information += season_information(d, g, least, &pearson);
    }
    double df = (double)d->n - present - 1, phi = pearson / df;
    if (!(df > 0) || !(information > 0) || !isfinite(phi))
        return;
    double z = st_normal_quantile(level), t = gsl_cdf_tdist_Qinv((1 - level) / 2, df);
    double half = (phi > 1 ? fmax(z, t * sqrt(phi)) : z) / sqrt(information);
    *r = (struct st_poisson_range){.slope_lo = down,
                                   .slope_hi = up,
                                   .lo = down - half,
                                   .hi = up + half,
                                   .p_rise = NAN,
                                   .p_fall = NAN};
}

enum st_status
st_season_range(const struct st_season_range_data *d, double level, double work[],
                size_t n_work, struct st_poisson_range *out)
{
    if (n_work < st_season_range_work(d->n))
        return ST_NO_ROOM;
    struct st_poisson_range r = {.slope_lo = -INFINITY,
                                 .slope_hi = INFINITY,
                                 .lo = -INFINITY,
                                 .hi = INFINITY,
                                 .p_rise = NAN,
                                 .p_fall = NAN};
    bool open = d->n < 3;
    for (size_t i = 0; i < d->n; i++) {
        if (!(d->lo[i] >= 0) || !(d->lo[i] <= d->hi[i]) || d->season[i] >= d->seasons)
            return ST_DOMAIN;
        open = open || isinf(d->hi[i]);
    }
    if (!open)
        limits(d, level, work, &r);
    *out = r;
    return ST_OK;
}
