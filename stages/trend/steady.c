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
        if (m->reason || m->dependent != ST_OK || !(m->slope * sign > 0))
            return 1;
        return fmax(m->ar1.p, st_normal_p(m->slope / m->se));
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
        return mem_print(&trend.arena, "%.0f", floor(s->first_year + s->t[i]));
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

static double
gain(const double y[], void *more)
{
    return st_level_or_line_gain(more, y);
}

/* Fits levels and line to known points. False when that cannot be. */
static bool
shapes(const struct segment *s, struct st_level_or_line *d)
{
    size_t n_work = st_level_or_line_work(s->n);
    double *work = mem_array(&trend.arena, n_work, sizeof *work);
    unsigned char *season = mem_array(&trend.arena, s->n, sizeof *season);
    if (s->bounded || s->n < 4 || s->n > LONGEST || s->seasons > ST_SEASONS_MAX)
        return false;
    for (size_t i = 0; i < s->n; i++)
        season[i] = (unsigned char)segment_season(s, i);
    *d = (struct st_level_or_line){.shape = {s->counts, s->t, s->lo,
                                             segment_other(s, &trend.offset), s->n,
                                             season, s->seasons}};
    return !st_level_or_line(d, work, n_work);
}

/* The p of two levels against a line, and its row. */
static double
put_level_p(const struct segment *s, struct st_level_or_line *d)
{
    struct rng r;
    size_t draws = s->n > LONG ? SPARSE_DRAWS : DRAWS;
    double *y = mem_array(&trend.arena, s->n, sizeof *y);
    st_null_seed(&r, trend.seed, s->lo, s->n);
    double p = st_null_p(&d->line, &r, draws, y, gain, d, d->gain);
    add_p(
        s, "level-shift-p",
        mem_print(&trend.arena,
                  "two levels, the second from %s, against a line; at most %zu series "
                  "simulated (Besag and Clifford 1991), " RNG_NAME " seed %ld",
                  period_of(s, d->at), draws, trend.seed),
        NULL, p);
    return p;
}

/* "with 2015, from 100.0 to 150.0 on average" */
static const char *
change_of(const struct segment *s, size_t at)
{
    return mem_print(&trend.arena, "with %s, from %s to %s on average",
                     period_of(s, at), brief(mean_of(s->lo, at), true),
                     brief(mean_of(s->lo + at, s->n - at), true));
}

/* Level and line are told apart; where levels are better the verdict is taken back. */
static const char *
level_changed(const struct segment *s, const struct st_level_or_line *d, double p,
              struct basis *b, struct result_row *r)
{
    b->instead = "undetermined";
    r->reason = "level-shift";
    return mem_print(&trend.arena,
                     "the level changed %s, which explains the values better than a "
                     "steady trend (p %s)",
                     change_of(s, d->at), brief(p, false));
}

const char *
steady(const struct segment *s, double sign, struct basis *b, struct result_row *r)
{
    struct st_level_or_line d;
    double alpha = 1 - trend.level, p = greatest_p(s, sign, alpha);
    add_p(s, "steady-p",
          "the trend beside one change of level, wherever it is: greatest p, or the "
          "first that is not below the level (Berger 1982)",
          NULL, p);
    if (p <= alpha)
        return NULL;
    if (!shapes(s, &d))
        return "steadily or in one step cannot be told";
    double level_p = put_level_p(s, &d);
    return level_p > alpha
               ? mem_print(&trend.arena, "steadily, or in one step %s, cannot be told",
                           change_of(s, d.at))
               : level_changed(s, &d, level_p, b, r);
}

const char *
one_level(const struct segment *s, struct basis *b, struct result_row *r)
{
    struct st_level_or_line d;
    double p = shapes(s, &d) && d.gain > 0 ? put_level_p(s, &d) : 1;
    return p > 1 - trend.level ? NULL : level_changed(s, &d, p, b, r);
}
