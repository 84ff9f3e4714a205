/*
 * parallel - whether two series have the same trend; the difference of slopes
 *
 * Reads a table (key unique, sorted) and compares each two series that differ in the key
 * column --by alone, over the periods that both have a value for. Writes rows as statistics
 * are written, A:B in the column --by:
 *   slope-difference   of counts: by how many percent a year A grows faster than B, that is
 *                      100 (exp(b) - 1) with log(A / B) = a + b t; of other values: per year,
 *                      in the unit; 95 % limits; verdict `faster`, `slower`, or
 *                      `not-different` when the limits hold 0: none is shown then
 *   parallel-p         p of equal slopes
 *   coincident-p       p of equal slopes and levels; verdict `different` below 0.05, else
 *                      `not-different`
 *   n                  periods compared
 *   dispersion, autocorrelation
 *                      of what the line leaves; the limits allow for both: errors may be
 *                      AR(1), rho from 0 to 0.95 as the series lets it be (Zellner and Tiao
 *                      1964), and are never less than those of stat/parallel.h
 *
 * In simulation (`make calibrate`) the limits held the difference of 93 to 100 of 100 pairs of
 * series whose points do not depend on one another, and of 86 where one of 48 rough counts grew
 * tenfold and the other fell as much; the sentence says so. It called 5 to 7 of 100 pairs with
 * one trend different where rho is 0.75, 11 at 0.9, and 17 to 38 of random walks.
 *
 * What moves both series alike, a season for one, is not in the comparison. A row of --breaks
 * FILE or a status B that concerns either begins the comparison anew: only what follows the
 * last one is used. Reasons: too-few-points (below 4), all-zero, all-tied (a perfect fit),
 * not-a-count, other-unit, outside-domain. Points without a known value, published as about or
 * as an interval, are left out.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include "dataset/series_alike.h"
#include "program/stage.h"
#include "stat/parallel.h"
#include "table/result.h"

#define LEVEL 0.95
#define ALPHA 0.05
/* Of what make calibrate simulates, points that do not depend on one another. */
#define RATE "in simulation such limits held in 86 to 100 of 100 pairs"

static const char *by, *breaks_path;
static const struct opt opts[] = {
    {"by", 0, OPT_TEXT, &by, "COLUMN", "the key column in which two series differ"},
    {"breaks", 'b', OPT_TEXT, &breaks_path, "FILE",
     "known breaks (as datasets/breaks.csv): compare what follows the last"},
    {0},
};

/* The points of two series in the same periods. */
struct both {
    double *t, *a, *b;
    size_t n;
    const char *first, *last, *status, *source, *why;
    bool counts;
};

static struct table tab;
static struct result result;
static struct mem arena; /* of a pair */
static int by_at;

static void
take(struct both *p, const struct table_row *x, const struct table_row *y)
{
    struct period when = table_period(&tab, x);
    double a, b;
    if (!series_alike_value(&tab, x, &a) || !series_alike_value(&tab, y, &b))
        return;
    if (p->counts && (a > floor(a) || b > floor(b)))
        p->why = "not-a-count";
    p->t[p->n] = period_middle(&when);
    p->a[p->n] = a;
    p->b[p->n++] = b;
    p->last = table_cell(&tab, x, TABLE_PERIOD);
    p->first = p->first ? p->first : p->last;
    p->status = table_status(&arena, p->status, table_cell(&tab, x, TABLE_STATUS));
    p->status = table_status(&arena, p->status, table_cell(&tab, y, TABLE_STATUS));
    p->source = table_sources(&arena, p->source, table_cell(&tab, x, TABLE_SOURCE));
    p->source = table_sources(&arena, p->source, table_cell(&tab, y, TABLE_SOURCE));
}

static struct both
match(const struct series_held *x, const struct series_held *y)
{
    const char *unit = table_cell(&tab, &x->row[0], TABLE_UNIT);
    struct both p = {.status = "", .source = "", .counts = table_counted(unit)};
    size_t i = x->from, j = y->from;
    p.t = mem_array(&arena, x->n, sizeof *p.t);
    p.a = mem_array(&arena, x->n, sizeof *p.a);
    p.b = mem_array(&arena, x->n, sizeof *p.b);
    if (strcmp(unit, table_cell(&tab, &y->row[0], TABLE_UNIT)))
        p.why = "other-unit";
    while (i < x->n && j < y->n) {
        struct period a = table_period(&tab, &x->row[i]),
                      b = table_period(&tab, &y->row[j]);
        if (a.first == b.first && a.last == b.last)
            take(&p, &x->row[i++], &y->row[j++]);
        else if (a.first < b.first)
            i++;
        else
            j++;
    }
    return p;
}

