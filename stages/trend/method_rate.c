/*
 * rate rate-p             events a year, or over the exposure of --offset COLUMN, with exact
 *                         limits (Garwood 1936), or wider ones where points vary or depend on
 *                         their neighbours more than Poisson's; p against --rate NUMBER, the
 *                         greater of the exact one (twice the smaller tail) and that of AR(1)
 *                         errors
 */
#include <math.h>

#include "stat/ar1.h"
#include "stat/exact.h"
#include "trend/method.h"

static double stated = -1;
static const struct opt opts[] = {
    {"rate", 0, OPT_NUMBER, &stated, "NUMBER",
     "for rate: the stated rate that is tested, a year or over the exposure"},
    {0},
};

static void
check(bool chosen)
{
    (void)chosen;
    if (stated <= 0 && stated > -1)
        usage("--rate must be above 0");
}

/* The exposure of point i: years, or the column. */
static double
exposure(const struct segment *s, const double *column, size_t i)
{
    return column ? column[i] : 1 / (double)s->seasons;
}

/* Limits of the logarithm of the rate about its estimate, for points that may depend, and p
 * of `null` there. */
static const char *
dependent(const struct segment *s, double rate, double null, struct st_ar1 *a)
{
    const double *column = segment_other(s, &trend.offset);
    size_t n = s->n;
    double *x = mem_array(&trend.arena, 3 * n, sizeof *x), *y = x + n, *t = y + n;
    size_t n_work = st_ar1_work(n, 1);
    double *work = mem_array(&trend.arena, n_work, sizeof *work);
    for (size_t i = 0; i < n; i++) {
        double mean = rate * exposure(s, column, i);
        x[i] = sqrt(mean);
        y[i] = (s->lo[i] - mean) / x[i];
        t[i] = segment_step(s, i);
    }
    struct st_ar1_data d = {y, x, t, n, 1, null};
    enum st_status e = st_ar1(&d, 0, trend.level->share, work, n_work, a);
    if (e == ST_ALL_TIED)
        *a = (struct st_ar1){.p = 0};
    return e == ST_ALL_TIED ? NULL : because(e);
}

static void
run(struct segment *s)
{
    const double *column = segment_other(s, &trend.offset);
    struct st_exact k = {0};
    struct st_ar1 a = {0};
    double time = 0, test = stated > 0 ? stated : 1;
    const char *no = not_modelled(s);
    if (!no)
        no = s->n < LEAST_POINTS ? st_reason(ST_TOO_FEW)
             : s->bounded        ? "incomplete"
             : !(s->sum > 0)     ? st_reason(ST_ALL_ZERO)
                                 : NULL;
    for (size_t i = 0; i < s->n && !no; i++)
        time += exposure(s, column, i);
    if (!no)
        no = because(st_poisson_rate(s->sum, time, test, trend.level->share, &k));
    if (!no)
        no = dependent(s, s->sum / time, log(test * time / s->sum), &a);
    const char *method =
        mem_print(&trend.arena,
                  "events over %s; Garwood's limits, or those of AR(1) errors if wider",
                  trend.offset ? trend.offset : "years");
    struct result_row *r =
        add(s, "rate",
            trend.offset ? "ratio" : mem_print(&trend.arena, "%s_per_year", s->unit),
            method);
    r->reason = no;
    if (stated > 0)
        add_p(s, "rate-p", mem_print(&trend.arena, "%s; against %g", method, stated),
              no, fmax(k.p.central, a.p));
    if (no)
        return;
    r->value = k.estimate;
    say_limits(r, fmin(k.lo, k.estimate * exp(a.lo)),
               fmax(k.hi, k.estimate * exp(a.hi)), trend.level->interval);
}

const struct trend_method method_rate = {
    .name = "rate", .opts = opts, .check = check, .run = run};
