#include "stat/limits.h"

#include <float.h>
#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>

static enum st_status
check_count(double x, double level)
{
    if (!isfinite(x) || !isfinite(level))
        return ST_NOT_A_NUMBER;
    if (x < 0 || x > floor(x) || level <= 0 || level >= 1)
        return ST_DOMAIN;
    return x > ST_LIMITS_MAX ? ST_TOO_LARGE : ST_OK;
}

static enum st_status
check_share(double x, double n, double level)
{
    enum st_status s = check_count(x, level);
    if (s == ST_OK)
        s = check_count(n, level);
    return s != ST_OK ? s : n < 1 || x > n ? ST_DOMAIN : ST_OK;
}

double
st_normal_quantile(double level)
{
    return gsl_cdf_ugaussian_Qinv((1 - level) / 2);
}

/* The roots p of (x/n - p)^2 = z^2 p (1 - p) / n, each as a sum of positive terms. */
static void
wilson_roots(double x, double n, double z, double *lower, double *upper)
{
    double p = x / n, w = z * z / n;
    double sum = 2 * p + w, root = sqrt(w * (w + 4 * p * (n - x) / n));
    *lower = 2 * p * p / (sum + root);
    *upper = (sum + root) / (2 * (1 + w));
}

enum st_status
st_wilson(double x, double n, double level, struct st_limits *out)
{
    enum st_status s = check_share(x, n, level);
    if (s != ST_OK)
        return s;
    double z = st_normal_quantile(level), mirrored;
    wilson_roots(x, n, z, &out->lo, &out->hi);
    if (2 * x > n) {
        wilson_roots(n - x, n, z, &mirrored, &out->lo);
        out->hi = 1 - mirrored;
        out->lo = 1 - out->lo;
    }
    return ST_OK;
}

enum st_status
st_wilson_corrected(double x, double n, double level, struct st_limits *out)
{
    enum st_status s = check_share(x, n, level);
    if (s != ST_OK)
        return s;
    double z = st_normal_quantile(level), by = fmin(0.5, fabs(x - n / 2)), lo = 0, no;
    out->hi = 1;
    if (x - by > 0)
        wilson_roots(x - by, n, z, &lo, &no);
    if (x + by < n)
        wilson_roots(x + by, n, z, &no, &out->hi);
    out->lo = lo;
    return ST_OK;
}

enum st_status
st_agresti_coull(double x, double n, double level, struct st_limits *out)
{
    enum st_status s = check_share(x, n, level);
    if (s != ST_OK)
        return s;
    double z = st_normal_quantile(level), all = n + z * z, p = (x + z * z / 2) / all;
    double half = z * sqrt(p * (1 - p) / all);
    *out = (struct st_limits){p - half, p + half};
    return ST_OK;
}

/* log Gamma(a + 1) less Stirling's formula for it, a > 0. */
static double
stirling_error(double a)
{
    if (a < 16)
        return lgamma(a + 1) - (a + 0.5) * log(a) + a - 0.5 * log(2 * M_PI);
    double b = a * a;
    return (1.0 / 12 -
            (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / b) / b) / b) / b) /
           a;
}

/* a log(a/m) + m - a without cancelling when a is near m. */
static double
deviance(double a, double m)
{
    double v = (a - m) / (a + m);
    if (fabs(v) > 0.1)
        return a * log(a / m) + m - a;
    double sum = (a - m) * v, term = 2 * a * v, square = v * v;
    for (int j = 1;; j++) {
        term *= square;
        double next = sum + term / (2 * j + 1);
        if (fabs(next - sum) <= DBL_EPSILON / 4 * fabs(next))
            return next;
        sum = next;
    }
}

/* One tail less p and its slope, as a function of the parameter that is sought. */
struct tail {
    double a, b, p;
    double (*excess)(const struct tail *t, double x, double *slope);
};

/* The root of a tail that increases in x between lo and hi (which may be infinite), by
 * Newton's method inside a bracket that is cut down when a step would leave it. */
static double
solve(const struct tail *t, double lo, double hi, double x)
{
    for (;;) {
        double slope, f = t->excess(t, x, &slope);
        if (f < 0)
            lo = x;
        else
            hi = x;
        double next = slope > 0 ? x - f / slope : lo;
        if (!(next > lo && next < hi))
            next = isinf(hi) ? 2 * lo : lo > 0 ? lo + (hi - lo) / 2 : hi / 16;
        double step = fabs(next - x);
        x = next;
        if (step <= 2 * DBL_EPSILON * x || hi <= lo * (1 + 2 * DBL_EPSILON))
            return x;
    }
}

/* P(Y = k) for the mean m (Loader's saddle point form, as mass() below). */
static double
poisson_mass(double k, double m)
{
    if (k < 1)
        return exp(-m);
    return exp(-stirling_error(k) - deviance(k, m)) / sqrt(2 * M_PI * k);
}

