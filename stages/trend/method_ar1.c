/*
 * apc-ar1 ar1-p           annual percent change 100 (exp(b) - 1) of a log-linear model, limits
 *                         for errors that may depend on their neighbours: AR(1), rho from 0
 *                         to 0.95 as the series lets it be (Zellner and Tiao 1964), never
 *                         inside Poisson's; p of no change. It has the verdict
 * slope-ar1 ar1-p         the same of a straight line, for units that are not counts
 * steady-p level-shift-p  where a trend is shown, or looked for: p of no trend beside one
 *                         change of level, wherever it is (Berger 1982); p of two levels
 *                         against a line, by series simulated from the line
 * apc-range               with bounded points: the limits of independent points over all
 *                         completions
 * apc-without-last        apc-ar1 without the last point
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "stat/limits.h"
#include "stat/poisson.h"
#include "stat/poisson_range.h"
#include "stat/season_range.h"
#include "trend/loglinear.h"
#include "trend/steady.h"

/* Beside it a change would have been seen 8 times in 10: quantile of the normal. */
#define POWER_80 0.8416212335729143
/* Beyond so many percent a year it is only said that it is more. */
#define SEEN_MOST 1000
/* So many completions are fitted with their season. */
#define FITS_MOST 2000

static const char words[] =
    "limits by AR(1) errors, rho from 0 to 0.95 by its posterior "
    "(Zellner and Tiao 1964), not inside";

/* Every completion fitted with the season, when there are at most FITS_MOST. */
static void
every_fit(const struct segment *s, const struct model *m, struct st_poisson_range *out)
{
    size_t n = s->n, p = m->design.p;
    double fits = 1, *y = mem_array(&trend.arena, n, sizeof *y);
    double *beta = mem_array(&trend.arena, p + p * p, sizeof *beta);
    size_t n_work = st_poisson_work(n, p);
    double *work = mem_array(&trend.arena, n_work, sizeof *work);
    double z = st_normal_quantile(trend.level->share);
    double student = gsl_cdf_tdist_Qinv((1 - trend.level->share) / 2, (double)(n - p));
    struct st_poisson_data d = {y, y, NULL, m->design.x, n, p};
    struct st_poisson_range g = {.lo = INFINITY, .hi = -INFINITY, .exact = true};
    struct st_poisson r;
    for (size_t i = 0; i < n; i++) {
        y[i] = ceil(s->lo[i]);
        fits *= floor(s->hi[i]) - y[i] + 1;
    }
    if (!(fits <= FITS_MOST) || trend.offset)
        return;
    for (size_t i = 0; i < n;) {
        if (st_poisson(&d, work, n_work, beta, beta + p, &r) != ST_OK)
            return;
        double phi = r.scatter / (double)(n - p), se = sqrt(beta[2 * p + 1]);
        double half = fmax(z, student * sqrt(phi)) * se;
        g.lo = fmin(g.lo, beta[1] - half);
        g.hi = fmax(g.hi, beta[1] + half);
        g.completions++;
        for (i = 0; i < n && y[i] + 1 > s->hi[i]; i++)
            y[i] = ceil(s->lo[i]);
        if (i < n)
            y[i]++;
    }
    *out = g;
}

/* The outer limits where the season is a factor. */
static enum st_status
season_outer(const struct segment *s, const double offset[], struct st_poisson_range *g)
{
    double *lo = mem_array(&trend.arena, 2 * s->n, sizeof *lo), *hi = lo + s->n;
    size_t n_work = st_season_range_work(s->n);
    double *work = mem_array(&trend.arena, n_work, sizeof *work);
    unsigned char *season = mem_array(&trend.arena, s->n, sizeof *season);
    for (size_t i = 0; i < s->n; i++) {
        lo[i] = ceil(s->lo[i]);
        hi[i] = floor(s->hi[i]);
        season[i] = (unsigned char)segment_season(s, i);
    }
    struct st_season_range_data d = {s->t, lo, hi, offset, season, s->n, s->seasons};
    return st_season_range(&d, trend.level->share, work, n_work, g);
}

/* The limits of the slope over all completions, a unit of t. With a season they are fitted, or
 * bounded where it is a factor, or left open. */
static enum st_status
range(const struct segment *s, const struct model *m, struct st_poisson_range *g)
{
    const double *exposure = segment_other(s, &trend.offset);
    double *offset = mem_array(&trend.arena, s->n, sizeof *offset);
    *g = (struct st_poisson_range){.lo = -INFINITY, .hi = INFINITY};
    for (size_t i = 0; exposure && i < s->n; i++)
        offset[i] = log(exposure[i]);
    if (m->design.p > 2) {
        every_fit(s, m, g);
        return g->completions > 0 || !m->design.factor
                   ? ST_OK
                   : season_outer(s, exposure ? offset : NULL, g);
    }
    size_t n_work = st_poisson_range_work(s->n);
    double *work = mem_array(&trend.arena, n_work, sizeof *work);
    return st_poisson_range(s->t, s->lo, s->hi, exposure ? offset : NULL, s->n,
                            trend.level->share, work, n_work, g);
}

