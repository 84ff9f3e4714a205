#include "stat/change.h"

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sort_double.h>

#include "stat/limits.h"

/* How many of sorted[0..n-1] are below x; without a branch to guess, n is at least 1. */
static size_t
count_below(const double sorted[], size_t n, double x)
{
    const double *from = sorted;
    while (n > 1) {
        size_t half = n / 2;
        from += from[half - 1] < x ? half : 0;
        n -= half;
    }
    return (size_t)(from - sorted) + (*from < x);
}

/* How many are x from sorted[at] on: doubled steps, so that few are looked at. */
static size_t
count_same(const double sorted[], size_t n, size_t at, double x)
{
    size_t step = 1, same = 0;
    while (at + same + step <= n && sorted[at + same + step - 1] <= x) {
        same += step;
        step *= 2;
    }
    for (; step; step /= 2)
        if (at + same + step <= n && sorted[at + same + step - 1] <= x)
            same += step;
    return same;
}

/* U_k = 2 (sum of the ranks up to k) - k (n + 1); ties share their mean rank, which makes
 * 2 rank - (n + 1) = below + at or below - n. All whole numbers. */
static void
pettitt(const double x[], size_t n, double sorted[], struct st_change *out)
{
    for (size_t i = 0; i < n; i++)
        sorted[i] = x[i];
    gsl_sort(sorted, 1, n);
    double u = 0;
    for (size_t i = 0; i + 1 < n; i++) {
        size_t less = count_below(sorted, n, x[i]);
        u += (double)(2 * less + count_same(sorted, n, less, x[i])) - (double)n;
        if (fabs(u) > out->statistic)
            *out = (struct st_change){fabs(u), i + 1};
    }
}

static double
mean_of(const double x[], size_t n)
{
    double m = 0, c = 0;
    for (size_t i = 0; i < n; i++)
        m += x[i] / (double)n;
    for (size_t i = 0; i < n; i++)
        c += x[i] - m;
    return m + c / (double)n;
}

/* Standardised deviations from the mean into z. False when all are the same. */
static bool
standardise(const double x[], size_t n, double z[])
{
    double m = mean_of(x, n), ss = 0, top = 0;
    for (size_t i = 0; i < n; i++) {
        z[i] = x[i] - m;
        top = fmax(top, fabs(z[i]));
    }
    for (size_t i = 0; i < n; i++)
        ss += z[i] / top * (z[i] / top);
    double s = top * sqrt(ss / (double)(n - 1));
    for (size_t i = 0; i < n; i++)
        z[i] /= s;
    return s > 0;
}

#define TRIM 0.15 /* of the values, at each end or in a window */

static size_t
trimmed(size_t n)
{
    return (size_t)(TRIM * (double)n);
}

/* Relative to the sum of squares, what is rounding. */
#define ROUNDING 1e-12

/* Chow's F of a change after k, t being its term of SNHT; infinite where the two levels leave
 * nothing. */
static double
chow(double t, size_t n)
{
    double all = (double)n - 1, rest = all - t;
    return rest > ROUNDING * all ? ((double)n - 2) * t / rest : INFINITY;
}

static void
from_f(enum st_change_kind kind, const double z[], size_t n, struct st_change *out)
{
    size_t from = trimmed(n);
    double s = 0, sum = 0, top = 0, count = (double)(n - 2 * from + 1);
    for (size_t k = 1; k <= n - from; k++) {
        s += z[k - 1];
        double f = chow(s * s * (1 / (double)k + 1 / (double)(n - k)), n);
        if (k < from)
            continue;
        if (f > top) {
            sum = kind == ST_EXP_F ? sum * exp((top - f) / 2) : sum;
            top = f;
            out->last = k;
        }
        sum += kind == ST_EXP_F ? exp((f - top) / 2) : f;
    }
    out->statistic = kind == ST_SUP_F   ? top
                     : kind == ST_AVE_F ? sum / count
                                        : top / 2 + log(sum / count);
}

static void
mosum(const double z[], size_t n, struct st_change *out)
{
    size_t width = trimmed(n);
    double s = 0;
    for (size_t i = 0; i < n; i++) {
        s += z[i] - (i >= width ? z[i - width] : 0);
        if (i + 1 < width || fabs(s) / sqrt((double)n) <= out->statistic)
            continue;
        *out = (struct st_change){fabs(s) / sqrt((double)n), i + 1 - width};
    }
    if (!out->last)
        out->last = width;
}

