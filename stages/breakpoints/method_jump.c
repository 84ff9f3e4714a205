/*
 * with --breaks: one log-linear trend with a step at each known break; exp(step) is the
 * comparability ratio. The series is then not split. Bounded values take part as bounds.
 * Limits are those of Poisson counts or, where wider, of errors that may depend on their
 * neighbours: AR(1) errors of the logarithms of the known counts, rho from 0 to 0.95 by its
 * posterior (Zellner and Tiao 1964); `undetermined`, with a reason, where these cannot be had.
 * In simulation (a break in the middle or two at the thirds, no trend or a step, also of counts
 * of which some are withheld) at most 5 of 100 series were called rising or falling, at most 7
 * that depend on their neighbours by 0.3 to 0.6, and no more were said to step; of random walks
 * 11 to 35 were called rising or falling. The season is in
 * the model, a factor, from two cycles on.
 * Rows: jump-apc, jump-ratio-1 and so on, jump-dispersion
 */
#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "breakpoints/method.h"
#include "stat/ar1.h"
#include "stat/jump.h"

/* Below it a slope or a step is what the search left. */
#define ROUNDING 1e-12
static const char *
model(const struct stretch *s)
{
    return s->seasons > 1
               ? "log-linear Poisson with steps and the season as a factor, limits "
                 "from t, dispersion when above 1"
               : "log-linear Poisson with steps, limits from t, dispersion when "
                 "above 1";
}

/* A coefficient with its limits; reason: why those of dependent errors cannot be had. */
struct estimate {
    double value, lo, hi;
    const char *reason;
};

/* The known counts, in logarithms, for AR(1) errors: trend in column 1, then the steps. */
static struct st_ar1_data
known_counts(const struct stretch *s, const struct st_jump_data *d)
{
    size_t n = 0, p = st_jump_columns(d);
    double *all = doubles(s, s->n * p), *x = doubles(s, s->n * p);
    double *y = doubles(s, 2 * s->n), *t = y + s->n, step = INFINITY;
    st_jump_design(d, all);
    for (size_t i = 1; i < s->n; i++)
        step = fmin(step, s->middle[i] - s->middle[i - 1]);
    for (size_t i = 0; i < s->n; i++) {
        if (s->lo[i] < s->hi[i])
            continue;
        y[n] = log(s->lo[i] + 0.5) - (d->offset ? d->offset[i] : 0);
        t[n] = (s->middle[i] - s->middle[0]) / step;
        memcpy(x + n++ * p, all + i * p, p * sizeof *x);
    }
    return (struct st_ar1_data){y, x, t, n, p, 0};
}

static struct estimate
estimate(const struct stretch *s, const struct st_ar1_data *d, size_t column, double b,
         double half)
{
    struct estimate r = {fabs(b) < ROUNDING ? 0 : b, b - half, b + half, NULL};
    struct st_ar1 a;
    size_t n_work = st_ar1_work(d->n, d->p);
    enum st_status e = st_ar1(d, column, coverage(s), doubles(s, n_work), n_work, &a);
    if (e == ST_ALL_TIED) /* nothing is left that could depend */
        return r;
    if (e)
        r.reason = st_reason(e);
    else {
        r.lo = fmin(r.lo, a.lo);
        r.hi = fmax(r.hi, a.hi);
    }
    return r;
}

/* The limits of an estimate in words; percent: of a growth, else of a ratio. */
static const char *
limits_words(const struct stretch *s, const struct estimate *x, bool percent)
{
    const char *season = s->seasons > 1 ? ", the season allowed for" : "";
    double lo = percent ? 100 * expm1(x->lo) : exp(x->lo),
           hi = percent ? 100 * expm1(x->hi) : exp(x->hi);
    if (x->reason)
        return "limits that hold when values depend on their neighbours cannot be had";
    double none = percent ? 0 : 1;
    return mem_print(s->run->arena, "%ld %% limits %s to %s%s",
                     s->run->opt->level->percent,
                     result_apart(s->run->arena, lo, 3, none),
                     result_apart(s->run->arena, hi, 3, none), season);
}

