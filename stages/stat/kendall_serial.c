#include "stat/kendall_serial.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stat/acf.h"
#include "stat/limits.h"

#define LEAST 4

/* Relative to the size of the series, what is left of a straight line. */
#define LEFT_OVER 1e-12

size_t
st_serial_work(size_t n)
{
    return 5 * n;
}

struct placed {
    double value, at;
};

static int
by_value(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;
    return (x->value > y->value) - (x->value < y->value);
}

/* Mean ranks from 1. */
static void
ranks(const double *x, size_t n, struct placed *sorted, double *rank)
{
    for (size_t i = 0; i < n; i++)
        sorted[i] = (struct placed){x[i], (double)i};
    qsort(sorted, n, sizeof *sorted, by_value);
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && sorted[j].value <= sorted[i].value; j++)
            ;
        for (size_t k = i; k < j; k++)
            rank[(size_t)sorted[k].at] = (double)(i + j + 1) / 2;
    }
}

/* x less its line. ST_ALL_TIED when nothing but rounding is left. */
static enum st_status
detrend(const double *x, size_t n, double slope, double *y)
{
    double least = INFINITY, most = -INFINITY, size = 0;
    for (size_t i = 0; i < n; i++) {
        y[i] = x[i] - slope * (double)(i + 1);
        least = fmin(least, y[i]);
        most = fmax(most, y[i]);
        size = fmax(size, fabs(x[i]));
    }
    return most - least > LEFT_OVER * size ? ST_OK : ST_ALL_TIED;
}

static enum st_status
check(const double x[], size_t n, double slope, size_t lags)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i]))
            return ST_NOT_A_NUMBER;
    if (!isfinite(slope))
        return ST_NOT_A_NUMBER;
    return n < LEAST || lags >= n ? ST_TOO_FEW : ST_OK;
}

/* Mann-Kendall with the factor. */
static enum st_status
finish(const double *x, size_t n, double factor, double *work, struct st_serial *out)
{
    struct st_kendall k;
    enum st_status s =
        st_kendall(x, n, ST_KENDALL_NORMAL, work, st_kendall_work(n), &k);
    if (s != ST_OK)
        return s;
    if (!(factor > 0))
        return ST_NEGATIVE_VARIANCE;
    double z = k.z / sqrt(factor);
    *out = (struct st_serial){factor, k.s, k.var * factor, z, st_normal_p(z)};
    return ST_OK;
}

enum st_status
st_hamed_rao(const double x[], size_t n, double slope, size_t lags, double work[],
             size_t n_work, struct st_serial *out)
{
    if (n_work < st_serial_work(n))
        return ST_NO_ROOM;
    double *y = work, *rank = y + n, *r = rank + n, *rest = r + n;
    enum st_status s = check(x, n, slope, lags);
    if (s == ST_OK)
        s = detrend(x, n, slope, y);
    if (s != ST_OK)
        return s;
    lags = lags ? lags : n - 1;
    ranks(y, n, (struct placed *)(void *)rest, rank);
    s = st_acf(rank, n, lags, r);
    if (s != ST_OK)
        return s;
    double m = (double)n, edge = st_normal_quantile(0.95) / sqrt(m), sum = 0;
    for (size_t i = 1; i <= lags; i++) {
        double left = (double)(n - i);
        if (fabs(r[i - 1]) > edge)
            sum += left * (left - 1) * (left - 2) * r[i - 1];
    }
    return finish(x, n, 1 + 2 / (m * (m - 1) * (m - 2)) * sum, rest, out);
}

/* 1 + 2 sum over i = 1..n-1 of w[i] r[i]. */
static double
yue_wang_factor(enum st_yue_wang_sum how, const double *r, double n)
{
    double sum = 0, power = 1;
    for (double i = 1; i < n; i++) {
        power *= r[0];
        sum += how == ST_YUE_WANG_AR1        ? (1 - i / n) * power
               : how == ST_YUE_WANG_MMKY1LAG ? (1 - 1 / n) * power
                                             : (1 - i / n) * r[(size_t)i - 1];
    }
    return 1 + 2 * sum;
}

enum st_status
st_yue_wang(const double x[], size_t n, double slope, enum st_yue_wang_sum how,
            double work[], size_t n_work, struct st_serial *out)
{
    if (n_work < st_serial_work(n))
        return ST_NO_ROOM;
    double *y = work, *r = y + n, *rest = r + n;
    enum st_status s = check(x, n, slope, 1);
    if (s == ST_OK)
        s = detrend(x, n, slope, y);
    if (s == ST_OK)
        s = st_acf(y, n, how == ST_YUE_WANG_ALL ? n - 1 : 1, r);
    return s == ST_OK ? finish(x, n, yue_wang_factor(how, r, (double)n), rest, out) : s;
}

/* Values that differ by rounding alone are the same: x[i] - r1 x[i-1] of equal pairs, once a
 * line was taken from them and put back, would be tied or not by chance. */
static void
tie(double *w, size_t n, struct placed *sorted)
{
    double size = 0;
    for (size_t i = 0; i < n; i++) {
        sorted[i] = (struct placed){w[i], (double)i};
        size = fmax(size, fabs(w[i]));
    }
    qsort(sorted, n, sizeof *sorted, by_value);
    for (size_t i = 0; i < n; i++) {
        if (i && sorted[i].value - sorted[i - 1].value <= LEFT_OVER * size)
            sorted[i].value = sorted[i - 1].value;
        w[(size_t)sorted[i].at] = sorted[i].value;
    }
}

/* y[i] - r1 y[i-1] plus the line, on n - 1 points. */
static enum st_status
whiten(const double *y, size_t n, double slope, double *work, struct st_serial *out)
{
    double r1, *w = work;
    enum st_status s = st_acf(y, n, 1, &r1);
    if (s != ST_OK)
        return s;
    for (size_t i = 1; i < n; i++)
        w[i - 1] = y[i] - r1 * y[i - 1] + slope * (double)(i + 1);
    tie(w, n - 1, (struct placed *)(void *)(w + n));
    return finish(w, n - 1, 1, w + n, out);
}

enum st_status
st_tfpw(const double x[], size_t n, double slope, double work[], size_t n_work,
        struct st_serial *out)
{
    if (n_work < st_serial_work(n))
        return ST_NO_ROOM;
    enum st_status s = check(x, n, slope, 1);
    if (s == ST_OK)
        s = detrend(x, n, slope, work);
    return s == ST_OK ? whiten(work, n, slope, work + n, out) : s;
}

enum st_status
st_prewhitened(const double x[], size_t n, double work[], size_t n_work,
               struct st_serial *out)
{
    if (n_work < st_serial_work(n))
        return ST_NO_ROOM;
    enum st_status s = check(x, n, 0, 1);
    return s == ST_OK ? whiten(x, n, 0, work, out) : s;
}