/* The statistics of the sums of standardised deviations. */
static void
from_sums(enum st_change_kind kind, const double z[], size_t n, struct st_change *out)
{
    double s = 0, least = 0, most = 0, squares = 0, top = 0, whole = (double)n;
    for (size_t i = 0; i + 1 < n; i++) {
        double k = (double)(i + 1);
        s += z[i];
        least = fmin(least, s);
        most = fmax(most, s);
        squares += s * s;
        /* k z1^2 + (n - k) z2^2, the two means being s / k and -s / (n - k) */
        double here = kind == ST_SNHT ? s * s * (1 / k + 1 / (whole - k)) : fabs(s);
        if (here > top) {
            top = here;
            out->last = i + 1;
        }
    }
    out->statistic = kind == ST_BUISHAND_RANGE ? (most - least) / sqrt(whole)
                     : kind == ST_BUISHAND_U   ? squares / (whole * (whole + 1))
                     : kind == ST_SNHT         ? top
                                               : top / sqrt(whole);
}

static void
recursive(const double x[], size_t n, double w[], struct st_change *out)
{
    double m = x[0];
    for (size_t i = 1; i < n; i++) {
        double r = (double)(i + 1);
        w[i - 1] = (x[i] - m) * sqrt((r - 1) / r);
        m += (x[i] - m) / r;
    }
    double mean = mean_of(w, n - 1), ss = 0, sum = 0, steps = (double)(n - 1);
    for (size_t i = 0; i + 1 < n; i++)
        ss += (w[i] - mean) * (w[i] - mean);
    double scale = sqrt(ss / (steps - 1)) * sqrt(steps);
    for (size_t i = 0; i + 1 < n; i++) {
        sum += w[i];
        double here = fabs(sum / scale) / (1 + 2 * (double)(i + 1) / steps);
        if (here > out->statistic)
            *out = (struct st_change){here, i + 2};
    }
}

enum st_status
st_change(enum st_change_kind kind, const double x[], size_t n, double work[],
          size_t n_work, struct st_change *out)
{
    if (n_work < n)
        return ST_NO_ROOM;
    if (n < (kind == ST_CUSUM_RECURSIVE ? 4 : kind >= ST_MOSUM ? 7 : 3))
        return ST_TOO_FEW;
    bool tied = true;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(x[i]))
            return ST_NOT_A_NUMBER;
        if (x[i] < x[0] || x[i] > x[0])
            tied = false;
    }
    if (tied)
        return ST_ALL_TIED;
    struct st_change got = {0, 1};
    if (kind == ST_PETTITT)
        pettitt(x, n, work, &got);
    else if (kind == ST_CUSUM_RECURSIVE)
        recursive(x, n, work, &got);
    else if (!standardise(x, n, work))
        return ST_ALL_TIED;
    else if (kind == ST_MOSUM)
        mosum(work, n, &got);
    else if (kind > ST_MOSUM)
        from_f(kind, work, n, &got);
    else
        from_sums(kind, work, n, &got);
    if (!isfinite(got.statistic))
        return ST_TOO_LARGE;
    *out = got;
    return ST_OK;
}

/* Two forms of one function (a theta identity): each converges fast on its side. */
double
st_bridge_q(double x)
{
    double sum = 0;
    if (x <= 0)
        return 1;
    if (x < 1) {
        for (int k = 1; k < 40; k += 2)
            sum += exp(-k * k * M_PI * M_PI / (8 * x * x));
        return 1 - sqrt(2 * M_PI) / x * sum;
    }
    for (int k = 1; k < 20; k++)
        sum += (k % 2 ? 2 : -2) * exp(-2 * k * k * x * x);
    return sum;
}

/* P(|W(t)| > x (1 + 2 t) for some t in 0..1), by inclusion and exclusion of the two lines;
 * terms beyond the second are below 1e-3 of p for x > 0.3. */
static double
crossing(double x)
{
    return 2 *
           (gsl_cdf_ugaussian_Q(3 * x) +
            exp(-4 * x * x) * (gsl_cdf_ugaussian_P(5 * x) - gsl_cdf_ugaussian_Q(x)) -
            exp(-16 * x * x) * gsl_cdf_ugaussian_Q(x));
}

static double
recursive_p(double x)
{
    const double from =
        0.3; /* below it the expansion fails; p is near 1: a straight line */
    return x < from ? 1 - x / from * (1 - crossing(from)) : crossing(x);
}

int
st_change_simulates(enum st_change_kind kind)
{
    return kind == ST_BUISHAND_RANGE || kind == ST_BUISHAND_U || kind == ST_SNHT ||
           kind >= ST_MOSUM;
}

size_t
st_change_p_work(enum st_change_kind kind, size_t n)
{
    return st_change_simulates(kind) ? 2 * n : 0;
}

