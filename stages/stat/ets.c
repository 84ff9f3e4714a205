#include "stat/ets.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include <gsl/gsl_math.h>

/* R's "usual" bounds. */
#define LEAST 0.0001
#define PHI_LEAST 0.8
#define PHI_MOST 0.98

#define SIZE_MAX_VECTOR (6 + ST_ETS_PERIOD_MAX)
#define STEPS_A_START 4000
#define RENEWALS 30

double
st_steady_log(double x)
{
    int twos;
    double m = frexp(x, &twos), sum = 0;
    if (m < M_SQRT1_2) {
        m *= 2;
        twos--;
    }
    double t = (m - 1) / (m + 1);
    for (int k = 23; k > 0; k -= 2)
        sum = sum * t * t + 1.0 / k;
    return 2 * t * sum + twos * M_LN2;
}

/* One step of the clock: the fitted value before, the new state after. */
static double
expected(const struct st_ets_model *m, const struct st_ets_param *p,
         const struct st_ets_state *s, size_t at, double *q)
{
    *q = s->level + (m->trend == 'N' ? 0 : p->phi * s->slope);
    return m->season == 'A'   ? *q + s->season[at]
           : m->season == 'M' ? *q * s->season[at]
                              : *q;
}

static void
learn(const struct st_ets_model *m, const struct st_ets_param *p,
      struct st_ets_state *s, size_t at, double q, double y)
{
    double seen = m->season == 'A'   ? y - s->season[at]
                  : m->season == 'M' ? y / s->season[at]
                                     : y;
    double before = s->level;
    s->level = q + p->alpha * (seen - q);
    if (m->trend != 'N') {
        double slope = p->phi * s->slope;
        s->slope = slope + p->beta / p->alpha * (s->level - before - slope);
    }
    double base = m->classical ? s->level : q;
    if (m->season != 'N') {
        double figure = m->season == 'A' ? y - base : y / base;
        s->season[at] += p->gamma * (figure - s->season[at]);
    }
}

/* The season that comes next moves to the front. */
static void
turn(const struct st_ets_model *m, struct st_ets_state *s, size_t by)
{
    double old[ST_ETS_PERIOD_MAX];
    memcpy(old, s->season, sizeof old);
    for (size_t i = 0; i < m->period; i++)
        s->season[i] = old[(i + by) % m->period];
}

static bool
sound(const struct st_ets_model *m)
{
    return strchr("AM", m->error) && strchr("NA", m->trend) &&
           strchr("NAM", m->season) && m->error && m->trend && m->season && m->period &&
           m->period <= ST_ETS_PERIOD_MAX && (m->season == 'N' || m->period > 1);
}

enum st_status
st_ets_run(const struct st_ets_model *m, const struct st_ets_param *p, const double y[],
           size_t n, struct st_ets_state *state, double fitted[],
           struct st_ets_fit *out)
{
    struct st_ets_state s = *state;
    struct st_ets_fit f = {0, 0, 0};
    double product = 1; /* of the fitted values, without its powers of two */
    long twos = 0;
    if (!sound(m))
        return ST_DOMAIN;
    for (size_t i = 0; i < n; i++) {
        size_t at = i % m->period;
        double q, fit = expected(m, p, &s, at, &q), miss = y[i] - fit;
        if (!isfinite(y[i]))
            return ST_NOT_A_NUMBER;
        if ((m->error == 'M' && !(fit > 0)) ||
            (m->season == 'M' && (!(q > 0) || !(s.season[at] > 0))))
            return ST_DOMAIN;
        double e = m->error == 'M' ? miss / fit : miss;
        f.sse += miss * miss;
        f.error_ss += e * e;
        if (m->error == 'M') {
            int more;
            product = frexp(product * fit, &more);
            twos += more;
        }
        learn(m, p, &s, at, q, y[i]);
        if (fitted)
            fitted[i] = fit;
    }
    turn(m, &s, n % m->period);
    f.loglik = -0.5 * (double)n * st_steady_log(f.error_ss) - st_steady_log(product) -
               (double)twos * M_LN2;
    *state = s;
    *out = f;
    return ST_OK;
}

