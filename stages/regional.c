/*
 * regional - whether several series rise or fall together
 *
 * Reads a table (key unique, sorted) of yearly figures and takes the series that differ in the
 * key column --by alone as one: regional Kendall (Helsel and Frans 2006, Environmental Science
 * and Technology 40, 4066), the sum over series of Mann-Kendall's S. Writes rows as statistics
 * are written, with A:B:C in the column --by:
 *   regional-s, regional-p
 *                      S and its normal p, as if the series did not depend on one another
 *                      (as the paper; R: rkt)
 *   regional-permuted-p
 *                      p of S when whole years change places, all series together, so that what
 *                      ties the series within a year is kept: all orders up to 8 years,
 *                      --draws of them beyond
 *   regional-dependent-p
 *                      the same when years may depend on their neighbours, AR(1), rho from 0
 *                      to 0.95 as the series let it be (Zellner and Tiao 1964; the variance of S
 *                      by Hamed 2009). It has the verdict: `rising` or `falling` below 0.05,
 *                      else `undetermined`
 *   regional-slope     median of the slopes of all pairs of years within a series, a year
 *   homogeneity-p      van Belle and Hughes (1984, Water Resources Research 20, 127): when it
 *                      is small, series move differently; below 0.05 the sentence says so
 *   series, n          how many series, and points
 *
 * A year that a series lacks is left out of it. After a row of --breaks FILE or a status B only
 * what follows is used of a series. A verdict says of the series together that they rise, not of
 * each. Of 100 groups without a trend at most 5 are called rising or falling, at most 7 when years
 * depend on their neighbours by up to 0.6, whether or not the series move alike (`make calibrate`).
 *
 * Reasons: one-series, too-few-points (a series has fewer than 3, or there are fewer than 3
 * years), bounded (a point is known within bounds only), approximate-or-estimated, all-tied (a
 * series does not vary), not-yearly, other-unit, too-large (more than 100 years).
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>

#include "dataset/series_alike.h"
#include "program/stage.h"
#include "stat/ar1.h"
#include "stat/limits.h"
#include "stat/regional.h"
#include "stat/rng.h"
#include "stat/seasonal.h"
#include "table/result.h"

#define ALPHA 0.05
#define LEVEL 0.95
enum { LEAST = 3, SERIAL_LEAST = 4 };

static const char *by, *breaks_path;
static long draws = 9999, seed = 1;
static const struct opt opts[] = {
    {"by", 0, OPT_TEXT, &by, "COLUMN", "the key column in which the series differ"},
    {"breaks", 'b', OPT_TEXT, &breaks_path, "FILE",
     "known breaks (as datasets/breaks.csv): use what follows the last"},
    {"draws", 0, OPT_COUNT, &draws, "N", "orders of years that are drawn (9999)"},
    {"seed", 's', OPT_COUNT, &seed, "N", "of the generator " RNG_NAME " (1)"},
    {0},
};

/* The series of one group, as a rectangle: value of series k in year i at [k * years + i]. */
struct group {
    const struct series_held **series;
    size_t n, years, points;
    long first; /* index of the first year */
    double *x;
    const char *begin, *end, *unit, *status, *source, *why;
    bool counts;
};

static struct table tab;
static struct result result;
static struct mem arena; /* of a group */
static int by_at;

/* The years that the series cover, and why they cannot be used. */
static void
measure(struct group *g)
{
    long last = 0;
    for (size_t k = 0; k < g->n; k++) {
        const struct series_held *s = g->series[k];
        for (size_t i = s->from; i < s->n; i++) {
            struct period p = table_period(&tab, &s->row[i]);
            const char *text = table_cell(&tab, &s->row[i], TABLE_PERIOD);
            if (p.freq != 'A')
                g->why = "not-yearly";
            if (!g->begin || p.index < g->first) {
                g->first = p.index;
                g->begin = text;
            }
            if (!g->end || p.index > last) {
                last = p.index;
                g->end = text;
            }
        }
        if (strcmp(g->unit, table_cell(&tab, &s->row[0], TABLE_UNIT)))
            g->why = "other-unit";
    }
    g->years = (size_t)(last - g->first + 1);
    if (!g->why && (last - g->first >= ST_AR1_S_MAX))
        g->why = "too-large";
}

static void
take(struct group *g, size_t k)
{
    const struct series_held *s = g->series[k];
    size_t taken = 0;
    for (size_t i = s->from; i < s->n; i++) {
        const struct table_row *row = &s->row[i];
        struct amount a = table_amount(&tab, row);
        double x;
        size_t year = (size_t)(table_period(&tab, row).index - g->first);
        g->status =
            table_status(&arena, g->status, table_cell(&tab, row, TABLE_STATUS));
        g->source =
            table_sources(&arena, g->source, table_cell(&tab, row, TABLE_SOURCE));
        if (series_alike_value(&tab, row, &x)) {
            g->x[k * g->years + year] = x;
            taken++;
        } else if (a.known) {
            g->why = "approximate-or-estimated";
        } else if (*table_cell(&tab, row, TABLE_LO) ||
                   *table_cell(&tab, row, TABLE_HI)) {
            g->why = "bounded";
        }
    }
    g->points += taken;
    if (taken < LEAST && !g->why)
        g->why = st_reason(ST_TOO_FEW);
}