/* P(Y >= a) - p; m is below a, so that the terms fall from the first one on. */
static double
at_least(const struct tail *t, double m, double *slope)
{
    double first = poisson_mass(t->a, m), term = 1, sum = 1;
    for (double k = t->a + 1; term > sum * DBL_EPSILON / 8; k++) {
        term *= m / k;
        sum += term;
    }
    *slope = first * t->a / m;
    return first * sum - t->p;
}

/* p - P(Y <= a); m is above a. */
static double
at_most(const struct tail *t, double m, double *slope)
{
    double first = poisson_mass(t->a, m), term = 1, sum = 1;
    for (double k = t->a; k > 0 && term > sum * DBL_EPSILON / 8; k--) {
        term *= k / m;
        sum += term;
    }
    *slope = first;
    return t->p - first * sum;
}

double
st_normal_p(double z)
{
    return erfc(fabs(z) / M_SQRT2);
}

enum st_status
st_poisson_limits(double x, double level, struct st_limits *out)
{
    enum st_status s = check_count(x, level);
    if (s != ST_OK)
        return s;
    struct tail lower = {x, 0, (1 - level) / 2, at_least};
    struct tail upper = {x, 0, (1 - level) / 2, at_most};
    double z = st_normal_quantile(level);
    out->lo = x > 0 ? solve(&lower, 0, x, x / (1 + z / sqrt(x))) : 0;
    out->hi = solve(&upper, x, INFINITY, x + z * sqrt(x) + z);
    return ST_OK;
}

/* x (1 - 1/(9 x) + z / (3 sqrt x))^3, the cube root of a Poisson mean being near normal. */
static double
cubed(double x, double z)
{
    double root = 1 - 1 / (9 * x) + z / (3 * sqrt(x));
    return x * root * root * root;
}

enum st_status
st_byar(double x, double level, struct st_limits *out)
{
    enum st_status s = check_count(x, level);
    if (s != ST_OK)
        return s;
    double z = st_normal_quantile(level);
    out->lo = x > 0 ? fmax(0, cubed(x, -z)) : 0;
    out->hi = cubed(x + 1, z);
    return ST_OK;
}

/* x^a (1-x)^b Gamma(a+b+1) / (Gamma(a+1) Gamma(b+1)) by the saddle point expansion
 * (Loader 2000), which keeps its digits where log gamma functions would cancel. */
static double
mass(double a, double b, double x)
{
    double n = a + b;
    double l = stirling_error(n) - stirling_error(a) - stirling_error(b) -
               deviance(a, n * x) - deviance(b, n * (1 - x));
    return exp(l) * sqrt(n / (2 * M_PI * a * b));
}

/*
 * P(X <= x) of the beta distribution less p:
 * x^a (1-x)^b / (a B(a,b)) times the sum of prod (a+b+i) x / (a+1+i), of positive terms.
 */
static double
beta_excess(const struct tail *t, double x, double *slope)
{
    double a = t->a, b = t->b, m = mass(a, b, x), term = 1, sum = 1, ratio;
    *slope = a * b / (a + b) * m / (x * (1 - x));
    for (double i = 0;; i++) {
        ratio = (a + b + i) * x / (a + 1 + i);
        term *= ratio;
        sum += term;
        if (ratio < 1 && term <= sum * (1 - ratio) * DBL_EPSILON / 8)
            return b / (a + b) * m * sum - t->p;
    }
}

static double
beta_quantile(double p, double a, double b)
{
    struct tail t = {a, b, p, beta_excess};
    return solve(&t, 0, 1, a / (a + b));
}

/* The quantile p of beta(a, b), from the nearer end of [0, 1]. */
static double
share(double p, double a, double b)
{
    return a <= b ? beta_quantile(p, a, b) : 1 - beta_quantile(1 - p, b, a);
}

enum st_status
st_clopper_pearson(double x, double n, double level, struct st_limits *out)
{
    enum st_status s = check_share(x, n, level);
    if (s != ST_OK)
        return s;
    double half = (1 - level) / 2;
    out->lo = x > 0 ? share(half, x, n - x + 1) : 0;
    out->hi = x < n ? share(1 - half, x + 1, n - x) : 1;
    return ST_OK;
}

enum st_status
st_jeffreys(double x, double n, double level, struct st_limits *out)
{
    enum st_status s = check_share(x, n, level);
    if (s != ST_OK)
        return s;
    double half = (1 - level) / 2;
    out->lo = x > 0 ? share(half, x + 0.5, n - x + 0.5) : 0;
    out->hi = x < n ? share(1 - half, x + 0.5, n - x + 0.5) : 1;
    return ST_OK;
}
