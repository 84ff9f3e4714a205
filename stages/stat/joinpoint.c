#include "stat/joinpoint.h"

#include <math.h>
#include <string.h>

#include "stat/lsq.h"

/* Right-hand sides that go through one search together. */
#define BLOCK 32

/* A sum of squares below this share of that about a line is taken for an exact fit. */
#define EXACT 1e-13

/*
 * The search. Hinges max(0, x - x_c) of all candidates c, cleared of constant and line,
 * have the cross products g; with the right-hand sides they have b. Choosing c takes
 * b_c^2 / g_cc off the sum of squares and clears the rest of c (a step of elimination);
 * the last joint needs the diagonal only. The b of many right-hand sides go along.
 */
struct search {
    const struct st_joinpoint_data *d;
    size_t k, m, sides; /* joints, candidates, right-hand sides */
    double *g;          /* k levels of m x m */
    double *b;          /* k levels of m x sides */
    double *gain;       /* k levels of sides: what has been taken off so far */
    double *best;       /* sides */
    size_t chosen[ST_JOINS_MAX];
    size_t *at; /* joints of the best, for one side, or NULL */
};

size_t
st_joinpoint_least(struct st_joinpoint_rule rule, size_t most)
{
    size_t n = 2 * rule.end + most + (most ? (most - 1) * rule.between : 0);
    return n < 3 ? 3 : n;
}

size_t
st_joinpoint_work(size_t n, size_t k)
{
    size_t levels = k ? k : 1;
    size_t search = levels * (n * n + n * BLOCK + BLOCK) + BLOCK + 3 * n;
    size_t fit = n * (k + 2) + (k + 2) * (k + 3);
    return search + fit + 2 * n * BLOCK + 3 * n;
}

size_t
st_joinpoint_work_dd(size_t n, size_t k)
{
    return st_lsq_work(n, k + 2);
}

static double
weight_at(const struct st_joinpoint_data *d, size_t i)
{
    return d->weight ? d->weight[i] : 1;
}

static enum st_status
check(const struct st_joinpoint_data *d, size_t k)
{
    if (k > ST_JOINS_MAX || d->n > ST_JOINPOINT_MAX)
        return ST_TOO_LARGE;
    if (d->n < st_joinpoint_least(d->rule, k))
        return ST_TOO_FEW;
    for (size_t i = 0; i < d->n; i++) {
        if (!isfinite(d->x[i]) || !isfinite(d->y[i]) || !isfinite(weight_at(d, i)))
            return ST_NOT_A_NUMBER;
        if (!(weight_at(d, i) > 0) || (i && !(d->x[i] > d->x[i - 1])))
            return ST_DOMAIN;
    }
    return ST_OK;
}

/* v less its weighted projection on constant and line. line: x about its weighted mean. */
static void
clear_line(const struct st_joinpoint_data *d, const double line[], double v[])
{
    double sw = 0, sv = 0, sl = 0, sll = 0;
    for (size_t i = 0; i < d->n; i++) {
        double w = weight_at(d, i);
        sw += w;
        sv += w * v[i];
        sl += w * v[i] * line[i];
        sll += w * line[i] * line[i];
    }
    for (size_t i = 0; i < d->n; i++)
        v[i] -= sv / sw + sl / sll * line[i];
}

static double
weighted_dot(const struct st_joinpoint_data *d, const double a[], const double b[])
{
    double s = 0;
    for (size_t i = 0; i < d->n; i++)
        s += weight_at(d, i) * a[i] * b[i];
    return s;
}

static void
centre(const struct st_joinpoint_data *d, double line[])
{
    double sw = 0, sx = 0;
    for (size_t i = 0; i < d->n; i++) {
        sw += weight_at(d, i);
        sx += weight_at(d, i) * (d->x[i] - d->x[0]);
    }
    for (size_t i = 0; i < d->n; i++)
        line[i] = d->x[i] - d->x[0] - sx / sw;
}

static void
take_best(struct search *s, size_t level, size_t c, double g, const double b[])
{
    const double *gain = s->gain + level * s->sides;
    for (size_t j = 0; j < s->sides; j++) {
        double all = gain[j] + b[j] * b[j] / g;
        if (all > s->best[j]) {
            s->best[j] = all;
            if (s->at) {
                s->chosen[level] = c;
                for (size_t l = 0; l <= level; l++)
                    s->at[l] = s->d->rule.end + s->chosen[l];
            }
        }
    }
}

