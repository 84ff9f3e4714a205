/* level_tests - tests for one change of level; stat/change.h has their papers. */
#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "breakpoints/chance.h"
#include "breakpoints/level_tests.h"
#include "stat/change.h"
#include "stat/pettitt_range.h"

/* From so many values on every test can show a change. */
#define FEW 16
/* p are drawn of at most so many values, which takes some seconds. */
#define DRAWN_MOST 50000
/* Parts values that would be tied, and moves no sum that counts. */
#define NO_TIES 1e-9

/* The statistic of simulated counts or values; lanzante's is its p. */
static double
simulated_statistic(const struct stretch *s, const double y[], void *more)
{
    const struct breaks_method *t = more;
    struct st_change c;
    double *x = s->chance->as.room, p;
    for (size_t i = 0; i < s->n; i++)
        x[i] = s->exposure ? y[i] / s->exposure[i] : y[i];
    if (t->make == level_test_lanzante)
        return st_lanzante(x, s->n, x + s->n, 2 * s->n, &c, &p) ? NAN : -log(p);
    return st_change(t->kind, x, s->n, x + s->n, 2 * s->n, &c) ? NAN : c.statistic;
}

/* Whether one completion of bounded values shows a change that neither a trend nor
 * autocorrelation explains. */
static bool
withstands(const struct stretch *s, const struct breaks_method *t, const double y[])
{
    struct stretch one = *s;
    struct breaks_method copy = *t;
    for (size_t i = 0; i < s->n; i++)
        if (!isfinite(y[i]))
            return false;
    one.y = doubles(s, s->n);
    memcpy(one.y, y, s->n * sizeof *y);
    one.bounded = 0;
    one.chance = mem_array(s->run->arena, 1, sizeof *one.chance);
    chance_prepare(&one, one.chance);
    if (one.chance->reason)
        return false;
    double k = simulated_statistic(&one, one.y, &copy);
    return chance_p(&one, &one.chance->as.level, simulated_statistic, &copy, k) <
               alpha(s) &&
           chance_beats_trend(&one, one.chance);
}

/* Whether so few values can show a change at all: p of two levels without any noise, the halves
 * of the stretch, is the least there is. The two tests that look at single values and sums can
 * do with less. */
static bool
can_show(const struct stretch *s, const struct breaks_method *t)
{
    double x[FEW], work[2 * FEW], p = 1;
    struct st_change c;
    if (s->n >= FEW || t->kind == ST_CUSUM_RECURSIVE || t->kind == ST_MOSUM)
        return true;
    for (size_t i = 0; i < s->n; i++)
        x[i] = (i >= s->n / 2) + (double)i * NO_TIES;
    if (t->make == level_test_lanzante)
        return !st_lanzante(x, s->n, work, 2 * FEW, &c, &p) && p < alpha(s);
    rng_seed(&s->run->rng, (uint64_t)s->run->opt->seed);
    return !st_change(t->kind, x, s->n, work, 2 * FEW, &c) &&
           !st_change_p(t->kind, c.statistic, s->n, (size_t)s->run->opt->draws,
                        &s->run->rng, work, 2 * FEW, &p) &&
           p < alpha(s);
}

static const char *
few_words(const struct stretch *s)
{
    return mem_print(s->run->arena,
                     "%zu values are too few for this test to show a change", s->n);
}

/* Bounded values: p falls with K. */
static void
pettitt_range(const struct stretch *s, const struct breaks_method *t,
              const char *method)
{
    double least, most_k, p_lo, p_hi;
    size_t room = st_pettitt_range_work(s->n);
    enum st_status e =
        st_pettitt_range(s->lo, s->hi, s->n, doubles(s, room), room, &least, &most_k);
    if (!e)
        e = st_change_p(ST_PETTITT, most_k, s->n, 0, &s->run->rng, NULL, 0, &p_lo);
    if (!e)
        e = st_change_p(ST_PETTITT, least, s->n, 0, &s->run->rng, NULL, 0, &p_hi);
    struct result_row r = about(s, "pettitt", NAN, "", method);
    r.reason = e ? st_reason(e) : "bounded";
    r.interval = "range";
    if (!e) {
        r.lo = least;
        r.hi = most_k;
    }
    put(s, r);
    r.statistic = "pettitt-p";
    r.unit = "probability";
    if (!e) {
        r.lo = p_lo;
        r.hi = p_hi;
        bool change = p_hi < alpha(s), few = !change && !can_show(s, t);
        bool none = p_lo >= alpha(s) && !few;
        bool firm = change && withstands(s, t, s->lo) && withstands(s, t, s->hi);
        r.verdict = firm ? "change" : none ? "no-change" : "undetermined";
        r.reason = few ? st_reason(ST_TOO_FEW) : r.reason;
        r.sentence =
            few      ? mem_print(s->run->arena, "%s.", few_words(s))
            : firm   ? "The level changes, whatever the values not known."
            : none   ? "No change of level is shown, whatever the values not known."
            : change ? "Whatever the values not known, they change; a trend or "
                       "dependence among "
                       "them may be what they show."
                     : "The values not known decide whether the level changes.";
    }
    put(s, r);
}

