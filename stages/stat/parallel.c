#include "stat/parallel.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "stat/ar1.h"

#define LEAST_RHO 10
#define MOST_RHO 0.95
/* Relative to what is summed, what is rounding. */
#define ROUNDING 1e-13

/* What is regressed, and its weights. */
static enum st_status
prepare(bool counts, const double y1[], const double y2[], size_t n, double z[],
        double w[])
{
    double sum1 = 0, sum2 = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(y1[i]) || !isfinite(y2[i]))
            return ST_NOT_A_NUMBER;
        if (counts && (y1[i] < 0 || y2[i] < 0))
            return ST_DOMAIN;
        sum1 += y1[i];
        sum2 += y2[i];
        z[i] = counts ? log((y1[i] + 0.5) / (y2[i] + 0.5)) : y1[i] - y2[i];
        w[i] = counts ? 1 / (1 / (y1[i] + 0.5) + 1 / (y2[i] + 0.5)) : 1;
    }
    return counts && !(sum1 > 0 && sum2 > 0) ? ST_ALL_ZERO : ST_OK;
}

/* Autocorrelation at lag 1 of residuals of a fit with so many parameters, corrected for the
 * bias that fitting them brings (to first order in 1/n; Kendall 1954, Biometrika 41:403, for
 * one); 0 where it cannot be told. */
static double
lag_one(const double e[], size_t n, double parameters)
{
    double square = 0, product = 0;
    for (size_t i = 0; i < n; i++) {
        square += e[i] * e[i];
        product += i ? e[i] * e[i - 1] : 0;
    }
    if (n < LEAST_RHO || !(square > 0))
        return 0;
    double r = product / square;
    r += (parameters + (parameters + 3) * fmax(r, 0)) / (double)n;
    return fmin(MOST_RHO, fmax(0, r));
}

enum st_status
st_parallel(bool counts, const double t[], const double y1[], const double y2[],
            size_t n, double level, double work[], size_t n_work,
            struct st_parallel *out)
{
    if (n_work < 3 * n)
        return ST_NO_ROOM;
    double *z = work, *w = work + n, *e = work + 2 * n;
    double sum = 0, mt = 0, mz = 0, tt = 0, tz = 0, most = 0, rest = 0,
           df = (double)n - 2;
    if (n < 4)
        return ST_TOO_FEW;
    enum st_status status = prepare(counts, y1, y2, n, z, w);
    if (status)
        return status;
    for (size_t i = 0; i < n; i++) {
        sum += w[i];
        mt += w[i] * t[i];
        mz += w[i] * z[i];
    }
    mt /= sum;
    mz /= sum;
    for (size_t i = 0; i < n; i++) {
        tt += w[i] * (t[i] - mt) * (t[i] - mt);
        tz += w[i] * (t[i] - mt) * (z[i] - mz);
        most += w[i] * fabs(t[i] - mt) * (fabs(z[i]) + fabs(mz));
    }
    double b = fabs(tz) > ROUNDING * most ? tz / tt : 0;
    for (size_t i = 0; i < n; i++) {
        double of = b * (t[i] - mt), off = z[i] - mz - of;
        bool none = fabs(off) <= ROUNDING * (fabs(z[i]) + fabs(mz) + fabs(of));
        e[i] = none ? 0 : sqrt(w[i]) * off;
        rest += e[i] * e[i];
    }
    if (!isfinite(b + mz + rest))
        return ST_TOO_LARGE;
    double phi = counts ? fmax(1, rest / df) : rest / df;
    if (!(phi > 0))
        return ST_ALL_TIED;
    double rho = lag_one(e, n, 4), wide = phi * (1 + rho) / (1 - rho);
    double se = sqrt(wide / tt), half = gsl_cdf_tdist_Pinv((1 + level) / 2, df) * se;
    double f = (b * b * tt + mz * mz * sum) / wide / 2;
    if (!isfinite(half + f))
        return ST_TOO_LARGE;
    *out = (struct st_parallel){b,
                                b - half,
                                b + half,
                                mz,
                                2 * gsl_cdf_tdist_Q(fabs(b) / se, df),
                                gsl_cdf_fdist_Q(f, 2, df),
                                rest / df,
                                rho};
    return ST_OK;
}

size_t
st_parallel_ar1_work(size_t n)
{
    return 7 * n + st_ar1_work(n, 2);
}

/* The rows that st_ar1() fits: constant and time about its mean, in standard deviations; time in
 * steps, the least one between two values. */
static struct st_ar1_data
rows_of(const double t[], const double z[], const double w[], size_t n, double *y,
        double *x, double *steps)
{
    double sum = 0, mt = 0, least = INFINITY;
    for (size_t i = 0; i < n; i++) {
        sum += w[i];
        mt += w[i] * t[i];
        least = i ? fmin(least, t[i] - t[i - 1]) : least;
    }
    for (size_t i = 0; i < n; i++) {
        double root = sqrt(w[i]);
        y[i] = root * z[i];
        x[2 * i] = root;
        x[2 * i + 1] = root * (t[i] - mt / sum);
        steps[i] = (t[i] - t[0]) / least;
    }
    return (struct st_ar1_data){y, x, steps, n, 2, 0};
}

enum st_status
st_parallel_ar1(bool counts, const double t[], const double y1[], const double y2[],
                size_t n, double level, double work[], size_t n_work,
                struct st_parallel *out)
{
    if (n_work < st_parallel_ar1_work(n))
        return ST_NO_ROOM;
    double *z = work, *w = z + n, *y = w + 2 * n, *x = y + n, *steps = x + 2 * n;
    double *rest = steps + n;
    struct st_ar1 slope, constant;
    struct st_parallel r;
    enum st_status s = st_parallel(counts, t, y1, y2, n, level, work, 3 * n, &r);
    if (s != ST_OK)
        return s;
    struct st_ar1_data d = rows_of(t, z, w, n, y, x, steps);
    s = st_ar1(&d, 1, level, rest, st_ar1_work(n, 2), &slope);
    if (s == ST_OK)
        s = st_ar1(&d, 0, level, rest, st_ar1_work(n, 2), &constant);
    if (s == ST_OK) {
        double both = fmin(1, 2 * fmin(slope.p, constant.p));
        r.lo = fmin(r.lo, slope.lo);
        r.hi = fmax(r.hi, slope.hi);
        r.parallel_p = fmax(r.parallel_p, slope.p);
        r.coincident_p = fmax(r.coincident_p, both);
        r.rho = slope.rho;
    }
    *out = r;
    return s == ST_ALL_TIED ? ST_OK : s;
}
