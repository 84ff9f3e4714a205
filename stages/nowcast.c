/*
 * nowcast - what the newest figures will be when they are no longer revised
 *
 * Reads what `vintage --revisions` writes: key columns vintage and period, sorted. Editions of
 * a figure are placed by age, the days from the end of its period to their publication in
 * steps of --step (a year), rounded; of age 0 the first edition counts, of any other the last.
 * A date that is not whole counts as its last day. Figures count as final at the greatest age
 * up to which each step was seen in --least periods (3) or more.
 *
 * For each period that is younger than that in its newest edition, the final figure is
 * estimated by the chain ladder: the figure of its age times the mean growth of earlier ones from
 * that age on, with 95 % prediction limits (pi95) from Mack's standard error (1993, ASTIN
 * Bulletin 23, 213) and Student's t, with one degree of freedom less than the fewest periods
 * that showed a step. Limits of counts are whole and not below 0. It is taken that figures are
 * revised as they were: a change of how a publisher revises is not foreseen. In simulation (6 to
 * 20 periods, counts reported late, grown by a factor, or seldom revised) the limits held 93 to
 * 98 of 100 figures; where the way of revising changed they held the next figures too, as they
 * had grown wide, but not those before (77 of 100; `make calibrate`).
 *
 * Rows (statistic, period; the key column vintage is the newest edition of the series):
 *   nowcast        one row a period; verdict `revised-down` or `revised-up` when the limits
 *                  leave out the newest figure, else `may-stay`
 *   factor-K       mean growth from age K to K + 1; editions-K, in how many periods it was seen
 *   nowcast-then   one row a figure of which a later edition is held: the estimate on the first
 *                  day on which there was enough, from what had been published by then, for
 *                  the age that was final then; verdict held or missed
 *   backtest-n, backtest-inside
 *                  how many of these there are, and how many lie inside their limits
 *   left-out-n, left-out-inside
 *                  the same from the editions of all other periods, whenever published
 *
 * --series writes the series instead, without vintage: the newest figure of each period, and
 * the estimate with its limits (status E) in the place of one that is not final, for `trend`
 * and `plot`; the column newest_value has the figure that the estimate stands for. It holds
 * what is published where nothing can be estimated.
 *
 * Reasons: too-few-editions (no step was seen often enough), no-revision-seen (all earlier
 * figures stayed as they were: an estimate without limits), and those of the kernels. Vintages
 * without a date or a number are left out, and counted in a note.
 */
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>

#include "program/num.h"
#include "program/stage.h"
#include "stat/chain_ladder.h"
#include "table/result.h"
#include "vintages/read.h"

#define LEVEL 0.95

static long step_days = 365, least = 3;
static bool as_series;
static const struct opt opts[] = {
    {"step", 0, OPT_COUNT, &step_days, "DAYS", "days of one step of age (365)"},
    {"least", 0, OPT_COUNT, &least, "N",
     "periods that must show a step, 3 or more (3)"},
    {"series", 0, OPT_FLAG, &as_series, NULL,
     "write the series with its estimates in place of statistics"},
    {0},
};
static const char *const need[] = {"vintage",  "period", "value",  "lo",     "hi",
                                   "interval", "unit",   "status", "source", NULL};
/* What --series writes right of the key. */
static const char *const written[] = {"value", "lo",     "hi",     "interval",
                                      "unit",  "status", "source", "newest_value"};
enum { WRITTEN = sizeof written / sizeof *written, NEWEST = WRITTEN - 1 };

struct edition {
    const struct table_row *row;
    struct period period;
    double value;
    long day;
    size_t age, place; /* place: of its period in the series */
};

/* The editions of one series, by period and day. */
struct editions {
    struct edition *e;
    size_t n, periods, ages;
    const char *newest; /* vintage */
};

struct estimate {
    double value, lo, hi;
    const char *reason; /* of no value, or of no limits */
    size_t pairs;
};

/* What has been held by later figures. */
struct held {
    size_t n, inside;
};

static struct table tab;
static struct result result;
static struct mem arena; /* of the series */
static int vintage_at;
static long left_out;

