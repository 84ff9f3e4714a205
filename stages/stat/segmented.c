#include "stat/segmented.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "stat/lsq.h"

#define ROUNDS 60
#define KEPT 5
#define CYCLES 200
#define TRIED_IN_FULL 3000 /* combinations */
#define CHOSEN 40
#define ROUNDS_OF_CHOICE 2
#define GOLDEN 0.6180339887498949

/* Columns: 1, x, hinges and, for standard errors, steps. */
#define COLUMNS (2 + 2 * ST_SEGMENTED_MAX)

struct fit {
    const struct st_segmented_data *d;
    size_t k;
    double *x, *z, *w, *eta;
    bool many; /* more combinations than are tried in full */
    bool warm; /* eta is that of a fit nearby, to go on from */
    struct dd *dd;
    size_t n_dd;
    double coef[COLUMNS], cov[COLUMNS * COLUMNS];
};

size_t
st_segmented_work(size_t n, size_t k)
{
    return n * (2 + 2 * k) + 3 * n + 5 * n;
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
        if (!f->warm)
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
        if (round > !f->warm && fabs(before - now) <= 1e-13 * fabs(now) + noise) {
            *deviance = now;
            return ST_OK;
        }
        before = now;
        enum st_status s =
            st_lsq(f->x, f->z, f->w, n, p, 1, f->dd, f->n_dd, f->coef, f->cov, &l);
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

/* Sums over the values behind each one, weighted as the working model weighs them: of 1, x,
 * x^2, z and x z, x from its middle; all[5] and zz over all values. */
struct sums {
    double *behind, middle, all[5], zz;
};

static void
sum_up(const struct fit *f, struct sums *s)
{
    size_t n = f->d->n;
    double at[5] = {0};
    s->middle = f->d->x[n / 2];
    s->zz = 0;
    for (size_t i = n; i-- > 0;) {
        double x = f->d->x[i] - s->middle, w = f->w[i], z = f->z[i];
        const double more[5] = {w, w * x, w * x * x, w * z, w * x * z};
        memcpy(s->behind + 5 * i, at, sizeof at);
        for (int q = 0; q < 5; q++)
            at[q] += more[q];
        s->zz += w * z * z;
    }
    memcpy(s->all, at, sizeof at);
}

/* The weighted sum of squares with joints at values c[0..k) from these sums alone, by
 * Cholesky; INFINITY when the columns are not apart. */
static double
quick(const struct fit *f, const struct sums *s, const size_t c[])
{
    size_t k = f->k, p = 2 + k;
    double g[(2 + ST_SEGMENTED_MAX) * (2 + ST_SEGMENTED_MAX)], r[2 + ST_SEGMENTED_MAX];
    double knot[2 + ST_SEGMENTED_MAX] = {0}, left = s->zz;
    for (size_t i = 0; i < p; i++) {
        knot[i] = i < 2 ? 0 : f->d->x[c[i - 2]] - s->middle;
        const double *q = i < 2 ? s->all : s->behind + 5 * c[i - 2];
        r[i] = i ? q[4] - knot[i] * q[3] : q[3];
        for (size_t j = 0; j <= i; j++)
            g[i * p + j] =
                !i   ? q[0]
                : !j ? q[1] - knot[i] * q[0]
                     : q[2] - (knot[i] + knot[j]) * q[1] + knot[i] * knot[j] * q[0];
    }
    for (size_t i = 0; i < p; i++) {
        double own = g[i * p + i];
        for (size_t j = 0; j <= i; j++) {
            double v = g[i * p + j];
            for (size_t h = 0; h < j; h++)
                v -= g[i * p + h] * g[j * p + h];
            if (i == j && !(v > 1e-12 * own))
                return INFINITY;
            g[i * p + j] = i == j ? sqrt(v) : v / g[j * p + j];
        }
        for (size_t h = 0; h < i; h++)
            r[i] -= g[i * p + h] * r[h];
        r[i] /= g[i * p + i];
        left -= r[i] * r[i];
    }
    return left;
}

/* Combinations that are tried in full. */
struct chosen {
    double left[CHOSEN];
    size_t at[CHOSEN][ST_SEGMENTED_MAX], n;
};

static void
choose(struct chosen *b, const size_t c[], double left)
{
    size_t at = b->n < CHOSEN ? b->n++ : CHOSEN;
    if (at == CHOSEN && !(left < b->left[CHOSEN - 1]))
        return;
    if (at == CHOSEN)
        at--;
    for (; at > 0 && b->left[at - 1] > left; at--) {
        b->left[at] = b->left[at - 1];
        memcpy(b->at[at], b->at[at - 1], sizeof b->at[at]);
    }
    b->left[at] = left;
    memcpy(b->at[at], c, sizeof b->at[at]);
}

static void
choose_all(const struct fit *f, const struct sums *s, size_t level, size_t from,
           size_t c[], struct chosen *b)
{
    if (level == f->k) {
        choose(b, c, quick(f, s, c));
        return;
    }
    for (c[level] = from; c[level] + 2 + 2 * (f->k - level - 1) < f->d->n; c[level]++)
        choose_all(f, s, level + 1, c[level] + 2, c, b);
}

/* The best of many combinations: those with the least sums of squares in the working model,
 * first at the values themselves, then at the best fit so far, are tried in full. In a normal
 * model that is the deviance; in the others its quadratic approximation. */
static void
try_best(struct fit *f, double behind[], struct kept *b)
{
    struct sums s = {.behind = behind};
    struct chosen chosen;
    for (size_t i = 0; i < f->d->n; i++)
        working(f->d, i, first_eta(f->d, i), &f->z[i], &f->w[i]);
    for (int round = 0; round < ROUNDS_OF_CHOICE; round++) {
        size_t c[ST_SEGMENTED_MAX] = {0};
        double psi[ST_SEGMENTED_MAX] = {0}, deviance;
        sum_up(f, &s);
        chosen.n = 0;
        choose_all(f, &s, 0, 2, c, &chosen);
        b->n = 0;
        for (size_t i = 0; i < chosen.n; i++) {
            for (size_t j = 0; j < f->k; j++)
                psi[j] = f->d->x[chosen.at[i][j]];
            if (!solve(f, psi, 0, &deviance))
                keep(b, f->k, psi, deviance);
        }
        if (!b->n || solve(f, b->psi[0], 0, &deviance))
            return;
    }
}

static size_t
combinations(size_t n, size_t k)
{
    size_t count = 1;
    for (size_t i = 0; i < k; i++)
        count = count * (n - i) / (i + 1);
    return count;
}

/* Golden section for psi[j] between a and b; takes what is better than *best. */
static double
deviance_at(struct fit *f, double psi[], size_t j, double at)
{
    double got;
    psi[j] = at;
    bool solved = !solve(f, psi, 0, &got);
    f->warm = f->many && solved;
    return solved ? got : INFINITY;
}

static void
section(struct fit *f, double psi[], size_t j, double a, double b, double *best)
{
    double kept = psi[j], got;
    double c = b - GOLDEN * (b - a), e = a + GOLDEN * (b - a);
    f->warm = false;
    double dc = deviance_at(f, psi, j, c), de = deviance_at(f, psi, j, e);
    while (b - a > 1e-9 * (fabs(a) + fabs(b))) {
        if (dc <= de) {
            b = e;
            e = c;
            de = dc;
            c = b - GOLDEN * (b - a);
            dc = deviance_at(f, psi, j, c);
        } else {
            a = c;
            c = e;
            dc = de;
            e = a + GOLDEN * (b - a);
            de = deviance_at(f, psi, j, e);
        }
    }
    f->warm = false;
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
st_segmented(const struct st_segmented_data *d, size_t k, double work[], size_t n_work,
             struct dd work_dd[], size_t n_work_dd, struct st_segmented *out)
{
    enum st_status s = check(d, k);
    if (s)
        return s;
    if (n_work < st_segmented_work(d->n, k) ||
        n_work_dd < st_segmented_work_dd(d->n, k))
        return ST_NO_ROOM;
    size_t n = d->n, best = 0;
    struct fit f = {.d = d, .k = k, .x = work, .dd = work_dd, .n_dd = n_work_dd};
    struct kept b = {.n = 0};
    double psi[ST_SEGMENTED_MAX] = {0};
    f.z = f.x + n * (2 + 2 * k);
    f.w = f.z + n;
    f.eta = f.w + n;
    f.many = combinations(n, k) > TRIED_IN_FULL;
    if (f.many)
        try_best(&f, f.eta + n, &b);
    else
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
