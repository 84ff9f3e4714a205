#include "stat/seasonal.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "stat/kendall_range.h"
#include "stat/limits.h"

size_t
st_seasonal_work(size_t n)
{
    return 4 * n + n * n / 2;
}

static int
by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static enum st_status
check(const double x[], const double cycle[], const size_t season[], size_t n,
      size_t seasons)
{
    if (seasons < 2)
        return ST_DOMAIN;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(x[i]) || !isfinite(cycle[i]))
            return ST_NOT_A_NUMBER;
        if (season[i] >= seasons || (i && cycle[i] < cycle[i - 1]))
            return ST_DOMAIN;
    }
    return ST_OK;
}

enum st_status
st_seasonal_kendall(const double x[], const double cycle[], const size_t season[],
                    size_t n, size_t seasons, enum st_kendall_p how, double work[],
                    size_t n_work, struct st_seasonal *out)
{
    if (n_work < st_seasonal_work(n))
        return ST_NO_ROOM;
    bool corrected = how == ST_KENDALL_AUTO || how == ST_KENDALL_NORMAL;
    double *y = work, *t = y + n, *rest = t + n, *slope = rest + 2 * n;
    double mean = 0;
    size_t slopes = 0, varying = 0;
    struct st_seasonal r = {0};
    enum st_status s = check(x, cycle, season, n, seasons);
    for (size_t g = 0; s == ST_OK && g < seasons; g++) {
        size_t k = 0;
        struct st_kendall one;
        for (size_t i = 0; i < n; i++)
            if (season[i] == g) {
                y[k] = x[i];
                t[k++] = cycle[i];
            }
        for (size_t i = 0; i < k; i++)
            for (size_t j = i + 1; j < k; j++)
                slope[slopes++] = (y[j] - y[i]) / (t[j] - t[i]);
        s = st_kendall(y, k, ST_KENDALL_NORMAL, rest, 2 * n, &one);
        if (s == ST_ALL_TIED) { /* adds 0 to S and to its variance */
            s = ST_OK;
            continue;
        }
        if (s != ST_OK)
            return s;
        varying++;
        double z = one.s / sqrt(one.var);
        r.s += one.s;
        r.var += one.var;
        double off = z - mean;
        mean += off / (double)varying;
        r.homogeneity += off * (z - mean);
    }
    if (s != ST_OK || !varying)
        return s != ST_OK ? s : ST_ALL_TIED;
    qsort(slope, slopes, sizeof *slope, by_value);
    r.slope = (slope[slopes / 2] + slope[(slopes - 1) / 2]) / 2;
    r.z = (r.s - copysign(corrected && fabs(r.s) > 0, r.s)) / sqrt(r.var);
    r.p = st_normal_p(r.z);
    r.df = (double)(varying - 1);
    r.homogeneity_p = varying > 1 ? gsl_cdf_chisq_Q(r.homogeneity, r.df) : NAN;
    *out = r;
    return ST_OK;
}

size_t
st_seasonal_range_work(size_t n)
{
    return 3 * n + n * n + st_kendall_range_work(n, ST_KENDALL_NORMAL);
}

/* The least variance of S that ties leave: no group is larger than the points whose bounds
 * meet its own. */
static double
least_variance(const double lo[], const double hi[], size_t n)
{
    double m = (double)n, sum = m * (m - 1) * (2 * m + 5);
    for (size_t i = 0; i < n; i++) {
        double t = 0;
        for (size_t j = 0; j < n; j++)
            t += lo[j] <= hi[i] && lo[i] <= hi[j];
        sum -= (t - 1) * (2 * t + 5);
    }
    return fmax(0, sum / 18);
}

/* The normal p of |S| in a variance, or 1. */
static double
p_of(double s, double less, double var)
{
    double z = fmax(fabs(s) - less, 0);
    return z > 0 ? st_normal_p(z / sqrt(var)) : 1;
}

static double
middle(double slope[], size_t n)
{
    qsort(slope, n, sizeof *slope, by_value);
    return (slope[n / 2] + slope[(n - 1) / 2]) / 2;
}

enum st_status
st_seasonal_range(const double lo[], const double hi[], const double cycle[],
                  const size_t season[], size_t n, size_t seasons, bool whole,
                  enum st_kendall_p how, double work[], size_t n_work,
                  struct st_seasonal_range *out)
{
    if (n_work < st_seasonal_range_work(n))
        return ST_NO_ROOM;
    double *l = work, *h = l + n, *t = h + n, *low = t + n, *high = low + n * n / 2;
    double *rest = high + n * n / 2, least = 0, most = 0;
    double less = how == ST_KENDALL_AUTO || how == ST_KENDALL_NORMAL;
    size_t slopes = 0;
    struct st_seasonal_range r = {0};
    enum st_status s = check(cycle, cycle, season, n, seasons);
    for (size_t g = 0; s == ST_OK && g < seasons; g++) {
        size_t k = 0;
        struct st_kendall_range one;
        for (size_t i = 0; i < n; i++)
            if (season[i] == g) {
                l[k] = lo[i];
                h[k] = hi[i];
                t[k++] = cycle[i];
            }
        for (size_t i = 0; i < k; i++)
            for (size_t j = i + 1; j < k; j++) {
                low[slopes] = (l[j] - h[i]) / (t[j] - t[i]);
                high[slopes++] = (h[j] - l[i]) / (t[j] - t[i]);
            }
        s = st_kendall_range(l, h, k, whole, ST_KENDALL_NORMAL, rest,
                             st_kendall_range_work(n, ST_KENDALL_NORMAL), &one);
        if (s != ST_OK)
            return s;
        double m = (double)k;
        r.s_lo += one.s_lo;
        r.s_hi += one.s_hi;
        least += least_variance(l, h, k);
        most += m * (m - 1) * (2 * m + 5) / 18;
    }
    if (s != ST_OK)
        return s;
    double near = r.s_lo <= 0 && r.s_hi >= 0 ? 0 : fmin(fabs(r.s_lo), fabs(r.s_hi));
    r.p_hi = p_of(near, less, most);
    r.p_lo = p_of(fmax(fabs(r.s_lo), fabs(r.s_hi)), less, least);
    r.slope_lo = middle(low, slopes);
    r.slope_hi = middle(high, slopes);
    *out = r;
    return ST_OK;
}
