#include "stat/null_series.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#define LARGE \
    2500.0 /* variance above which counts are drawn as rounded normal values */
#define ENOUGH 20

/* Of count i: the variance is mean + c mean^2, on average spread times the mean. */
static double
dispersion(const struct st_null *m, size_t i)
{
    return 1 + (m->spread - 1) * m->mean[i] / m->size;
}

static void
prepare(struct st_null *m)
{
    m->size = 0;
    for (size_t i = 0; i < m->n; i++)
        m->size += m->mean[i] / (double)m->n;
    m->spread = m->counts ? fmax(1, m->spread) : m->spread;
    for (size_t i = 0; m->counts && i < m->n; i++) {
        double mu = m->mean[i], phi = dispersion(m, i), size = mu / (phi - 1);
        unsigned k = mu * phi > LARGE ? 0 : (unsigned)mu;
        bool plain = !(phi > 1 + 1e-9);
        m->start[i] = k;
        m->mass[i] = plain ? gsl_ran_poisson_pdf(k, mu)
                           : gsl_ran_negative_binomial_pdf(k, 1 / phi, size);
        m->below[i] = plain ? gsl_cdf_poisson_P(k, mu)
                            : gsl_cdf_negative_binomial_P(k, 1 / phi, size);
    }
}

struct st_null
st_null_of(bool counts, size_t n, const double mean[], double spread,
           struct st_null_rho rho, double room[])
{
    struct st_null m = {.counts = counts,
                        .n = n,
                        .spread = spread,
                        .rho = rho,
                        .mean = mean,
                        .start = room,
                        .mass = room + n,
                        .below = room + 2 * n};
    prepare(&m);
    return m;
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
    double phi = dispersion(m, i);
    if (mu * phi > LARGE)
        return normal_quantile(mu, phi, z);
    double u = gsl_cdf_ugaussian_P(z);
    while (k > 0 && below - mass >= u) {
        below -= mass;
        k--;
        mass /= step(mu, phi, k);
    }
    while (below < u && mass > 1e-300) {
        mass *= step(mu, phi, k);
        k++;
        below += mass;
    }
    return k;
}

static double
some_rho(const struct st_null_rho *rho, struct rng *r)
{
    size_t k = 0;
    if (!(rho->mean > 0))
        return 0;
    for (double u = rng_unit(r); k < ST_AR1_NODES - 1 && rho->below[k] < u;)
        k++;
    return st_ar1_rho(k);
}

void
st_null_draw(const struct st_null *m, struct rng *r, double out[])
{
    double rho = some_rho(&m->rho, r), z = rng_normal(r), turn = sqrt(1 - rho * rho);
    for (size_t i = 0; i < m->n; i++) {
        if (i)
            z = rho * z + turn * rng_normal(r);
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

/* FNV-1a over the bits of the values. */
void
st_null_seed(struct rng *r, long seed, const double y[], size_t n)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < n; i++) {
        uint64_t bits;
        memcpy(&bits, &y[i], sizeof bits);
        for (int k = 0; k < 64; k += 8)
            h = (h ^ (bits >> k & 255)) * 1099511628211u;
    }
    rng_seed(r, h ^ (uint64_t)seed);
}
