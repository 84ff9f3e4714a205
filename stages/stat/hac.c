#include "hac.h"

#include <math.h>
#include <string.h>

size_t
st_newey_west_work(size_t p)
{
    return 2 * p * p;
}

size_t
st_newey_west_lag(size_t n)
{
    return (size_t)floor(4 * pow((double)n / 100, 2.0 / 9));
}

/* Adds weight (G(l) + G(l)'), or weight G(0). */
static void
add_lag(const double x[], const double e[], size_t n, size_t p, size_t l, double weight,
        double *meat)
{
    for (size_t a = 0; a < p; a++)
        for (size_t b = 0; b < p; b++) {
            double sum = 0;
            for (size_t i = l; i < n; i++)
                sum += x[a * n + i] * e[i] * e[i - l] * x[b * n + i - l];
            meat[a * p + b] += weight * sum;
            if (l)
                meat[b * p + a] += weight * sum;
        }
}

static void
multiply(const double a[], const double b[], size_t p, double *out)
{
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < p; j++) {
            double sum = 0;
            for (size_t k = 0; k < p; k++)
                sum += a[i * p + k] * b[k * p + j];
            out[i * p + j] = sum;
        }
}

enum st_status
st_newey_west(const double x[], const double e[], size_t n, size_t p,
              const double inverse[], size_t lag, bool adjust, double work[],
              double cov[])
{
    double *meat = work, *half = work + p * p;
    double scale = adjust ? (double)n / ((double)n - (double)p) : 1;
    if (p >= n || lag >= n)
        return ST_TOO_FEW;
    for (size_t i = 0; i < n; i++)
        if (!isfinite(e[i]))
            return ST_NOT_A_NUMBER;
    memset(meat, 0, p * p * sizeof *meat);
    for (size_t l = 0; l <= lag; l++)
        add_lag(x, e, n, p, l, scale * (1 - (double)l / ((double)lag + 1)), meat);
    multiply(inverse, meat, p, half);
    multiply(half, inverse, p, cov);
    return ST_OK;
}
