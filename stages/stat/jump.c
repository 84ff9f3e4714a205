#include "stat/jump.h"

#include <math.h>

#include "stat/poisson.h"

enum { SEASONS = 256 };

/* The seasons that have a value, in the order of their first; number[]: from 0, else -1. */
static size_t
seasons(const struct st_jump_data *d, int number[SEASONS])
{
    int count = 0;
    for (size_t k = 0; k < SEASONS; k++)
        number[k] = -1;
    for (size_t i = 0; d->season && i < d->n; i++)
        if (number[d->season[i]] < 0)
            number[d->season[i]] = count++;
    return (size_t)count;
}

size_t
st_jump_columns(const struct st_jump_data *d)
{
    int number[SEASONS];
    size_t held = seasons(d, number);
    return 2 + d->steps + (held ? held - 1 : 0);
}

void
st_jump_design(const struct st_jump_data *d, double x[])
{
    int number[SEASONS];
    size_t held = seasons(d, number);
    for (size_t i = 0; i < d->n; i++) {
        *x++ = 1;
        *x++ = d->t[i] - d->t[0];
        for (size_t j = 0; j < d->steps; j++)
            *x++ = i >= d->from[j];
        for (size_t k = 1; k < held; k++)
            *x++ = number[d->season[i]] == (int)k;
    }
}

size_t
st_jump_work(size_t n, size_t columns)
{
    size_t p = columns;
    return n * p + p + p * p + st_poisson_work(n, p);
}

enum st_status
st_jump(const struct st_jump_data *d, double work[], size_t n_work, struct st_jump *out)
{
    size_t n = d->n, p = st_jump_columns(d);
    if (d->steps > ST_JUMPS_MAX)
        return ST_TOO_LARGE;
    for (size_t j = 0; j < d->steps; j++)
        if (d->from[j] < (j ? d->from[j - 1] + 1 : 1) || d->from[j] >= n)
            return ST_DOMAIN;
    if (n_work < st_jump_work(n, p))
        return ST_NO_ROOM;
    double *x = work, *beta = x + n * p, *cov = beta + p;
    st_jump_design(d, x);
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