static const char *
change_sentence(const struct stretch *s, const struct breaks_method *t,
                const double y[], size_t last, double p)
{
    const char *so =
        mem_print(s->run->arena, "p %s%s", p < 0.0001 ? "below 0.0001" : words(s, p, 2),
                  chance_season(s));
    if (t->kind == ST_CUSUM_RECURSIVE || t->kind == ST_MOSUM)
        return mem_print(s->run->arena,
                         "The values keep no one level: by %s this shows (%s).",
                         period_words(s, last < s->n ? last : s->n - 1), so);
    return mem_print(s->run->arena,
                     "The level changes, by this test with %s: mean %s before, %s from "
                     "then on (%s).",
                     period_words(s, last), words(s, mean_of(y, last), 4),
                     words(s, mean_of(y + last, s->n - last), 4), so);
}

/* The p of the statistic among simulated series; 1 when it is not needed or cannot be had. */
static double
put_simulated(const struct stretch *s, const struct breaks_method *t, double observed,
              double p)
{
    struct breaks_method copy = *t;
    if (!(p < alpha(s)) || s->chance->reason)
        return 1;
    double simulated =
        chance_p(s, &s->chance->as.level, simulated_statistic, &copy, observed);
    put_value(s, mem_print(s->run->arena, "%s-p-simulated", t->name), simulated,
              "probability", chance_text(s, &s->chance->as.level));
    return simulated;
}

static struct verdict
verdict_of(const struct stretch *s, const struct breaks_method *t, double p,
           double simulated)
{
    if (p < alpha(s) || can_show(s, t))
        return chance_verdict(s, s->chance, p, simulated);
    return (struct verdict){"undetermined", st_reason(ST_TOO_FEW), few_words(s)};
}

/* The rows of a test: its statistic, p, and where the change is. */
static void
put_change_test(const struct stretch *s, const struct breaks_method *t,
                const double y[], const char *method, struct st_change c, double p)
{
    size_t from = c.last < s->n ? c.last : s->n - 1;
    put_value(s, t->name, c.statistic, "", method);
    double simulated =
        put_simulated(s, t, t->make == level_test_lanzante ? -log(p) : c.statistic, p);
    struct verdict v = verdict_of(s, t, p, simulated);
    bool splits = t->kind != ST_CUSUM_RECURSIVE && t->kind != ST_MOSUM;
    if (!v.words && splits && (c.last == 1 || c.last + 1 == s->n))
        v = chance_single(s, y, c.last == 1 ? 0 : s->n - 1, fmax(p, simulated));
    struct result_row r =
        about(s, mem_print(s->run->arena, "%s-p", t->name), p, "probability", method);
    r.verdict = v.verdict;
    r.reason = v.reason;
    r.sentence = v.words ? mem_print(s->run->arena, "%s.", v.words)
                         : change_sentence(s, t, y, c.last, fmax(p, simulated));
    put(s, r);
    put_value(s, mem_print(s->run->arena, "%s-from", t->name), s->start[from], "year",
              method);
}

void
level_test(const struct stretch *s, const struct breaks_method *t)
{
    const char *method = t->title;
    if (st_change_simulates(t->kind))
        method = mem_print(s->run->arena, "%s, p from %ld draws, " RNG_NAME " seed %ld",
                           t->title, s->run->opt->draws, s->run->opt->seed);
    if (s->bounded && t->kind == ST_PETTITT) {
        pettitt_range(s, t, mem_print(s->run->arena, "%s; outer bounds", method));
        return;
    }
    struct st_change c;
    size_t n_work = 2 * s->n;
    double *work = doubles(s, n_work), p = 1;
    const double *y = levels(s);
    const char *why = s->bounded ? "bounded" : NULL;
    if (!why) {
        enum st_status e = st_change(t->kind, y, s->n, work, n_work, &c);
        if (e == ST_TOO_LARGE && t->kind > ST_MOSUM)
            why = "exact-fit"; /* F: nothing is left of the values */
        rng_seed(&s->run->rng, (uint64_t)s->run->opt->seed);
        if (!e && st_change_simulates(t->kind) && s->n > DRAWN_MOST)
            e = ST_TOO_LARGE;
        if (!e)
            e = st_change_p(t->kind, c.statistic, s->n, (size_t)s->run->opt->draws,
                            &s->run->rng, work, n_work, &p);
        why = why ? why : e ? st_reason(e) : NULL;
    }
    if (why) {
        put_refusal(s, t->name, "", method, why);
        return;
    }
    put_change_test(s, t, y, method, c, p);
    if (t->kind == ST_PETTITT && !st_change(t->kind, y, s->n - 1, work, n_work, &c) &&
        !st_change_p(t->kind, c.statistic, s->n - 1, 0, &s->run->rng, work, n_work, &p))
        put_value(
            s, "pettitt-p-without-last", p, "probability",
            mem_print(s->run->arena, "%s, without %s", method, period_at(s, s->n - 1)));
}

void
level_test_lanzante(const struct stretch *s, const struct breaks_method *t)
{
    struct st_change c;
    double p;
    const double *y = levels(s);
    const char *why = s->bounded ? "bounded" : NULL;
    if (!why) {
        enum st_status e = st_lanzante(y, s->n, doubles(s, s->n), s->n, &c, &p);
        why = e ? st_reason(e) : NULL;
    }
    if (why)
        put_refusal(s, t->name, "", t->title, why);
    else
        put_change_test(s, t, y, t->title, c, p);
}
