#include "stat/segmented.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "stat/lsq.h"

#define ROUNDS 60
#define KEPT 5
#define CYCLES 200
#define GOLDEN 0.6180339887498949

/* Columns: 1, x, hinges and, for standard errors, steps. */
#define COLUMNS (2 + 2 * ST_SEGMENTED_MAX)

struct fit {
    const struct st_segmented_data *d;
    size_t k;
    double *x, *z, *w, *eta;
    struct dd *dd;
    double coef[COLUMNS], cov[COLUMNS * COLUMNS];
};

size_t
st_segmented_work(size_t n, size_t k)
{
    return n * (2 + 2 * k) + 3 * n;
}

size_t
st_segmented_work_dd(size_t n, size_t k)
{
    return st_lsq_work(n, 2 + 2 * k);
}

static double
size_at(const struct st_segmented_data *d, size_t i)
{
    return d->size ? d->size[i] : 1;
}

/* y log(y / mu), 0 for y = 0. */
static double
y_log(double y, double mu)
{
    return y > 0 ? y * log(y / mu) : 0;
}

/* What is fitted next at value i, given eta, and its weight; returns the deviance there. */
static double
working(const struct st_segmented_data *d, size_t i, double eta, double *z, double *w)
{
    double y = d->y[i], m = size_at(d, i), mu, p;
    switch (d->family) {
    case ST_COUNT:
        mu = m * exp(eta);
        *w = mu;
        *z = eta + (y - mu) / mu;
        return 2 * (y_log(y, mu) - (y - mu));
    case ST_BINOMIAL:
        p = 1 / (1 + exp(-eta));
        *w = m * p * (1 - p);
        *z = eta + (y - m * p) / *w;
        return 2 * (y_log(y, m * p) + y_log(m - y, m * (1 - p)));
    case ST_NORMAL:
        break;
    }
    *w = 1;
    *z = y;
    return (y - eta) * (y - eta);
}

static double
first_eta(const struct st_segmented_data *d, size_t i)
{
    double y = d->y[i], m = size_at(d, i);
    return d->family == ST_COUNT      ? log((y + 0.5) / m)
           : d->family == ST_BINOMIAL ? log((y + 0.5) / (m - y + 0.5))
                                      : y;
}

/* Deviance with breakpoints psi, by reweighted least squares; steps adds I(x > psi). */
static enum st_status
solve(struct fit *f, const double psi[], int steps, double *deviance)
{
    const struct st_segmented_data *d = f->d;
    size_t n = d->n, k = f->k, p = 2 + k + (steps ? k : 0);
    for (size_t i = 0; i < n; i++) {
        f->x[i] = 1;
        f->x[n + i] = d->x[i];
        for (size_t j = 0; j < k; j++) {
            f->x[(2 + j) * n + i] = fmax(0, d->x[i] - psi[j]);
            if (steps)
                f->x[(2 + k + j) * n + i] = d->x[i] > psi[j];
        }
        f->eta[i] = first_eta(d, i);
    }
    double before = INFINITY, noise = 0; /* what rounding leaves of a deviance of 0 */
    for (size_t i = 0; d->family != ST_NORMAL && i < n; i++)
        noise += 4 * DBL_EPSILON * (d->y[i] + size_at(d, i));
    for (int round = 0; round < ROUNDS; round++) {
        double now = 0;
        struct st_lsq l;
        for (size_t i = 0; i < n; i++)
            now += working(d, i, f->eta[i], &f->z[i], &f->w[i]);
        if (!isfinite(now))
            return ST_NO_CONVERGENCE;
        if (round > 1 && fabs(before - now) <= 1e-13 * fabs(now) + noise) {
            *deviance = now;
            return ST_OK;
        }
        before = now;
        enum st_status s =
            st_lsq(f->x, f->z, f->w, n, p, 1, f->dd, f->coef, f->cov, &l);
        if (s)
            return s;
        for (size_t i = 0; i < n; i++) {
            f->eta[i] = 0;
            for (size_t j = 0; j < p; j++)
                f->eta[i] += f->coef[j] * f->x[j * n + i];
        }
    }
    return ST_NO_CONVERGENCE;
}

/* The best combinations so far, in order. */
struct kept {
    double deviance[KEPT], psi[KEPT][ST_SEGMENTED_MAX];
    size_t n;
};

static void
keep(struct kept *b, size_t k, const double psi[], double deviance)
{
    size_t at = b->n < KEPT ? b->n++ : KEPT;
    while (at > 0 && b->deviance[at - 1] > deviance) {
        if (at < KEPT) {
            b->deviance[at] = b->deviance[at - 1];
            memcpy(b->psi[at], b->psi[at - 1], sizeof b->psi[at]);
        }
        at--;
    }
    if (at < KEPT) {
        b->deviance[at] = deviance;
        memcpy(b->psi[at], psi, k * sizeof *psi);
    }
}

/* All combinations of values of x with two values outside and one between. */
static void
try_all(struct fit *f, size_t level, size_t from, double psi[], struct kept *b)
{
    double deviance;
    if (level == f->k) {
        if (!solve(f, psi, 0, &deviance))
            keep(b, f->k, psi, deviance);
        return;
    }
    for (size_t c = from; c + 2 + 2 * (f->k - level - 1) < f->d->n; c++) {
        psi[level] = f->d->x[c];
        try_all(f, level + 1, c + 2, psi, b);
    }
}