static int
by_period_and_day(const void *va, const void *vb)
{
    const struct edition *a = va, *b = vb;
    if (a->period.first != b->period.first)
        return a->period.first < b->period.first ? -1 : 1;
    return (a->day > b->day) - (a->day < b->day);
}

/* Steps from the end of the period to the day, rounded; 0 before the first half. */
static size_t
age_of(const struct edition *e)
{
    double steps = (double)(e->day - e->period.last) / (double)step_days;
    return steps < 0.5 ? 0 : (size_t)fmin(floor(steps + 0.5), ST_LADDER_AGES - 1);
}

static struct editions
read_editions(const struct table_series *s)
{
    struct editions x = {mem_array(&arena, s->n, sizeof *x.e), 0, 0, 1, ""};
    long newest = 0;
    for (size_t i = 0; i < s->n; i++) {
        const struct table_row *row = &s->row[i];
        struct amount a = table_amount(&tab, row);
        struct edition e = {row, table_period(&tab, row), a.value, 0, 0, 0};
        if (!a.known || table_inexact(&tab, row, &a) ||
            !vintage_day(&tab, row, vintage_at, &e.day)) {
            left_out++;
            continue;
        }
        e.age = age_of(&e);
        x.e[x.n++] = e;
        if (x.n == 1 || e.day > newest) {
            newest = e.day;
            x.newest = row->cell[vintage_at];
        }
    }
    if (x.n)
        qsort(x.e, x.n, sizeof *x.e, by_period_and_day);
    for (size_t i = 0; i < x.n; i++) {
        x.periods += !i || x.e[i].period.first != x.e[i - 1].period.first;
        x.e[i].place = x.periods - 1;
        x.ages = x.e[i].age + 1 > x.ages ? x.e[i].age + 1 : x.ages;
    }
    return x;
}

/* What was known by a day, without one period (SIZE_MAX: all), by period and age. */
static double *
known_by(const struct editions *x, long day, size_t without)
{
    double *value = mem_array(&arena, x->periods * x->ages + 1, sizeof *value);
    for (size_t i = 0; i < x->periods * x->ages; i++)
        value[i] = NAN;
    for (size_t i = 0; i < x->n; i++) {
        const struct edition *e = &x->e[i];
        double *cell = &value[e->place * x->ages + e->age];
        if (e->day <= day && e->place != without && (e->age || isnan(*cell)))
            *cell = e->value;
    }
    return value;
}

/* The age at which figures are final: each step to it was seen often enough. */
static size_t
final_age(const struct editions *x, const double value[])
{
    size_t age = 0;
    for (; age + 1 < x->ages; age++) {
        long pairs = 0;
        for (size_t i = 0; i < x->periods; i++)
            pairs += isfinite(value[i * x->ages + age]) &&
                     isfinite(value[i * x->ages + age + 1]);
        if (pairs < least)
            break;
    }
    return age;
}

/* The columns up to the final age, side by side. */
static enum st_status
fit(const struct editions *x, const double value[], size_t final, struct st_ladder *l)
{
    size_t ages = final + 1;
    double *part = mem_array(&arena, x->periods * ages, sizeof *part);
    for (size_t i = 0; i < x->periods; i++)
        for (size_t j = 0; j < ages; j++)
            part[i * ages + j] = value[i * x->ages + j];
    return st_ladder(part, x->periods, ages, l);
}

/* value[]: what is known, by period and age. The figure that grows is the one of its age
 * there, the first edition of age 0. */
static struct estimate
estimate(const struct editions *x, const struct st_ladder *l, const struct edition *e,
         const double value[])
{
    struct estimate r = {NAN, NAN, NAN, NULL, l->pairs[e->age]};
    bool counts = table_counted(table_cell(&tab, e->row, TABLE_UNIT));
    double error;
    for (size_t j = e->age; j + 1 < l->ages; j++)
        r.pairs = l->pairs[j] < r.pairs ? l->pairs[j] : r.pairs;
    st_ladder_final(l, value[e->place * x->ages + e->age], e->age, &r.value, &error);
    if (!(error > 0)) {
        r.reason = "no-revision-seen";
        return r;
    }
    double half = gsl_cdf_tdist_Qinv((1 - LEVEL) / 2, (double)r.pairs - 1) * error;
    r.lo = counts ? fmax(0, floor(r.value - half)) : r.value - half;
    r.hi = counts ? ceil(r.value + half) : r.value + half;
    return r;
}

