#include "stat/jump.h"

#include <math.h>

#include "stat/poisson.h"

size_t
st_jump_work(size_t n, size_t steps)
{
    size_t p = steps + 2;
    return n * p + p + p * p + st_poisson_work(n, p);
}

enum st_status
st_jump(const struct st_jump_data *d, double work[], size_t n_work, struct st_jump *out)
{
    size_t n = d->n, p = d->steps + 2;
    if (d->steps > ST_JUMPS_MAX)
        return ST_TOO_LARGE;
    for (size_t j = 0; j < d->steps; j++)
        if (d->from[j] < (j ? d->from[j - 1] + 1 : 1) || d->from[j] >= n)
            return ST_DOMAIN;
    if (n_work < st_jump_work(n, d->steps))
        return ST_NO_ROOM;
    double *x = work, *beta = x + n * p, *cov = beta + p;
    for (size_t i = 0; i < n; i++) {
        x[i * p] = 1;
        x[i * p + 1] = d->t[i] - d->t[0];
        for (size_t j = 0; j < d->steps; j++)
            x[i * p + 2 + j] = i >= d->from[j];
    }
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
