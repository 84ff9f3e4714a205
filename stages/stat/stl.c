#include "stat/stl.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include <gsl/gsl_sort_double.h>

/* Tricube and bisquare weights are 1 within and 0 beyond these shares of their reach. */
#define FULL 0.001
#define NONE 0.999

static size_t
next_odd(double x)
{
    size_t n = (size_t)ceil(x);
    return n + 1 - n % 2;
}

static struct st_loess
loess_of(size_t window, size_t degree)
{
    return (struct st_loess){window, degree, (window + 9) / 10};
}

struct st_stl
st_stl_default(size_t period, size_t window, int robust)
{
    struct st_stl how = {.period = period, .periodic = !window};
    double p = (double)period;
    /* A periodic figure is a constant in each subseries: a window beyond any of them. */
    size_t s = window;
    double share = window ? 1.5 / (double)window : 0;
    how.seasonal = loess_of(s, 0);
    how.trend = loess_of(next_odd(1.5 * p / (1 - share)), 1);
    how.low = loess_of(next_odd(p), 1);
    how.inner = robust ? 1 : 2;
    how.outer = robust ? 15 : 0;
    return how;
}

/*
 * The loess value at x of y[0..n-1], which stand at 1..n, from those in left..right.
 * Spans wider than the series widen the reach. False when all weights are 0.
 */
static bool
loess_at(const double y[], size_t n, struct st_loess how, double x, size_t left,
         size_t right, const double robust[], double w[], double *out)
{
    double range = (double)n - 1, sum = 0;
    double reach = fmax(x - (double)left, (double)right - x);
    if (how.window > n)
        reach += (double)((how.window - n) / 2);
    for (size_t j = left; j <= right; j++) {
        double r = fabs((double)j - x);
        w[j - 1] = 0;
        if (r <= NONE * reach) {
            double u = r / reach, v = 1 - u * u * u;
            w[j - 1] =
                (r <= FULL * reach ? 1 : v * v * v) * (robust ? robust[j - 1] : 1);
            sum += w[j - 1];
        }
    }
    if (!(sum > 0))
        return false;
    for (size_t j = left; j <= right; j++)
        w[j - 1] /= sum;
    if (how.degree > 0 && reach > 0) {
        double mean = 0, spread = 0;
        for (size_t j = left; j <= right; j++)
            mean += w[j - 1] * (double)j;
        double off = x - mean;
        for (size_t j = left; j <= right; j++)
            spread += w[j - 1] * ((double)j - mean) * ((double)j - mean);
        if (sqrt(spread) > 0.001 * range)
            for (size_t j = left; j <= right; j++)
                w[j - 1] *= off / spread * ((double)j - mean) + 1;
    }
    double s = 0;
    for (size_t j = left; j <= right; j++)
        s += w[j - 1] * y[j - 1];
    *out = s;
    return true;
}

/* Loess at every `jump`-th place, straight lines between. */
static void
smooth(const double y[], size_t n, struct st_loess how, const double robust[],
       double w[], double out[])
{
    if (n < 2) {
        out[0] = y[0];
        return;
    }
    size_t step = how.jump < n - 1 ? how.jump : n - 1, half = (how.window + 1) / 2;
    size_t left = 1, right = how.window < n ? how.window : n;
    for (size_t i = 1; i <= n; i += step) {
        if (how.window < n && i >= half) {
            left = i - half + 1;
            if (left + how.window - 1 > n)
                left = n - how.window + 1;
            right = left + how.window - 1;
        }
        if (!loess_at(y, n, how, (double)i, left, right, robust, w, &out[i - 1]))
            out[i - 1] = y[i - 1];
    }
    if (step == 1)
        return;
    size_t last = (n - 1) / step * step + 1;
    for (size_t i = 1; i + step <= n; i += step)
        for (size_t j = 1; j < step; j++)
            out[i - 1 + j] = out[i - 1] + (out[i - 1 + step] - out[i - 1]) /
                                              (double)step * (double)j;
    if (last == n)
        return;
    if (!loess_at(y, n, how, (double)n, left, right, robust, w, &out[n - 1]))
        out[n - 1] = y[n - 1];
    for (size_t j = last + 1; j < n; j++)
        out[j - 1] = out[last - 1] + (out[n - 1] - out[last - 1]) / (double)(n - last) *
                                         (double)(j - last);
}