/* The newest edition of each period. */
static bool
is_newest(const struct editions *x, size_t i)
{
    return i + 1 == x->n || x->e[i + 1].place != x->e[i].place;
}

/* The sources that an estimate rests on: all editions held. */
static const char *
sources_of(const struct editions *x)
{
    const char *all = "";
    for (size_t i = 0; i < x->n; i++)
        all = table_sources(&arena, all, table_cell(&tab, x->e[i].row, TABLE_SOURCE));
    return all;
}

static void
put(const struct editions *x, struct result_row r)
{
    char **key = mem_array(&arena, (size_t)tab.key, sizeof *key);
    for (int i = 0; i < tab.key - 1; i++)
        key[i] = x->e[0].row->cell[i];
    key[vintage_at] = mem_copy(&arena, x->newest);
    result_add(&result, key, &r);
}

static struct result_row
about(const struct editions *x, const char *statistic, double value, const char *unit)
{
    return (struct result_row){
        .statistic = statistic,
        .period = result_span(&arena, table_cell(&tab, x->e[0].row, TABLE_PERIOD),
                              table_cell(&tab, x->e[x->n - 1].row, TABLE_PERIOD)),
        .value = value,
        .lo = NAN,
        .hi = NAN,
        .unit = unit,
        .status = "E",
        .source = sources_of(x),
        .method =
            mem_print(&arena, "chain ladder, ages in steps of %ld days", step_days)};
}

static char *
words(double x)
{
    return result_round(&arena, x, 6);
}

static const char *
sentence_of(const struct edition *e, const struct estimate *r, size_t final,
            struct held then)
{
    const char *past =
        then.n ? mem_print(&arena,
                           "; such limits would have held %zu of the %zu later "
                           "figure%s that can be tried",
                           then.inside, then.n, then.n == 1 ? "" : "s")
               : "; whether such limits hold cannot be tried on the editions held";

    const char *head = mem_print(&arena, "%s: %s in the edition of %s",
                                 table_cell(&tab, e->row, TABLE_PERIOD),
                                 words(e->value), e->row->cell[vintage_at]);
    if (r->reason)
        return mem_print(
            &arena,
            "%s; none of %zu earlier figures of this age was revised, so that no "
            "limits can be given.",
            head, r->pairs);
    return mem_print(
        &arena,
        "%s; %zu step%s of %ld days after its period it is expected at %s "
        "(95 %% limits "
        "%s to %s), if it is revised as %zu or more earlier figures were%s.",
        head, final, final == 1 ? "" : "s", step_days, words(rint(r->value * 10) / 10),
        words(r->lo), words(r->hi), r->pairs, past);
}

static void
put_nowcast(const struct editions *x, const struct edition *e,
            const struct st_ladder *l, struct held then)
{
    struct estimate r = estimate(x, l, e, known_by(x, LONG_MAX, SIZE_MAX));
    struct result_row row =
        about(x, "nowcast", r.value, table_cell(&tab, e->row, TABLE_UNIT));
    row.period = table_cell(&tab, e->row, TABLE_PERIOD);
    row.status = table_status(&arena, table_cell(&tab, e->row, TABLE_STATUS), "E");
    row.method = mem_print(&arena, "%s; limits of Mack (1993), t with %zu df",
                           row.method, r.pairs - 1);
    row.lo = r.lo;
    row.hi = r.hi;
    row.interval = "pi95";
    row.reason = r.reason;
    row.verdict = r.reason          ? NULL
                  : e->value > r.hi ? "revised-down"
                  : e->value < r.lo ? "revised-up"
                                    : "may-stay";
    row.sentence = sentence_of(e, &r, l->ages - 1, then);
    put(x, row);
}

