#include "stat/shape_rho.h"

#include <math.h>

enum { COLUMNS = ST_SEASONS_MAX + 2 };

size_t
st_shape_rho_work(size_t n)
{
    return n * (COLUMNS + 3) + st_ar1_work(n, COLUMNS);
}

/* What is regressed, its weights and places: z, w, t. */
static void
prepare(const struct st_shape *d, const double mean[], double dispersion, double z[])
{
    double *w = z + d->n, *t = w + d->n, size = 0;
    for (size_t i = 0; i < d->n; i++)
        size += mean[i] / (double)d->n;
    for (size_t i = 0; i < d->n; i++) {
        double more = 1 + fmax(0, dispersion - 1) * mean[i] / size;
        double exposure = d->exposure ? d->exposure[i] : 1;
        t[i] = (double)i;
        w[i] = d->counts ? sqrt(fmax(mean[i], 1e-9) / more) : 1;
        z[i] = w[i] * (d->counts ? log((d->y[i] + 0.5) / exposure) : d->y[i]);
    }
}

/* The rows of a shape; returns how many columns they have. */
static size_t
rows(const struct st_shape *d, const struct st_rho_model *m, const double w[],
     double x[])
{
    size_t more = !m->column[0] ? 0 : !m->column[1] ? 1 : 2;
    size_t p = d->seasons + more;
    for (size_t i = 0; i < d->n; i++) {
        double *row = x + i * p;
        for (size_t k = 0; k < p; k++)
            row[k] = 0;
        row[0] = w[i];
        if (d->seasons > 1 && d->season[i])
            row[d->season[i]] = w[i];
        for (size_t k = 0; k < more; k++)
            row[d->seasons + k] = w[i] * m->column[k][i];
    }
    return p;
}

enum st_status
st_shape_rho(const struct st_shape *d, const double mean[], double dispersion,
             const struct st_rho_model model[], size_t models, double work[],
             size_t n_work, struct st_null_rho *out)
{
    if (n_work < st_shape_rho_work(d->n))
        return ST_NO_ROOM;
    size_t n = d->n;
    double *z = work, *x = z + 3 * n, *room = x + n * COLUMNS,
           weight[ST_AR1_NODES] = {0};
    double most = -INFINITY, sum = 0;
    struct st_null_rho rho = {0};
    struct st_ar1 a;
    prepare(d, mean, dispersion, z);
    for (size_t k = 0; n >= ST_RHO_LEAST && k < models; k++) {
        size_t p = rows(d, &model[k], z + n, x);
        struct st_ar1_data data = {z, x, z + 2 * n, n, p, 0};
        if (st_ar1(&data, 0, 0.95, room, st_ar1_work(n, p), &a) != ST_OK)
            continue;
        double cost = ((double)p + model[k].searched) / 2 * log((double)n);
        double log_weight = a.log_likelihood - cost, top = fmax(most, log_weight);
        for (size_t i = 0; i < ST_AR1_NODES; i++)
            weight[i] =
                weight[i] * exp(most - top) + a.weight[i] * exp(log_weight - top);
        most = top;
    }
    for (size_t i = 0; i < ST_AR1_NODES; i++)
        sum += weight[i];
    for (size_t i = 0; sum > 0 && i < ST_AR1_NODES; i++) {
        rho.mean += weight[i] / sum * st_ar1_rho(i);
        rho.below[i] = (i ? rho.below[i - 1] : 0) + weight[i] / sum;
    }
    *out = rho;
    return ST_OK;
}