static double
simulated_p(enum st_change_kind kind, double statistic, size_t n, size_t draws,
            struct rng *r, double work[])
{
    size_t beyond = 0;
    for (size_t d = 0; d < draws; d++) {
        struct st_change c = {0};
        for (size_t i = 0; i < n; i++)
            work[i] = rng_normal(r);
        st_change(kind, work, n, work + n, n, &c);
        beyond += c.statistic >= statistic;
    }
    return ((double)beyond + 1) / ((double)draws + 1);
}

enum st_status
st_change_p(enum st_change_kind kind, double statistic, size_t n, size_t draws,
            struct rng *r, double work[], size_t n_work, double *p)
{
    if (n_work < st_change_p_work(kind, n))
        return ST_NO_ROOM;
    if (!isfinite(statistic))
        return ST_NOT_A_NUMBER;
    if (n < 3)
        return ST_TOO_FEW;
    double m = (double)n;
    switch (kind) {
    case ST_PETTITT:
        *p = fmin(1, 2 * exp(-6 * statistic * statistic / (m * m * (m + 1))));
        break;
    case ST_CUSUM_OLS:
        *p = st_bridge_q(statistic);
        break;
    case ST_CUSUM_RECURSIVE:
        *p = recursive_p(statistic);
        break;
    case ST_BUISHAND_RANGE:
    case ST_BUISHAND_U:
    case ST_SNHT:
    case ST_MOSUM:
    case ST_SUP_F:
    case ST_AVE_F:
    case ST_EXP_F:
        *p = simulated_p(kind, statistic, n, draws, r, work);
        break;
    }
    return ST_OK;
}

enum st_status
st_chow(const double x[], size_t n, size_t at, double work[], size_t n_work, double *f,
        double *p)
{
    if (n_work < n)
        return ST_NO_ROOM;
    double s = 0, before = (double)at, after = (double)n - before;
    if (n < 3 || at < 1 || at >= n)
        return ST_TOO_FEW;
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i]))
            return ST_NOT_A_NUMBER;
    if (!standardise(x, n, work))
        return ST_ALL_TIED;
    for (size_t i = 0; i < at; i++)
        s += work[i];
    double got = chow(s * s * (1 / before + 1 / after), n);
    if (!isfinite(got) || got < 0)
        return ST_ALL_TIED;
    *f = got;
    *p = gsl_cdf_fdist_Q(got, 1, (double)n - 2);
    return ST_OK;
}

#define WILCOXON_EXACT 50

/* P(W <= w) of m values among m + n in random order: the ways to rank sum by the
 * generating function prod (1 - q^(n + i)) / (1 - q^i), i = 1..m. */
static double
rank_sum_p(double w, size_t m, size_t n)
{
    double ways[WILCOXON_EXACT * WILCOXON_EXACT + 1] = {1}, all = 1, sum = 0;
    size_t most = (size_t)w;
    for (size_t i = 1; i <= m; i++) {
        for (size_t k = most + 1; k-- > n + i;)
            ways[k] -= ways[k - n - i];
        for (size_t k = i; k <= most; k++)
            ways[k] += ways[k - i];
        all *= (double)(n + i) / (double)i;
    }
    for (size_t k = 0; k <= most; k++)
        sum += ways[k];
    return sum / all;
}

/* Two-sided p of W; sorted: all m + n values. */
static double
wilcoxon_p(double w, size_t m, size_t n, const double sorted[])
{
    double a = (double)m, b = (double)n, all = a + b, ties = 0;
    for (size_t i = 0, j; i < m + n; i = j) {
        for (j = i + 1; j < m + n && sorted[j] <= sorted[i]; j++)
            ;
        double t = (double)(j - i);
        ties += t * t * t - t;
    }
    if (m < WILCOXON_EXACT && n < WILCOXON_EXACT && !(ties > 0))
        return fmin(1, 2 * rank_sum_p(fmin(w, a * b - w), m, n));
    double sd = sqrt(a * b / 12 * (all + 1 - ties / (all * (all - 1))));
    double off = fabs(w - a * b / 2), z = fmax(off - 0.5, 0) / sd;
    return st_normal_p(z);
}

enum st_status
st_lanzante(const double x[], size_t n, double work[], size_t n_work,
            struct st_change *out, double *p)
{
    struct st_change c;
    enum st_status e = st_change(ST_PETTITT, x, n, work, n_work, &c);
    if (e != ST_OK)
        return e;
    /* Twice the ranks of the first values, less what they have among themselves. */
    double twice = 0, m = (double)c.last;
    for (size_t i = 0; i < c.last; i++) {
        size_t less = count_below(work, n, x[i]);
        twice += (double)(2 * less + count_same(work, n, less, x[i])) + 1;
    }
    c.statistic = (twice - m * (m + 1)) / 2;
    *p = wilcoxon_p(c.statistic, c.last, n - c.last, work);
    *out = c;
    return ST_OK;
}
