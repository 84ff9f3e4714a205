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

#include "stat/limits.h"
#include "trend/completions.h"
#include "trend/loglinear.h"
#include "trend/steady.h"

/* Beside it a change would have been seen 8 times in 10: quantile of the normal. */
#define POWER_80 0.8416212335729143
/* Beyond so many percent a year it is only said that it is more. */
#define SEEN_MOST 1000

static const char words[] =
    "limits by AR(1) errors, rho from 0 to 0.95 by its posterior "
    "(Zellner and Tiao 1964), not inside";

/* Returns the level at which they just show a change (completions_p), when it is asked for. */
static double
completions(const struct segment *s, const struct model *m, struct basis *b)
{
    struct st_poisson_range g;
    enum st_status e = completions_limits(s, m, trend.level->share, &g);
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
    return trend.adjust ? completions_p(s, m, e, &g) : NAN;
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
                     verdict_of(&known), in_words(s->last), verdict_of(&b));
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

/* A verdict where bounds leave the model open: Mann-Kendall in every completion. Returns its
 * greatest p. */
static double
by_ranks(const struct segment *s, const struct model *m, struct basis *b)
{
    double lo = 0, hi = 0;
    double p = m->dependent == ST_OK ? rank_p(s, m->ar1.weight, &lo, &hi) : 1;
    if (p > 1 - trend.level->share)
        return p;
    b->instead = lo > 0 ? "rising" : "falling";
    b->ranks =
        mem_print(&trend.arena,
                  "Mann-Kendall, S %.0f to %.0f, p at most %s with errors that may "
                  "depend on their neighbours",
                  lo, hi, level_p_most(&trend.arena, fmax(p, LEAST_P_SHOWN), 3));
    return p;
}

/* The p of no change by the model of counts: that of errors that may depend, never less than
 * Poisson's, which is left alone where nothing is left that could depend. */
static double
model_p(const struct model *m)
{
    double poisson = st_normal_p(m->slope / m->se);
    return m->dependent == ST_OK         ? fmax(m->ar1.p, poisson)
           : m->dependent == ST_ALL_TIED ? poisson
                                         : 1;
}

/* Its row, and with --adjust what the verdict needs besides: p is that of the estimate, least
 * the least level at which the verdict would be the same. */
static void
say_p(const struct segment *s, struct result_row *verdict, double p, double least)
{
    struct result_row *r = add_p(s, "ar1-p", verdict->method, NULL, p);
    adjust_later(s, "ar1-p", r, least, least, verdict);
}

/* With --adjust, of points within bounds: p is at most so much, whatever their values. */
static void
say_p_at_most(const struct segment *s, struct result_row *verdict, double most)
{
    struct result_row *r = add(
        s, "ar1-p", "probability",
        mem_print(
            &trend.arena,
            "%s; at most: the least level, to two digits, at which a trend is shown "
            "whatever the values within bounds",
            verdict->method));
    r->reason = "bounded";
    say_limits(r, NAN, most, "range");
    adjust_later(s, "ar1-p", r, 0, most, verdict);
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
    double p = model_p(m), least = NAN;
    if (s->bounded)
        least = completions(s, m, &b);
    else if (m->dependent == ST_OK || m->dependent == ST_ALL_TIED)
        say_p(s, r, p, p);
    double ranks = strcmp(verdict_of(&b), "undetermined") ? 1 : by_ranks(s, m, &b);
    if (s->bounded && trend.adjust)
        say_p_at_most(s, r, fmin(ranks, fmax(p, least)));
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

/* Whether Theil-Sen's limits of every completion leave out 0 at this level. */
static bool
line_shows(double share, void *segment)
{
    struct slopes b;
    slopes(segment, share, &b);
    return !b.reason && (b.lo > 0 || b.hi < 0);
}

/* Bounded points: the range of Theil-Sen's limits, and Mann-Kendall must agree. Says so where
 * it does not. */
static const char *
bounded_line(struct segment *s, struct result_row *r, struct basis *b)
{
    double lo, hi;
    r->method =
        "Theil-Sen over completions; a trend also by Mann-Kendall in every one, "
        "with errors that may depend on their neighbours";
    say_range(r, b->lo, b->hi);
    b->what = "Theil-Sen";
    double p = rank_p(s, NULL, &lo, &hi);
    const char *by_limits = verdict_of(b), *remark = NULL;
    if (p > 1 - trend.level->share && strcmp(by_limits, "stable")) {
        b->instead = "undetermined";
        if (strcmp(by_limits, "undetermined"))
            remark = mem_print(
                &trend.arena,
                "Mann-Kendall, with errors that may depend on their neighbours, does "
                "not show it (p up to %s)",
                level_p_most(&trend.arena, p, 3));
    }
    if (trend.adjust)
        say_p_at_most(s, r, fmax(p, least_level(line_shows, s)));
    return remark;
}

/* The line with errors that may depend on their neighbours; its limits, or wider ones of
 * ranks when there is no season, decide. */
static void
measures(struct segment *s)
{
    struct slopes by;
    struct st_ar1 a = {0};
    slopes(s, trend.level->share, &by);
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
        remark = bounded_line(s, r, &b);
    } else {
        struct basis alone = b;
        b.value = a.estimate * s->per_year;
        b.lo = d.season ? a.lo * s->per_year : fmin(b.lo, a.lo * s->per_year);
        b.hi = d.season ? a.hi * s->per_year : fmax(b.hi, a.hi * s->per_year);
        r->value = b.value;
        say_limits(r, b.lo, b.hi, trend.level->interval);
        say_p(s, r, a.p, d.season ? a.p : fmax(a.p, least_level(line_shows, s)));
        remark = d.season ? NULL : doubt(s, &alone, a.rho, &b, r);
    }
    const char *shape = shape_of(s, &b, r, s->bounded ? NULL : remark);
    decide(s, r, &b, shape ? shape : remark, NULL);
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
