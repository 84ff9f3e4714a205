/*
 * apc-negbin negbin-theta
 *                         negative binomial model (R: glm.nb); gaps are allowed
 */
#include <math.h>

#include "stat/negbin.h"
#include "trend/loglinear.h"

static const char *
fit(const struct segment *s, const struct design *d, struct model *m, double *theta)
{
    size_t n = s->n, p = d->p;
    const double *exposure = segment_other(s, &trend.offset);
    double *beta = mem_array(&trend.arena, p + p * p, sizeof *beta), *cov = beta + p;
    size_t n_work = st_negbin_work(n, p);
    double *work = mem_array(&trend.arena, n_work, sizeof *work);
    double *offset = mem_array(&trend.arena, n, sizeof *offset);
    struct st_negbin_data data = {s->lo, exposure ? offset : NULL, d->x, n, p};
    struct st_negbin r;
    for (size_t i = 0; exposure && i < n; i++)
        offset[i] = log(exposure[i]);
    const char *no = because(st_negbin(&data, work, n_work, beta, cov, &r));
    if (no)
        return no;
    m->slope = beta[1] * s->per_year;
    m->se = sqrt(cov[p + 1]) * s->per_year;
    *theta = r.theta;
    return NULL;
}

static void
run(struct segment *s)
{
    struct model m = {0};
    double theta = 0;
    const char *no = not_modelled(s);
    if (!no)
        no = s->n < LEAST_POINTS ? st_reason(ST_TOO_FEW)
             : s->bounded        ? "incomplete"
                                 : NULL;
    if (!no) {
        m.design = design(s, s->n);
        no = fit(s, &m.design, &m, &theta);
    }
    const char *method =
        mem_print(&trend.arena, "negative binomial, ML; Wald limits, normal%s",
                  s->bounded ? "" : model_words(s, &m));
    struct result_row *b = add(s, "apc-negbin", "percent_per_year", method);
    struct result_row *t = add(s, "negbin-theta", "ratio", method);
    b->reason = t->reason = no;
    if (no)
        return;
    struct basis change = independent(&m, false);
    say_change(s, b, &change);
    t->value = theta;
}

const struct trend_method method_negbin = {.name = "negbin", .run = run};