/* Golden section for psi[j] between a and b; takes what is better than *best. */
static void
section(struct fit *f, double psi[], size_t j, double a, double b, double *best)
{
    double kept = psi[j], got;
    double c = b - GOLDEN * (b - a), e = a + GOLDEN * (b - a), dc = INFINITY,
           de = INFINITY;
    psi[j] = c;
    solve(f, psi, 0, &dc);
    psi[j] = e;
    solve(f, psi, 0, &de);
    while (b - a > 1e-9 * (fabs(a) + fabs(b))) {
        if (dc <= de) {
            b = e;
            e = c;
            de = dc;
            c = b - GOLDEN * (b - a);
            psi[j] = c;
            if (solve(f, psi, 0, &dc))
                dc = INFINITY;
        } else {
            a = c;
            c = e;
            dc = de;
            e = a + GOLDEN * (b - a);
            psi[j] = e;
            if (solve(f, psi, 0, &de))
                de = INFINITY;
        }
    }
    psi[j] = a + (b - a) / 2;
    if (!solve(f, psi, 0, &got) && got < *best)
        *best = got;
    else
        psi[j] = kept;
}

/* One breakpoint after the other within the values beside it, until nothing is gained. */
static void
refine(struct fit *f, double psi[], double *best)
{
    const double *x = f->d->x;
    size_t n = f->d->n;
    double before = INFINITY;
    for (int c = 0; c < CYCLES && before - *best > 1e-12 * fabs(*best); c++) {
        before = *best;
        for (size_t j = 0; j < f->k; j++) {
            size_t i = 1;
            while (i + 3 < n && x[i + 1] <= psi[j])
                i++;
            double low = j ? psi[j - 1] : x[1];
            double high = j + 1 < f->k ? psi[j + 1] : x[n - 2];
            for (size_t s = i > 1 ? i - 1 : 1; s <= i + 1 && s + 2 < n; s++)
                if (x[s] >= low && x[s + 1] <= high)
                    section(f, psi, j, x[s], x[s + 1], best);
        }
    }
}

static enum st_status
give(struct fit *f, const double psi[], double deviance, struct st_segmented *out)
{
    size_t k = f->k, p = 2 + 2 * k;
    double coef[COLUMNS], linear;
    enum st_status s = solve(f, psi, 0, &linear);
    if (s)
        return s;
    memcpy(coef, f->coef, sizeof coef);
    s = solve(f, psi, 1, &linear);
    if (s)
        return s;
    double scale =
        f->d->family == ST_NORMAL ? sqrt(deviance / (double)(f->d->n - p)) : 1;
    out->deviance = deviance;
    out->level = coef[0];
    for (size_t a = 0; a <= k; a++) {
        double v = 0;
        out->slope[a] = (a ? out->slope[a - 1] : 0) + coef[1 + a];
        for (size_t i = 1; i <= a + 1; i++)
            for (size_t j = 1; j <= a + 1; j++)
                v += f->cov[i * p + j];
        out->slope_se[a] = scale * sqrt(v);
    }
    for (size_t j = 0; j < k; j++) {
        size_t c = 2 + k + j;
        out->psi[j] = psi[j];
        out->psi_se[j] = scale * sqrt(f->cov[c * p + c]) / fabs(coef[2 + j]);
    }
    return ST_OK;
}

static enum st_status
check(const struct st_segmented_data *d, size_t k)
{
    if (k > ST_SEGMENTED_MAX || d->n > ST_SEGMENTED_VALUES)
        return ST_TOO_LARGE;
    if (d->n < 2 * k + 4)
        return ST_TOO_FEW;
    for (size_t i = 0; i < d->n; i++) {
        double m = size_at(d, i);
        if (!isfinite(d->x[i]) || !isfinite(d->y[i]) || !isfinite(m))
            return ST_NOT_A_NUMBER;
        if ((i && !(d->x[i] > d->x[i - 1])) || !(m > 0) ||
            (d->family != ST_NORMAL && d->y[i] < 0) ||
            (d->family == ST_BINOMIAL && d->y[i] > m))
            return ST_DOMAIN;
    }
    return ST_OK;
}

enum st_status
st_segmented(const struct st_segmented_data *d, size_t k, double work[],
             struct dd work_dd[], struct st_segmented *out)
{
    enum st_status s = check(d, k);
    if (s)
        return s;
    size_t n = d->n, best = 0;
    struct fit f = {.d = d, .k = k, .x = work, .dd = work_dd};
    struct kept b = {.n = 0};
    double psi[ST_SEGMENTED_MAX] = {0};
    f.z = f.x + n * (2 + 2 * k);
    f.w = f.z + n;
    f.eta = f.w + n;
    try_all(&f, 0, 2, psi, &b);
    if (!b.n)
        return ST_NO_CONVERGENCE;
    for (size_t i = 0; i < b.n; i++) {
        refine(&f, b.psi[i], &b.deviance[i]);
        if (b.deviance[i] < b.deviance[best])
            best = i;
    }
    return give(&f, b.psi[best], b.deviance[best], out);
}
