/*
 * regional - whether several series rise or fall together
 *
 * Reads a table (key unique, sorted) and takes the series that differ in the key column --by
 * alone as one: regional Kendall (Helsel and Frans 2006, Environmental Science and Technology
 * 40, 4066), the sum over series of Mann-Kendall's S, of quarters, months and other parts of a
 * year season by season (Hirsch and others 1982). Writes rows as statistics are written, with
 * A:B:C in the column --by:
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
 *                      by Hamed 2009). It has the verdict: `rising` or `falling` below 0.05
 *                      (or 1 - --level), else `undetermined`
 *   regional-slope     median of the slopes of all pairs of years within a series, a year
 *   homogeneity-p      van Belle and Hughes (1984, Water Resources Research 20, 127): when it
 *                      is small, series move differently; below that the sentence says so
  * series, n, missing  how many series, points, and points that are left out, having no value or
 *                     bound
 *
 * A period that a series lacks is left out of it. A series that does not vary is ties: it adds
 * 0 to S and to its variance, and has no part in homogeneity. A value known within bounds, published as
 * about or with the limits of an estimate, is anything within these: S, p and slope are then
 * ranges over all completions (outer bounds), and a verdict holds for each, with what the known
 * values say of dependence; homogeneity is not tested. After a row of --breaks FILE or a
 * status B only what follows is used of a series. A verdict says of the series together that
 * they rise, not of each. Of 100 groups without a trend at most 5 are called rising or falling,
 * at most 7 when years depend on their neighbours by up to 0.6, whether or not the series move
 * alike (`make calibrate`); with --level 90 and 99 in proportion.
 *
 * Reasons: one-series, too-few-points (a series has fewer than 3, or there are fewer than 3
 * years), bounded (value is empty, lo and hi are the range), incomplete, approximate,
 * published-interval, all-tied (no series varies; of homogeneity: one alone does), other-unit,
 * mixed-frequency (periods of several lengths, or days), too-large (more than 100 years).
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
#include "table/level.h"
#include "table/reason.h"
#include "table/result.h"

/* In sentences. */
#define LEAST_P_SHOWN 0.0001
enum { LEAST = 3, SERIAL_LEAST = 4 };

static const char *by, *breaks_path;
static long draws = 9999, seed = 1, percent = 95;
static const struct level *level;
static const struct opt opts[] = {
    {"by", 0, OPT_TEXT, &by, "COLUMN", "the key column in which the series differ"},
    {"breaks", 'b', OPT_TEXT, &breaks_path, "FILE",
     "known breaks (as datasets/breaks.csv): use what follows the last"},
    {"level", 0, OPT_COUNT, &percent, "PERCENT", LEVEL_HELP},
    {"draws", 0, OPT_COUNT, &draws, "N", "orders of years that are drawn (9999)"},
    {"seed", 's', OPT_COUNT, &seed, "N", "of the generator " RNG_NAME " (1)"},
    {0},
};

/* The series of one group, as a rectangle: bounds of stratum k (a season of a series) in year i
 * at [k * years + i], NAN where there is none. */
struct group {
    const struct series_held **series;
    size_t n, seasons, strata, years, points, missing, bounded, constant, cut;
    long first; /* year */
    double *lo, *hi;
    const struct table_row *begin, *end;
    const char *unit, *status, *source, *why;
    bool counts, whole;
};

/* What ranks say: of known values each range is one value. */
struct ranks {
    struct st_seasonal k;
    struct st_seasonal_range g;
    struct st_regional r;
};

static struct table tab;
static struct result result;
static struct mem arena; /* of a group */
static int by_at;

static long
year_of(const struct group *g, const struct period *p)
{
    return period_season_year(period_year(p), g->seasons);
}

/* The years that the series cover, and why they cannot be used. */
static void
measure(struct group *g)
{
    struct period first = {0}, last = {0};
    for (size_t k = 0; k < g->n; k++) {
        const struct series_held *s = g->series[k];
        for (size_t i = s->from; i < s->n; i++) {
            struct period p = table_period(&tab, &s->row[i]);
            if (!g->begin || p.first < first.first) {
                first = p;
                g->begin = &s->row[i];
            }
            if (!g->end || p.last > last.last) {
                last = p;
                g->end = &s->row[i];
            }
            if (p.freq != first.freq || p.freq == 'D' ||
                period_seasons(&p) != period_seasons(&first))
                g->why = "mixed-frequency";
        }
        if (strcmp(g->unit, table_cell(&tab, &s->row[0], TABLE_UNIT)))
            g->why = "other-unit";
    }
    g->seasons = period_seasons(&first);
    g->strata = g->n * g->seasons;
    g->first = year_of(g, &first);
    g->years = (size_t)(year_of(g, &last) - g->first + 1);
    if (!g->why && g->years > ST_AR1_S_MAX)
        g->why = "too-large";
}