void
st_ets_forecast(const struct st_ets_model *m, const struct st_ets_param *p,
                const struct st_ets_state *state, size_t h, double out[])
{
    double phi = m->trend == 'N' ? 0 : p->phi, power = phi, sum = phi;
    for (size_t i = 0; i < h; i++) {
        double q = state->level + sum * state->slope;
        double s = state->season[i % m->period];
        out[i] = m->season == 'A' ? q + s : m->season == 'M' ? q * s : q;
        power *= phi;
        sum += power;
    }
}

void
st_ets_simulate(const struct st_ets_model *m, const struct st_ets_param *p,
                const struct st_ets_state *state, double sd, size_t h, struct rng *r,
                double out[])
{
    struct st_ets_state s = *state;
    for (size_t i = 0; i < h; i++) {
        double q, fit = expected(m, p, &s, i % m->period, &q);
        double e = sd * rng_normal(r);
        out[i] = m->error == 'M' ? fit * (1 + e) : fit + e;
        learn(m, p, &s, i % m->period, q, out[i]);
    }
}

/* Centred mean over one period at i; an even period has half weights at the ends. */
static double
centred_mean(const double y[], size_t i, size_t period)
{
    size_t half = period / 2;
    double sum = 0;
    for (size_t j = i - half; j <= i + half; j++)
        sum += y[j] * (period % 2 == 0 && (j == i - half || j == i + half) ? 0.5 : 1);
    return sum / (double)period;
}

enum st_status
st_ets_start(const struct st_ets_model *m, const double y[], size_t n,
             struct st_ets_state *out)
{
    size_t p = m->period, half = p / 2, k = 2 * p - 2 * half;
    if (!sound(m) || m->season == 'N')
        return ST_DOMAIN;
    if (n < 2 * p)
        return ST_TOO_FEW;
    double sx = 0, sy = 0, sxx = 0, sxy = 0, sum = 0;
    double figure[ST_ETS_PERIOD_MAX] = {0}, count[ST_ETS_PERIOD_MAX] = {0};
    for (size_t i = half; i + half < 2 * p; i++) {
        double x = (double)(i - half + 1), mean = centred_mean(y, i, p);
        sx += x;
        sy += mean;
        sxx += x * x;
        sxy += x * mean;
        figure[i % p] += m->season == 'M' ? y[i] / mean : y[i] - mean;
        count[i % p]++;
    }
    double n_x = (double)k, slope = (sxy - sx * sy / n_x) / (sxx - sx * sx / n_x);
    out->slope = slope;
    out->level = (sy - slope * sx) / n_x;
    for (size_t i = 0; i < p; i++) {
        figure[i] /= count[i];
        sum += figure[i] / (double)p;
    }
    for (size_t i = 0; i < p; i++)
        out->season[i] = m->season == 'M' ? figure[i] / sum : figure[i] - sum;
    return isfinite(out->level + out->slope + sum) ? ST_OK : ST_DOMAIN;
}

size_t
st_ets_count(const struct st_ets_model *m)
{
    return 3 + (size_t)(m->trend == 'N' ? 0 : 2) + (size_t)(m->damped ? 1 : 0) +
           (m->season == 'N' ? 0 : m->period);
}

double
st_ets_aicc(const struct st_ets_model *m, double loglik, size_t n)
{
    double k = (double)st_ets_count(m), rest = (double)n - k - 1;
    return rest > 0 ? 2 * k - 2 * loglik + 2 * k * (k + 1) / rest : INFINITY;
}

/*
 * The search. A vector holds logits of the smoothing parameters within their bounds, then
 * level and slope in units of `scale`, then the season but its last figure, which makes
 * them sum to 0 (A) or have mean 1 (M).
 */
struct problem {
    const struct st_ets_model *m;
    const double *y;
    size_t n, size;
    double scale;
};

/* e^u, u within 700 of 0: powers of two and the series of the rest. */
static double
steady_exp(double u)
{
    double twos = rint(u / M_LN2), rest = u - twos * M_LN2, sum = 1;
    for (int k = 16; k > 0; k--)
        sum = 1 + sum * rest / k;
    return ldexp(sum, (int)twos);
}

static double
between(double u, double lo, double hi)
{
    return lo + (hi - lo) / (1 + steady_exp(fmin(700, fmax(-700, -u))));
}

static double
logit(double x, double lo, double hi)
{
    double share = fmin(1 - 1e-6, fmax(1e-6, (x - lo) / (hi - lo)));
    return st_steady_log(share / (1 - share));
}

