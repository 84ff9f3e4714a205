/*
 * apc-hac                 the log-linear model's change, limits by the covariance of Newey and
 *                         West (1987) from the scores of the counts, lag 4 (n/100)^(2/9),
 *                         times n/(n - p), with t of n - p degrees of freedom. For long
 *                         series: of short ones it knows too little, and it has no verdict
 *                         (decision 14). Known counts without gaps
 */
#include <math.h>

#include <gsl/gsl_cdf.h>

#include "stat/hac.h"
#include "trend/loglinear.h"

/* The standard error of the slope, a year. */
static const char *
standard_error(const struct segment *s, const struct model *m, size_t lags, double *se)
{
    size_t n = m->n, p = m->design.p;
    double *x = mem_array(&trend.arena, n * p + n + p * p, sizeof *x), *e = x + n * p;
    double *cov = e + n;
    size_t n_work = st_newey_west_work(n, p);
    double *work = mem_array(&trend.arena, n_work, sizeof *work);
    for (size_t i = 0; i < n; i++) {
        e[i] = m->score[i];
        for (size_t k = 0; k < p; k++)
            x[k * n + i] = m->design.x[i * p + k];
    }
    const char *no =
        because(st_newey_west(x, e, n, p, m->cov, lags, true, work, n_work, cov));
    *se = no ? NAN : sqrt(cov[p + 1]) * s->per_year;
    return no;
}

static void
run(struct segment *s)
{
    const struct model *m = loglinear(s);
    double se = NAN;
    const char *no = m->reason ? m->reason : incomplete(s, LEAST_SERIAL);
    size_t lags = st_newey_west_lag(s->n);
    if (!no)
        no = standard_error(s, m, lags, &se);
    struct result_row *r =
        add(s, "apc-hac", "percent_per_year",
            no ? "log-linear; limits of Newey and West"
               : mem_print(&trend.arena,
                           "log-linear; limits of Newey and West, lag %zu, adjusted, t "
                           "with %zu df%s",
                           lags, m->n - m->design.p, model_words(s, m)));
    r->reason = no ? no : se > 0 ? NULL : "perfect-fit";
    if (r->reason)
        return;
    double half = se * gsl_cdf_tdist_Qinv((1 - trend.level->share) / 2,
                                          (double)(m->n - m->design.p));
    struct basis b = {.value = percent(m->slope),
                      .lo = percent(m->slope - half),
                      .hi = percent(m->slope + half)};
    say_change(s, r, &b);
}

const struct trend_method method_hac = {.name = "hac", .run = run};
