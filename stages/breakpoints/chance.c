#include "breakpoints/chance.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_statistics_double.h>

/* Series simulated for a p at 95 %, of more than LONG values fewer; five times as many at 99 %. */
enum { DRAWS = 1000, SPARSE_DRAWS = 200, LONG = 300 };

static size_t
draws(const struct stretch *s)
{
    size_t n = s->n > LONG ? SPARSE_DRAWS : DRAWS;
    return n * (s->run->opt->level->percent > 95 ? 5 : 1) - 1;
}

static void
fit_joint(const struct stretch *s, struct chance *c)
{
    double *mean = doubles(s, s->n), *e = doubles(s, s->n), *bend = doubles(s, s->n);
    const struct st_shape *d = &c->as.shape;
    size_t at;
    c->joint = NAN;
    c->has_bent = true;
    if (st_shape_joint(d, doubles(s, s->n), s->n, mean, e, &c->joint, &at))
        return;
    for (size_t i = 0; i < s->n; i++)
        bend[i] = i > at ? d->x[i] - d->x[at] : 0;
    double parameters = 4 + (double)d->seasons - 1;
    double spread = st_spread(s->counts, e, s->n, parameters);
    const struct st_rho_model model[] = {{{d->x}, 0}, {{d->x, bend}, 1}};
    struct st_null_rho rho;
    size_t n_work = st_shape_rho_work(s->n);
    if (st_shape_rho(d, mean, s->counts ? spread : 1, model, 2, doubles(s, n_work),
                     n_work, &rho)) {
        c->joint = NAN;
        return;
    }
    c->bent = st_null_of(s->counts, s->n, mean, spread, rho, doubles(s, 3 * s->n));
}

void
chance_prepare(const struct stretch *s, struct chance *c)
{
    *c = (struct chance){.as.shape = {s->counts, s->middle, s->y, s->exposure, s->n,
                                      s->season, s->seasons}};
    if (s->n < 4)
        c->reason = st_reason(ST_TOO_FEW);
    else
        c->reason = under_two_cycles(s);
    if (c->reason)
        return;
    size_t n_work = st_level_or_line_work(s->n);
    enum st_status e = st_level_or_line(&c->as, doubles(s, n_work), n_work);
    if (e) {
        c->reason = e == ST_ALL_TIED ? "exact-fit" : st_reason(e);
        return;
    }
}

struct asked {
    const struct stretch *s;
    chance_statistic *statistic;
    void *more;
};

static double
statistic_of(const double y[], void *more)
{
    const struct asked *a = more;
    return a->statistic(a->s, y, a->more);
}

double
chance_p(const struct stretch *s, const struct st_null *null,
         chance_statistic *statistic, void *more, double observed)
{
    struct asked a = {s, statistic, more};
    st_null_seed(&s->run->rng, s->run->opt->seed, s->y, s->n);
    return st_null_p(null, &s->run->rng, draws(s), doubles(s, s->n), statistic_of, &a,
                     observed);
}

/* How much better two levels fit than a line. */
static double
step_gain(const struct stretch *s, const double y[], void *more)
{
    (void)s;
    return st_level_or_line_gain(more, y);
}

static double
joint_score(const struct stretch *s, const double y[], void *more)
{
    struct chance *c = more;
    struct st_shape d = c->as.shape;
    double t;
    size_t at;
    d.y = y;
    return st_shape_joint(&d, c->as.room, s->n, c->as.room + s->n,
                          c->as.room + 2 * s->n, &t, &at)
               ? NAN
               : t;
}

double
chance_step(const struct stretch *s, struct chance *c)
{
    if (!c->has_step)
        c->step_p = chance_p(s, &c->as.line, step_gain, &c->as, c->as.gain);
    c->has_step = true;
    return c->step_p;
}

const char *
chance_season(const struct stretch *s)
{
    return s->seasons > 1 && !s->chance->reason ? ", the season allowed for" : "";
}

bool
chance_beats_trend(const struct stretch *s, struct chance *c)
{
    return chance_step(s, c) < alpha_fifths(s, s->n < SHORT_OF ? STEP_FIFTHS_SHORT : 5);
}

char *
chance_trend_words(const struct stretch *s, double p)
{
    return mem_print(
        s->run->arena,
        "One level throughout would seldom give such values, but changes of "
        "level are not shown to explain them better than a steady trend "
        "(p %s%s), and a few odd values may be why: no date of a change is "
        "shown",
        words(s, p, 2), chance_season(s));
}

/* The p of a joint against one line. Computed once. */
static double
chance_joint(const struct stretch *s, struct chance *c)
{
    if (!c->has_joint)
        c->joint_p =
            isnan(c->joint) ? 1 : chance_p(s, &c->bent, joint_score, c, c->joint);
    c->has_joint = true;
    return c->joint_p;
}

/* What is less is 0 in two decimals; relative to their range, what is rounding. */
#define LEAST_RHO_SHOWN 0.005
#define ROUNDING 1e-12

