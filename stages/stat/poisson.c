#include "stat/poisson.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "stat/spd.h"

/* Newton's step in log mu below which the next one is below rounding. */
#define SMALL_STEP 1e-8
#define STEP_MAX 5.0
#define ROUNDS_MAX 100
#define HALVINGS_MAX 60
/* exp() stays finite, and no count is that far from 1. */
#define ETA_MAX 600.0

/* What one point adds to the log-likelihood, its slope and its curvature in log mu. */
struct term {
    double value, score, info;
};

static bool
says_nothing(double lo, double hi)
{
    return lo <= 0 && isinf(hi);
}

/* Without its constant, -log y!. */
static struct term
known_term(double y, double eta, double mu)
{
    return (struct term){y * eta - mu, y - mu, mu};
}

static struct term
bounded_term(double lo, double hi, double mu)
{
    /* Chernoff's bound: below lo there is less than exp(-1000). */
    if (isinf(hi) && mu > 4 * lo + 2000)
        return (struct term){0};
    double mode = fmin(fmax(floor(mu), lo), hi);
    double sum = 1, shift = 0, at_lo = mode > lo ? 0 : 1, at_hi = mode < hi ? 0 : 1;
    double term = 1;
    for (double k = mode + 1; k <= hi && term > sum * DBL_EPSILON / 8; k++) {
        term *= mu / k;
        sum += term;
        shift += (k - mode) * term;
        at_hi = k < hi ? 0 : term;
    }
    term = 1;
    for (double k = mode; k > lo && term > sum * DBL_EPSILON / 8; k--) {
        term *= k / mu;
        sum += term;
        shift -= (mode - k + 1) * term;
        at_lo = k - 1 > lo ? 0 : term;
    }
    double mean = mode + shift / sum, q_lo = at_lo / sum, q_hi = at_hi / sum;
    struct term t = {mode * log(mu) - mu - lgamma(mode + 1) + log(sum), lo * q_lo,
                     lo * (mean - lo) * q_lo};
    if (!isinf(hi)) {
        t.score -= mu * q_hi;
        t.info += mu * (hi + 1 - mean) * q_hi;
    }
    return t;
}

static double
linear(const struct st_poisson_data *d, size_t i, const double *beta)
{
    double eta = d->offset ? d->offset[i] : 0;
    for (size_t k = 0; k < d->p; k++)
        eta += d->x[i * d->p + k] * beta[k];
    return eta;
}

/* Workspace, laid out. */
struct fit {
    struct st_poisson_data d; /* with bounds drawn in */
    double *mu, *lo, *hi, *beta, *step, *trial, *score, *info;
    double constant; /* of the likelihood: -log y! of the known counts */
};

size_t
st_poisson_work(size_t n, size_t p)
{
    return 3 * n + 4 * p + p * p;
}

static struct fit
lay_out(const struct st_poisson_data *data, double *work)
{
    struct fit f = {.d = *data, .mu = work};
    f.lo = f.mu + data->n;
    f.hi = f.lo + data->n;
    f.beta = f.hi + data->n;
    f.step = f.beta + data->p;
    f.trial = f.step + data->p;
    f.score = f.trial + data->p;
    f.info = f.score + data->p;
    f.d.lo = f.lo;
    f.d.hi = f.hi;
    return f;
}

static enum st_status
read_point(const struct st_poisson_data *d, size_t i, double *lo, double *hi)
{
    *lo = d->lo[i];
    *hi = d->hi[i];
    if (isnan(*lo) || isnan(*hi) || (isinf(*lo) && *lo > 0) ||
        (d->offset && !isfinite(d->offset[i])))
        return ST_NOT_A_NUMBER;
    for (size_t k = 0; k < d->p; k++)
        if (!isfinite(d->x[i * d->p + k]))
            return ST_NOT_A_NUMBER;
    if (*lo < *hi) {
        *lo = ceil(fmax(*lo, 0));
        *hi = floor(*hi);
    }
    if (*lo > *hi)
        return ST_CONTRADICTION;
    if (*hi < 0)
        return ST_DOMAIN;
    if (*lo < *hi && (*lo > ST_POISSON_MAX || (isfinite(*hi) && *hi > ST_POISSON_MAX)))
        return ST_TOO_LARGE;
    return ST_OK;
}

