#include "stat/segment.h"

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_erf.h>

size_t
st_segment_cells(size_t n)
{
    return n * (n + 1) / 2;
}

size_t
st_segment_cell(size_t n, size_t i, size_t j)
{
    return i * n - i * (i + 1) / 2 + j;
}

static void
mean_row(const double y[], size_t n, size_t i, double row[])
{
    double mean = y[i], rss = 0;
    row[i] = 0;
    for (size_t j = i + 1; j < n; j++) {
        double m = (double)(j - i), w = y[j] - mean;
        rss += w * w * m / (m + 1);
        mean += w / (m + 1);
        row[j] = rss;
    }
}

/* x runs 0, 1, 2, ... from the start; m values so far, their x have mean (m - 1) / 2 and
 * sum of squares m (m^2 - 1) / 12. */
static void
line_row(const double y[], size_t n, size_t i, double row[])
{
    double mean = y[i], sxy = 0, rss = 0;
    row[i] = 0;
    for (size_t j = i + 1; j < n; j++) {
        double m = (double)(j - i), off = (m + 1) / 2, sxx = m * (m * m - 1) / 12;
        double w = y[j] - mean;
        if (m > 1) {
            double miss = w - sxy / sxx * off;
            rss += miss * miss / (1 + 1 / m + off * off / sxx);
        }
        sxy += off * w * m / (m + 1);
        mean += w / (m + 1);
        row[j] = rss;
    }
}

/* y log(y / fitted) - (y - fitted), 0 when they are equal. */
static double
unit_deviance(double y, double fitted)
{
    double d = y > 0 ? y * log(y / fitted) - (y - fitted) : fitted;
    return d > 0 ? d : 0;
}

/* A value joins: its own deviance from the new rate, and what the old ones lose by moving
 * from the old rate to it. Both at least 0. */
static void
poisson_row(const double y[], const double t[], size_t n, size_t i, double row[])
{
    double count = 0, time = 0, half = 0;
    for (size_t j = i; j < n; j++) {
        double e = t ? t[j] : 1, rate = (count + y[j]) / (time + e);
        half += unit_deviance(y[j], e * rate) + unit_deviance(count, time * rate);
        count += y[j];
        time += e;
        row[j] = 2 * half;
    }
}

enum st_status
st_segment_cost(enum st_segment_kind kind, const double y[], const double exposure[],
                size_t n, double cost[])
{
    if (!n)
        return ST_TOO_FEW;
    if (n > ST_SEGMENT_MAX)
        return ST_TOO_LARGE;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(y[i]) || (exposure && !isfinite(exposure[i])))
            return ST_NOT_A_NUMBER;
        if (kind == ST_SEGMENT_POISSON &&
            (y[i] < 0 || (exposure && !(exposure[i] > 0))))
            return ST_DOMAIN;
    }
    for (size_t i = 0; i < n; i++) {
        double *row = cost + st_segment_cell(n, i, 0);
        switch (kind) {
        case ST_SEGMENT_MEAN:
            mean_row(y, n, i, row);
            break;
        case ST_SEGMENT_LINE:
            line_row(y, n, i, row);
            break;
        case ST_SEGMENT_POISSON:
            poisson_row(y, exposure, n, i, row);
            break;
        }
        if (!isfinite(row[n - 1]))
            return ST_TOO_LARGE;
    }
    return ST_OK;
}

enum st_status
st_segment(const double cost[], size_t n, size_t shortest, size_t most, double work[],
           size_t n_work, size_t back[], double total[], size_t last[])
{
    if (!n || !shortest || (most + 1) > n / shortest)
        return ST_TOO_FEW;
    if (n_work < (most + 1) * n)
        return ST_NO_ROOM;
    /* work[m * n + j]: least cost of values 0..j with m breaks, where they fit. */
    for (size_t j = 0; j < n; j++)
        work[j] = cost[st_segment_cell(n, 0, j)];
    for (size_t m = 1; m <= most; m++)
        for (size_t j = (m + 1) * shortest - 1; j < n; j++) {
            double least = INFINITY;
            for (size_t b = m * shortest; b + shortest <= j + 1; b++) {
                double c = work[(m - 1) * n + b - 1] + cost[st_segment_cell(n, b, j)];
                if (c < least) {
                    least = c;
                    back[m * n + j] = b;
                }
            }
            work[m * n + j] = least;
        }
    for (size_t m = 0; m <= most; m++) {
        total[m] = work[m * n + n - 1];
        size_t j = n - 1;
        for (size_t b = m; b > 0; b--) {
            last[m * most + b - 1] = back[b * n + j];
            j = back[b * n + j] - 1;
        }
    }
    return ST_OK;
}

