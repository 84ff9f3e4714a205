#include "stat/jump.h"

#include <math.h>

#include "stat/poisson.h"

size_t
st_jump_columns(size_t steps, size_t seasons)
{
    return 2 + steps + (seasons > 1 ? seasons - 1 : 0);
}

void
st_jump_row(const struct st_jump_data *d, size_t i, double x[])
{
    x[0] = 1;
    x[1] = d->t[i] - d->t[0];
    for (size_t j = 0; j < d->steps; j++)
        x[2 + j] = i >= d->from[j];
    for (size_t k = 1; k < d->seasons; k++)
        x[1 + d->steps + k] = d->season[i] == k;
}

size_t
st_jump_work(size_t n, size_t steps, size_t seasons)
{
    size_t p = st_jump_columns(steps, seasons);
    return n * p + p + p * p + st_poisson_work(n, p);
}

enum st_status
st_jump(const struct st_jump_data *d, double work[], size_t n_work, struct st_jump *out)
{
    size_t n = d->n, p = st_jump_columns(d->steps, d->seasons);
    if (d->steps > ST_JUMPS_MAX)
        return ST_TOO_LARGE;
    for (size_t j = 0; j < d->steps; j++)
        if (d->from[j] < (j ? d->from[j - 1] + 1 : 1) || d->from[j] >= n)
            return ST_DOMAIN;
    if (n_work < st_jump_work(n, d->steps, d->seasons))
        return ST_NO_ROOM;
    double *x = work, *beta = x + n * p, *cov = beta + p;
    for (size_t i = 0; i < n; i++)
        st_jump_row(d, i, x + i * p);
    struct st_poisson_data data = {d->lo, d->hi, d->offset, x, n, p};
    struct st_poisson fit;
    enum st_status s =
        st_poisson(&data, cov + p * p, st_poisson_work(n, p), beta, cov, &fit);
    if (s)
        return s;
    out->dispersion = fit.known > p ? fit.pearson / (double)(fit.known - p) : 0;
    double scale = sqrt(fmax(1, out->dispersion));
    out->slope = beta[1];
    out->slope_se = scale * sqrt(cov[p + 1]);
    for (size_t j = 0; j < d->steps; j++) {
        out->jump[j] = beta[2 + j];
        out->jump_se[j] = scale * sqrt(cov[(2 + j) * (p + 1)]);
    }
    return ST_OK;
}
