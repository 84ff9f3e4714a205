#include "stat/chain_ladder.h"

#include <math.h>
#include <stdbool.h>

/* A figure that stayed 0 says nothing of growth. */
static bool
pair(const double value[], size_t at)
{
    return isfinite(value[at]) && isfinite(value[at + 1]) &&
           (value[at] != 0 || value[at + 1] != 0);
}

/* Sums from one age to the next. False when there is no factor above 0. */
static bool
one_age(const double value[], size_t periods, size_t ages, size_t j,
        struct st_ladder *l)
{
    double next = 0;
    l->sum[j] = l->spread[j] = 0;
    l->pairs[j] = 0;
    for (size_t i = 0; i < periods; i++) {
        size_t at = i * ages + j;
        if (!pair(value, at))
            continue;
        if (!(value[at] > 0) || value[at + 1] < 0)
            return false;
        l->sum[j] += value[at];
        next += value[at + 1];
        l->pairs[j]++;
    }
    if (l->pairs[j] && !(next > 0))
        return false;
    l->factor[j] = next / l->sum[j];
    for (size_t i = 0; i < periods; i++) {
        size_t at = i * ages + j;
        double off = pair(value, at) ? value[at + 1] / value[at] - l->factor[j] : 0;
        l->spread[j] += off * off * (pair(value, at) ? value[at] : 0);
    }
    if (l->pairs[j] > 1)
        l->spread[j] /= (double)(l->pairs[j] - 1);
    return true;
}

enum st_status
st_ladder(const double value[], size_t periods, size_t ages, struct st_ladder *out)
{
    out->ages = ages;
    if (ages > ST_LADDER_AGES)
        return ST_TOO_LARGE;
    for (size_t j = 0; j + 1 < ages; j++) {
        if (!one_age(value, periods, ages, j, out))
            return ST_DOMAIN;
        if (!out->pairs[j] || (out->pairs[j] == 1 && j < 2))
            return ST_TOO_FEW;
        if (out->pairs[j] == 1) {
            double a = out->spread[j - 2], b = out->spread[j - 1];
            out->spread[j] = fmin(a > 0 ? b * b / a : b, fmin(a, b));
        }
    }
    return ST_OK;
}

void
st_ladder_final(const struct st_ladder *l, double value, size_t age, double *final,
                double *error)
{
    double at = value, square = 0;
    for (size_t j = age; j + 1 < l->ages; j++) {
        square +=
            l->spread[j] / (l->factor[j] * l->factor[j]) * (1 / at + 1 / l->sum[j]);
        at *= l->factor[j];
    }
    *final = at;
    *error = at * sqrt(square);
}