static void
put_factors(const struct editions *x, const struct st_ladder *l)
{
    for (size_t j = 0; j + 1 < l->ages; j++) {
        put(x, about(x, mem_print(&arena, "factor-%zu", j), l->factor[j], "ratio"));
        put(x, about(x, mem_print(&arena, "editions-%zu", j), (double)l->pairs[j],
                     "period"));
    }
}

/* One figure as it would have been estimated by a day. */
static void
look_then(const struct editions *x, const struct edition *e, long day,
          const double now[], const double then[], struct held *h, bool done[])
{
    struct st_ladder l;
    size_t final = final_age(x, then);
    double truth = now[e->place * x->ages + final];
    if (done[e->place] || e->age >= final || isnan(truth) || fit(x, then, final, &l))
        return;
    struct estimate r = estimate(x, &l, e, then);
    if (r.reason)
        return;
    bool inside = truth >= r.lo && truth <= r.hi;
    struct result_row row =
        about(x, "nowcast-then", r.value, table_cell(&tab, e->row, TABLE_UNIT));
    char text[PERIOD_MAX];
    period_text('D', day, text);
    row.period = table_cell(&tab, e->row, TABLE_PERIOD);
    row.lo = r.lo;
    row.hi = r.hi;
    row.interval = "pi95";
    row.verdict = inside ? "held" : "missed";
    row.sentence = mem_print(
        &arena,
        "%s: by what was published on %s it was expected at %s (%s to %s); %s came.",
        row.period, text, words(rint(r.value * 10) / 10), words(r.lo), words(r.hi),
        words(truth));
    put(x, row);
    done[e->place] = true;
    h->n++;
    h->inside += inside;
}