static void
completions(const struct segment *s, const struct model *m, struct basis *b)
{
    struct st_poisson_range g;
    enum st_status e = range(s, m, &g);
    struct result_row *r = add(
        s, "apc-range", "percent_per_year",
        e != ST_OK ? "limits over completions"
        : g.exact ? mem_print(&trend.arena, "limits over completions; exact, %.0f fits",
                              g.completions)
                  : "limits over completions; outer bounds");
    bool open = e != ST_OK || (isinf(g.lo) && isinf(g.hi));
    r->reason = e != ST_OK ? st_reason(e) : "unbounded";
    if (!open)
        say_range(r, percent(g.lo * s->per_year), percent(g.hi * s->per_year));
    b->least = open || isinf(g.lo) ? -INFINITY : percent(g.lo * s->per_year);
    b->most = open || isinf(g.hi) ? INFINITY : percent(g.hi * s->per_year);
}

static const char *
method_words(const struct segment *s, const struct model *m)
{
    return mem_print(&trend.arena, "log-linear%s; %s Poisson's", model_words(s, m),
                     words);
}

/* The fit without the last point. Returns what changes by it, for the sentence. */
static const char *
without_last(const struct segment *s, const struct basis *all)
{
    const struct model *m = loglinear_first(s, s->n - (s->n > 0));
    struct result_row *r = add(s, "apc-without-last", "percent_per_year",
                               mem_print(&trend.arena, "%s; without %s%s",
                                         method_words(s, m), s->n ? s->last : "any",
                                         s->last_provisional ? ", provisional" : ""));
    r->reason = m->reason;
    if (m->reason)
        return NULL;
    struct basis b = dependent(s, m), known = *all;
    say_change(s, r, &b);
    known.least = INFINITY;
    known.most = -INFINITY;
    known.instead = NULL;
    if (!strcmp(verdict_of(&b), verdict_of(&known)))
        return NULL;
    return mem_print(&trend.arena, "by its limits alone %s, and without %s %s",
                     verdict_of(&known), s->last, verdict_of(&b));
}

/* The smallest change that would have been seen, whatever the values within bounds, as a
 * sentence goes on. */
static const char *
detectable(const struct basis *b)
{
    double lo = fmin(b->lo, b->least), hi = fmax(b->hi, b->most);
    double half = (log1p(hi / 100) - log1p(lo / 100)) / 2;
    double seen =
        percent(half * (1 + POWER_80 / st_normal_quantile(trend.level->share)));
    if (!isfinite(seen))
        return NULL;
    return mem_print(&trend.arena, "%s %% a year would have been seen 8 times in 10",
                     seen > SEEN_MOST ? "not even a change of 1000"
                                      : mem_print(&trend.arena, "a change of %s",
                                                  brief(seen, true)));
}

/* What leaves the verdict open: the bounds, or that points may depend on their neighbours
 * where independent ones (alone) would have shown a trend. Says so of the latter. */
static const char *
doubt(const struct segment *s, const struct basis *alone, double rho,
      const struct basis *b, struct result_row *r)
{
    struct basis own = *b;
    const char *other = verdict_of(alone);
    own.least = INFINITY;
    own.most = -INFINITY;
    if (strcmp(verdict_of(b), "undetermined"))
        return NULL;
    if (strcmp(verdict_of(&own), "undetermined"))
        r->reason = "bounded";
    if (r->reason || !strcmp(other, "undetermined") || !strcmp(other, "stable"))
        return NULL;
    r->reason = "autocorrelated";
    return mem_print(&trend.arena,
                     "%s only if points do not depend on their neighbours, and they %s "
                     "(rho about %s)",
                     other,
                     s->n < 16   ? "are too few to tell"
                     : rho > 0.5 ? "do"
                                 : "may",
                     brief(rho, true));
}

/* A smaller p is said to be at most this. */
#define LEAST_P_SHOWN 0.0001

/* A verdict where bounds leave the model open: Mann-Kendall in every completion. */
static void
by_ranks(const struct segment *s, const struct model *m, struct basis *b)
{
    double lo = 0, hi = 0;
    double p = m->dependent == ST_OK ? rank_p(s, m->ar1.weight, &lo, &hi) : 1;
    if (p > 1 - trend.level->share)
        return;
    b->instead = lo > 0 ? "rising" : "falling";
    b->ranks =
        mem_print(&trend.arena,
                  "Mann-Kendall, S %.0f to %.0f, p at most %s with errors that may "
                  "depend on their neighbours",
                  lo, hi, brief(fmax(p, LEAST_P_SHOWN), false));
}

static void
say_p(const struct segment *s, struct result_row *verdict, const struct model *m,
      const struct st_ar1 *a)
{
    double p = a->p;
    if (m)
        p = fmax(p, st_normal_p(m->slope / m->se));
    struct result_row *r = add_p(s, "ar1-p", verdict->method, NULL, p);
    adjust_later(s, "ar1-p", r, p, p, verdict);
}

