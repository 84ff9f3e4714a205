/*
 * with --breaks: one log-linear trend with a step at each known break; exp(step) is the
 * comparability ratio. The series is then not split. Bounded values take part as bounds.
 * Rows: jump-apc, jump-ratio-1 and so on, jump-dispersion
 */
#include <math.h>

#include <gsl/gsl_cdf.h>

#include "breakpoints/method.h"
#include "stat/jump.h"

/* Steps at known breaks. */

static void
jump(const struct stretch *s, const struct breaks_method *self)
{
    (void)self;
    const char *method =
        "log-linear Poisson with steps, limits from t, dispersion when above 1";
    const char *why = !s->cuts ? "no-break" : !s->counts ? "not-a-count" : NULL;
    struct st_jump j;
    if (!why) {
        size_t n_work = st_jump_work(s->n, s->cuts);
        double *offset = s->exposure ? doubles(s, s->n) : NULL;
        for (size_t i = 0; offset && i < s->n; i++)
            offset[i] = log(s->exposure[i]);
        struct st_jump_data d = {s->middle, s->lo,  s->hi,  offset,
                                 s->n,      s->cut, s->cuts};
        enum st_status e = s->cuts > ST_JUMPS_MAX
                               ? ST_TOO_LARGE
                               : st_jump(&d, doubles(s, n_work), n_work, &j);
        why = e ? st_reason(e) : NULL;
    }
    if (why) {
        put_reason(s, "jump-apc", "percent", method, why);
        return;
    }
    double df = (double)s->n - 2 - (double)s->cuts;
    double z = gsl_cdf_tdist_Qinv((1 - LEVEL) / 2, fmax(df, 1));
    put_limits(s, "jump-apc", 100 * expm1(j.slope),
               100 * expm1(j.slope - z * j.slope_se),
               100 * expm1(j.slope + z * j.slope_se), "percent", method,
               j.slope > z * j.slope_se    ? "rising"
               : j.slope < -z * j.slope_se ? "falling"
                                           : "undetermined",
               NULL);
    put_value(s, "jump-dispersion", j.dispersion, "ratio", method);
    for (size_t i = 0; i < s->cuts; i++) {
        double b = j.jump[i], half = z * j.jump_se[i];
        put_limits(
            s, mem_print(s->run->arena, "jump-ratio-%zu", i + 1), exp(b), exp(b - half),
            exp(b + half), "ratio", method,
            b > half    ? "higher"
            : b < -half ? "lower"
                        : "not-different",
            mem_print(
                s->run->arena,
                "From %s, %s, %s times as many are counted (95 %% limits %s to %s).",
                period_at(s, s->cut[i]), s->label[i], words(s, exp(b), 3),
                words(s, exp(b - half), 3), words(s, exp(b + half), 3)));
    }
}

const struct breaks_method breaks_jump = {
    .name = "jump", .row = "jump-apc", .make = jump, .whole = true};
