#include "sen.h"

#include <math.h>

#include "limits.h"

size_t
st_sen_work(size_t n)
{
    return n * n / 2;
}

size_t
st_sen_range_work(size_t n)
{
    return st_sen_work(n);
}

/* The value of rank k (from 0) of v[0..n), which is put in another order (Hoare's FIND). */
static double
rank_value(double *v, size_t n, size_t k)
{
    ptrdiff_t lo = 0, hi = (ptrdiff_t)n - 1, at = (ptrdiff_t)k;
    while (lo < hi) {
        double pivot = v[at];
        ptrdiff_t i = lo, j = hi;
        while (i <= j) {
            while (v[i] < pivot)
                i++;
            while (v[j] > pivot)
                j--;
            if (i <= j) {
                double swap = v[i];
                v[i++] = v[j];
                v[j--] = swap;
            }
        }
        if (j < at)
            lo = i;
        if (at < i)
            hi = j;
    }
    return v[at];
}

static double
median(double *v, size_t n)
{
    double upper = rank_value(v, n, n / 2);
    return n % 2 ? upper : (rank_value(v, n, n / 2 - 1) + upper) / 2;
}

/* The ranks of Gilbert's limits, from 1; beyond 1..n where there is none. */
static void
limit_ranks(double n, double var, double level, double *lower, double *upper)
{
    double c = st_normal_quantile(level) * sqrt(var);
    *lower = rint((n - c) / 2);
    *upper = rint((n + c) / 2 + 1);
}

static enum st_status
check(const double t[], const double lo[], const double hi[], size_t n, double var,
      double level)
{
    if (n < 2)
        return ST_TOO_FEW;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(t[i]) || isnan(lo[i]) || isnan(hi[i]))
            return ST_NOT_A_NUMBER;
        if (lo[i] > hi[i])
            return ST_CONTRADICTION;
        if (i && !(t[i] > t[i - 1]))
            return ST_DOMAIN;
    }
    return var >= 0 && level > 0 && level < 1 ? ST_OK : ST_DOMAIN;
}

/* (to[j] - from[i]) / (t[j] - t[i]) of all i < j. Returns how many. */
static size_t
slopes(const double t[], const double from[], const double to[], size_t n,
       double *slope)
{
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            slope[m++] = (to[j] - from[i]) / (t[j] - t[i]);
    return m;
}

enum st_status
st_sen(const double t[], const double x[], size_t n, double var, double level,
       double work[], struct st_sen *out)
{
    enum st_status s = check(t, x, x, n, var, level);
    for (size_t i = 0; s == ST_OK && i < n; i++)
        if (!isfinite(x[i]))
            return ST_NOT_A_NUMBER;
    if (s != ST_OK)
        return s;
    double lower, upper;
    size_t m = slopes(t, x, x, n, work);
    limit_ranks((double)m, var, level, &lower, &upper);
    out->slope = median(work, m);
    out->lo = lower < 1 ? -INFINITY : rank_value(work, m, (size_t)lower - 1);
    out->hi = upper > (double)m ? INFINITY : rank_value(work, m, (size_t)upper - 1);
    return ST_OK;
}

enum st_status
st_sen_range(const double t[], const double lo[], const double hi[], size_t n,
             double var, double level, double work[], struct st_sen_range *out)
{
    if (n > ST_SEN_RANGE_MAX)
        return ST_TOO_LARGE;
    enum st_status s = check(t, lo, hi, n, var, level);
    if (s != ST_OK)
        return s;
    double lower, upper;
    size_t m = slopes(t, hi, lo, n, work);
    limit_ranks((double)m, var, level, &lower, &upper);
    out->slope_lo = median(work, m);
    out->lo = lower < 1 ? -INFINITY : rank_value(work, m, (size_t)lower - 1);
    slopes(t, lo, hi, n, work);
    out->slope_hi = median(work, m);
    out->hi = upper > (double)m ? INFINITY : rank_value(work, m, (size_t)upper - 1);
    return ST_OK;
}