static void
fill(struct group *g)
{
    g->unit = table_cell(&tab, &g->series[0]->row[0], TABLE_UNIT);
    g->counts = table_counted(g->unit);
    g->status = g->source = "";
    if (g->n < 2)
        g->why = "one-series";
    measure(g);
    if (g->why)
        g->years = 0;
    g->x = mem_array(&arena, g->n * g->years + 1, sizeof *g->x);
    for (size_t i = 0; i < g->n * g->years; i++)
        g->x[i] = NAN;
    for (size_t k = 0; k < g->n && g->years; k++)
        take(g, k);
}

static void
put(const struct group *g, const char *statistic, const char *unit, const char *method,
    struct result_row r)
{
    char **key = mem_array(&arena, (size_t)tab.key, sizeof *key);
    const struct table_row *first = &g->series[0]->row[0];
    for (int i = 0; i < tab.key - 1; i++)
        key[i] = first->cell[i];
    key[by_at] = mem_copy(&arena, first->cell[by_at]);
    for (size_t k = 1; k < g->n; k++)
        key[by_at] =
            mem_print(&arena, "%s:%s", key[by_at], g->series[k]->row[0].cell[by_at]);
    r.statistic = statistic;
    r.period = result_span(&arena, g->begin, g->end);
    r.lo = r.hi = NAN;
    r.unit = unit;
    r.status = g->status;
    r.source = *g->source ? g->source : table_cell(&tab, first, TABLE_SOURCE);
    r.method = method;
    result_add(&result, key, &r);
}

/* Regional Kendall as the paper has it. */
static enum st_status
as_seasons(const struct group *g, struct st_seasonal *out)
{
    double *x = mem_array(&arena, 2 * g->points + 1, sizeof *x), *year = x + g->points;
    size_t *place = mem_array(&arena, g->points + 1, sizeof *place), n = 0;
    for (size_t i = 0; i < g->years; i++)
        for (size_t k = 0; k < g->n; k++)
            if (!isnan(g->x[k * g->years + i])) {
                x[n] = g->x[k * g->years + i];
                year[n] = (double)i;
                place[n++] = k;
            }
    size_t n_work = st_seasonal_work(n);
    return st_seasonal_kendall(x, year, place, n, g->n, ST_KENDALL_NORMAL,
                               mem_array(&arena, n_work + 1, sizeof(double)), n_work,
                               out);
}

/* The weight of each rho: the geometric mean over the series, as series that move alike say no
 * more together than one. */
static void
weigh(const struct group *g, double weight[ST_AR1_NODES])
{
    double most = -INFINITY, sum = 0;
    double *y = mem_array(&arena, 4 * g->years + 1, sizeof *y), *t = y + g->years,
           *rows = t + g->years;
    size_t n_work = st_ar1_work(g->years, 2);
    double *work = mem_array(&arena, n_work, sizeof *work);
    memset(weight, 0, ST_AR1_NODES * sizeof *weight);
    for (size_t k = 0; k < g->n; k++) {
        struct st_ar1 a;
        size_t n = 0;
        for (size_t i = 0; i < g->years; i++)
            if (!isnan(g->x[k * g->years + i])) {
                y[n] = g->counts ? log(g->x[k * g->years + i] + 0.5)
                                 : g->x[k * g->years + i];
                rows[2 * n] = 1;
                rows[2 * n + 1] = t[n] = (double)i;
                n++;
            }
        struct st_ar1_data d = {y, rows, t, n, 2, 0};
        if (n < SERIAL_LEAST || st_ar1(&d, 1, LEVEL, work, n_work, &a) != ST_OK)
            continue;
        for (size_t i = 0; i < ST_AR1_NODES; i++)
            weight[i] += log(a.weight[i]) / (double)g->n;
    }
    for (size_t i = 0; i < ST_AR1_NODES; i++)
        most = fmax(most, weight[i]);
    for (size_t i = 0; i < ST_AR1_NODES; i++)
        sum += weight[i] = exp(weight[i] - most);
    for (size_t i = 0; i < ST_AR1_NODES; i++)
        weight[i] /= sum;
}

/* How much the variance of S grows with each rho; made once for so many years. */
static const double *
factors(size_t years)
{
    static double factor[ST_AR1_NODES];
    static size_t made;
    for (size_t i = 0; i < ST_AR1_NODES && made != years; i++)
        factor[i] = st_ar1_s_factor(years, st_ar1_rho(i));
    made = years;
    return factor;
}

