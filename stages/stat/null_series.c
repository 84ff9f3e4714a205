#include "stat/null_series.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#define LARGE \
    2500.0 /* variance above which counts are drawn as rounded normal values */
#define LEAST_RHO 10
#define MOST_RHO 0.95
#define ENOUGH 20

void
st_null_prepare(struct st_null *m)
{
    m->spread = m->counts ? fmax(1, m->spread) : m->spread;
    for (size_t i = 0; m->counts && i < m->n; i++) {
        double mu = m->mean[i], size = mu / (m->spread - 1);
        unsigned k = mu * m->spread > LARGE ? 0 : (unsigned)mu;
        bool plain = !(m->spread > 1 + 1e-9);
        m->start[i] = k;
        m->mass[i] = plain ? gsl_ran_poisson_pdf(k, mu)
                           : gsl_ran_negative_binomial_pdf(k, 1 / m->spread, size);
        m->below[i] = plain ? gsl_cdf_poisson_P(k, mu)
                            : gsl_cdf_negative_binomial_P(k, 1 / m->spread, size);
    }
}

/* P(k + 1) / P(k) */
static double
step(double mu, double spread, double k)
{
    if (!(spread > 1 + 1e-9))
        return mu / (k + 1);
    return (k + mu / (spread - 1)) / (k + 1) * (spread - 1) / spread;
}

static double
normal_quantile(double mu, double spread, double z)
{
    double sd = sqrt(mu * spread), skew = (2 * spread - 1) / sd;
    return fmax(0, floor(mu + sd * (z + skew * (z * z - 1) / 6) + 0.5));
}

static double
quantile(const struct st_null *m, size_t i, double z)
{
    double mu = m->mean[i], k = m->start[i], mass = m->mass[i], below = m->below[i];
    if (!(mu > 0))
        return 0;
    if (mu * m->spread > LARGE)
        return normal_quantile(mu, m->spread, z);
    double u = gsl_cdf_ugaussian_P(z);
    while (k > 0 && below - mass >= u) {
        below -= mass;
        k--;
        mass /= step(mu, m->spread, k);
    }
    while (below < u && mass > 1e-300) {
        mass *= step(mu, m->spread, k);
        k++;
        below += mass;
    }
    return k;
}

void
st_null_draw(const struct st_null *m, struct rng *r, double out[])
{
    double z = rng_normal(r), turn = sqrt(1 - m->rho * m->rho);
    for (size_t i = 0; i < m->n; i++) {
        if (i)
            z = m->rho * z + turn * rng_normal(r);
        out[i] = m->counts ? quantile(m, i, z) : m->mean[i] + m->spread * z;
    }
}

double
st_null_p(const struct st_null *m, struct rng *r, size_t draws, double y[],
          st_null_statistic *statistic, void *more, double observed)
{
    size_t hits = 0;
    for (size_t k = 1; k <= draws; k++) {
        st_null_draw(m, r, y);
        double t = statistic(y, more);
        hits += t >= observed - 1e-9 * fabs(observed);
        if (hits == ENOUGH)
            return (double)hits / (double)k;
    }
    return (double)(hits + 1) / (double)(draws + 1);
}

double
st_null_rho(const double e[], size_t n, size_t parameters)
{
    double square = 0, product = 0, p = (double)parameters, size = (double)n;
    if (n < LEAST_RHO)
        return 0;
    for (size_t i = 0; i < n; i++) {
        square += e[i] * e[i];
        product += i ? e[i] * e[i - 1] : 0;
    }
    if (!(square > 0))
        return 0;
    double r = product / square;
    r += (p + (p + 3) * fmax(r, 0)) / size;
    return fmin(MOST_RHO, fmax(0, r));
}
