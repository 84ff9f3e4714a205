/*
 * apc-poisson             the log-linear Poisson model, Wald limits for independent points
 * ljung-box-p             autocorrelation of its Pearson residuals (Ljung and Box 1978); lags:
 *                         a fifth of the points, 10 at most. --portmanteau=box-pierce gives
 *                         box-pierce-p (Box and Pierce 1970)
 * pearson-residual deviance-residual
 *                         with --residuals, of each known point (period is the point's):
 *                         (y - m)/sqrt(m), and the signed root of 2 (y log(y/m) - (y - m))
 */
#include <math.h>
#include <string.h>

#include "stat/acf.h"
#include "trend/loglinear.h"

static const char *portmanteau = "ljung-box";
static bool say_residuals;
static const struct opt opts[] = {
    {"residuals", 0, OPT_FLAG, &say_residuals, NULL,
     "for poisson: a row a point with the Pearson, and one with the deviance residual"},
    {"portmanteau", 0, OPT_TEXT, &portmanteau, "TEST",
     "for poisson, of its residuals: ljung-box, or box-pierce as R's Box.test by "
     "default"},
    {0},
};

static void
check(bool chosen)
{
    (void)chosen;
    option_word("--portmanteau", portmanteau, "ljung-box box-pierce");
}

/* Whether the residuals depend on one another. */
static void
residual_test(const struct segment *s, const struct model *m)
{
    bool pierce = !strcmp(portmanteau, "box-pierce");
    size_t k = s->n / 5 < 10 ? s->n / 5 : 10;
    double *r = mem_array(&trend.arena, 2 * s->n + 1, sizeof *r), *e = r + s->n;
    struct st_portmanteau t = {0};
    const char *no = m->reason ? m->reason : incomplete(s, 0);
    for (size_t i = 0; !no && i < s->n; i++)
        e[i] = (s->lo[i] - m->mean[i]) / sqrt(m->mean[i]);
    if (!no)
        no = because(st_acf(e, s->n, k, r));
    if (!no)
        no = because((pierce ? st_box_pierce : st_ljung_box)(r, s->n, k, 0, &t));
    add_p(s, pierce ? "box-pierce-p" : "ljung-box-p",
          mem_print(&trend.arena, "%s; Pearson residuals, lags to %zu",
                    pierce ? "Box-Pierce" : "Ljung-Box", k),
          no, t.p);
}

/* The residuals of the known points. One that rounding alone explains is 0. */
static void
residuals(const struct segment *s, const struct model *m, const char *method)
{
    for (size_t i = 0; i < s->n; i++) {
        double y = s->lo[i], mu = m->mean[i], off = y - mu;
        if (y < s->hi[i])
            continue;
        if (fabs(off) <= ROUNDING * mu)
            off = 0;
        double deviance = fmax(0, 2 * ((y > 0 ? y * log(y / mu) : 0) - off));
        const struct item item[] = {
            {"pearson-residual", "index", off / sqrt(mu)},
            {"deviance-residual", "index",
             fabs(off) > 0 ? copysign(sqrt(deviance), off) : 0}};
        for (size_t k = 0; k < 2; k++) {
            struct result_row *r = add(s, item[k].statistic, item[k].unit, method);
            const struct table_row *row = &s->row[i];
            r->period = table_cell(trend.table, row, TABLE_PERIOD);
            r->status = table_status(&trend.arena,
                                     table_cell(trend.table, row, TABLE_STATUS), "E");
            r->source = table_cell(trend.table, row, TABLE_SOURCE);
            r->value = item[k].value;
        }
    }
}

static void
run(struct segment *s)
{
    const struct model *m = loglinear(s);
    const char *method = mem_print(
        &trend.arena, "log-linear Poisson; Wald limits, normal%s", model_words(s, m));
    struct result_row *r = add(s, "apc-poisson", "percent_per_year", method);
    r->reason = m->reason;
    residual_test(s, m);
    if (m->reason)
        return;
    struct basis b = independent(m, false);
    say_change(s, r, &b);
    if (say_residuals)
        residuals(s, m, method);
}

const struct trend_method method_poisson = {.name = "poisson",
                                            .usual = true,
                                            .opts = opts,
                                            .rows = &say_residuals,
                                            .check = check,
                                            .run = run};