static void
put(const struct series_held *x, const struct series_held *y, const struct both *p,
    const char *statistic, double value, const char *unit, struct result_row r)
{
    char **key = mem_array(&arena, (size_t)tab.key, sizeof *key);
    for (int i = 0; i < tab.key - 1; i++)
        key[i] = x->row[0].cell[i];
    key[by_at] =
        mem_print(&arena, "%s:%s", x->row[0].cell[by_at], y->row[0].cell[by_at]);
    r.statistic = statistic;
    r.period = p->first ? result_span(&arena, p->first, p->last)
                        : table_cell(&tab, &x->row[0], TABLE_PERIOD);
    r.value = value;
    r.unit = unit;
    r.status = p->status;
    r.source = *p->source ? p->source : table_cell(&tab, &x->row[0], TABLE_SOURCE);
    r.method =
        p->counts
            ? "log ratio on time, weights of Poisson counts, errors that may be AR(1)"
            : "difference on time, least squares, errors that may be AR(1)";
    result_add(&result, key, &r);
}

static char *
words(double x)
{
    return result_round(&arena, x, 3);
}

static void
put_difference(const struct series_held *x, const struct series_held *y,
               const struct both *p, const struct st_parallel *f)
{
    struct result_row r = {.interval = "ci95"};
    double value = f->difference;
    r.lo = f->lo;
    r.hi = f->hi;
    r.verdict = f->lo > 0 ? "faster" : f->hi < 0 ? "slower" : "not-different";
    if (p->counts) {
        value = 100 * expm1(value);
        r.lo = 100 * expm1(r.lo);
        r.hi = 100 * expm1(r.hi);
    }
    const char *a = x->row[0].cell[by_at], *b = y->row[0].cell[by_at];
    const char *unit = p->counts ? "%" : table_cell(&tab, &x->row[0], TABLE_UNIT);
    if (f->lo > 0 || f->hi < 0)
        r.sentence = mem_print(
            &arena,
            "%s grows by %s %s a year %s than %s (95 %% limits %s to %s; " RATE ").", a,
            words(fabs(value)), unit, f->lo > 0 ? "faster" : "more slowly", b,
            words(fmin(fabs(r.lo), fabs(r.hi))), words(fmax(fabs(r.lo), fabs(r.hi))));
    else
        r.sentence =
            mem_print(&arena,
                      "No difference between the trends of %s and %s is shown (%s %s a "
                      "year, 95 %% limits %s to %s; " RATE ").",
                      a, b, words(value), unit, words(r.lo), words(r.hi));
    put(x, y, p, "slope-difference", value,
        p->counts ? "percent_per_year" : mem_print(&arena, "%s_per_year", unit), r);
}

static void
compare(const struct series_held *x, const struct series_held *y)
{
    struct both p = match(x, y);
    struct st_parallel f;
    const struct result_row plain = {.lo = NAN, .hi = NAN};
    struct result_row r = plain;
    size_t n_work = st_parallel_ar1_work(p.n);
    enum st_status e =
        p.why ? ST_OK
              : st_parallel_ar1(p.counts, p.t, p.a, p.b, p.n, LEVEL,
                                mem_array(&arena, n_work, sizeof(double)), n_work, &f);
    put(x, y, &p, "n", (double)p.n, "point", plain);
    if (p.why || e) {
        r.reason = p.why ? p.why : st_reason(e);
        put(x, y, &p, "slope-difference", NAN, "percent_per_year", r);
        return;
    }
    put_difference(x, y, &p, &f);
    put(x, y, &p, "parallel-p", f.parallel_p, "probability", plain);
    r.verdict = f.coincident_p < ALPHA ? "different" : "not-different";
    put(x, y, &p, "coincident-p", f.coincident_p, "probability", r);
    put(x, y, &p, "dispersion", f.dispersion, "ratio", plain);
    put(x, y, &p, "autocorrelation", f.rho, "", plain);
}

static int
run(struct mem *run, int n, char **operand)
{
    struct series_breaks cuts;
    size_t count;
    gsl_set_error_handler_off();
    if (!by)
        usage("--by must name the key column in which two series differ");
    series_breaks_read(&cuts, run, breaks_path);
    table_open(&tab, run, n ? operand[0] : NULL, NULL, TABLE_UNIQUE);
    by_at = series_alike_column(&tab, by);
    result_open(&result, run, &tab);
    struct series_held *all = series_alike_read(&tab, &cuts, run, &count);
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            if (series_alike(&tab, &all[i], &all[j], by_at)) {
                compare(&all[i], &all[j]);
                mem_reset(&arena);
            }
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
