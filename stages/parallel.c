/*
 * parallel - whether two series have the same trend; the difference of slopes
 *
 * Reads a table (key unique, sorted) and compares each two series that differ in the key
 * column --by alone, over the periods that both have a value for. Writes rows as statistics
 * are written, A:B in the column --by:
 *   slope-difference   of counts: by how many percent a year A rises relative to B, that is
 *                      100 (exp(b) - 1) with log(A / B) = a + b t; of other values: per year,
 *                      in the unit; 95 % limits; verdict `faster`, `slower`, or
 *                      `not-different` when the limits hold 0: none is shown then
 *   parallel-p         p of equal slopes
 *   coincident-p       p of equal slopes and levels; verdict `different` below 0.05 (or
 *                      1 - --level), else `not-different`
 *   n, missing         periods compared; those that are not, as a value is missing, or
 *                      suppressed without a bound, which the sentence says
 *   dispersion, autocorrelation
 *                      of what the line leaves; the limits allow for both: errors may be
 *                      AR(1), rho from 0 to 0.95 as the series lets it be (Zellner and Tiao
 *                      1964), and are never less than those of stat/parallel.h
 *
 * In simulation (`make calibrate`) the limits held the difference of 93 to 100 of 100 pairs of
 * series whose points do not depend on one another, and of 86 where one of 48 rough counts grew
 * tenfold and the other fell as much. It called 5 to 7 of 100 pairs with one trend different
 * where rho is 0.75, 11 at 0.9, and 16 to 38 of random walks, whose limits held in 64 to 84: a
 * verdict takes it that the series are none. The sentence says so. At --level 90 and 99 false
 * verdicts were in proportion (at most 10 and 1 of 100 where points do not depend).
 *
 * What moves both series alike, a season for one, is not in the comparison; a season that
 * differs widens the limits. Quarters, months and other parts of a year are compared from two
 * years on. A row of --breaks
 * FILE or a status B that concerns either begins the comparison anew: only what follows the
 * last one is used. Counts known within bounds, published as about or with the limits of an
 * estimate, are anything within these: up to 1,000 ways to complete them are each compared, the
 * limits are the outermost of all, and a verdict holds for every one. Where there are more, or
 * values are no counts, that is a reason, as leaving small counts out would bend the trend.
 * Reasons, each with a sentence: too-few-points (below 4), less-than-two-cycles, all-zero,
 * perfect-fit, not-a-count, other-unit, ordinal (ranks), outside-domain, bounded, approximate,
 * published-interval, too-large.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include "dataset/series_alike.h"
#include "program/stage.h"
#include "stat/parallel.h"
#include "table/level.h"
#include "table/reason.h"
#include "table/result.h"

#define COMPLETIONS_MOST 1000
/* Less what months and days differ in length. */
#define TWO_YEARS 1.98
/* Of what make calibrate simulates, at each level. */
static const struct {
    long percent;
    const char *pairs, *walks;
} rates[] = {{90, "75 to 100", "55 to 73"},
             {95, "86 to 100", "64 to 84"},
             {99, "96 to 100", "75 to 94"}};

static const char *by, *breaks_path;
static long percent = 95;
static const struct level *level;
static const struct opt opts[] = {
    {"by", 0, OPT_TEXT, &by, "COLUMN", "the key column in which two series differ"},
    {"level", 0, OPT_COUNT, &percent, "PERCENT", LEVEL_HELP},
    {"breaks", 'b', OPT_TEXT, &breaks_path, "FILE",
     "known breaks (as datasets/breaks.csv): compare what follows the last"},
    {0},
};

/* The points of two series in the same periods. A point is anything from lo to hi, in turn
 * what is tried; completions: how many ways there are. */
struct both {
    double *t, *a, *b, *lo, *hi; /* lo, hi: of a and b in turn */
    size_t n, bounded, missing;  /* missing: periods of which either says nothing */
    size_t seasons;              /* periods of this length in a year */
    double completions;
    const char *first, *last, *status, *source, *why;
    bool counts;
};

static struct table tab;
static struct result result;
static struct mem arena; /* of a pair */
static int by_at;