/* Whether a series, all its seasons together, has one known value. */
static bool
is_constant(const struct group *g, size_t k)
{
    double least = INFINITY, most = -INFINITY;
    size_t from = k * g->seasons * g->years;
    for (size_t i = from; i < from + g->seasons * g->years; i++) {
        least = fmin(least, g->lo[i]);
        most = fmax(most, g->hi[i]);
    }
    return least >= most;
}

/* Puts a point in its place. Returns whether it says anything. */
static bool
take_point(struct group *g, size_t k, const struct table_row *row)
{
    struct amount a = table_amount(&tab, row);
    struct period p = table_period(&tab, row);
    bool inexact;
    const char *why = table_as_range(&tab, row, &a, &inexact);
    if (why)
        g->why = why;
    if (why || table_is_unbounded(&a, g->counts))
        return false;
    size_t stratum = k * g->seasons + period_season(period_year(&p), g->seasons);
    size_t at = stratum * g->years + (size_t)(year_of(g, &p) - g->first);
    g->lo[at] = a.lo;
    g->hi[at] = a.hi;
    g->bounded += a.lo < a.hi;
    g->whole = g->whole && !(a.known && a.value > floor(a.value));
    return true;
}

static void
take(struct group *g, size_t k)
{
    const struct series_held *s = g->series[k];
    size_t taken = 0;
    for (size_t i = s->from; i < s->n; i++) {
        const struct table_row *row = &s->row[i];
        g->status =
            table_status(&arena, g->status, table_cell(&tab, row, TABLE_STATUS));
        g->source =
            table_sources(&arena, g->source, table_cell(&tab, row, TABLE_SOURCE));
        taken += take_point(g, k, row);
    }
    g->points += taken;
    g->missing += s->n - s->from - taken;
    g->constant += is_constant(g, k);
    g->cut += s->from > 0;
    if (taken < LEAST && !g->why)
        g->why = st_reason(ST_TOO_FEW);
}

static void
fill(struct group *g)
{
    g->unit = table_cell(&tab, &g->series[0]->row[0], TABLE_UNIT);
    g->counts = g->whole = table_counted(g->unit);
    g->status = g->source = "";
    if (g->n < 2)
        g->why = "one-series";
    measure(g);
    if (g->why)
        g->years = 0;
    size_t cells = g->strata * g->years;
    g->lo = mem_array(&arena, 2 * cells + 1, sizeof *g->lo);
    g->hi = g->lo + cells;
    for (size_t i = 0; i < 2 * cells; i++)
        g->lo[i] = NAN;
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
    r.period = result_span(&arena, table_cell(&tab, g->begin, TABLE_PERIOD),
                           table_cell(&tab, g->end, TABLE_PERIOD));
    r.unit = unit;
    r.status = g->status;
    r.source = *g->source ? g->source : table_cell(&tab, first, TABLE_SOURCE);
    r.method = method;
    result_add(&result, key, &r);
}

static struct result_row
known(double x)
{
    return (struct result_row){.value = x, .lo = NAN, .hi = NAN};
}

/* A value, or the range of it over all completions. */
static struct result_row
ranging(const struct group *g, double lo, double hi)
{
    return g->bounded ? (struct result_row){.value = NAN,
                                            .lo = lo,
                                            .hi = hi,
                                            .interval = "range",
                                            .reason = isfinite(lo) || isfinite(hi)
                                                          ? "bounded"
                                                          : "unbounded"}
                      : known(lo);
}