static void
unpack(const struct problem *q, const double v[], struct st_ets_param *p,
       struct st_ets_state *s)
{
    const struct st_ets_model *m = q->m;
    size_t i = 0;
    *p = (struct st_ets_param){.phi = 1};
    p->alpha = between(v[i++], LEAST, 1 - LEAST);
    if (m->trend != 'N')
        p->beta = between(v[i++], LEAST * p->alpha, p->alpha);
    if (m->season != 'N')
        p->gamma = between(v[i++], LEAST * (1 - p->alpha), 1 - p->alpha);
    if (m->damped)
        p->phi = between(v[i++], PHI_LEAST, PHI_MOST);
    s->level = v[i++] * q->scale;
    s->slope = m->trend == 'N' ? 0 : v[i++] * q->scale;
    double sum = 0, unit = m->season == 'M' ? 1 : q->scale;
    for (size_t j = 0; m->season != 'N' && j + 1 < m->period; j++)
        sum += s->season[j] = v[i++] * unit;
    s->season[m->period - 1] = m->season == 'M'   ? (double)m->period - sum
                               : m->season == 'A' ? -sum
                                                  : 0;
}

static size_t
pack(const struct problem *q, const struct st_ets_param *p,
     const struct st_ets_state *s, double v[])
{
    const struct st_ets_model *m = q->m;
    size_t i = 0;
    v[i++] = logit(p->alpha, LEAST, 1 - LEAST);
    if (m->trend != 'N')
        v[i++] = logit(p->beta, LEAST * p->alpha, p->alpha);
    if (m->season != 'N')
        v[i++] = logit(p->gamma, LEAST * (1 - p->alpha), 1 - p->alpha);
    if (m->damped)
        v[i++] = logit(p->phi, PHI_LEAST, PHI_MOST);
    v[i++] = s->level / q->scale;
    if (m->trend != 'N')
        v[i++] = s->slope / q->scale;
    for (size_t j = 0; m->season != 'N' && j + 1 < m->period; j++)
        v[i++] = s->season[j] / (m->season == 'M' ? 1 : q->scale);
    return i;
}

static double
cost(const struct problem *q, const double v[])
{
    struct st_ets_param p;
    struct st_ets_state s = {0};
    struct st_ets_fit f;
    unpack(q, v, &p, &s);
    if (st_ets_run(q->m, &p, q->y, q->n, &s, NULL, &f) || !isfinite(f.loglik))
        return DBL_MAX;
    return -f.loglik;
}

/* Corners of the simplex, one in a row of size + 1: the vector and its cost. */
static double *
corner(const struct problem *q, double work[], size_t i)
{
    return work + i * (q->size + 1);
}

static void
begin(const struct problem *q, double work[], const double v[])
{
    for (size_t i = 0; i <= q->size; i++) {
        double *c = corner(q, work, i);
        memcpy(c, v, q->size * sizeof *c);
        if (i)
            c[i - 1] += fabs(c[i - 1]) > 1 ? 0.2 * c[i - 1] : 0.2;
        c[q->size] = cost(q, c);
    }
}

/* best + by (worst - middle) around the middle of all corners but the worst. */
static double
try(const struct problem *q, const double middle[], const double worst[], double by,
    double out[])
{
    for (size_t i = 0; i < q->size; i++)
        out[i] = middle[i] + by * (worst[i] - middle[i]);
    return out[q->size] = cost(q, out);
}

static void
shrink(const struct problem *q, double work[], const double best[])
{
    for (size_t i = 0; i <= q->size; i++) {
        double *c = corner(q, work, i);
        if (c == best)
            continue;
        for (size_t j = 0; j < q->size; j++)
            c[j] = best[j] + 0.5 * (c[j] - best[j]);
        c[q->size] = cost(q, c);
    }
}