/* The bounds of a point; false when it says nothing. */
static bool
bounds(struct both *p, const struct table_row *row, struct amount *a)
{
    bool inexact;
    const char *why;
    *a = table_amount(&tab, row);
    why = table_as_range(&tab, row, a, &inexact);
    if (why)
        p->why = why;
    return !why && !table_is_unbounded(a, p->counts);
}

static void
put_bounds(struct both *p, double *lo, double *hi, const struct amount *a)
{
    *lo = p->counts && !a->known ? ceil(a->lo) : a->lo;
    *hi = p->counts && !a->known ? floor(a->hi) : a->hi;
    p->bounded += *lo < *hi;
    p->completions *= *lo < *hi ? p->counts ? *hi - *lo + 1 : INFINITY : 1;
    if (p->counts && a->known && a->value > floor(a->value))
        p->why = "not-a-count";
}

static void
take(struct both *p, const struct table_row *x, const struct table_row *y)
{
    struct period when = table_period(&tab, x);
    struct amount a, b;
    bool held = bounds(p, x, &a);
    if (!bounds(p, y, &b) || !held) {
        p->missing++;
        return;
    }
    put_bounds(p, &p->lo[2 * p->n], &p->hi[2 * p->n], &a);
    put_bounds(p, &p->lo[2 * p->n + 1], &p->hi[2 * p->n + 1], &b);
    p->t[p->n++] = period_middle(&when);
    p->seasons = period_seasons(&when);
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
    struct both p = {
        .status = "", .source = "", .counts = table_counted(unit), .completions = 1};
    size_t i = x->from, j = y->from;
    p.t = mem_array(&arena, x->n, sizeof *p.t);
    p.a = mem_array(&arena, x->n, sizeof *p.a);
    p.b = mem_array(&arena, x->n, sizeof *p.b);
    p.lo = mem_array(&arena, 4 * x->n, sizeof *p.lo);
    p.hi = p.lo + 2 * x->n;
    if (strcmp(unit, table_cell(&tab, &y->row[0], TABLE_UNIT)))
        p.why = "other-unit";
    else if (!strcmp(unit, "rank"))
        p.why = "ordinal";
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
    if (!p.why && !(p.completions <= COMPLETIONS_MOST))
        p.why = "bounded";
    if (!p.why && p.n && p.seasons > 1 &&
        p.t[p.n - 1] - p.t[0] + 1 / (double)p.seasons < TWO_YEARS)
        p.why = "less-than-two-cycles";
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

/* What every completion comes to: least and most of each. zero, apart: completions whose limits
 * hold 0, and in which the lines do not coincide. */
struct outcome {
    struct st_parallel least, most;
    double zero, apart, count;
};

static void
widen(double *least, double *most, double x)
{
    *least = fmin(*least, x);
    *most = fmax(*most, x);
}

static void
add(struct outcome *o, const struct st_parallel *f)
{
    struct st_parallel *a = &o->least, *b = &o->most;
    o->zero += f->lo <= 0 && f->hi >= 0;
    o->apart += f->coincident_p < level->alpha;
    if (!(o->count++ > 0)) {
        *a = *b = *f;
        return;
    }
    widen(&a->difference, &b->difference, f->difference);
    widen(&a->lo, &b->lo, f->lo);
    widen(&a->hi, &b->hi, f->hi);
    widen(&a->parallel_p, &b->parallel_p, f->parallel_p);
    widen(&a->coincident_p, &b->coincident_p, f->coincident_p);
    widen(&a->dispersion, &b->dispersion, f->dispersion);
    widen(&a->rho, &b->rho, f->rho);
}

/* The next way to complete the points; false behind the last. */
static bool
next(const struct both *p, double x[])
{
    for (size_t i = 0; i < 2 * p->n; i++) {
        if (p->lo[i] < p->hi[i] && x[i] + 1 <= p->hi[i]) {
            x[i]++;
            return true;
        }
        x[i] = p->lo[i];
    }
    return false;
}

static enum st_status
every(const struct both *p, struct outcome *o)
{
    double *x = mem_array(&arena, 2 * p->n + 1, sizeof *x);
    size_t n_work = st_parallel_ar1_work(p->n);
    double *work = mem_array(&arena, n_work, sizeof *work);
    struct st_parallel f;
    memcpy(x, p->lo, 2 * p->n * sizeof *x);
    do {
        for (size_t i = 0; i < p->n; i++) {
            p->a[i] = x[2 * i];
            p->b[i] = x[2 * i + 1];
        }
        enum st_status e = st_parallel_ar1(p->counts, p->t, p->a, p->b, p->n,
                                           level->share, work, n_work, &f);
        if (e)
            return e;
        add(o, &f);
    } while (next(p, x));
    return ST_OK;
}

/* A value, or its range over all completions. */
static void
put_range(const struct series_held *x, const struct series_held *y,
          const struct both *p, const char *statistic, double least, double most,
          const char *unit, const char *verdict)
{
    struct result_row r = {.lo = NAN, .hi = NAN, .verdict = verdict};
    if (p->bounded)
        r = (struct result_row){.lo = least,
                                .hi = most,
                                .interval = "range",
                                .reason = "bounded",
                                .verdict = verdict};
    put(x, y, p, statistic, p->bounded ? NAN : least, unit, r);
}

/* Behind a sentence: what was left out of the comparison. */
static const char *
left_out(const struct both *p)
{
    return p->missing
               ? mem_print(&arena,
                           " %zu period%s in which either has no value %s left out.",
                           p->missing, p->missing == 1 ? "" : "s",
                           p->missing == 1 ? "is" : "are")
               : "";
}

/* Counts that are 0 in all periods, at least where points within bounds are completed so. */
static const char *
zero_words(const struct both *p, const char *a, const char *b)
{
    bool zero[2] = {true, true}, known = true;
    for (size_t i = 0; i < 2 * p->n; i++)
        zero[i % 2] &= p->lo[i] == 0;
    for (size_t i = 0; i < 2 * p->n; i++)
        known &= !zero[i % 2] || p->hi[i] == 0;
    return mem_print(
        &arena, "%s%s%s %s 0 in every period compared, and 0 has no growth",
        zero[0] ? a : "", zero[0] && zero[1] ? " and " : "", zero[1] ? b : "",
        !known               ? "may be"
        : zero[0] && zero[1] ? "are"
                             : "is");
}

static const char *
refusal_sentence(const struct series_held *x, const struct series_held *y,
                 const struct both *p, const char *reason)
{
    const char *a = x->row[0].cell[by_at], *b = y->row[0].cell[by_at];
    const char *why = reason_words(&arena, reason);
    if (!strcmp(reason, "all-zero"))
        why = zero_words(p, a, b);
    else if (!strcmp(reason, "too-few-points"))
        why = mem_print(&arena, "%zu period%s compared, 4 are needed", p->n,
                        p->n == 1 ? " can be" : "s can be");
    else if (!strcmp(reason, "bounded"))
        why = "there are too many ways to complete what is known within bounds";
    else if (!strcmp(reason, "other-unit"))
        why = mem_print(&arena, "one is in %s, the other in %s",
                        table_cell(&tab, &x->row[0], TABLE_UNIT),
                        table_cell(&tab, &y->row[0], TABLE_UNIT));
    bool inexact =
        !strcmp(reason, "approximate") || !strcmp(reason, "published-interval");
    return mem_print(&arena, "The trends of %s and %s are not compared: %s.%s", a, b,
                     why, inexact ? "" : left_out(p));
}

static const char *
slope_unit(const struct series_held *x, const struct both *p)
{
    return p->counts ? "percent_per_year"
                     : table_per_year(&arena, table_cell(&tab, &x->row[0], TABLE_UNIT));
}

static const char *
rate_words(void)
{
    size_t i = 0;
    while (rates[i].percent != percent)
        i++;
    return mem_print(&arena,
                     "in simulation such limits held in %s of 100 pairs, of random "
                     "walks in %s",
                     rates[i].pairs, rates[i].walks);
}

static const char *
difference_sentence(const struct result_row *r, const struct both *p, const char *a,
                    const char *b, const char *unit, double value)
{
    const char *rest = left_out(p), *rate = rate_words();
    bool shown = strcmp(r->verdict, "faster") && strcmp(r->verdict, "slower");
    const char *number = p->bounded ? words(r->hi) : words(shown ? value : fabs(value));
    unit = p->counts ? " %" : table_unit_words(&arena, unit, number);
    const char *over = p->bounded ? mem_print(&arena,
                                              "over all values of %zu point%s "
                                              "within bounds ",
                                              p->bounded, p->bounded == 1 ? "" : "s")
                                  : "";
    const char *tail = p->bounded ? mem_print(&arena, "%s a year", unit) : "";
    const char *of =
        p->bounded ? "" : mem_print(&arena, "%s%s a year, ", words(value), unit);
    if (!strcmp(r->verdict, "undetermined"))
        return mem_print(
            &arena,
            "Values known within bounds leave open whether the trends of %s "
            "and %s differ (%ld %% limits %s%s to %s%s; %s).%s",
            a, b, percent, over, words(r->lo), words(r->hi), tail, rate, rest);
    if (!strcmp(r->verdict, "not-different"))
        return mem_print(&arena,
                         "No difference between the trends of %s and %s is shown "
                         "(%s%ld %% limits %s%s to %s%s; %s).%s",
                         a, b, of, percent, over, words(r->lo), words(r->hi), tail,
                         rate, rest);
    const char *much =
        p->bounded ? ""
                   : mem_print(&arena, " by %s%s a year", words(fabs(value)), unit);
    return mem_print(&arena,
                     "Relative to %s, %s %s%s (%ld %% limits %s%s to %s%s; %s).%s", b,
                     a, r->lo > 0 ? "rises" : "falls", much, percent, over,
                     words(fmin(fabs(r->lo), fabs(r->hi))),
                     words(fmax(fabs(r->lo), fabs(r->hi))), tail, rate, rest);
}

static void
put_difference(const struct series_held *x, const struct series_held *y,
               const struct both *p, const struct outcome *o)
{
    struct result_row r = {.interval = level->interval};
    double value = p->bounded ? NAN : o->least.difference;
    r.lo = o->least.lo;
    r.hi = o->most.hi;
    r.reason = p->bounded ? "bounded" : NULL;
    r.verdict = r.lo > 0              ? "faster"
                : r.hi < 0            ? "slower"
                : o->zero >= o->count ? "not-different"
                                      : "undetermined";
    if (p->counts) {
        value = 100 * expm1(value);
        r.lo = 100 * expm1(r.lo);
        r.hi = 100 * expm1(r.hi);
    }
    const char *unit = table_cell(&tab, &x->row[0], TABLE_UNIT);
    r.sentence = difference_sentence(&r, p, x->row[0].cell[by_at],
                                     y->row[0].cell[by_at], unit, value);
    put(x, y, p, "slope-difference", value, slope_unit(x, p), r);
}

static void
compare(const struct series_held *x, const struct series_held *y)
{
    struct both p = match(x, y);
    struct outcome o = {.count = 0};
    const struct result_row plain = {.lo = NAN, .hi = NAN};
    enum st_status e = p.why ? ST_OK : every(&p, &o);
    put(x, y, &p, "n", (double)p.n, "point", plain);
    put(x, y, &p, "missing", (double)p.missing, "point", plain);
    if (p.why || e) {
        struct result_row r = plain;
        r.reason = p.why ? p.why : e == ST_ALL_TIED ? "perfect-fit" : st_reason(e);
        r.sentence = refusal_sentence(x, y, &p, r.reason);
        put(x, y, &p, "slope-difference", NAN, slope_unit(x, &p), r);
        return;
    }
    put_difference(x, y, &p, &o);
    put_range(x, y, &p, "parallel-p", o.least.parallel_p, o.most.parallel_p,
              "probability", NULL);
    put_range(x, y, &p, "coincident-p", o.least.coincident_p, o.most.coincident_p,
              "probability",
              o.apart >= o.count ? "different"
              : o.apart > 0      ? "undetermined"
                                 : "not-different");
    put_range(x, y, &p, "dispersion", o.least.dispersion, o.most.dispersion, "ratio",
              NULL);
    put_range(x, y, &p, "autocorrelation", o.least.rho, o.most.rho, "", NULL);
}

static int
run(struct mem *run, int n, char **operand)
{
    struct series_breaks cuts;
    size_t count;
    gsl_set_error_handler_off();
    if (!by)
        usage("--by must name the key column in which two series differ");
    level = level_of(percent);
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
