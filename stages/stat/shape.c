#include "stat/shape.h"

#include <math.h>
#include <string.h>

#include "stat/spd.h"

enum { P = ST_SEASONS_MAX + 1, ROUNDS = 40 };

/* What a fit leaves: coefficients, the inverse of X'WX. */
struct fit {
    size_t p;
    bool line;
    double beta[P], inverse[P * P], middle, scale;
};

static double
exposed(const struct st_shape *d, size_t i)
{
    return d->exposure ? d->exposure[i] : 1;
}

/* Row i of the design: 1, x, seasons from the second on. */
static void
design(const struct st_shape *d, const struct fit *f, size_t i, double row[P])
{
    for (size_t k = 0; k < f->p; k++)
        row[k] = 0;
    row[0] = 1;
    if (f->line)
        row[1] = (d->x[i] - f->middle) / f->scale;
    if (d->seasons > 1 && d->season[i])
        row[(f->line ? 1 : 0) + d->season[i]] = 1;
}

static double
one_deviance(bool counts, double y, double mean)
{
    if (!counts)
        return (y - mean) * (y - mean);
    return 2 * ((y > 0 ? y * log(y / mean) : 0) - (y - mean));
}

static double
deviance_of(const struct st_shape *d, const double mean[])
{
    double sum = 0;
    for (size_t i = 0; i < d->n; i++)
        sum += one_deviance(d->counts, d->y[i], mean[i]);
    return sum;
}

/* One weighted least-squares step from the means. */
static bool
improve(const struct st_shape *d, struct fit *f, double mean[])
{
    double a[P * P] = {0}, b[P] = {0}, row[P];
    for (size_t i = 0; i < d->n; i++) {
        double w = d->counts ? mean[i] : 1;
        double z = d->counts
                       ? log(mean[i] / exposed(d, i)) + (d->y[i] - mean[i]) / mean[i]
                       : d->y[i];
        design(d, f, i, row);
        for (size_t k = 0; k < f->p; k++) {
            b[k] += w * row[k] * z;
            for (size_t l = 0; l <= k; l++)
                a[k * f->p + l] += w * row[k] * row[l];
        }
    }
    if (!st_spd_factor(a, f->p))
        return false;
    st_spd_solve(a, f->p, b);
    st_spd_inverse(a, f->p, f->inverse);
    memcpy(f->beta, b, sizeof b);
    for (size_t i = 0; i < d->n; i++) {
        double eta = 0;
        design(d, f, i, row);
        for (size_t k = 0; k < f->p; k++)
            eta += row[k] * b[k];
        mean[i] = d->counts ? exposed(d, i) * exp(fmin(50, fmax(-50, eta))) : eta;
    }
    return true;
}

static enum st_status
fit(const struct st_shape *d, bool line, struct fit *f, double mean[], double *deviance)
{
    double sum = 0, time = 0, before = INFINITY;
    *f = (struct fit){.p = 1 + line + d->seasons - 1, .line = line};
    f->middle = (d->x[0] + d->x[d->n - 1]) / 2;
    f->scale = fmax((d->x[d->n - 1] - d->x[0]) / 2, 1e-9);
    if (d->n <= f->p)
        return ST_TOO_FEW;
    for (size_t i = 0; i < d->n; i++) {
        sum += d->y[i];
        time += exposed(d, i);
    }
    if (d->counts && !(sum > 0))
        return ST_ALL_ZERO;
    for (size_t i = 0; i < d->n; i++)
        mean[i] = exposed(d, i) * sum / time;
    for (int round = 0; round < ROUNDS; round++) {
        if (!improve(d, f, mean))
            return ST_RANK;
        *deviance = deviance_of(d, mean);
        if (!d->counts || fabs(before - *deviance) < 1e-10 * (1 + *deviance))
            break;
        before = *deviance;
    }
    return isfinite(*deviance) ? ST_OK : ST_NO_CONVERGENCE;
}

enum st_status
st_shape_fit(const struct st_shape *d, bool line, double mean[], double effect[],
             double *deviance)
{
    struct fit f;
    double season[ST_SEASONS_MAX] = {0}, middle = 0;
    enum st_status e = fit(d, line, &f, mean, deviance);
    if (e)
        return e;
    for (size_t k = 1; k < d->seasons; k++) {
        season[k] = f.beta[line + k];
        middle += season[k] / (double)d->seasons;
    }
    for (size_t i = 0; i < d->n; i++) {
        double by = (d->season ? season[d->season[i]] : 0) - middle;
        effect[i] = d->counts ? exp(by) : by;
    }
    return ST_OK;
}

/* Sums of values, their weights and squares up to a place. */
struct sums {
    double y, weight, square;
};