/* Nelder and Mead's steps until the corners agree. The best vector goes to v. */
static double
simplex(const struct problem *q, double work[], double v[])
{
    size_t k = q->size;
    double *middle = corner(q, work, k + 1), *a = corner(q, work, k + 2);
    double *b = corner(q, work, k + 3), *best = work;
    begin(q, work, v);
    for (int step = 0; step < STEPS_A_START; step++) {
        double *worst = work, *second = work;
        best = work;
        for (size_t i = 1; i <= k; i++) {
            double *c = corner(q, work, i);
            if (c[k] < best[k])
                best = c;
            if (c[k] > worst[k])
                worst = c;
        }
        second = best;
        for (size_t i = 0; i <= k; i++) {
            double *c = corner(q, work, i);
            if (c != worst && c[k] > second[k])
                second = c;
        }
        if (!(worst[k] - best[k] > 1e-11 * (fabs(best[k]) + 1)))
            break;
        for (size_t j = 0; j < k; j++) {
            middle[j] = 0;
            for (size_t i = 0; i <= k; i++)
                middle[j] += corner(q, work, i)[j] / (double)k;
            middle[j] -= worst[j] / (double)k;
        }
        const double *take = a;
        if (try(q, middle, worst, -1, a) < best[k]) {
            if (try(q, middle, worst, -2, b) < a[k])
                take = b;
        } else if (a[k] >= second[k]) {
            double inside = a[k] < worst[k] ? -0.5 : 0.5;
            if (try(q, middle, worst, inside, b) < fmin(a[k], worst[k]))
                take = b;
            else
                take = NULL;
        }
        if (take)
            memcpy(worst, take, (k + 1) * sizeof *worst);
        else
            shrink(q, work, best);
    }
    memmove(v, best, k * sizeof *v);
    return best[k];
}

size_t
st_ets_fit_work(const struct st_ets_model *m)
{
    size_t k = st_ets_count(m);
    return (k + 4) * (k + 1);
}

/* First states from the data; slope and level without a season from the first values. */
static enum st_status
guess(const struct st_ets_model *m, const double y[], size_t n, struct st_ets_state *s)
{
    *s = (struct st_ets_state){0};
    if (m->season != 'N') {
        enum st_status e = st_ets_start(m, y, n, s);
        /* The line's value stands half a period into the series; the start is before it. */
        s->level -= s->slope * (double)(m->period / 2);
        if (m->trend == 'N')
            s->level += s->slope * (double)m->period;
        return e;
    }
    size_t k = n < 10 ? n : 10;
    s->slope = (y[k - 1] - y[0]) / (double)(k - 1);
    s->level = y[0] - (m->trend == 'N' ? 0 : s->slope);
    return ST_OK;
}

enum st_status
st_ets_fit(const struct st_ets_model *m, const double y[], size_t n, double work[],
           size_t n_work, struct st_ets_param *p, struct st_ets_state *state,
           struct st_ets_fit *out)
{
    static const struct st_ets_param starts[] = {
        {0.05, 0.02, 0.3, 0.95}, {0.3, 0.05, 0.1, 0.97}, {0.8, 0.1, 0.05, 0.9}};
    double best_v[SIZE_MAX_VECTOR] = {0}, v[SIZE_MAX_VECTOR], least = INFINITY, top = 0;
    struct problem q = {m, y, n, 0, 0};
    struct st_ets_state first;
    if (!sound(m))
        return ST_DOMAIN;
    if (n_work < st_ets_fit_work(m))
        return ST_NO_ROOM;
    if (n <= st_ets_count(m) + 1)
        return ST_TOO_FEW;
    bool tied = true;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(y[i]))
            return ST_NOT_A_NUMBER;
        if ((m->error == 'M' || m->season == 'M') && !(y[i] > 0))
            return ST_DOMAIN;
        tied = tied && !(y[i] < y[0]) && !(y[i] > y[0]);
        top = fmax(top, fabs(y[i]));
    }
    if (tied)
        return ST_ALL_TIED;
    q.scale = top;
    enum st_status e = guess(m, y, n, &first);
    if (e)
        return e;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        q.size = pack(&q, &starts[i], &first, v);
        double now = simplex(&q, work, v);
        if (now < least) {
            least = now;
            memcpy(best_v, v, q.size * sizeof *v);
        }
    }
    for (int r = 0; r < RENEWALS; r++) {
        double before = least;
        least = simplex(&q, work, best_v);
        if (!(before - least > 1e-9))
            break;
    }
    if (!(least < DBL_MAX))
        return ST_NO_CONVERGENCE;
    *state = (struct st_ets_state){0};
    unpack(&q, best_v, p, state);
    struct st_ets_state s = *state;
    return st_ets_run(m, p, y, n, &s, NULL, out);
}
