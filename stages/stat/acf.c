#include "stat/acf.h"

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>

enum st_status
st_acf(const double x[], size_t n, size_t lags, double r[])
{
    double sum = 0, rest = 0, square = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(x[i]))
            return ST_NOT_A_NUMBER;
        sum += x[i];
    }
    if (lags >= n)
        return ST_TOO_FEW;
    double mean = sum / (double)n;
    for (size_t i = 0; i < n; i++)
        rest += x[i] - mean;
    mean += rest / (double)n;
    for (size_t i = 0; i < n; i++)
        square += (x[i] - mean) * (x[i] - mean);
    if (!(square > 0))
        return ST_ALL_TIED;
    for (size_t k = 1; k <= lags; k++) {
        double product = 0;
        for (size_t i = 0; i + k < n; i++)
            product += (x[i] - mean) * (x[i + k] - mean);
        r[k - 1] = product / square;
    }
    return ST_OK;
}

static enum st_status
portmanteau(bool ljung, const double r[], size_t n, size_t lags, size_t fitted,
            struct st_portmanteau *out)
{
    if (lags <= fitted || lags >= n)
        return ST_TOO_FEW;
    double sum = 0, m = (double)n;
    for (size_t k = 1; k <= lags; k++) {
        if (!isfinite(r[k - 1]))
            return ST_NOT_A_NUMBER;
        sum += r[k - 1] * r[k - 1] / (ljung ? m - (double)k : 1);
    }
    out->q = m * (ljung ? m + 2 : 1) * sum;
    out->df = (double)(lags - fitted);
    out->p = gsl_cdf_chisq_Q(out->q, out->df);
    return ST_OK;
}

enum st_status
st_ljung_box(const double r[], size_t n, size_t lags, size_t fitted,
             struct st_portmanteau *out)
{
    return portmanteau(true, r, n, lags, fitted, out);
}

enum st_status
st_box_pierce(const double r[], size_t n, size_t lags, size_t fitted,
              struct st_portmanteau *out)
{
    return portmanteau(false, r, n, lags, fitted, out);
}

enum st_status
st_pacf(const double r[], size_t lags, double work[], size_t n_work, double partial[])
{
    if (n_work < 2 * lags)
        return ST_NO_ROOM;
    double *phi = work, *before = work + lags, rest = 1;
    for (size_t k = 0; k < lags; k++) {
        double top = r[k];
        if (!isfinite(top))
            return ST_NOT_A_NUMBER;
        if (!(rest > 0))
            return ST_RANK;
        for (size_t j = 0; j < k; j++) {
            top -= phi[j] * r[k - 1 - j];
            before[j] = phi[j];
        }
        partial[k] = phi[k] = top / rest;
        for (size_t j = 0; j < k; j++)
            phi[j] -= phi[k] * before[k - 1 - j];
        rest *= 1 - phi[k] * phi[k];
    }
    return ST_OK;
}