static enum st_status
read_points(const struct st_poisson_data *d, struct fit *f, struct st_poisson *out)
{
    double most = 0;
    for (size_t i = 0; i < d->n; i++) {
        enum st_status s = read_point(d, i, &f->lo[i], &f->hi[i]);
        if (s != ST_OK)
            return s;
        if (says_nothing(f->lo[i], f->hi[i]))
            continue;
        if (f->lo[i] < f->hi[i]) {
            out->bounded++;
        } else {
            out->known++;
            f->constant -= lgamma(f->lo[i] + 1);
        }
        most = fmax(most, f->hi[i]);
    }
    if (out->known + out->bounded < d->p || d->p == 0)
        return ST_TOO_FEW;
    return most > 0 ? ST_OK : ST_ALL_ZERO;
}

/* Both sides hold the mean: a direction of recession must leave it alone. */
static bool
held(const struct fit *f, size_t i)
{
    return f->lo[i] > 0 && isfinite(f->hi[i]);
}

/* True when no term falls along (a, b), or along a alone when p is 1. */
static bool
recedes(const struct fit *f, double a, double b)
{
    size_t p = f->d.p;
    for (size_t i = 0; i < f->d.n; i++) {
        double move = f->d.x[i * p] * a + (p == 2 ? f->d.x[i * p + 1] * b : 0);
        if (says_nothing(f->lo[i], f->hi[i]))
            continue;
        if (f->lo[i] > 0 ? move < 0 : move > 0)
            return false;
        if (held(f, i) && fabs(move) > 0)
            return false;
    }
    return true;
}

static bool
maximum_exists(const struct fit *f)
{
    const double *x = f->d.x;
    if (f->d.p == 1)
        return !recedes(f, 1, 0) && !recedes(f, -1, 0);
    for (size_t i = 0, first = f->d.n; i < f->d.n; i++) {
        if (!held(f, i))
            continue;
        if (first == f->d.n)
            first = i;
        double cross = x[2 * first] * x[2 * i + 1] - x[2 * first + 1] * x[2 * i];
        if (fabs(cross) > 0)
            return true;
    }
    for (size_t i = 0; i < f->d.n; i++) {
        if (says_nothing(f->lo[i], f->hi[i]))
            continue;
        if (recedes(f, -x[2 * i + 1], x[2 * i]) || recedes(f, x[2 * i + 1], -x[2 * i]))
            return false;
    }
    return true;
}

/* Adds weight times the outer product of row i. */
static void
add_row(const struct st_poisson_data *d, size_t i, double weight, double *matrix)
{
    const double *x = d->x + i * d->p;
    for (size_t a = 0; a < d->p; a++)
        for (size_t b = 0; b <= a; b++)
            matrix[a * d->p + b] += weight * x[a] * x[b];
}

/* Log-likelihood at beta, with its slopes in score and info and the means in mu. -INFINITY
 * beyond ETA_MAX. */
static double
likelihood(struct fit *f, const double *beta)
{
    size_t p = f->d.p;
    double sum = f->constant;
    memset(f->score, 0, p * sizeof *f->score);
    memset(f->info, 0, p * p * sizeof *f->info);
    for (size_t i = 0; i < f->d.n; i++) {
        double eta = linear(&f->d, i, beta);
        if (!(fabs(eta) <= ETA_MAX))
            return -INFINITY;
        f->mu[i] = exp(eta);
        if (says_nothing(f->lo[i], f->hi[i]))
            continue;
        struct term t = f->lo[i] < f->hi[i] ? bounded_term(f->lo[i], f->hi[i], f->mu[i])
                                            : known_term(f->lo[i], eta, f->mu[i]);
        sum += t.value;
        for (size_t k = 0; k < p; k++)
            f->score[k] += t.score * f->d.x[i * p + k];
        add_row(&f->d, i, t.info, f->info);
    }
    return sum;
}

/* A first guess of a mean: what the bounds suggest, kept off zero. */
static double
guess(double lo, double hi)
{
    return (isinf(hi) ? lo : (lo + hi) / 2) + 0.1;
}

/* Weighted least squares of the guesses. False when the columns are dependent. */
static bool
first_beta(struct fit *f)
{
    size_t p = f->d.p;
    double *beta = f->beta;
    memset(f->info, 0, p * p * sizeof *f->info);
    memset(beta, 0, p * sizeof *beta);
    for (size_t i = 0; i < f->d.n; i++) {
        if (says_nothing(f->lo[i], f->hi[i]))
            continue;
        double mu = guess(f->lo[i], f->hi[i]);
        double z = log(mu) - (f->d.offset ? f->d.offset[i] : 0);
        add_row(&f->d, i, mu, f->info);
        for (size_t k = 0; k < p; k++)
            beta[k] += mu * z * f->d.x[i * p + k];
    }
    if (!st_spd_factor(f->info, p))
        return false;
    st_spd_solve(f->info, p, beta);
    return true;
}

