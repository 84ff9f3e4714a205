#include "trend/loglinear.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "stat/limits.h"
#include "stat/poisson.h"

#define PI 3.14159265358979323846
/* The season is a factor of at most so many levels, beyond that a wave. */
#define LEVELS 12
/* Less information than this of a point's mean is no point. */
#define LEAST_SHARE 0.01

double
percent(double slope)
{
    return 100 * expm1(slope);
}

/* How the season enters: columns of a factor, one for each season that has points but the first,
 * or of a wave. at: the column of a season, from 1 on. */
struct season {
    size_t columns, at[LEVELS];
    bool factor;
};

/* A factor, or a wave when a season has a single point or too few points would be left. Of up to
 * three seasons a wave is no simpler, of one there is nothing to take out. */
static struct season
season_of(const struct segment *s, size_t n, bool wave)
{
    struct season out = {.columns = 2};
    size_t count[LEVELS] = {0}, present = 0;
    bool single = false;
    if (s->seasons > LEVELS)
        return out;
    for (size_t i = 0; i < n; i++)
        count[segment_season(s, i)]++;
    for (size_t g = 0; g < s->seasons; g++) {
        single = single || count[g] == 1;
        out.at[g] = present;
        present += count[g] > 0;
    }
    if (present > 3 && (wave || single || n < present + 1 + LEAST_POINTS))
        return out;
    out.columns = present ? present - 1 : 0;
    out.factor = present > 1;
    return out;
}

/* The season of point i as a factor, or as the first wave of the year. */
static void
season_columns(const struct segment *s, size_t i, const struct season *season,
               double *x)
{
    if (!season->factor) {
        x[0] = cos(2 * PI * segment_phase(s, i));
        x[1] = sin(2 * PI * segment_phase(s, i));
        return;
    }
    size_t at = season->at[segment_season(s, i)];
    for (size_t k = 0; k < season->columns; k++)
        x[k] = k + 1 == at;
}

/* wave: the season is no factor even where it could be. */
static struct design
laid_out(const struct segment *s, size_t n, bool wave)
{
    struct season season = {0};
    if (s->seasons > 1)
        season = season_of(s, n, wave);
    struct design d = {.p = 2 + season.columns, .factor = season.factor};
    double middle = 0;
    d.season = !season.columns ? NULL
               : season.factor ? "season as a factor"
                               : "season as a yearly wave";
    d.x = mem_array(&trend.arena, d.p * n + 1, sizeof *d.x);
    for (size_t i = 0; i < n; i++)
        middle += s->t[i] / (double)n;
    for (size_t i = 0; i < n; i++) {
        double *row = d.x + i * d.p;
        row[0] = 1;
        row[1] = s->t[i] - middle;
        if (d.p > 2)
            season_columns(s, i, &season, row + 2);
    }
    return d;
}

struct design
design(const struct segment *s, size_t n)
{
    return laid_out(s, n, false);
}

struct design
design_beside(const struct segment *s, size_t at)
{
    struct design d = design(s, s->n),
                  e = {.p = d.p + 1, .season = d.season, .factor = d.factor};
    e.x = mem_array(&trend.arena, e.p * s->n + 1, sizeof *e.x);
    for (size_t i = 0; i < s->n; i++) {
        memcpy(e.x + i * e.p, d.x + i * d.p, d.p * sizeof *e.x);
        e.x[i * e.p + d.p] = i >= at;
    }
    return e;
}

/* Limits of the slope when points depend on their neighbours, from the residuals of the fit
 * over their standard deviations: a latent series leaves counts the variance mean + c mean^2
 * (Zeger 1988, Biometrika 75:621), c taken from the dispersion. */
static void
allow_dependence(const struct segment *s, struct model *m)
{
    size_t n = m->n, p = m->design.p, used = 0;
    double *x = mem_array(&trend.arena, n * (p + 2), sizeof *x), *y = x + n * p;
    double *t = y + n, size = 0;
    size_t n_work = st_ar1_work(n, p);
    double *work = mem_array(&trend.arena, n_work, sizeof *work);
    for (size_t i = 0; i < n; i++)
        size += m->mean[i] / (double)n;
    for (size_t i = 0; i < n; i++) {
        double more = 1 + fmax(0, m->phi - 1) * m->mean[i] / size;
        double weight = sqrt(m->info[i] / more);
        if (m->info[i] < LEAST_SHARE * m->mean[i])
            continue;
        for (size_t k = 0; k < p; k++)
            x[used * p + k] = weight * m->design.x[i * p + k];
        y[used] = m->score[i] / m->info[i] * weight;
        t[used++] = segment_step(s, i);
    }
    struct st_ar1_data d = {y, x, t, used, p, -m->slope / s->per_year};
    m->dependent = st_ar1(&d, 1, trend.level->share, work, n_work, &m->ar1);
}

/* Logarithms of the exposures, or NULL. */
static const double *
offsets(const struct segment *s)
{
    const double *exposure = segment_other(s, &trend.offset);
    if (!exposure)
        return NULL;
    double *log_of = mem_array(&trend.arena, s->n + 1, sizeof *log_of);
    for (size_t i = 0; i < s->n; i++)
        log_of[i] = log(exposure[i]);
    return log_of;
}