double
st_segment_bic(double rss, size_t n, size_t m, size_t k)
{
    double whole = (double)n;
    return whole * (log(rss / whole) + 1 + log(2 * M_PI)) +
           log(whole) * (double)((k + 1) * (m + 1));
}

double
st_segment_share(const double cost[], size_t n, const size_t last[], size_t m)
{
    double most = 0;
    for (size_t b = 0; b < m; b++) {
        size_t from = b ? last[b - 1] : 0, to = b + 1 < m ? last[b + 1] : n;
        double whole = cost[st_segment_cell(n, from, to - 1)];
        double parts = cost[st_segment_cell(n, from, last[b] - 1)] +
                       cost[st_segment_cell(n, last[b], to - 1)];
        if (whole > 0)
            most = fmax(most, 1 - parts / whole);
    }
    return fmin(1, most);
}

double
st_segment_bic_poisson(double deviance, size_t n, size_t m)
{
    return deviance + log((double)n) * (double)(2 * m + 1);
}

/* Phi(-b) exp(b^2 / 2), by its asymptotic series where the factors would overflow. */
static double
mills(double b)
{
    if (b < 25)
        return exp(b * b / 2 + gsl_sf_log_erfc(b / M_SQRT2) - M_LN2);
    double q = 1 / (b * b);
    return (1 - q * (1 - 3 * q * (1 - 5 * q * (1 - 7 * q)))) / (b * sqrt(2 * M_PI));
}

/*
 * A Brownian motion with drift -1/2 reaches the height m first at a time t of density
 * f(t) = m (2 pi t^3)^(-1/2) exp(-(m + t/2)^2 / 2t), and has its maximum there at rate 1.
 * The other side stays below m with probability 1 - exp(-rate m). Hence
 *     P(place < -s) = I(0) - I(rate),
 *     I(r) = integral over m of exp(-r m) P(s < t < infinity),
 *     P(s < t < infinity) = exp(-m) Phi((m - s/2)/sqrt s) - Phi(-(m + s/2)/sqrt s),
 * and by parts, with F = Phi(-sqrt s / 2), E = exp(r (r + 1) s/2) Phi(-(r + 1/2) sqrt s),
 *     I(r) = (F + E)/(r + 1) - (F - E)/r,
 *     I(0) = 2 F - sqrt s phi(sqrt s / 2) + s F / 2.
 * E is formed as exp(-s/8) times a Mills ratio, since its factors overflow.
 */
double
st_argmax_tail(double s, double rate)
{
    double root = sqrt(s), f = gsl_cdf_ugaussian_Q(root / 2);
    double e = root > 0 ? exp(-s / 8) * mills((rate + 0.5) * root) : 0.5;
    double none = 2 * f - root * gsl_ran_ugaussian_pdf(root / 2) + s * f / 2;
    return none - ((f + e) / (rate + 1) - (f - e) / rate);
}

/* The s with st_argmax_tail(s, rate) = alpha, or 0 when the whole side has less. */
static double
argmax_quantile(double alpha, double rate)
{
    if (st_argmax_tail(0, rate) <= alpha)
        return 0;
    double a = 0, b = 1;
    while (st_argmax_tail(b, rate) > alpha && b < 1e6)
        b *= 2;
    for (int i = 0; i < 200; i++) {
        double c = a + (b - a) / 2;
        if (c <= a || c >= b)
            break;
        if (st_argmax_tail(c, rate) > alpha)
            a = c;
        else
            b = c;
    }
    return b;
}

/*
 * With d the change of mean and v1, v2 the variances, phi^2 = v2 / v1: time before the
 * break is scaled by d^2 / v1, after it by d^2 / v2 (d^2 / v1 over phi^2), and the heights
 * compare at rates phi^-2 and phi^2.
 */
enum st_status
st_break_interval(struct st_regime before, struct st_regime after, double level,
                  double reach[2])
{
    if (!isfinite(before.mean) || !isfinite(after.mean) || !isfinite(before.variance) ||
        !isfinite(after.variance))
        return ST_NOT_A_NUMBER;
    if (!(level > 0 && level < 1) || before.variance < 0 || after.variance < 0)
        return ST_DOMAIN;
    double d = after.mean - before.mean, alpha = (1 - level) / 2;
    if (!(d * d > 0))
        return ST_ALL_TIED;
    const double v[2] = {before.variance, after.variance};
    double far[2];
    for (int side = 0; side < 2; side++) {
        far[side] = 0;
        if (v[side] > 0)
            far[side] = argmax_quantile(alpha, v[1 - side] > 0 ? v[side] / v[1 - side]
                                                               : INFINITY) *
                        v[side] / (d * d);
    }
    /* The true date lies after the estimate when the estimate is early, that is when the
     * maximum fell on the first regime's side. */
    reach[0] = floor(far[1]) + 1;
    reach[1] = floor(far[0]) + 1;
    return ST_OK;
}
