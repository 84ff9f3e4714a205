#include "stat/hac.h"

#include <math.h>
#include <string.h>

/* Less than that of a point is its own: it has leverage 1. */
#define LEVERED 1e-12

size_t
st_newey_west_work(size_t n, size_t p)
{
    return n * p + 2 * p * p;
}

size_t
st_white_work(size_t n, size_t p)
{
    return n + st_newey_west_work(n, p);
}

size_t
st_newey_west_auto_work(size_t n, size_t p)
{
    return 2 * n * p + 5 * p * p + n;
}

size_t
st_newey_west_lag(size_t n)
{
    return (size_t)floor(4 * pow((double)n / 100, 2.0 / 9));
}

/* Adds weight (G(l) + G(l)'), or weight G(0), of p columns of n. */
static void
add_lag(const double u[], size_t n, size_t p, size_t l, double weight, double *meat)
{
    for (size_t a = 0; a < p; a++)
        for (size_t b = 0; b < p; b++) {
            double sum = 0;
            for (size_t i = l; i < n; i++)
                sum += u[a * n + i] * u[b * n + i - l];
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

/* left M left', M the sum of u' u over lags; u: p columns of n. */
static void
sandwich(const double u[], size_t n, size_t p, const double left[], size_t lag,
         double scale, double work[], double cov[])
{
    double *meat = work, *half = work + p * p;
    memset(meat, 0, p * p * sizeof *meat);
    for (size_t l = 0; l <= lag; l++)
        add_lag(u, n, p, l, scale * (1 - (double)l / ((double)lag + 1)), meat);
    multiply(left, meat, p, half);
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < p; j++) {
            cov[i * p + j] = 0;
            for (size_t k = 0; k < p; k++)
                cov[i * p + j] += half[i * p + k] * left[j * p + k];
        }
}

/* Columns of x times the residuals; false when a residual is no number. */
static bool
scores(const double x[], const double e[], size_t n, size_t p, double u[])
{
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(e[i]))
            return false;
        for (size_t a = 0; a < p; a++)
            u[a * n + i] = x[a * n + i] * e[i];
    }
    return true;
}

static double
freed(size_t n, size_t p, bool adjust)
{
    return adjust ? (double)n / ((double)n - (double)p) : 1;
}

enum st_status
st_newey_west(const double x[], const double e[], size_t n, size_t p,
              const double inverse[], size_t lag, bool adjust, double work[],
              size_t n_work, double cov[])
{
    if (n_work < st_newey_west_work(n, p))
        return ST_NO_ROOM;
    if (p >= n || lag >= n)
        return ST_TOO_FEW;
    if (!scores(x, e, n, p, work))
        return ST_NOT_A_NUMBER;
    sandwich(work, n, p, inverse, lag, freed(n, p, adjust), work + n * p, cov);
    return ST_OK;
}

enum st_status
st_white(enum st_white kind, const double x[], const double e[], size_t n, size_t p,
         const double inverse[], double work[], size_t n_work, double cov[])
{
    if (n_work < st_white_work(n, p))
        return ST_NO_ROOM;
    double *own = work;
    if (p >= n)
        return ST_TOO_FEW;
    for (size_t i = 0; i < n; i++) {
        double h = 0;
        for (size_t a = 0; a < p; a++)
            for (size_t b = 0; b < p; b++)
                h += x[a * n + i] * inverse[a * p + b] * x[b * n + i];
        own[i] = e[i];
        if (kind != ST_HC2 && kind != ST_HC3)
            continue;
        if (1 - h < LEVERED)
            return ST_RANK;
        own[i] /= kind == ST_HC2 ? sqrt(1 - h) : 1 - h;
    }
    return st_newey_west(x, own, n, p, inverse, 0, kind == ST_HC1, work + n, n_work - n,
                         cov);
}

