#include "stat/score.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "stat/limits.h"

/* Enough to reach neighbouring doubles from any bracket used here. */
#define HALVINGS 200

struct pair {
    double x1, n1, x2, n2, inflate;
};

/* d log likelihood / d p2 where p1 = p2 + t; falls in p2. A count of zero adds nothing,
 * also where its probability is 0. */
static double
slope(const struct pair *d, double p2, double t)
{
    double p1 = p2 + t, s = 0;
    if (d->x1 > 0)
        s += d->x1 / p1;
    if (d->n1 > d->x1)
        s -= (d->n1 - d->x1) / (1 - p1);
    if (d->x2 > 0)
        s += d->x2 / p2;
    if (d->n2 > d->x2)
        s -= (d->n2 - d->x2) / (1 - p2);
    return s;
}

static double
likely_p2(const struct pair *d, double t)
{
    double a = fmax(0, -t), b = fmin(1, 1 - t);
    for (int i = 0; i < HALVINGS; i++) {
        double c = a + (b - a) / 2;
        if (c <= a || c >= b)
            break;
        if (slope(d, c, t) > 0)
            a = c;
        else
            b = c;
    }
    return a + (b - a) / 2;
}

static double
signed_z(double gap, double variance)
{
    if (variance > 0)
        return gap / sqrt(variance);
    return gap > 0 ? INFINITY : gap < 0 ? -INFINITY : 0;
}

static double
z_difference(const struct pair *d, double t)
{
    double p2 = likely_p2(d, t), p1 = fmin(1, fmax(0, p2 + t));
    double v = p1 * (1 - p1) / d->n1 + p2 * (1 - p2) / d->n2;
    return signed_z(d->x1 / d->n1 - d->x2 / d->n2 - t, v * d->inflate);
}

/* p2 is the lesser root of N r p^2 - b p + x1 + x2 = 0. */
static double
z_ratio(const struct pair *d, double r)
{
    double a = (d->n1 + d->n2) * r, c = d->x1 + d->x2;
    double b = r * (d->n1 + d->x2) + d->x1 + d->n2;
    double p2 = fmin(1, 2 * c / (b + sqrt(fmax(0, b * b - 4 * a * c))));
    double p1 = fmin(1, r * p2);
    double v = p1 * (1 - p1) / d->n1 + r * r * p2 * (1 - p2) / d->n2;
    return signed_z(d->x1 / d->n1 - r * (d->x2 / d->n2), v * d->inflate);
}

/* z falls in t; a ratio is halved on the scale of log t. */
static double
limit(enum st_score_kind kind, const struct pair *d, double a, double b, double want)
{
    for (int i = 0; i < HALVINGS; i++) {
        double c = a + (b - a) / 2;
        if (c <= a || c >= b)
            break;
        double z = kind == ST_RATIO ? z_ratio(d, exp(c)) : z_difference(d, c);
        if (z > want)
            a = c;
        else
            b = c;
    }
    return a + (b - a) / 2;
}

static enum st_status
check(double x, double n, double level)
{
    if (!isfinite(x) || !isfinite(n) || !isfinite(level))
        return ST_NOT_A_NUMBER;
    if (!(level > 0 && level < 1) || x < 0 || x > n || !(n > 0) || x > floor(x) ||
        n > floor(n))
        return ST_DOMAIN;
    return ST_OK;
}

enum st_status
st_score(enum st_score_kind kind, double x1, double n1, double x2, double n2,
         double level, int plain, struct st_score *out)
{
    enum st_status s = check(x1, n1, level);
    if (!s)
        s = check(x2, n2, level);
    if (s)
        return s;
    double n = n1 + n2, z = gsl_cdf_ugaussian_Qinv((1 - level) / 2);
    struct pair d = {x1, n1, x2, n2, plain ? 1 : n / (n - 1)};
    if (kind == ST_RATIO) {
        if (x1 + x2 <= 0)
            return ST_ALL_ZERO;
        out->estimate = x2 > 0 ? x1 / n1 / (x2 / n2) : INFINITY;
        out->lo = x1 > 0 ? exp(limit(kind, &d, -700, 700, z)) : 0;
        out->hi = x2 > 0 ? exp(limit(kind, &d, -700, 700, -z)) : INFINITY;
        out->z = z_ratio(&d, 1);
    } else {
        out->estimate = x1 / n1 - x2 / n2;
        out->lo = limit(kind, &d, -1, out->estimate, z);
        out->hi = limit(kind, &d, out->estimate, 1, -z);
        out->z = z_difference(&d, 0);
    }
    out->p = fmin(1, 2 * gsl_cdf_ugaussian_Q(fabs(out->z)));
    return ST_OK;
}

enum st_status
st_newcombe(double x1, double n1, double x2, double n2, double level, double *lo,
            double *hi)
{
    struct st_limits a, b;
    enum st_status s = st_wilson(x1, n1, level, &a);
    if (!s)
        s = st_wilson(x2, n2, level, &b);
    if (s)
        return s;
    double p1 = x1 / n1, p2 = x2 / n2, d = p1 - p2;
    *lo = d - hypot(p1 - a.lo, b.hi - p2);
    *hi = d + hypot(a.hi - p1, p2 - b.lo);
    return ST_OK;
}

enum st_status
st_yates(double x1, double n1, double x2, double n2, double *chi2, double *p)
{
    enum st_status s = check(x1, n1, 0.5);
    if (!s)
        s = check(x2, n2, 0.5);
    if (s)
        return s;
    double events = x1 + x2, rest = n1 - x1 + n2 - x2, n = n1 + n2;
    if (events <= 0)
        return ST_ALL_ZERO;
    if (rest <= 0)
        return ST_ALL_TIED;
    double expected = events * n1 / n, off = fabs(x1 - expected);
    off = fmax(0, off - 0.5);
    *chi2 = off * off * n / expected * (n / rest) / n2;
    *p = gsl_cdf_chisq_Q(*chi2, 1);
    return ST_OK;
}
