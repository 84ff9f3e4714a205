#include "stat/seasonal.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "stat/kendall.h"
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
                    size_t n, size_t seasons, double work[], struct st_seasonal *out)
{
    double *y = work, *t = y + n, *rest = t + n, *slope = rest + 2 * n;
    double mean = 0;
    size_t slopes = 0;
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
        s = st_kendall(y, k, ST_KENDALL_NORMAL, rest, &one);
        if (s != ST_OK)
            return s;
        double z = one.s / sqrt(one.var);
        r.s += one.s;
        r.var += one.var;
        double off = z - mean;
        mean += off / (double)(g + 1);
        r.homogeneity += off * (z - mean);
    }
    if (s != ST_OK)
        return s;
    qsort(slope, slopes, sizeof *slope, by_value);
    r.slope = (slope[slopes / 2] + slope[(slopes - 1) / 2]) / 2;
    r.z = (r.s - copysign(fabs(r.s) > 0, r.s)) / sqrt(r.var);
    r.p = st_normal_p(r.z);
    r.df = (double)(seasons - 1);
    r.homogeneity_p = gsl_cdf_chisq_Q(r.homogeneity, r.df);
    *out = r;
    return ST_OK;
}