/* p when years may depend on their neighbours. */
static double
dependent_p(const struct group *g, double p)
{
    double weight[ST_AR1_NODES], sum = 0, z = gsl_cdf_ugaussian_Qinv(p / 2);
    const double *factor = factors(g->years);
    weigh(g, weight);
    for (size_t i = 0; i < ST_AR1_NODES; i++)
        sum += weight[i] * st_normal_p(z / sqrt(factor[i]));
    return fmin(1, sum);
}

static const char *
sentence(const struct group *g, const char *verdict, double p, double slope,
         const struct st_seasonal *k)
{
    const char *apart =
        k->homogeneity_p < ALPHA
            ? mem_print(
                  &arena,
                  "; they do not move alike (p %s), so that it need not hold of each",
                  result_round(&arena, k->homogeneity_p, 2))
            : "";
    return mem_print(
        &arena,
        "%zu series together, %s to %s: %s (regional Kendall, p %s when the series may "
        "move alike and years depend on their neighbours; median slope %s %s a year; "
        "%zu "
        "points%s).",
        g->n, g->begin, g->end, verdict, result_round(&arena, p, 2),
        result_round(&arena, slope, 3), g->unit, g->points, apart);
}

static void
put_all(const struct group *g, const struct st_seasonal *k, const struct st_regional *r)
{
    const char *plain = "regional Kendall; p normal, tie- and continuity-corrected";
    const char *orders =
        r->exact ? "all orders of the years"
                 : mem_print(&arena, "%ld orders of the years, " RNG_NAME " seed %ld",
                             draws, seed);
    const char *permuted = mem_print(&arena, "regional Kendall; %s", orders);
    double p = dependent_p(g, r->p);
    const char *verdict = p >= ALPHA ? "undetermined" : r->s > 0 ? "rising" : "falling";
    put(g, "regional-s", "index", plain, (struct result_row){.value = k->s});
    put(g, "regional-p", "probability", plain, (struct result_row){.value = k->p});
    put(g, "regional-permuted-p", "probability", permuted,
        (struct result_row){.value = r->p});
    put(g, "regional-dependent-p", "probability",
        mem_print(&arena, "%s; variance of S by Hamed 2009, rho by its posterior",
                  permuted),
        (struct result_row){.value = p,
                            .verdict = verdict,
                            .sentence = sentence(g, verdict, p, k->slope, k)});
    put(g, "regional-slope", mem_print(&arena, "%s_per_year", g->unit),
        "median of the slopes of all pairs of years of a series",
        (struct result_row){.value = k->slope});
    put(g, "homogeneity-p", "probability", "van Belle and Hughes (1984)",
        (struct result_row){.value = k->homogeneity_p});
}

static void
one_group(struct group *g)
{
    struct st_seasonal k;
    struct st_regional r;
    fill(g);
    size_t n_work = st_regional_work(g->years);
    double *work = mem_array(&arena, n_work + 1, sizeof *work);
    put(g, "series", "series", "count", (struct result_row){.value = (double)g->n});
    if (g->years)
        put(g, "n", "point", "count", (struct result_row){.value = (double)g->points});
    enum st_status e = g->why ? ST_OK : as_seasons(g, &k);
    if (!g->why && !e)
        e = st_regional(g->x, g->n, g->years, (size_t)draws, (uint64_t)seed, work,
                        n_work, &r);
    if (!g->why && !e) {
        put_all(g, &k, &r);
        return;
    }
    put(g, "regional-dependent-p", "probability", "regional Kendall",
        (struct result_row){.value = NAN, .reason = g->why ? g->why : st_reason(e)});
}

/* Groups in the order of their first series. */
static void
each_group(struct mem *run, struct series_held *all, size_t count)
{
    bool *done = mem_array(run, count + 1, sizeof *done);
    for (size_t i = 0; i < count; i++) {
        struct group g = {.series = mem_array(&arena, count - i, sizeof *g.series)};
        for (size_t j = i; j < count && !done[i]; j++)
            if (!done[j] && series_alike(&tab, &all[i], &all[j], by_at)) {
                g.series[g.n++] = &all[j];
                done[j] = j > i;
            }
        if (g.n)
            one_group(&g);
        mem_reset(&arena);
    }
}

static int
run(struct mem *run, int n, char **operand)
{
    struct series_breaks cuts;
    size_t count;
    gsl_set_error_handler_off();
    if (!by)
        usage("--by must name the key column in which the series differ");
    if (draws < 999)
        usage("--draws %ld is too few, expected at least 999", draws);
    series_breaks_read(&cuts, run, breaks_path);
    table_open(&tab, run, n ? operand[0] : NULL, NULL, TABLE_UNIQUE);
    by_at = series_alike_column(&tab, by);
    result_open(&result, run, &tab);
    struct series_held *all = series_alike_read(&tab, &cuts, run, &count);
    each_group(run, all, count);
    result_flush(&result);
    table_close(&tab);
    mem_release(&arena);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT,    "[FILE]",    0,  1,
                                       opts,       table_contract, result_make, run};
    return stage_main(&stage, argc, argv);
}
