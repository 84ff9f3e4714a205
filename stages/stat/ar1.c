#include "stat/ar1.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "stat/spd.h"

#define STEP 0.05
#define PI 3.14159265358979323846

/* The posterior of the coefficient given one rho. */
struct node {
    double at, se, log_likelihood, log_weight, weight;
};

size_t
st_ar1_work(size_t n, size_t p)
{
    return n * (p + 1) + p * p * 2 + p;
}

double
st_ar1_rho(size_t node)
{
    return STEP * (double)node;
}

/* Rows from which what rho foretells from the row before is taken, over its standard
 * deviation. Returns log |R|. */
static double
whiten(const struct st_ar1_data *d, double rho, double *x, double *y)
{
    double log_det = 0;
    for (size_t i = 0; i < d->n; i++) {
        double keep = i && rho > 0 ? pow(rho, d->t[i] - d->t[i - 1]) : 0;
        double left = 1 - keep * keep, scale = 1 / sqrt(left);
        log_det += log(left);
        for (size_t k = 0; k < d->p; k++)
            x[i * d->p + k] = scale * (d->x[i * d->p + k] -
                                       (i ? keep * d->x[(i - 1) * d->p + k] : 0));
        y[i] = scale * (d->y[i] - (i ? keep * d->y[i - 1] : 0));
    }
    return log_det;
}

/* Least squares of the whitened rows. */
static enum st_status
fit(const struct st_ar1_data *d, double rho, size_t column, double *work,
    struct node *out)
{
    size_t n = d->n, p = d->p;
    double *x = work, *y = x + n * p, *factor = y + n, *inverse = factor + p * p;
    double *beta = inverse + p * p, rss = 0, size = 0, df = (double)(n - p);
    double log_det = whiten(d, rho, x, y);
    memset(factor, 0, p * p * sizeof *factor);
    memset(beta, 0, p * sizeof *beta);
    for (size_t i = 0; i < n; i++)
        for (size_t a = 0; a < p; a++) {
            beta[a] += x[i * p + a] * y[i];
            for (size_t b = 0; b <= a; b++)
                factor[a * p + b] += x[i * p + a] * x[i * p + b];
        }
    if (!st_spd_factor(factor, p))
        return ST_RANK;
    st_spd_solve(factor, p, beta);
    st_spd_inverse(factor, p, inverse);
    for (size_t i = 0; i < n; i++) {
        double e = y[i];
        for (size_t k = 0; k < p; k++)
            e -= beta[k] * x[i * p + k];
        rss += e * e;
        size += y[i] * y[i];
    }
    if (!(rss > 1e-22 * size))
        return ST_ALL_TIED;
    double likelihood = -(log_det + (double)n * log(rss)) / 2;
    for (size_t k = 0; k < p; k++)
        log_det += 2 * log(factor[k * p + k]);
    *out = (struct node){beta[column], sqrt(rss / df * inverse[column * p + column]),
                         likelihood, -(log_det + df * log(rss)) / 2, 0};
    return ST_OK;
}

/* P(coefficient < b). */
static double
below(const struct node node[], double df, double b)
{
    double sum = 0;
    for (size_t k = 0; k < ST_AR1_NODES; k++)
        sum += node[k].weight * gsl_cdf_tdist_P((b - node[k].at) / node[k].se, df);
    return sum;
}

/* P(coefficient > b), which keeps its digits when it is small. */
static double
above(const struct node node[], double df, double b)
{
    double sum = 0;
    for (size_t k = 0; k < ST_AR1_NODES; k++)
        sum += node[k].weight * gsl_cdf_tdist_Q((b - node[k].at) / node[k].se, df);
    return sum;
}

/* By how much the tail beyond b is too large. */
static double
excess(const struct node node[], double df, double tail, double sign, double b)
{
    return (sign < 0 ? below(node, df, b) : above(node, df, b)) - tail;
}

/* The quantile of the mixture, between the least and greatest of its parts: false position
 * in the manner of Illinois (Dowell and Jarratt 1971, BIT 11:168). */