/* The longest move of any log mu along the step. */
static double
length(const struct fit *f)
{
    double most = 0;
    for (size_t i = 0; i < f->d.n; i++) {
        double move = 0;
        for (size_t k = 0; k < f->d.p; k++)
            move += f->d.x[i * f->d.p + k] * f->step[k];
        if (!says_nothing(f->lo[i], f->hi[i]))
            most = fmax(most, fabs(move));
    }
    return most;
}

/* Goes along the step as far as the likelihood does not fall by more than its terms are rounded,
 * and leaves its slopes there. False when it falls at any length. */
static bool
advance(struct fit *f, double *value, double scale)
{
    size_t p = f->d.p;
    double rounding = 4 * (double)f->d.n * DBL_EPSILON * fabs(f->constant);
    for (int halving = 0; halving < HALVINGS_MAX; halving++, scale /= 2) {
        for (size_t k = 0; k < p; k++)
            f->trial[k] = f->beta[k] + scale * f->step[k];
        double trial = likelihood(f, f->trial);
        if (trial >= *value - 1e-12 * (1 + fabs(*value)) - rounding) {
            memcpy(f->beta, f->trial, p * sizeof *f->beta);
            *value = trial;
            return true;
        }
    }
    return false;
}

static enum st_status
climb(struct fit *f, struct st_poisson *out)
{
    size_t p = f->d.p;
    double move = INFINITY;
    out->loglik = likelihood(f, f->beta);
    for (out->rounds = 1; out->rounds <= ROUNDS_MAX; out->rounds++) {
        if (!st_spd_factor(f->info, p))
            return p > 2 ? ST_NO_MAXIMUM : ST_RANK;
        memcpy(f->step, f->score, p * sizeof *f->step);
        st_spd_solve(f->info, p, f->step);
        move = length(f);
        if (!advance(f, &out->loglik, move > STEP_MAX ? STEP_MAX / move : 1))
            return ST_NO_CONVERGENCE;
        if (move <= SMALL_STEP)
            return ST_OK;
    }
    return p > 2 && move > 0.1 ? ST_NO_MAXIMUM : ST_NO_CONVERGENCE;
}

/* A residual that rounding alone explains is none. The bounds give way to score and
 * information of each point. */
static void
residuals(const struct fit *f, struct st_poisson *out)
{
    for (size_t i = 0; i < f->d.n; i++) {
        double y = f->lo[i], mu = f->mu[i], e = y - mu;
        bool known = !(y < f->hi[i]);
        struct term t = says_nothing(y, f->hi[i]) ? (struct term){0}
                        : known                   ? known_term(y, log(mu), mu)
                                                  : bounded_term(y, f->hi[i], mu);
        if (known && fabs(e) <= 64 * DBL_EPSILON * mu)
            t.score = 0;
        else if (known) {
            out->pearson += e * e / mu;
            out->deviance += 2 * ((y > 0 ? y * log(y / mu) : 0) - e);
        }
        out->scatter += t.score * t.score / mu;
        out->shares += t.info / mu;
        f->lo[i] = t.score;
        f->hi[i] = t.info;
    }
}

enum st_status
st_poisson(const struct st_poisson_data *data, double work[], size_t n_work,
           double beta[], double cov[], struct st_poisson *out)
{
    if (n_work < st_poisson_work(data->n, data->p))
        return ST_NO_ROOM;
    struct fit f = lay_out(data, work);
    struct st_poisson r = {0};
    size_t p = data->p;
    enum st_status s = read_points(data, &f, &r);
    if (s != ST_OK)
        return s;
    if (!first_beta(&f))
        return ST_RANK;
    if (p <= 2 && !maximum_exists(&f))
        return ST_NO_MAXIMUM;
    s = climb(&f, &r);
    if (s != ST_OK)
        return s;
    if (!st_spd_factor(f.info, p))
        return ST_RANK;
    memcpy(beta, f.beta, p * sizeof *beta);
    st_spd_inverse(f.info, p, cov);
    residuals(&f, &r);
    *out = r;
    return ST_OK;
}