/* Whether a trend is steady, or the level changed; so for what is stable, or would be a trend
 * if points did not depend on one another (remark). */
static const char *
shape_of(const struct segment *s, struct basis *b, struct result_row *r,
         const char *remark)
{
    const char *verdict = verdict_of(b), *level;
    if (!strcmp(verdict, "rising"))
        return steady(s, 1, b, r);
    if (!strcmp(verdict, "falling"))
        return steady(s, -1, b, r);
    level = remark || !strcmp(verdict, "stable") ? one_level(s, b, r) : NULL;
    return level ? level : remark;
}

static void
counts(struct segment *s)
{
    const struct model *m = loglinear(s);
    struct result_row *r = add(s, "apc-ar1", "percent_per_year", method_words(s, m));
    if (m->reason) {
        decline(s, r, m->reason);
        return;
    }
    struct basis b = dependent(s, m);
    say_change(s, r, &b);
    if (r->reason) {
        decline(s, r, r->reason);
        return;
    }
    if (s->bounded)
        completions(s, m, &b);
    else if (m->dependent == ST_OK)
        say_p(s, r, m, &m->ar1);
    if (!strcmp(verdict_of(&b), "undetermined"))
        by_ranks(s, m, &b);
    struct basis alone = independent(m, m->phi > 1);
    const char *without = without_last(s, &b);
    const char *remark =
        m->dependent == ST_OK ? doubt(s, &alone, m->ar1.rho, &b, r) : NULL;
    remark = shape_of(s, &b, r, remark);
    if (!remark && !strcmp(verdict_of(&b), "undetermined"))
        remark = detectable(&b);
    decide(s, r, &b, remark, without);
}

static int
by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The upper median of the sizes of the known values; 0 without any. */
static double
median_size(const struct segment *s)
{
    double *v = mem_array(&trend.arena, s->n + 1, sizeof *v);
    size_t m = 0;
    for (size_t i = 0; i < s->n; i++)
        if (!(s->lo[i] < s->hi[i]))
            v[m++] = fabs(s->lo[i]);
    qsort(v, m, sizeof *v, by_value);
    return v[m / 2];
}

/* Bounded points: the range of Theil-Sen's limits, and Mann-Kendall must agree. */
static void
bounded_line(const struct segment *s, struct result_row *r, struct basis *b)
{
    double lo, hi;
    r->method =
        "Theil-Sen over completions; a trend also by Mann-Kendall in every one, "
        "with errors that may depend on their neighbours";
    say_range(r, b->lo, b->hi);
    b->what = "Theil-Sen";
    if (rank_p(s, NULL, &lo, &hi) > 1 - trend.level->share &&
        strcmp(verdict_of(b), "stable"))
        b->instead = "undetermined";
}

/* The line with errors that may depend on their neighbours; its limits, or wider ones of
 * ranks when there is no season, decide. */
static void
measures(struct segment *s)
{
    struct slopes by;
    struct st_ar1 a = {0};
    slopes(s, &by);
    struct design d = design(s, s->n);
    struct result_row *r =
        add(s, "slope-ar1", slope_unit(s),
            mem_print(&trend.arena, "least squares%s%s; %s%s", d.season ? "; " : "",
                      d.season ? d.season : "", words,
                      d.season ? " those of the line" : " Theil-Sen's"));
    const char *reason = by.reason                ? by.reason
                         : s->bounded && d.season ? "incomplete"
                         : s->bounded             ? NULL
                                                  : line_of(s, &d, &a);
    if (reason) {
        decline(s, r, reason);
        return;
    }
    struct basis b = {NAN,
                      by.lo * s->per_year,
                      by.hi * s->per_year,
                      INFINITY,
                      -INFINITY,
                      trend.margin / 100 * median_size(s),
                      d.season ? mem_print(&trend.arena,
                                           "%s, errors that may depend on "
                                           "their neighbours",
                                           d.season)
                               : "errors that may depend on their neighbours",
                      NULL,
                      NULL};
    const char *remark = NULL;
    if (s->bounded) {
        bounded_line(s, r, &b);
    } else {
        struct basis alone = b;
        b.value = a.estimate * s->per_year;
        b.lo = d.season ? a.lo * s->per_year : fmin(b.lo, a.lo * s->per_year);
        b.hi = d.season ? a.hi * s->per_year : fmax(b.hi, a.hi * s->per_year);
        r->value = b.value;
        say_limits(r, b.lo, b.hi, trend.level->interval);
        say_p(s, r, NULL, &a);
        remark = d.season ? NULL : doubt(s, &alone, a.rho, &b, r);
    }
    decide(s, r, &b, shape_of(s, &b, r, remark), NULL);
}

static void
run(struct segment *s)
{
    if (s->counts)
        counts(s);
    else
        measures(s);
}

const struct trend_method method_ar1 = {.name = "ar1", .usual = true, .run = run};
