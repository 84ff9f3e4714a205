#include "stat/bca.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

enum st_status
st_bca(double estimate, const double boot[], size_t n_boot, const double jack[],
       const double weight[], size_t n_jack, struct st_bca *out)
{
    size_t below = 0;
    double sum = 0, mean = 0, two = 0, three = 0;
    if (!n_boot || !n_jack)
        return ST_TOO_FEW;
    for (size_t i = 0; i < n_boot; i++)
        below += boot[i] < estimate;
    for (size_t k = 0; k < n_jack; k++) {
        if (!isfinite(jack[k]))
            return ST_DOMAIN;
        sum += weight[k];
        mean += weight[k] * jack[k];
    }
    if (!below || below == n_boot)
        return ST_DOMAIN;
    mean /= sum;
    for (size_t k = 0; k < n_jack; k++) {
        double r = mean - jack[k];
        two += weight[k] * r * r;
        three += weight[k] * r * r * r;
    }
    if (!(two > 0))
        return ST_ALL_TIED;
    out->z0 = gsl_cdf_ugaussian_Pinv((double)below / (double)n_boot);
    out->a = three / (6 * pow(two, 1.5));
    return ST_OK;
}

double
st_quantile8(const double sorted[], size_t n, double q)
{
    double h = ((double)n + 1.0 / 3) * q + 1.0 / 3;
    if (h <= 1)
        return sorted[0];
    if (h >= (double)n)
        return sorted[n - 1];
    size_t k = (size_t)h;
    double part = h - (double)k, lo = sorted[k - 1], hi = sorted[k];
    if (!(part > 0) || !(hi > lo))
        return lo;
    return lo + part * (hi - lo);
}

double
st_quantile8_error(const double sorted[], size_t n, double q)
{
    double by = sqrt(q * (1 - q) / (double)n);
    double lo = st_quantile8(sorted, n, q - by), hi = st_quantile8(sorted, n, q + by);
    return isfinite(hi) && isfinite(lo) ? (hi - lo) / 2 : INFINITY;
}

enum st_status
st_bca_level(const struct st_bca *b, double alpha, double *out)
{
    if (!(alpha > 0 && alpha < 1))
        return ST_DOMAIN;
    double shifted = b->z0 + gsl_cdf_ugaussian_Pinv(alpha);
    double room = 1 - b->a * shifted;
    if (!(room > 0))
        return ST_DOMAIN;
    *out = gsl_cdf_ugaussian_P(b->z0 + shifted / room);
    return ST_OK;
}

enum st_status
st_bca_limit(const struct st_bca *b, double alpha, const double sorted[], size_t n,
             double *out)
{
    double level;
    if (!n)
        return ST_TOO_FEW;
    enum st_status e = st_bca_level(b, alpha, &level);
    if (!e)
        *out = st_quantile8(sorted, n, level);
    return e;
}