/* By Gauss and Jordan, with the largest pivot of each column; a is used up. */
static bool
invert(double a[], size_t p, double inverse[])
{
    for (size_t i = 0; i < p * p; i++)
        inverse[i] = i % (p + 1) == 0;
    for (size_t c = 0; c < p; c++) {
        size_t top = c;
        for (size_t r = c + 1; r < p; r++)
            if (fabs(a[r * p + c]) > fabs(a[top * p + c]))
                top = r;
        double pivot = a[top * p + c];
        if (!isfinite(1 / pivot))
            return false;
        for (size_t j = 0; j < p; j++) {
            double t = a[top * p + j], v = inverse[top * p + j];
            a[top * p + j] = a[c * p + j];
            inverse[top * p + j] = inverse[c * p + j];
            a[c * p + j] = t / pivot;
            inverse[c * p + j] = v / pivot;
        }
        for (size_t r = 0; r < p; r++) {
            double times = r == c ? 0 : a[r * p + c];
            for (size_t j = 0; j < p; j++) {
                a[r * p + j] -= times * a[c * p + j];
                inverse[r * p + j] -= times * inverse[c * p + j];
            }
        }
    }
    return true;
}

/* Replaces u[i] by u[i+1] - A u[i], n - 1 of them, and gives (I - A)^-1. */
static bool
prewhiten(double u[], size_t n, size_t p, double white[], double work[], double *d)
{
    double *before = work, *across = before + p * p, *inverse = across + p * p, *a = d;
    size_t m = n - 1;
    memset(before, 0, 2 * p * p * sizeof *before);
    for (size_t j = 0; j < p; j++)
        for (size_t k = 0; k < p; k++)
            for (size_t i = 0; i < m; i++) {
                before[j * p + k] += u[j * n + i] * u[k * n + i];
                across[j * p + k] += u[j * n + i + 1] * u[k * n + i];
            }
    if (!invert(before, p, inverse))
        return false;
    multiply(across, inverse, p, a);
    for (size_t j = 0; j < p; j++)
        for (size_t i = 0; i < m; i++) {
            white[j * m + i] = u[j * n + i + 1];
            for (size_t k = 0; k < p; k++)
                white[j * m + i] -= a[j * p + k] * u[k * n + i];
        }
    memcpy(u, white, m * p * sizeof *u);
    for (size_t i = 0; i < p * p; i++)
        before[i] = (i % (p + 1) == 0) - a[i];
    return invert(before, p, d);
}

/* The bandwidth over the cube root of n: m rows of u, autocovariances up to `lags`. */
static bool
bandwidth_of(const double u[], size_t m, size_t p, size_t lags, double h[],
             double *bandwidth)
{
    double zero = 0, first = 0;
    for (size_t i = 0; i < m; i++) {
        h[i] = 0;
        for (size_t a = p > 1; a < p; a++)
            h[i] += u[a * m + i];
    }
    for (size_t j = 0; j <= lags && j < m; j++) {
        double sum = 0;
        for (size_t i = 0; i + j < m; i++)
            sum += h[i] * h[i + j];
        zero += (j ? 2 : 1) * sum;
        first += 2 * (double)j * sum;
    }
    double ratio = first / zero;
    *bandwidth = 1.1447 * cbrt(ratio * ratio);
    return isfinite(*bandwidth);
}

enum st_status
st_newey_west_auto(const double x[], const double e[], size_t n, size_t p,
                   const double inverse[], bool prewhite, bool adjust, double work[],
                   size_t n_work, double cov[], double *bandwidth)
{
    if (n_work < st_newey_west_auto_work(n, p))
        return ST_NO_ROOM;
    double *u = work, *white = u + n * p, *room = white + n * p, *d = room + 3 * p * p;
    double *left = d + p * p, *h = left + p * p, width;
    size_t m = n,
           lags = (size_t)floor((prewhite ? 3 : 4) * pow((double)n / 100, 2.0 / 9));
    if (n < p + 4)
        return ST_TOO_FEW;
    if (!scores(x, e, n, p, u))
        return ST_NOT_A_NUMBER;
    if (prewhite && !prewhiten(u, m--, p, white, room, d))
        return ST_RANK;
    if (!bandwidth_of(u, m, p, lags, h, &width))
        return ST_ALL_TIED;
    if (prewhite)
        multiply(inverse, d, p, left);
    else
        memcpy(left, inverse, p * p * sizeof *left);
    width *= cbrt((double)n); /* also when the first row is gone, as R has it */
    size_t lag = width < (double)m - 1 ? (size_t)width : m - 1;
    sandwich(u, m, p, left, lag, freed(n, p, adjust), room, cov);
    *bandwidth = width;
    return ST_OK;
}