static void
fit(const struct segment *s, struct model *m)
{
    size_t n = m->n, p = m->design.p;
    struct st_poisson r;
    double *beta = mem_array(&trend.arena, p + p * p, sizeof *beta), *cov = beta + p;
    size_t n_work = st_poisson_work(n, p);
    double *work = mem_array(&trend.arena, n_work, sizeof *work);
    struct st_poisson_data d = {s->lo, s->hi, offsets(s), m->design.x, n, p};
    m->reason = because(st_poisson(&d, work, n_work, beta, cov, &r));
    if (m->reason)
        return;
    m->mean = work;
    m->score = work + n;
    m->info = work + 2 * n;
    m->cov = cov;
    /* Less than that over the whole span is the rounding of the sums. */
    m->slope =
        fabs(beta[1]) * (s->t[n - 1] - s->t[0]) < ROUNDING ? 0 : beta[1] * s->per_year;
    m->se = sqrt(cov[p + 1]) * s->per_year;
    m->df = r.shares - (double)p;
    m->phi = m->df > LEAST_SHARE ? r.scatter / m->df : 0;
    allow_dependence(s, m);
}

const struct model *
loglinear_first(const struct segment *s, size_t n)
{
    struct model *m = mem_get(&trend.arena, sizeof *m);
    m->n = n;
    m->dependent = ST_TOO_FEW;
    m->reason = not_modelled(s);
    if (!m->reason && n < LEAST_POINTS)
        m->reason = st_reason(ST_TOO_FEW);
    if (m->reason)
        return m;
    m->design = design(s, n);
    fit(s, m);
    /* A season of zeros, or of cells that may be, has no level of its own. */
    if (m->reason && m->design.p > 4) {
        m->design = laid_out(s, n, true);
        fit(s, m);
    }
    return m;
}

const struct model *
loglinear_beside(const struct segment *s, size_t at)
{
    struct model *m = mem_get(&trend.arena, sizeof *m);
    m->n = s->n;
    m->dependent = ST_TOO_FEW;
    m->design = design_beside(s, at);
    fit(s, m);
    return m;
}

const struct model *
loglinear(struct segment *s)
{
    if (!s->model)
        s->model = loglinear_first(s, s->n);
    return s->model;
}

struct basis
independent(const struct model *m, bool quasi)
{
    double tail = (1 - trend.level->share) / 2;
    double q = quasi ? gsl_cdf_tdist_Qinv(tail, m->df) * sqrt(m->phi)
                     : st_normal_quantile(trend.level->share);
    return (struct basis){percent(m->slope),
                          percent(m->slope - q * m->se),
                          percent(m->slope + q * m->se),
                          INFINITY,
                          -INFINITY,
                          trend.margin,
                          quasi ? "quasi-Poisson" : "Poisson",
                          NULL,
                          NULL};
}

struct basis
dependent(const struct segment *s, const struct model *m)
{
    struct basis b = independent(m, false);
    b.what = mem_print(
        &trend.arena, "log-linear%s%s%s%s, errors that may depend on their neighbours",
        m->design.season ? " with " : "", m->design.season ? m->design.season : "",
        trend.offset ? ", of the rate over " : "", trend.offset ? trend.offset : "");
    if (m->dependent == ST_OK) {
        b.lo = fmin(b.lo, percent(m->slope + m->ar1.lo * s->per_year));
        b.hi = fmax(b.hi, percent(m->slope + m->ar1.hi * s->per_year));
    } else if (m->dependent != ST_ALL_TIED) {
        b.lo = -INFINITY;
        b.hi = INFINITY;
    }
    return b;
}

const char *
model_words(const struct segment *s, const struct model *m)
{
    return mem_print(&trend.arena, "%s%s%s%s%s", m->design.season ? "; " : "",
                     m->design.season ? m->design.season : "",
                     s->bounded ? "; bounded counts as P(lo<=Y<=hi)" : "",
                     trend.offset ? "; offset " : "", trend.offset ? trend.offset : "");
}

void
say_change(const struct segment *s, struct result_row *r, const struct basis *b)
{
    if (!isfinite(b->value)) {
        r->reason = st_reason(ST_TOO_LARGE);
        return;
    }
    r->value = b->value;
    say_limits(r, b->lo, b->hi, trend.level->interval);
    if (s->sum < SMALL_COUNT)
        r->status = table_status(&trend.arena, r->status, "U");
}

const char *
line_of(const struct segment *s, const struct design *d, struct st_ar1 *a)
{
    size_t n_work = st_ar1_work(s->n, d->p);
    double *work = mem_array(&trend.arena, n_work + 1, sizeof *work);
    double *t = mem_array(&trend.arena, s->n + 1, sizeof *t);
    for (size_t i = 0; i < s->n; i++)
        t[i] = segment_step(s, i);
    struct st_ar1_data data = {s->lo, d->x, t, s->n, d->p, 0};
    enum st_status e = st_ar1(&data, 1, trend.level->share, work, n_work, a);
    return e == ST_ALL_TIED ? "perfect-fit" : because(e);
}