char *
chance_text(const struct stretch *s, const struct st_null *null)
{
    const char *season = s->chance->as.shape.seasons > 1 ? ", its season" : "";
    double rho = fabs(null->rho.mean) < LEAST_RHO_SHOWN ? 0 : null->rho.mean;
    double least, most, spread = null->spread;
    gsl_stats_minmax(&least, &most, s->y, 1, s->n);
    if (!s->counts && spread <= ROUNDING * (most - least))
        spread = 0;
    return mem_print(
        s->run->arena,
        "simulated series with the same mean%s, %s %s, autocorrelation %s; "
        "at most %zu draws (Besag and Clifford 1991), " RNG_NAME " seed %ld",
        season, s->counts ? "dispersion" : "standard deviation", words(s, spread, 3),
        words(s, rho, 2), draws(s), s->run->opt->seed);
}

bool
chance_untold(const struct chance *c)
{
    return c->reason && (!strcmp(c->reason, st_reason(ST_TOO_FEW)) ||
                         !strcmp(c->reason, "less-than-two-cycles"));
}

struct verdict
chance_verdict(const struct stretch *s, struct chance *c, double p, double simulated)
{
    if (!(p < alpha(s)) && !chance_untold(c))
        return (struct verdict){
            "no-change", NULL,
            mem_print(s->run->arena, "No change of level is shown (p %s%s)",
                      words(s, p, 2),
                      s->seasons > 1 ? ", the season not taken out" : "")};
    if (c->reason)
        return (struct verdict){"undetermined", c->reason,
                                untold(s, "level", c->reason)};
    if (!(simulated < alpha(s))) {
        bool serial = c->as.level.rho.mean > 0;
        return (struct verdict){
            serial ? "undetermined" : "no-change", serial ? "autocorrelated" : NULL,
            mem_print(
                s->run->arena,
                "No change of level is shown: series without one that vary as these "
                "values do%s give as much with p %s%s",
                serial ? " and depend on one another as they do" : "",
                words(s, simulated, 2), chance_season(s))};
    }
    if (!chance_beats_trend(s, c))
        return (struct verdict){"undetermined", "trend",
                                chance_trend_words(s, chance_step(s, c))};
    return (struct verdict){"change", NULL, NULL};
}

struct verdict
chance_single(const struct stretch *s, const double y[], size_t at, double p)
{
    return (struct verdict){
        "undetermined", "single-value",
        mem_print(
            s->run->arena,
            "%s alone is unlike the other values (%s, mean %s of those; p %s), which "
            "does not tell an odd value from a new level",
            period_words(s, at), words(s, y[at], 4),
            words(s, mean_of(at ? y : y + 1, s->n - 1), 4), words(s, p, 2))};
}

size_t
chance_joints(const struct stretch *s, const char *name, size_t chosen, size_t most)
{
    struct chance *c = s->chance;
    if (number_is_fixed(s))
        return fixed_number(s, most);
    if (!c->reason && most && !c->has_bent)
        fit_joint(s, c);
    if (c->reason || !most || isnan(c->joint)) {
        c->open = chosen > 0 || !most || chance_untold(c);
        return 0;
    }
    double p = chance_joint(s, c);
    put_value(s, mem_print(s->run->arena, "%s-p-simulated", name), p, "probability",
              mem_print(s->run->arena, "greatest score of a joint; %s",
                        chance_text(s, &c->bent)));
    return p < alpha_fifths(s, s->n < SHORT_OF ? JOINTS_FIFTHS_SHORT : JOINTS_FIFTHS)
               ? chosen
               : 0;
}

void
say_joints(const struct stretch *s, const char *name, size_t n, const char *when,
           const char *where, size_t beyond, const char *method)
{
    const struct chance *c = s->chance;
    const char *few =
        beyond > 2
            ? ""
            : mem_print(s->run->arena,
                        "; with %zu value%s beyond a joint, one odd value may be "
                        "why",
                        beyond, beyond == 1 ? "" : "s");
    struct result_row r =
        about(s, mem_print(s->run->arena, "%s-joints", name), (double)n, "", method);
    if (number_is_fixed(s)) {
        r.sentence = n ? mem_print(s->run->arena,
                                   "The number of joints is given, not tested: %s %s.",
                                   when, where)
                       : NULL;
    } else if (c->open) {
        r.verdict = "undetermined";
        r.reason = c->reason ? c->reason : st_reason(ST_TOO_FEW);
        r.sentence = mem_print(s->run->arena, "%s.", untold(s, "trend", r.reason));
    } else if (n == 1 && beyond <= 2) {
        r.verdict = "undetermined";
        r.reason = "single-value";
        r.sentence = mem_print(
            s->run->arena,
            "One trend throughout does not explain the values (p %s%s), but beyond a "
            "joint %s %s there %s only, which %s not tell an odd value from a new "
            "trend.",
            words(s, c->joint_p, 2), chance_season(s), when, where,
            beyond == 1 ? "is 1 value" : "are 2 values", beyond == 1 ? "does" : "do");
    } else {
        r.verdict = n ? "change" : "no-change";
        r.sentence =
            n ? mem_print(s->run->arena, "The trend changes %s %s (p %s%s)%s.", when,
                          where, words(s, c->joint_p, 2), chance_season(s), few)
              : "No change of trend is shown.";
    }
    put(s, r);
}