/* Regional Kendall as the paper has it, strata with fewer than two points left out. */
static enum st_status
as_seasons(const struct group *g, struct ranks *out)
{
    double *lo = mem_array(&arena, 3 * g->points + 1, sizeof *lo), *hi = lo + g->points,
           *year = hi + g->points;
    size_t *place = mem_array(&arena, g->points + g->strata + 1, sizeof *place), n = 0;
    size_t *number = place + g->points, strata = 0;
    for (size_t k = 0; k < g->strata; k++) {
        size_t points = 0;
        for (size_t i = 0; i < g->years; i++)
            points += isnan(g->lo[k * g->years + i]) ? 0 : 1;
        number[k] = points < 2 ? g->strata : strata++;
    }
    if (strata < 2)
        return ST_TOO_FEW;
    for (size_t i = 0; i < g->years; i++)
        for (size_t k = 0; k < g->strata; k++) {
            size_t at = k * g->years + i;
            if (isnan(g->lo[at]) || number[k] == g->strata)
                continue;
            lo[n] = g->lo[at];
            hi[n] = g->hi[at];
            year[n] = (double)i;
            place[n++] = number[k];
        }
    size_t n_work = g->bounded ? st_seasonal_range_work(n) : st_seasonal_work(n);
    double *work = mem_array(&arena, n_work + 1, sizeof *work);
    if (g->bounded)
        return st_seasonal_range(lo, hi, year, place, n, strata, g->whole,
                                 ST_KENDALL_NORMAL, work, n_work, &out->g);
    enum st_status e = st_seasonal_kendall(lo, year, place, n, strata,
                                           ST_KENDALL_NORMAL, work, n_work, &out->k);
    if (!e)
        out->g = (struct st_seasonal_range){.s_lo = out->k.s,
                                            .p_lo = out->k.p,
                                            .slope_lo = out->k.slope,
                                            .slope_hi = out->k.slope};
    return e;
}

/* The weight of each rho: the geometric mean over the strata, as series that move alike say no
 * more together than one. Of bounded values nothing is known of dependence. */