/* Clears the candidates from `from` on of c, into the next level. */
static void
eliminate(struct search *s, size_t level, size_t c, size_t from)
{
    size_t m = s->m, n = s->sides;
    const double *g = s->g + level * m * m, *b = s->b + level * m * n;
    double *g2 = s->g + (level + 1) * m * m, *b2 = s->b + (level + 1) * m * n;
    const double *gain = s->gain + level * n;
    double *gain2 = s->gain + (level + 1) * n;
    int last = level + 2 == s->k;
    for (size_t e = from; e < m; e++) {
        double f = g[c * m + e] / g[c * m + c];
        for (size_t h = e; h < (last ? e + 1 : m); h++)
            g2[e * m + h] = g[e * m + h] - f * g[c * m + h];
        for (size_t j = 0; j < n; j++)
            b2[e * n + j] = b[e * n + j] - f * b[c * n + j];
    }
    for (size_t j = 0; j < n; j++)
        gain2[j] = gain[j] + b[c * n + j] * b[c * n + j] / g[c * m + c];
}

static void
descend(struct search *s, size_t level, size_t from)
{
    size_t m = s->m, gap = s->d->rule.between + 1;
    size_t after = (s->k - level - 1) * gap; /* room for the joints still to come */
    const double *g = s->g + level * m * m;
    for (size_t c = from; c + after < m; c++) {
        if (!(g[c * m + c] > 0))
            continue;
        if (level + 1 == s->k) {
            take_best(s, level, c, g[c * m + c], s->b + (level * m + c) * s->sides);
        } else {
            s->chosen[level] = c;
            eliminate(s, level, c, c + gap);
            descend(s, level + 1, c + gap);
        }
    }
}

/*
 * Least sums of squares with k joints for `sides` right-hand sides y (each n in a row),
 * which are overwritten by what a line leaves of them.
 */
static void
least_sse(const struct st_joinpoint_data *d, size_t k, double y[], size_t sides,
          double work[], double sse[], size_t at[])
{
    size_t n = d->n, m = n - 2 * d->rule.end, levels = k ? k : 1;
    struct search s = {.d = d, .k = k, .m = m, .sides = sides, .at = at};
    s.g = work;
    s.b = s.g + levels * n * n;
    s.gain = s.b + levels * n * BLOCK;
    s.best = s.gain + levels * BLOCK;
    double *line = s.best + BLOCK, *hinge = line + n, *other = hinge + n;
    centre(d, line);
    for (size_t j = 0; j < sides; j++) {
        clear_line(d, line, y + j * n);
        s.gain[j] = s.best[j] = 0;
    }
    for (size_t c = 0; k && c < m; c++) {
        for (size_t i = 0; i < n; i++)
            hinge[i] = fmax(0, d->x[i] - d->x[d->rule.end + c]);
        clear_line(d, line, hinge);
        for (size_t j = 0; j < sides; j++)
            s.b[c * sides + j] = weighted_dot(d, hinge, y + j * n);
        /* The second hinge need not be cleared: the first already is. */
        for (size_t e = c; e < m; e++) {
            for (size_t i = 0; i < n; i++)
                other[i] = fmax(0, d->x[i] - d->x[d->rule.end + e]);
            s.g[c * m + e] = weighted_dot(d, hinge, other);
        }
    }
    if (k)
        descend(&s, 0, 0);
    for (size_t j = 0; j < sides; j++)
        sse[j] = weighted_dot(d, y + j * n, y + j * n) - s.best[j];
}

enum st_status
st_joinpoint_search(const struct st_joinpoint_data *d, size_t k, double work[],
                    size_t n_work, size_t at[], double *sse)
{
    enum st_status s = check(d, k);
    if (s)
        return s;
    if (n_work < st_joinpoint_work(d->n, k))
        return ST_NO_ROOM;
    double *y = work, least;
    memcpy(y, d->y, d->n * sizeof *y);
    /* What stands when no joint gains anything, on an exact line. */
    for (size_t j = 0; j < k; j++)
        at[j] = d->rule.end + j * (d->rule.between + 1);
    least_sse(d, k, y, 1, work + d->n, &least, at);
    *sse = fmax(0, least);
    return ST_OK;
}

