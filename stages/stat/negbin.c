#include "stat/negbin.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include <gsl/gsl_sf_psi.h>

#include "stat/poisson.h"
#include "stat/spd.h"

#define ROUNDS_MAX 500
#define SMALL_STEP 1e-9
/* Means and theta stay within these powers of e. */
#define LOG_MAX 50.0

struct fit {
    const struct st_negbin_data *d;
    double *mu, *beta, *step, *info;
    double theta;
};

size_t
st_negbin_work(size_t n, size_t p)
{
    return n + 2 * p + p * p + st_poisson_work(n, p);
}

static void
means(struct fit *f)
{
    for (size_t i = 0; i < f->d->n; i++) {
        double eta = f->d->offset ? f->d->offset[i] : 0;
        for (size_t k = 0; k < f->d->p; k++)
            eta += f->d->x[i * f->d->p + k] * f->beta[k];
        f->mu[i] = exp(eta);
    }
}

static double
likelihood(const struct fit *f)
{
    double sum = 0, h = f->theta;
    for (size_t i = 0; i < f->d->n; i++) {
        double y = f->d->y[i], mu = f->mu[i];
        sum += lgamma(h + y) - lgamma(h) - lgamma(y + 1) + (y > 0 ? y * log(mu) : 0) +
               h * log(h) - (h + y) * log(h + mu);
    }
    return sum;
}

/* Expected information and score of beta; the step is left in f->step. */
static bool
scoring_step(struct fit *f)
{
    size_t p = f->d->p;
    memset(f->info, 0, p * p * sizeof *f->info);
    memset(f->step, 0, p * sizeof *f->step);
    for (size_t i = 0; i < f->d->n; i++) {
        const double *x = f->d->x + i * p;
        double shrink = 1 / (1 + f->mu[i] / f->theta);
        for (size_t a = 0; a < p; a++) {
            f->step[a] += shrink * (f->d->y[i] - f->mu[i]) * x[a];
            for (size_t b = 0; b <= a; b++)
                f->info[a * p + b] += shrink * f->mu[i] * x[a] * x[b];
        }
    }
    if (!st_spd_factor(f->info, p))
        return false;
    st_spd_solve(f->info, p, f->step);
    return true;
}

/* Moves beta; halves the step while the likelihood falls. Returns the longest move of a
 * log mean, or a negative number when there is no way up. */
static double
move_beta(struct fit *f)
{
    size_t p = f->d->p;
    double before = likelihood(f), most = 0, scale = 1;
    if (!scoring_step(f))
        return -1;
    for (size_t i = 0; i < f->d->n; i++) {
        double move = 0;
        for (size_t k = 0; k < p; k++)
            move += f->d->x[i * p + k] * f->step[k];
        most = fmax(most, fabs(move));
    }
    for (int halving = 0; halving < 50; halving++, scale /= 2) {
        for (size_t k = 0; k < p; k++)
            f->beta[k] += scale * f->step[k];
        means(f);
        if (likelihood(f) >= before - 1e-12 * (1 + fabs(before)))
            return most;
        for (size_t k = 0; k < p; k++)
            f->beta[k] -= scale * f->step[k];
    }
    return -1;
}

/* Slope of the likelihood in theta and its observed information. */
static void
theta_slope(const struct fit *f, double *score, double *info)
{
    double h = f->theta;
    *score = *info = 0;
    for (size_t i = 0; i < f->d->n; i++) {
        double y = f->d->y[i], sum = f->mu[i] + h;
        *score +=
            gsl_sf_psi(h + y) - gsl_sf_psi(h) + log(h / sum) + (f->mu[i] - y) / sum;
        *info += gsl_sf_psi_1(h) - gsl_sf_psi_1(h + y) - 1 / h + 2 / sum -
                 (y + h) / (sum * sum);
    }
}

/* A step in log theta, at most a factor e. Returns its length. */
static double
move_theta(struct fit *f)
{
    double score, info;
    theta_slope(f, &score, &info);
    double curve = info * f->theta * f->theta - score * f->theta;
    double step = curve > 0 ? score * f->theta / curve : copysign(1, score);
    step = fmax(-1, fmin(1, step));
    f->theta *= exp(step);
    return fabs(step);
}

static enum st_status
climb(struct fit *f, int *rounds)
{
    for (*rounds = 1; *rounds <= ROUNDS_MAX; ++*rounds) {
        double theta = move_theta(f), beta = move_beta(f);
        if (beta < 0)
            return ST_NO_CONVERGENCE;
        if (!(fabs(log(f->theta)) < LOG_MAX))
            return ST_NO_MAXIMUM;
        if (theta < SMALL_STEP && beta < SMALL_STEP)
            return ST_OK;
    }
    return ST_NO_CONVERGENCE;
}

static void
residuals(const struct fit *f, struct st_negbin *out)
{
    double h = f->theta;
    out->deviance = out->pearson = 0;
    for (size_t i = 0; i < f->d->n; i++) {
        double y = f->d->y[i], mu = f->mu[i];
        out->pearson += (y - mu) * (y - mu) / (mu + mu * mu / h);
        out->deviance +=
            2 * ((y > 0 ? y * log(y / mu) : 0) - (y + h) * log((y + h) / (mu + h)));
    }
}

enum st_status
st_negbin(const struct st_negbin_data *d, double work[], size_t n_work, double beta[],
          double cov[], struct st_negbin *out)
{
    if (n_work < st_negbin_work(d->n, d->p))
        return ST_NO_ROOM;
    struct fit f = {d, work, work + d->n, work + d->n + d->p, NULL, 0};
    struct st_poisson_data known = {d->y, d->y, d->offset, d->x, d->n, d->p};
    struct st_poisson poisson;
    struct st_negbin r;
    double excess = 0, second = 0, score, info;
    f.info = f.step + d->p;
    enum st_status s =
        st_poisson(&known, f.info + d->p * d->p, st_poisson_work(d->n, d->p), f.beta,
                   f.info, &poisson);
    if (s != ST_OK)
        return s;
    means(&f);
    for (size_t i = 0; i < d->n; i++) {
        excess += (d->y[i] - f.mu[i]) * (d->y[i] - f.mu[i]) - d->y[i];
        second += f.mu[i] * f.mu[i];
    }
    if (!(excess > 0))
        return ST_NO_MAXIMUM;
    f.theta = second / excess;
    s = climb(&f, &r.rounds);
    if (s != ST_OK)
        return s;
    theta_slope(&f, &score, &info);
    if (!scoring_step(&f) || !(info > 0))
        return ST_NO_CONVERGENCE;
    st_spd_inverse(f.info, d->p, cov);
    memcpy(beta, f.beta, d->p * sizeof *beta);
    r.theta = f.theta;
    r.theta_se = 1 / sqrt(info);
    r.loglik = likelihood(&f);
    residuals(&f, &r);
    *out = r;
    return ST_OK;
}