static int
by_day(const void *a, const void *b)
{
    const long *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* What would have been said on each day of an edition, a figure at the first day that had
 * enough, of figures whose later edition is held. */
static struct held
backtest(const struct editions *x)
{
    struct held h = {0, 0};
    const double *now = known_by(x, LONG_MAX, SIZE_MAX);
    bool *done = mem_array(&arena, x->periods + 1, sizeof *done);
    long *day = mem_array(&arena, x->n + 1, sizeof *day);
    for (size_t i = 0; i < x->n; i++)
        day[i] = x->e[i].day;
    qsort(day, x->n, sizeof *day, by_day);
    for (size_t d = 0; d < x->n; d++) {
        if (d + 1 < x->n && day[d + 1] == day[d])
            continue;
        const double *then = known_by(x, day[d], SIZE_MAX);
        for (size_t i = 0; i < x->n; i++) {
            bool last = is_newest(x, i) || x->e[i + 1].day > day[d];
            if (x->e[i].day <= day[d] && last)
                look_then(x, &x->e[i], day[d], now, then, &h, done);
        }
    }
    return h;
}

/* First editions whose final figure is known, estimated from all other periods. */
static struct held
leave_out(const struct editions *x, size_t final)
{
    struct held h = {0, 0};
    const double *now = known_by(x, LONG_MAX, SIZE_MAX);
    for (size_t i = 0; i < x->n; i++) {
        const struct edition *e = &x->e[i];
        struct st_ladder l;
        double truth = now[e->place * x->ages + final];
        if ((i && x->e[i - 1].place == e->place) || e->age || isnan(truth))
            continue;
        const double *others = known_by(x, LONG_MAX, e->place);
        if (final_age(x, others) < final || fit(x, others, final, &l))
            continue;
        struct estimate r = estimate(x, &l, e, now);
        if (r.reason)
            continue;
        h.n++;
        h.inside += truth >= r.lo && truth <= r.hi;
    }
    return h;
}

static void
put_held(const struct editions *x, const char *name, struct held h)
{
    put(x, about(x, mem_print(&arena, "%s-n", name), (double)h.n, "figure"));
    put(x, about(x, mem_print(&arena, "%s-inside", name), (double)h.inside, "figure"));
}

/* Statistics of one series. */
static void
put_series(const struct editions *x, size_t final, enum st_status e,
           const struct st_ladder *l)
{
    if (e || !final) {
        struct result_row r = about(x, "nowcast", NAN, "");
        r.unit = table_cell(&tab, x->e[0].row, TABLE_UNIT);
        r.reason = final ? st_reason(e) : "too-few-editions";
        put(x, r);
        return;
    }
    struct held then = backtest(x);
    for (size_t i = 0; i < x->n; i++)
        if (is_newest(x, i) && x->e[i].age < final)
            put_nowcast(x, &x->e[i], l, then);
    put_factors(x, l);
    put_held(x, "backtest", then);
    put_held(x, "left-out", leave_out(x, final));
}

/* The newest figure of a period, or the estimate in its place. */
static void
write_row(const struct editions *x, const struct edition *e, const struct estimate *r)
{
    char **cell = mem_array(&arena, (size_t)tab.key + WRITTEN, sizeof *cell),
         text[NUM_MAX];
    int n = 0;
    for (int i = 0; i < tab.key; i++)
        if (i != vintage_at)
            cell[n++] = e->row->cell[i];
    for (int i = 0; i < NEWEST; i++)
        cell[n + i] = e->row->cell[table_find(&tab, written[i])];
    cell[n + NEWEST] = mem_copy(&arena, "");
    if (r && !r->reason) {
        bool counts = table_counted(table_cell(&tab, e->row, TABLE_UNIT));
        cell[n + NEWEST] = cell[n];
        cell[n] = mem_copy(&arena, num_text(counts ? rint(r->value) : r->value, text));
        cell[n + 1] = mem_copy(&arena, num_text(r->lo, text));
        cell[n + 2] = mem_copy(&arena, num_text(r->hi, text));
        cell[n + 3] = mem_copy(&arena, "pi95");
        cell[n + 5] = table_status(&arena, cell[n + 5], "E");
        cell[n + 6] = mem_copy(&arena, sources_of(x));
    }
    table_write(cell, n + WRITTEN);
}

static void
write_series(const struct editions *x, const double value[], size_t final,
             enum st_status e, const struct st_ladder *l)
{
    for (size_t i = 0; i < x->n; i++) {
        struct estimate r;
        bool young = !e && x->e[i].age < final;
        if (!is_newest(x, i))
            continue;
        if (young)
            r = estimate(x, l, &x->e[i], value);
        write_row(x, &x->e[i], young ? &r : NULL);
    }
}

static void
one_series(const struct table_series *s)
{
    struct editions x = read_editions(s);
    struct st_ladder l = {.ages = 0};
    if (!x.n)
        return;
    const double *value = known_by(&x, LONG_MAX, SIZE_MAX);
    size_t final = final_age(&x, value);
    enum st_status e = final ? fit(&x, value, final, &l) : ST_OK;
    if (as_series)
        write_series(&x, value, final, e, &l);
    else
        put_series(&x, final, e, &l);
    if (!as_series)
        result_flush(&result);
}

static void
series_header(struct mem *run)
{
    char **cell = mem_array(run, (size_t)tab.key + WRITTEN, sizeof *cell);
    int n = 0;
    for (int i = 0; i < tab.key; i++)
        if (i != vintage_at)
            cell[n++] = tab.column[i];
    for (int i = 0; i < WRITTEN; i++)
        cell[n++] = mem_copy(run, written[i]);
    table_write(cell, n);
}

static int
run(struct mem *run, int n, char **operand)
{
    struct table_series series;
    gsl_set_error_handler_off();
    if (least < 3 || step_days < 1)
        usage("--least must be 3 or more, --step 1 or more");
    table_open(&tab, run, n ? operand[0] : NULL, need, TABLE_UNIQUE);
    vintage_at = vintage_column(&tab);
    if (as_series)
        series_header(run);
    else
        result_open(&result, run, &tab);
    while (table_series_next(&tab, 2, &series)) {
        one_series(&series);
        mem_reset(&arena);
    }
    table_close(&tab);
    mem_release(&arena);
    if (left_out)
        note("left out: vintages without a date or a number %ld", left_out);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT, "[FILE]",    0,  1,
                                       opts,       need,        result_make, run};
    return stage_main(&stage, argc, argv);
}