static void
weigh(const struct group *g, double weight[ST_AR1_NODES])
{
    double most = -INFINITY, sum = 0;
    double *y = mem_array(&arena, 4 * g->years + 1, sizeof *y), *t = y + g->years,
           *rows = t + g->years;
    size_t n_work = st_ar1_work(g->years, 2);
    double *work = mem_array(&arena, n_work, sizeof *work);
    memset(weight, 0, ST_AR1_NODES * sizeof *weight);
    for (size_t k = 0; k < g->strata; k++) {
        const double *lo = g->lo + k * g->years, *hi = g->hi + k * g->years;
        struct st_ar1 a;
        size_t n = 0;
        for (size_t i = 0; i < g->years; i++)
            if (lo[i] >= hi[i]) {
                y[n] = g->counts ? log(lo[i] + 0.5) : lo[i];
                rows[2 * n] = 1;
                rows[2 * n + 1] = t[n] = (double)i;
                n++;
            }
        struct st_ar1_data d = {y, rows, t, n, 2, 0};
        if (n < SERIAL_LEAST || st_ar1(&d, 1, level->share, work, n_work, &a) != ST_OK)
            continue;
        for (size_t i = 0; i < ST_AR1_NODES; i++)
            weight[i] += log(a.weight[i]) / (double)g->strata;
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
dependent_p(const struct group *g, const double weight[], double p)
{
    double sum = 0, z = gsl_cdf_ugaussian_Qinv(p / 2);
    const double *factor = factors(g->years);
    for (size_t i = 0; i < ST_AR1_NODES; i++)
        sum += weight[i] * st_normal_p(z / sqrt(factor[i]));
    return fmin(1, sum);
}

/* A p of the normal distribution in words. */
static const char *
p_text(double p, bool at_most)
{
    if (p < LEAST_P_SHOWN)
        return mem_print(&arena, at_most ? "at most %g" : "below %g", LEAST_P_SHOWN);
    return at_most ? mem_print(&arena, "at most %s", level_p_most(&arena, p, 2))
                   : result_apart(&arena, p, 2, level->alpha);
}

static const char *
sentence(const struct group *g, const char *verdict, double p, const struct ranks *k)
{
    const char *slope = result_round(&arena, k->g.slope_lo, 3), *apart = "";
    const char *most = result_round(&arena, k->g.slope_hi, 3);
    if (g->bounded)
        slope =
            strcmp(slope, most) ? mem_print(&arena, "%s to %s", slope, most) : slope;
    else if (k->k.homogeneity_p < level->alpha)
        apart = mem_print(
            &arena, "; they do not move alike (p %s), so that it need not hold of each",
            p_text(k->k.homogeneity_p, false));
    return mem_print(
        &arena,
        "%zu series together, %s: %s%s (regional Kendall%s, p %s when the "
        "series may move alike and years depend on their neighbours%s; median slope "
        "%s%s a year"
        "; %zu points%s%s%s%s%s).",
        g->n,
        result_span_words(&arena,
                          result_span(&arena, table_cell(&tab, g->begin, TABLE_PERIOD),
                                      table_cell(&tab, g->end, TABLE_PERIOD))),
        verdict,
        g->bounded && *verdict != 'u' ? ", whatever lies within the bounds" : "",
        g->seasons > 1 ? ", season by season" : "", p_text(p, g->bounded),
        level_verdict(&arena, level), slope,
        table_unit_words(&arena, g->unit, g->bounded ? most : slope), g->points,
        g->bounded ? mem_print(&arena, ", %zu of them within bounds", g->bounded) : "",
        g->missing ? mem_print(&arena, ", %zu without a value left out", g->missing)
                   : "",
        g->cut
            ? mem_print(&arena, ", %zu of the series only since a known break", g->cut)
            : "",
        g->constant
            ? mem_print(&arena, ", %zu of the series without any change", g->constant)
            : "",
        apart);
}

static void
put_all(const struct group *g, const struct ranks *k)
{
    const struct st_regional *r = &k->r;
    const char *over = g->bounded ? "; outer bounds over completions" : "";
    const char *plain = mem_print(
        &arena, "regional Kendall; p normal, tie- and continuity-corrected%s", over);
    const char *orders =
        r->exact ? "all orders of the years"
                 : mem_print(&arena, "%ld orders of the years, " RNG_NAME " seed %ld",
                             draws, seed);
    const char *permuted = mem_print(&arena, "regional Kendall; %s%s", orders, over);
    double weight[ST_AR1_NODES];
    weigh(g, weight);
    double p = dependent_p(g, weight, r->p_hi);
    const char *verdict = p >= level->alpha ? "undetermined"
                          : r->s_lo > 0     ? "rising"
                                            : "falling";
    put(g, "regional-s", "index", plain, ranging(g, k->g.s_lo, k->g.s_hi));
    put(g, "regional-p", "probability", plain, ranging(g, k->g.p_lo, k->g.p_hi));
    put(g, "regional-permuted-p", "probability", permuted,
        ranging(g, r->p_lo, r->p_hi));
    struct result_row last =
        ranging(g, g->bounded ? dependent_p(g, weight, r->p_lo) : p, p);
    last.verdict = verdict;
    last.sentence = sentence(g, verdict, p, k);
    put(g, "regional-dependent-p", "probability",
        mem_print(&arena, "%s; variance of S by Hamed 2009, rho by its posterior",
                  permuted),
        last);
    put(g, "regional-slope", table_per_year(&arena, g->unit),
        mem_print(&arena, "median of the slopes of all pairs of years of a series%s",
                  over),
        ranging(g, k->g.slope_lo, k->g.slope_hi));
    struct result_row alike = known(k->k.homogeneity_p);
    if (g->bounded || isnan(alike.value))
        alike = (struct result_row){.value = NAN,
                                    .lo = NAN,
                                    .hi = NAN,
                                    .reason = g->bounded ? "incomplete"
                                                         : st_reason(ST_ALL_TIED)};
    put(g, "homogeneity-p", "probability", "van Belle and Hughes (1984)", alike);
}

static void
one_group(struct group *g)
{
    struct ranks k = {0};
    fill(g);
    size_t n_work = st_regional_work(g->years);
    double *work = mem_array(&arena, n_work + 1, sizeof *work);
    put(g, "series", "series", "count", known((double)g->n));
    if (g->years) {
        put(g, "n", "point", "count", known((double)g->points));
        put(g, "missing", "point", "count", known((double)g->missing));
    }
    enum st_status e = g->why ? ST_OK : as_seasons(g, &k);
    if (!g->why && !e)
        e = st_regional(g->lo, g->hi, g->strata, g->years, (size_t)draws,
                        (uint64_t)seed, work, n_work, &k.r);
    if (!g->why && !e) {
        put_all(g, &k);
        return;
    }
    struct result_row none = known(NAN);
    none.reason = g->why ? g->why : st_reason(e);
    none.sentence = mem_print(&arena, "%zu series together: no verdict: %s.", g->n,
                              reason_words(&arena, none.reason));
    put(g, "regional-dependent-p", "probability", "regional Kendall", none);
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
    level = level_of(percent);
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