/* Every subseries smoothed, one place more at either end: out has n + 2 period values. */
static void
smooth_cycles(const struct st_stl *how, const double y[], size_t n,
              const double robust[], double work[], double out[])
{
    size_t p = how->period;
    double *sub = work, *weight = sub + n, *fit = weight + n, *w = fit + n + 2;
    for (size_t j = 0; j < p; j++) {
        size_t k = (n - 1 - j) / p + 1;
        struct st_loess s = how->seasonal;
        if (how->periodic)
            s = (struct st_loess){10 * n + 1, 0, k};
        for (size_t i = 0; i < k; i++) {
            sub[i] = y[i * p + j];
            weight[i] = robust ? robust[i * p + j] : 1;
        }
        smooth(sub, k, s, weight, w, fit + 1);
        size_t right = s.window < k ? s.window : k,
               left = k > s.window ? k - s.window + 1 : 1;
        if (!loess_at(sub, k, s, 0, 1, right, weight, w, &fit[0]))
            fit[0] = fit[1];
        if (!loess_at(sub, k, s, (double)k + 1, left, k, weight, w, &fit[k + 1]))
            fit[k + 1] = fit[k];
        for (size_t i = 0; i < k + 2; i++)
            out[i * p + j] = fit[i];
    }
}

/* Means of `length` neighbours; returns how many there are. */
static size_t
moving_mean(const double x[], size_t n, size_t length, double out[])
{
    double sum = 0;
    for (size_t i = 0; i < length; i++)
        sum += x[i];
    out[0] = sum / (double)length;
    for (size_t i = length; i < n; i++) {
        sum += x[i] - x[i - length];
        out[i - length + 1] = sum / (double)length;
    }
    return n - length + 1;
}

static void
inner_loop(const struct st_stl *how, const double y[], size_t n, const double robust[],
           double work[], double seasonal[], double trend[])
{
    size_t p = how->period, long_n = n + 2 * p;
    double *a = work, *cycle = a + long_n, *b = cycle + long_n, *rest = b + long_n;
    for (size_t i = 0; i < n; i++)
        a[i] = y[i] - trend[i];
    smooth_cycles(how, a, n, robust, rest, cycle);
    size_t m = moving_mean(cycle, long_n, p, a);
    m = moving_mean(a, m, p, b);
    m = moving_mean(b, m, 3, a);
    smooth(a, m, how->low, NULL, rest, b);
    for (size_t i = 0; i < n; i++) {
        seasonal[i] = cycle[p + i] - b[i];
        a[i] = y[i] - seasonal[i];
    }
    smooth(a, n, how->trend, robust, rest, trend);
}

/* Bisquare weights of the remainders against six times their median size. */
static void
robustness(const double y[], const double seasonal[], const double trend[], size_t n,
           double sorted[], double weight[])
{
    for (size_t i = 0; i < n; i++)
        sorted[i] = weight[i] = fabs(y[i] - seasonal[i] - trend[i]);
    gsl_sort(sorted, 1, n);
    double reach = 3 * (sorted[n / 2] + sorted[n - 1 - n / 2]);
    for (size_t i = 0; i < n; i++) {
        double u = weight[i] / reach;
        weight[i] = weight[i] <= FULL * reach   ? 1
                    : weight[i] <= NONE * reach ? (1 - u * u) * (1 - u * u)
                                                : 0;
    }
}

static void
average_figure(size_t period, size_t n, double seasonal[])
{
    for (size_t j = 0; j < period; j++) {
        double sum = 0, k = 0;
        for (size_t i = j; i < n; i += period) {
            sum += seasonal[i];
            k++;
        }
        for (size_t i = j; i < n; i += period)
            seasonal[i] = sum / k;
    }
}

size_t
st_stl_work(size_t n, size_t period)
{
    return 3 * (n + 2 * period) + 4 * n + 2 * period + 2;
}

enum st_status
st_stl(const struct st_stl *how, const double y[], size_t n, double work[],
       size_t n_work, double seasonal[], double trend[], double weight[])
{
    if (n_work < st_stl_work(n, how->period))
        return ST_NO_ROOM;
    size_t p = how->period;
    if (p < 2 || (!how->periodic && how->seasonal.window % 2 == 0) ||
        how->trend.window % 2 == 0 || how->low.window % 2 == 0)
        return ST_DOMAIN;
    if (n < 2 * p)
        return ST_TOO_FEW;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(y[i]))
            return ST_NOT_A_NUMBER;
        trend[i] = 0;
        weight[i] = 1;
    }
    for (size_t o = 0; o <= how->outer; o++) {
        for (size_t i = 0; i < how->inner; i++)
            inner_loop(how, y, n, o ? weight : NULL, work, seasonal, trend);
        if (o < how->outer)
            robustness(y, seasonal, trend, n, work, weight);
    }
    if (how->periodic)
        average_figure(p, n, seasonal);
    return ST_OK;
}