/* From level, first slope and changes of slope to the slopes. */
static void
to_slopes(const double coef[], const double cov[], struct st_joinpoint *out)
{
    size_t p = out->k + 2, q = out->k + 1;
    out->level = coef[0];
    for (size_t a = 0; a < q; a++) {
        out->slope[a] = (a ? out->slope[a - 1] : 0) + coef[a + 1];
        for (size_t b = 0; b < q; b++) {
            double s = 0;
            for (size_t i = 0; i <= a; i++)
                for (size_t j = 0; j <= b; j++)
                    s += cov[(i + 1) * p + j + 1];
            out->cov[a * q + b] = s;
        }
    }
}

enum st_status
st_joinpoint_fit(const struct st_joinpoint_data *d, size_t k, const size_t at[],
                 double work[], size_t n_work, struct dd work_dd[], size_t n_work_dd,
                 struct st_joinpoint *out)
{
    enum st_status s = check(d, k);
    if (s)
        return s;
    if (n_work < st_joinpoint_work(d->n, k))
        return ST_NO_ROOM;
    size_t n = d->n, p = k + 2;
    double *x = work, *coef = x + n * p, *cov = coef + p;
    for (size_t i = 0; i < n; i++) {
        x[i] = 1;
        x[n + i] = d->x[i] - d->x[0];
        for (size_t j = 0; j < k; j++)
            x[(j + 2) * n + i] = fmax(0, d->x[i] - d->x[at[j]]);
    }
    struct st_lsq f;
    s = st_lsq(x, d->y, d->weight, n, p, 1, work_dd, n_work_dd, coef, cov, &f);
    if (s)
        return s;
    out->k = k;
    for (size_t j = 0; j < k; j++)
        out->at[j] = at[j];
    out->sse = f.sse;
    to_slopes(coef, cov, out);
    return ST_OK;
}

enum st_status
st_joinpoint(const struct st_joinpoint_data *d, size_t k, double work[], size_t n_work,
             struct dd work_dd[], size_t n_work_dd, struct st_joinpoint *out)
{
    size_t at[ST_JOINS_MAX];
    double sse;
    enum st_status s = st_joinpoint_search(d, k, work, n_work, at, &sse);
    return s ? s : st_joinpoint_fit(d, k, at, work, n_work, work_dd, n_work_dd, out);
}

static double
fitted(const struct st_joinpoint_data *d, const struct st_joinpoint *f, size_t i)
{
    double y = f->level + f->slope[0] * (d->x[i] - d->x[0]);
    for (size_t j = 0; j < f->k; j++)
        y += (f->slope[j + 1] - f->slope[j]) * fmax(0, d->x[i] - d->x[f->at[j]]);
    return y;
}

enum st_status
st_joinpoint_permute(const struct st_joinpoint_data *d, size_t k0, size_t k1,
                     size_t draws, struct rng *r, double work[], size_t n_work,
                     struct dd work_dd[], size_t n_work_dd, double *p)
{
    struct st_joinpoint null;
    if (k1 <= k0)
        return ST_DOMAIN;
    enum st_status s = check(d, k1);
    if (!s && n_work < st_joinpoint_work(d->n, k1))
        s = ST_NO_ROOM;
    if (!s)
        s = st_joinpoint(d, k0, work, n_work, work_dd, n_work_dd, &null);
    if (s)
        return s;
    size_t n = d->n;
    double *fit = work, *residual = fit + n, *shuffled = residual + n;
    double *a = shuffled + n, *b = a + n * BLOCK, *search = b + n * BLOCK;
    double sse0[BLOCK], sse1[BLOCK], whole = 0;
    for (size_t i = 0; i < n; i++) {
        fit[i] = fitted(d, &null, i);
        residual[i] = sqrt(weight_at(d, i)) * (d->y[i] - fit[i]);
        shuffled[i] = residual[i];
        a[i] = b[i] = d->y[i];
    }
    least_sse(d, 0, b, 1, search, &whole, NULL);
    least_sse(d, k0, a, 1, search, sse0, NULL);
    least_sse(d, k1, b, 1, search, sse1, NULL);
    if (!(sse0[0] > EXACT * whole) || !(whole > 0))
        return ST_ALL_TIED;
    double observed = sse1[0] > EXACT * whole ? sse0[0] / sse1[0] : INFINITY;
    size_t beyond = 0;
    for (size_t done = 0; done < draws;) {
        size_t sides = draws - done < BLOCK ? draws - done : BLOCK;
        for (size_t j = 0; j < sides; j++) {
            rng_shuffle(r, shuffled, n);
            for (size_t i = 0; i < n; i++)
                a[j * n + i] = b[j * n + i] =
                    fit[i] + shuffled[i] / sqrt(weight_at(d, i));
        }
        least_sse(d, k0, a, sides, search, sse0, NULL);
        least_sse(d, k1, b, sides, search, sse1, NULL);
        for (size_t j = 0; j < sides; j++)
            beyond += sse0[j] >= observed * sse1[j];
        done += sides;
    }
    *p = ((double)beyond + 1) / ((double)draws + 1);
    return ST_OK;
}

