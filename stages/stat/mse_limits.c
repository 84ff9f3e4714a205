#include "stat/mse_limits.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>

/* The profile log-likelihood of a total of n + unseen, up to a constant, and its slope
 * (by the envelope theorem the shares may be held fixed). fit starts and ends the fit.
 */
static enum st_status
profile(const struct loglin_table *t, double unseen, struct loglin_fit *fit,
        double *height, double *slope)
{
    struct loglin_table closed = *t;
    struct loglin_fit next;
    closed.closed = true;
    closed.count[0] = unseen;
    closed.margin[0] = t->margin[0] + unseen;
    enum st_status status = st_loglin_fit(&closed, &fit->model, fit, MSE_ROUNDS, &next);
    if (status != ST_OK)
        return status;
    double total = closed.margin[0], l = gsl_sf_lngamma(total + 1);
    l -= gsl_sf_lngamma(unseen + 1);
    for (unsigned w = 0; w < 1u << t->lists; w++)
        if (closed.count[w] > 0)
            l += closed.count[w] * log(next.mu[w] / total);
    *height = l;
    *slope = gsl_sf_psi(total + 1) - gsl_sf_psi(unseen + 1) + log(next.mu[0] / total);
    *fit = next;
    return ST_OK;
}

/* What a search over the unseen number looks for: slope 0, or height at line. */
struct aim {
    const struct loglin_table *table;
    struct loglin_fit fit;
    bool slope;
    double line;
};

static enum st_status
miss(struct aim *aim, double unseen, double *out)
{
    double height, slope;
    enum st_status status = profile(aim->table, unseen, &aim->fit, &height, &slope);
    if (status == ST_OK)
        *out = aim->slope ? slope : height - aim->line;
    return status;
}

/* The crossing between a and b, where the misses have signs apart: the false position
 * with the kept end halved (Illinois; Dowell and Jarratt 1971, BIT 11, 168). */
static enum st_status
crossing(struct aim *aim, double a, double at_a, double b, double at_b, double *out)
{
    for (int i = 0; i < 200 && fabs(b - a) > 1e-13 * fabs(b); i++) {
        double x = b - at_b * (b - a) / (at_b - at_a), at_x;
        enum st_status status = miss(aim, x, &at_x);
        if (status != ST_OK)
            return status;
        if ((at_x > 0) != (at_b > 0)) {
            a = b;
            at_a = at_b;
        } else {
            at_a /= 2;
        }
        b = x;
        at_b = at_x;
        if (!(fabs(at_x) > 0))
            break;
    }
    *out = b;
    return ST_OK;
}

/* Walks from a by factors until the sign of the miss changes, then finds the crossing;
 * *out is what end says when the walk passes it. */
static enum st_status
walk(struct aim *aim, double a, double at_a, double by, double end, double at_end,
     double *out)
{
    for (;;) {
        double b = a * by, at_b;
        if (by < 1 ? b < end : b > end) {
            *out = at_end;
            return ST_OK;
        }
        enum st_status status = miss(aim, b, &at_b);
        if (status != ST_OK)
            return status;
        if ((at_b > 0) != (at_a > 0))
            return crossing(aim, a, at_a, b, at_b, out);
        a = b;
        at_a = at_b;
    }
}

enum st_status
st_mse_profile(const struct loglin_table *t, const struct loglin_fit *fit, double level,
               struct mse_profile *out)
{
    struct aim aim = {t, *fit, true, 0};
    double n = t->margin[0], from = fit->mu[0], at, best, height, slope, lo, hi;
    double least = 1e-9 * from, most = 1e9 * (n + from);
    if (!(level > 0 && level < 1))
        return ST_DOMAIN;
    enum st_status status = miss(&aim, from, &at);
    if (status == ST_OK)
        status = walk(&aim, from, at, at > 0 ? 1.25 : 0.8, at > 0 ? most : least,
                      at > 0 ? INFINITY : 0, &best);
    if (status != ST_OK)
        return status;
    if (!(best > 0) || isinf(best))
        return ST_NO_MAXIMUM;
    status = profile(t, best, &aim.fit, &height, &slope);
    if (status != ST_OK)
        return status;
    aim.slope = false;
    aim.line = height - gsl_cdf_chisq_Pinv(level, 1) / 2;
    struct aim down = aim;
    status = walk(&down, best, height - aim.line, 0.8, least, 0, &lo);
    if (status == ST_OK)
        status = walk(&aim, best, height - aim.line, 1.25, most, INFINITY, &hi);
    if (status == ST_OK)
        *out = (struct mse_profile){n + best, n + lo, n + hi};
    return status;
}

enum st_status
st_mse_wald(const struct loglin_table *t, const struct loglin_fit *fit, double level,
            double *lo, double *hi)
{
    double variance;
    if (!(level > 0 && level < 1))
        return ST_DOMAIN;
    enum st_status status = st_loglin_variance(fit, 0, &variance);
    if (status != ST_OK)
        return status;
    double reach = gsl_cdf_ugaussian_Qinv((1 - level) / 2) * sqrt(variance);
    *lo = t->margin[0] + exp(fit->beta[0] - reach);
    *hi = t->margin[0] + exp(fit->beta[0] + reach);
    return ST_OK;
}