static void
take(const struct st_shape *d, const double effect[], size_t i, struct sums *s)
{
    double y = d->counts ? d->y[i] : d->y[i] - effect[i];
    s->y += y;
    s->weight += d->counts ? exposed(d, i) * effect[i] : 1;
    s->square += d->counts ? 0 : y * y;
}

/* The part of the deviance that depends on where the levels change. */
static double
cost(bool counts, const struct sums *s)
{
    if (counts)
        return s->y > 0 ? -2 * s->y * log(s->y / s->weight) : 0;
    return s->square - s->y * s->y / s->weight;
}

enum st_status
st_shape_step(const struct st_shape *d, const double effect[], double mean[],
              double *deviance, size_t *at)
{
    struct sums all = {0, 0, 0}, before = {0, 0, 0}, best = {0, 0, 0};
    double least = INFINITY;
    if (d->n < 4)
        return ST_TOO_FEW;
    for (size_t i = 0; i < d->n; i++)
        take(d, effect, i, &all);
    for (size_t k = 1; k + 1 < d->n; k++) {
        take(d, effect, k - 1, &before);
        struct sums after = {all.y - before.y, all.weight - before.weight,
                             all.square - before.square};
        double c = cost(d->counts, &before) + cost(d->counts, &after);
        if (k >= 2 && c < least) {
            least = c;
            best = before;
            *at = k;
        }
    }
    for (size_t i = 0; i < d->n; i++) {
        const struct sums *s = &best;
        struct sums after = {all.y - best.y, all.weight - best.weight, 0};
        if (i >= *at)
            s = &after;
        double level = s->y / s->weight;
        mean[i] = d->counts ? exposed(d, i) * effect[i] * level : level + effect[i];
    }
    *deviance = 0;
    for (size_t i = 0; i < d->n; i++)
        if (mean[i] > 0 || !d->counts)
            *deviance += one_deviance(d->counts, d->y[i], mean[i]);
    return ST_OK;
}

void
st_shape_residuals(const struct st_shape *d, const double mean[], double out[])
{
    for (size_t i = 0; i < d->n; i++) {
        double e = d->y[i] - mean[i];
        out[i] = !d->counts ? e : mean[i] > 0 ? e / sqrt(mean[i]) : 0;
    }
}

/* The score of a joint at value j: u, its variance v, and g = inverse X'Wh. */
static void
score(const struct st_shape *d, const struct fit *f, const double mean[], size_t j,
      double *u, double *v, double g[P])
{
    double a[P] = {0}, row[P];
    *u = *v = 0;
    for (size_t i = j + 1; i < d->n; i++) {
        double h = (d->x[i] - d->x[j]) / f->scale, w = d->counts ? mean[i] : 1;
        design(d, f, i, row);
        *u += (d->y[i] - mean[i]) * h;
        *v += w * h * h;
        for (size_t k = 0; k < f->p; k++)
            a[k] += w * h * row[k];
    }
    for (size_t k = 0; k < f->p; k++) {
        g[k] = 0;
        for (size_t l = 0; l < f->p; l++)
            g[k] += f->inverse[k * f->p + l] * a[l];
        *v -= a[k] * g[k];
    }
}

enum st_status
st_shape_joint(const struct st_shape *d, double work[], size_t n_work, double mean[],
               double residual[], double *statistic, size_t *at)
{
    if (n_work < d->n)
        return ST_NO_ROOM;
    struct fit f;
    double deviance, most = -1, u, v, g[P], best[P] = {0}, slope = 0, row[P];
    enum st_status e = fit(d, true, &f, mean, &deviance);
    if (e || d->n < f.p + 3)
        return e ? e : ST_TOO_FEW;
    *at = 0;
    st_shape_residuals(d, mean, work);
    double pearson = 0;
    for (size_t i = 0; i < d->n; i++)
        pearson += work[i] * work[i];
    for (size_t j = 2; j + 2 < d->n; j++) {
        score(d, &f, mean, j, &u, &v, g);
        if (v > 0 && u * u / v > most) {
            most = u * u / v;
            *at = j;
            slope = u / v;
            memcpy(best, g, sizeof best);
        }
    }
    if (!(pearson > 0) || !*at)
        return ST_ALL_TIED;
    double dispersion = pearson / (double)(d->n - f.p);
    *statistic = most / (d->counts ? fmax(1, dispersion) : dispersion);
    for (size_t i = 0; i < d->n; i++) {
        double h = i > *at ? (d->x[i] - d->x[*at]) / f.scale : 0;
        design(d, &f, i, row);
        for (size_t k = 0; k < f.p; k++)
            h -= row[k] * best[k];
        double w = d->counts ? sqrt(mean[i]) : 1;
        residual[i] = work[i] - w * slope * h;
    }
    return ST_OK;
}
