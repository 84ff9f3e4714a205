#include "trend/steady.h"

#include <math.h>

#include "stat/level_or_line.h"
#include "stat/limits.h"
#include "trend/loglinear.h"

enum { PLACES = 50, DRAWS = 999, SPARSE_DRAWS = 199, LONG = 300, LONGEST = 1000 };

/* The p of no trend beside a change of level at a point; 1 where it cannot be had or the
 * trend turns. */
static double
p_beside(const struct segment *s, size_t at, double sign)
{
    if (s->counts) {
        const struct model *m = loglinear_beside(s, at);
        bool exact =
            m->dependent == ST_ALL_TIED; /* nothing is left that could depend */
        if (m->reason || (m->dependent && !exact) || !(m->slope * sign > 0))
            return 1;
        return fmax(exact ? 0 : m->ar1.p, st_normal_p(m->slope / m->se));
    }
    struct design d = design_beside(s, at);
    struct st_ar1 a;
    return line_of(s, &d, &a) || !(a.estimate * sign > 0) ? 1 : a.p;
}

/* The greatest p over the places; it ends at the first that is not below alpha. */
static double
greatest_p(const struct segment *s, double sign, double alpha)
{
    size_t last = s->n - 2, places = last > 2 ? last - 1 : 1;
    size_t step = (places + PLACES - 1) / PLACES;
    struct mem kept = trend.arena, scratch = {0};
    double p = s->n < 4 ? 1 : 0;
    trend.arena = scratch;
    for (size_t at = 2; p <= alpha && at <= last; at += step) {
        p = fmax(p, p_beside(s, at, sign));
        mem_reset(&trend.arena);
    }
    mem_release(&trend.arena);
    trend.arena = kept;
    return p;
}

/* The period of a point in words. */
static const char *
period_of(const struct segment *s, size_t i)
{
    char text[PERIOD_MAX];
    if (s->first.freq == 'I')
        return in_words(s->interval[i]);
    period_text(s->first.freq, s->first.index + (long)s->t[i], text);
    return mem_copy(&trend.arena, text);
}

static double
mean_of(const double x[], size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i] / (double)n;
    return sum;
}

/* Events over the sum of the exposures. */
static double
rate_of(const double x[], const double exposure[], size_t n)
{
    double events = 0, all = 0;
    for (size_t i = 0; i < n; i++) {
        events += x[i];
        all += exposure[i];
    }
    return events / all;
}

static double
gain(const double y[], void *more)
{
    return st_level_or_line_gain(more, y);
}

/* How two levels are told from a line (better: only where they fit better): the first point of the second, the p, whether levels
 * fit better at all; p is NAN where that cannot be had. */
struct split {
    size_t at;
    double p;
    bool better;
};

static struct split
split_of(const struct segment *s, const double value[], bool better)
{
    struct split none = {0, NAN, false};
    struct rng r;
    size_t n_work = st_level_or_line_work(s->n),
           draws = s->n > LONG ? SPARSE_DRAWS : DRAWS;
    double *work = mem_array(&trend.arena, n_work, sizeof *work);
    double *y = mem_array(&trend.arena, s->n, sizeof *y);
    unsigned char *season = mem_array(&trend.arena, s->n, sizeof *season);
    if (s->n < 4 || s->n > LONGEST || s->seasons > ST_SEASONS_MAX)
        return none;
    for (size_t i = 0; i < s->n; i++) {
        season[i] = (unsigned char)segment_season(s, i);
        if (!isfinite(value[i]))
            return none;
    }
    struct st_level_or_line d = {.shape = {s->counts, s->t, value,
                                           segment_other(s, &trend.offset), s->n,
                                           season, s->seasons}};
    if (st_level_or_line(&d, work, n_work) || (better && !(d.gain > 0)))
        return none;
    st_null_seed(&r, trend.seed, value, s->n);
    double p = st_null_p(&d.line, &r, draws, y, gain, &d, d.gain);
    return (struct split){d.at, p, d.gain > 0};
}

/* Of points within bounds: what holds for the least and for the greatest values alike. Writes
 * the row. */
static struct split
put_split(const struct segment *s, bool better)
{
    struct split a = split_of(s, s->lo, better);
    struct split b = s->bounded ? split_of(s, s->hi, better) : a;
    if (isnan(a.p) || isnan(b.p) || a.at != b.at)
        return (struct split){0, NAN, false};
    a.p = fmax(a.p, b.p);
    a.better = a.better && b.better;
    add_p(s, "level-shift-p",
          mem_print(
              &trend.arena,
              "two levels, the second from %s, against a line%s; at most %d series "
              "simulated (Besag and Clifford 1991), " RNG_NAME " seed %ld",
              period_of(s, a.at),
              s->bounded ? ", the greater p of the least and the greatest values" : "",
              s->n > LONG ? SPARSE_DRAWS : DRAWS, trend.seed),
          NULL, a.p);
    return a;
}

/* A mean: of counts in tenths, else in four digits. */
static const char *
level_words(const struct segment *s, double x)
{
    return s->counts ? brief(x, true) : result_words(&trend.arena, x, 4);
}

/* "with 2015, from 100.0 to 150.0 on average" */
static const char *
change_of(const struct segment *s, size_t at)
{
    if (s->bounded)
        return mem_print(
            &trend.arena,
            "with %s, whether the values within bounds are least or greatest",
            period_of(s, at));
    const double *exposure = segment_other(s, &trend.offset);
    if (exposure && s->counts)
        return mem_print(&trend.arena, "with %s, from %s to %s per unit of %s",
                         period_of(s, at), brief(rate_of(s->lo, exposure, at), false),
                         brief(rate_of(s->lo + at, exposure + at, s->n - at), false),
                         trend.offset);
    return mem_print(&trend.arena, "with %s, from %s to %s on average",
                     period_of(s, at), level_words(s, mean_of(s->lo, at)),
                     level_words(s, mean_of(s->lo + at, s->n - at)));
}

/* Where levels are better the verdict is taken back. */
static const char *
level_changed(const struct segment *s, const struct split *x, struct basis *b,
              struct result_row *r)
{
    b->instead = "undetermined";
    r->reason = "level-shift";
    return mem_print(&trend.arena,
                     "the level changed %s, which explains the values better than a "
                     "steady trend (p %s)",
                     change_of(s, x->at),
                     result_apart(&trend.arena, x->p, 3, trend.level->alpha));
}

static bool
is_level(const struct split *x)
{
    return x->better && x->p <= 1 - trend.level->share;
}

const char *
steady(const struct segment *s, double sign, struct basis *b, struct result_row *r)
{
    double alpha = 1 - trend.level->share, p = greatest_p(s, sign, alpha);
    add_p(s, "steady-p",
          "the trend beside one change of level, wherever it is: greatest p, or the "
          "first that is not below the level (Berger 1982)",
          NULL, p);
    if (p <= alpha)
        return NULL;
    struct split x = put_split(s, false);
    if (isnan(x.p))
        return "steadily or in one step cannot be told";
    return is_level(&x)
               ? level_changed(s, &x, b, r)
               : mem_print(&trend.arena, "steadily, or in one step %s, cannot be told",
                           change_of(s, x.at));
}

const char *
one_level(const struct segment *s, struct basis *b, struct result_row *r)
{
    struct split x = put_split(s, true);
    return is_level(&x) ? level_changed(s, &x, b, r) : NULL;
}