static double
criterion(double sse, size_t n, double penalty)
{
    return log(sse / (double)n) + penalty * log((double)n) / (double)n;
}

double
st_joinpoint_bic(double sse, size_t n, size_t k)
{
    return criterion(sse, n, 2 * (double)k + 2);
}

double
st_joinpoint_bic3(double sse, size_t n, size_t k)
{
    return criterion(sse, n, 3 * (double)k + 2);
}

/* Squared partial correlation of y and the hinge at joint j, given a line, among the
 * values after the joint before it up to the joint after it. */
static double
partial_r2(const struct st_joinpoint_data *d, const struct st_joinpoint *f, size_t j)
{
    size_t from = j ? f->at[j - 1] + 1 : 0, to = j + 1 < f->k ? f->at[j + 1] : d->n - 1;
    double sw = 0, mx = 0, my = 0, mz = 0, xx = 0, xy = 0, xz = 0, yy = 0, yz = 0,
           zz = 0;
    /* Means and products are brought forward value by value (West 1979). */
    for (size_t i = from; i <= to; i++) {
        double w = weight_at(d, i), x = d->x[i] - mx, y = d->y[i] - my;
        double z = fmax(0, d->x[i] - d->x[f->at[j]]) - mz, share = w * sw / (sw + w);
        xx += share * x * x;
        xy += share * x * y;
        xz += share * x * z;
        yy += share * y * y;
        yz += share * y * z;
        zz += share * z * z;
        sw += w;
        mx += x * w / sw;
        my += y * w / sw;
        mz += z * w / sw;
    }
    double left_y = yy - xy * xy / xx, left_z = zz - xz * xz / xx;
    double both = yz - xy * xz / xx;
    return left_y > 0 && left_z > 0 ? fmin(1, both * both / (left_y * left_z)) : 0;
}

double
st_joinpoint_wbic(const struct st_joinpoint_data *d, const struct st_joinpoint *f)
{
    double r2 = 0;
    for (size_t j = 0; j < f->k; j++)
        r2 = fmax(r2, partial_r2(d, f, j));
    return criterion(f->sse, d->n, (2 + r2) * (double)f->k + 2);
}

enum st_status
st_joinpoint_mean_slope(const struct st_joinpoint_data *d, const struct st_joinpoint *f,
                        double from, double to, double df, double *slope, double *se)
{
    if (!(from >= d->x[0]) || !(to <= d->x[d->n - 1]) || !(from < to) || !(df > 0))
        return ST_DOMAIN;
    size_t q = f->k + 1;
    double share[ST_JOINS_MAX + 1], mean = 0, v = 0;
    for (size_t a = 0; a < q; a++) {
        double begins = a ? d->x[f->at[a - 1]] : d->x[0];
        double ends = a < f->k ? d->x[f->at[a]] : d->x[d->n - 1];
        share[a] = fmax(0, fmin(to, ends) - fmax(from, begins)) / (to - from);
        mean += share[a] * f->slope[a];
    }
    for (size_t a = 0; a < q; a++)
        for (size_t b = 0; b < q; b++)
            v += share[a] * share[b] * f->cov[a * q + b];
    *slope = mean;
    *se = sqrt(v * f->sse / df);
    return ST_OK;
}