static double
quantile(const struct node node[], double df, double tail, double sign)
{
    double t = gsl_cdf_tdist_Qinv(tail, df), lo = INFINITY, hi = -INFINITY;
    for (size_t k = 0; k < ST_AR1_NODES; k++) {
        double b = node[k].at + sign * t * node[k].se;
        lo = fmin(lo, b);
        hi = fmax(hi, b);
    }
    double f_lo = excess(node, df, tail, sign, lo);
    double f_hi = excess(node, df, tail, sign, hi);
    for (int round = 0; round < 200 && f_lo * f_hi < 0; round++) {
        double at = hi - f_hi * (hi - lo) / (f_hi - f_lo);
        double f = excess(node, df, tail, sign, at);
        if (f * f_hi < 0) {
            lo = hi;
            f_lo = f_hi;
        } else {
            f_lo /= 2;
        }
        bool still = fabs(at - hi) <= 1e-14 * fabs(at) || !(fabs(f) > 0);
        hi = at;
        f_hi = f;
        if (still)
            break;
    }
    return fabs(f_lo) < fabs(f_hi) ? lo : hi;
}

static enum st_status
check(const struct st_ar1_data *d)
{
    if (d->p == 0 || d->n <= d->p)
        return ST_TOO_FEW;
    for (size_t i = 0; i < d->n; i++) {
        if (!isfinite(d->y[i]) || !isfinite(d->t[i]))
            return ST_NOT_A_NUMBER;
        if (i && !(d->t[i] > d->t[i - 1]))
            return ST_DOMAIN;
    }
    for (size_t i = 0; i < d->n * d->p; i++)
        if (!isfinite(d->x[i]))
            return ST_NOT_A_NUMBER;
    return ST_OK;
}

enum st_status
st_ar1(const struct st_ar1_data *d, size_t column, double level, double work[],
       size_t n_work, struct st_ar1 *out)
{
    if (n_work < st_ar1_work(d->n, d->p))
        return ST_NO_ROOM;
    struct node node[ST_AR1_NODES];
    struct st_ar1 r = {.log_likelihood = -INFINITY};
    double most = -INFINITY, sum = 0, df = (double)d->n - (double)d->p;
    enum st_status s = column < d->p && level > 0 && level < 1 ? check(d) : ST_DOMAIN;
    for (size_t k = 0; s == ST_OK && k < ST_AR1_NODES; k++) {
        s = fit(d, st_ar1_rho(k), column, work, &node[k]);
        if (s == ST_OK)
            most = fmax(most, node[k].log_weight);
    }
    if (s != ST_OK)
        return s;
    for (size_t k = 0; k < ST_AR1_NODES; k++) {
        r.log_likelihood = fmax(r.log_likelihood, node[k].log_likelihood);
        sum += node[k].weight = exp(node[k].log_weight - most);
    }
    for (size_t k = 0; k < ST_AR1_NODES; k++) {
        node[k].weight /= sum;
        r.weight[k] = node[k].weight;
        r.rho += node[k].weight * st_ar1_rho(k);
        r.estimate += node[k].weight * node[k].at;
    }
    r.lo = quantile(node, df, (1 - level) / 2, -1);
    r.hi = quantile(node, df, (1 - level) / 2, 1);
    r.p = fmin(1, 2 * fmin(below(node, df, d->null), above(node, df, d->null)));
    *out = r;
    return ST_OK;
}

/* The covariance of the signs of two differences of a Gaussian series: arcsine's law. */
static double
sign_covariance(const double power[], size_t a, size_t b, long d)
{
    long end = d + (long)b - (long)a, start = d - (long)a, last = d + (long)b;
    double r =
        power[labs(end)] - power[labs(last)] - power[labs(start)] + power[labs(d)];
    r /= 2 * sqrt((1 - power[a]) * (1 - power[b]));
    return 2 / PI * asin(fmax(-1, fmin(1, r)));
}

/* The variance of S: sum over all couples of pairs i < i + a and k < k + b, k = i + d, which
 * depend on a, b and d alone. */
static double
s_variance(size_t n, double rho)
{
    double power[ST_AR1_S_MAX + 1] = {1}, sum = 0;
    long m = (long)n;
    for (size_t k = 1; k <= n; k++)
        power[k] = power[k - 1] * rho;
    for (long a = 1; a < m; a++)
        for (long b = 1; b < m; b++)
            for (long d = 1 - m; d < m; d++) {
                long first = d < 0 ? -d : 0;
                long last = a > d + b ? m - 1 - a : m - 1 - d - b;
                if (last >= first)
                    sum += (double)(last - first + 1) *
                           sign_covariance(power, (size_t)a, (size_t)b, d);
            }
    return sum;
}

double
st_ar1_s_factor(size_t n, double rho)
{
    double m = (double)n;
    return s_variance(n, rho) / (m * (m - 1) * (2 * m + 5) / 18);
}
