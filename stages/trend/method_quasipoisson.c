/*
 * apc-quasipoisson dispersion
 *                         the same estimate, limits widened by the dispersion: Pearson's
 *                         chi-square over its degrees of freedom
 */
#include <math.h>

#include "program/num.h"
#include "trend/loglinear.h"

static const char *
how(const struct segment *s, const struct model *m, const char *reason)
{
    char df[NUM_MAX];
    return reason
               ? "log-linear quasi-Poisson"
               : mem_print(&trend.arena,
                           "log-linear quasi-Poisson; Wald limits, t with %s df%s",
                           num_text(round(100 * m->df) / 100, df), model_words(s, m));
}

static void
run(struct segment *s)
{
    const struct model *m = loglinear(s);
    const char *no = m->reason                    ? m->reason
                     : m->phi > 0 || m->df > 0.01 ? NULL
                                                  : st_reason(ST_TOO_FEW);
    const char *quasi = no ? no : m->phi > 0 ? NULL : "perfect-fit";
    struct result_row *r =
        add(s, "apc-quasipoisson", "percent_per_year", how(s, m, quasi));
    struct result_row *d =
        add(s, "dispersion", "ratio",
            s->bounded ? "squared scores over means/df; a bounded point counts as the "
                         "share of its information"
                       : "Pearson chi-square/df");
    r->reason = quasi;
    d->reason = no;
    if (!no)
        d->value = m->phi;
    if (quasi)
        return;
    struct basis b = independent(m, true);
    say_change(s, r, &b);
}

const struct trend_method method_quasipoisson = {
    .name = "quasipoisson", .usual = true, .run = run};