static const char *
trend_sentence(const struct stretch *s, const struct estimate *x)
{
    const char *of = words(s, 100 * expm1(x->value), 3);
    const char *limits = limits_words(s, x, true);
    if (x->reason || (x->lo <= 0 && x->hi >= 0))
        return mem_print(s->run->arena,
                         "No trend is shown beside the steps (%s %% a year, %s).", of,
                         limits);
    return mem_print(s->run->arena, "Beside the steps %s, %s %% a year (%s).",
                     x->lo > 0 ? "rising" : "falling", of, limits);
}

static const char *
step_sentence(const struct stretch *s, const struct estimate *x, size_t at)
{
    const char *from = mem_print(s->run->arena, "%s,", from_words(s, at));
    const char *times = mem_print(s->run->arena, "%s times as many",
                                  result_apart(s->run->arena, exp(x->value), 3, 1));
    const char *limits = limits_words(s, x, false);
    if (x->reason || (x->lo <= 0 && x->hi >= 0))
        return mem_print(s->run->arena, "%s no step is shown (%s, %s).", from, times,
                         limits);
    return mem_print(s->run->arena, "%s %s are counted (%s).", from, times, limits);
}

static void
put_estimate(const struct stretch *s, const char *statistic, const struct estimate *x,
             const char *unit, const char *const verdict[3], const char *sentence)
{
    bool percent = !strcmp(unit, "percent");
    const char *widened =
        mem_print(s->run->arena,
                  "%s, not inside those of AR(1) errors, rho from 0 to "
                  "0.95 by its posterior (Zellner and Tiao 1964)",
                  model(s));
    struct result_row r = about(
        s, statistic, percent ? 100 * expm1(x->value) : exp(x->value), unit, widened);
    if (!isfinite(r.value)) {
        put_reason(s, statistic, unit, widened, st_reason(ST_TOO_LARGE));
        return;
    }
    r.lo = percent ? 100 * expm1(x->lo) : exp(x->lo);
    r.hi = percent ? 100 * expm1(x->hi) : exp(x->hi);
    r.interval = s->run->opt->level->interval;
    r.verdict = x->reason   ? "undetermined"
                : x->lo > 0 ? verdict[0]
                : x->hi < 0 ? verdict[1]
                            : verdict[2];
    r.reason = x->reason;
    r.sentence = sentence;
    put(s, r);
}

/* Steps at known breaks. */

static void
jump(const struct stretch *s, const struct breaks_method *self)
{
    static const char *const trends[] = {"rising", "falling", "undetermined"};
    static const char *const levels_of[] = {"higher", "lower", "not-different"};
    (void)self;
    double *offset = s->exposure ? doubles(s, s->n) : NULL;
    const char *why = !s->cuts     ? "no-break"
                      : !s->counts ? "not-a-count"
                                   : under_two_cycles(s);
    struct st_jump_data d = {s->middle, s->lo,  s->hi,   offset,
                             s->n,      s->cut, s->cuts, s->season};
    size_t columns = st_jump_columns(&d);
    struct st_jump j;
    if (!why) {
        size_t n_work = st_jump_work(s->n, columns);
        for (size_t i = 0; offset && i < s->n; i++)
            offset[i] = log(s->exposure[i]);
        enum st_status e = s->cuts > ST_JUMPS_MAX
                               ? ST_TOO_LARGE
                               : st_jump(&d, doubles(s, n_work), n_work, &j);
        why = e ? st_reason(e) : NULL;
    }
    if (why) {
        put_refusal(s, "jump-apc", "percent", model(s), why);
        return;
    }
    double df = (double)s->n - (double)columns;
    double z = gsl_cdf_tdist_Qinv((1 - coverage(s)) / 2, fmax(df, 1));
    struct st_ar1_data known = known_counts(s, &d);
    struct estimate x = estimate(s, &known, 1, j.slope, z * j.slope_se);
    put_estimate(s, "jump-apc", &x, "percent", trends, trend_sentence(s, &x));
    put_value(s, "jump-dispersion", j.dispersion, "ratio", model(s));
    for (size_t i = 0; i < s->cuts; i++) {
        x = estimate(s, &known, 2 + i, j.jump[i], z * j.jump_se[i]);
        put_estimate(s, mem_print(s->run->arena, "jump-ratio-%zu", i + 1), &x, "ratio",
                     levels_of, step_sentence(s, &x, i));
    }
}

const struct breaks_method breaks_jump = {
    .name = "jump", .row = "jump-apc", .make = jump, .whole = true};
