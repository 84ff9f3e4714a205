/*
 * trend - tests and estimates of a trend, series by series, with bounded values
 *
 * Reads a table (key unique, sorted) and writes, for every series and every segment of it,
 * one row a statistic: the key of the series, `statistic`, `period` as the span that was
 * used, and to the right `method`, `verdict`, `reason` and `sentence`.
 *
 * n missing zeros suppressed bounded provisional below-16 events
 *                         points with a value or a bound; periods without either, gaps
 *                         among them; zeros; suppressed cells; points known only within
 *                         bounds; provisional ones; points that are or may be below 16; the
 *                         sum, at least that of what is known where a period is missing
 *
 * and what the methods give, which are described below. The series must have one frequency
 * (A, Q, M, D, or intervals of one length that do not overlap); gaps count as missing, a key
 * that stands twice is 65. A point "at least 10" is bounded; one without any bound is
 * missing. Bounded points are used, never dropped: Mann-Kendall and the slope over all
 * completions (method says exact or outer), the models with the likelihood P(lo <= Y <= hi);
 * a bounded point counts in the dispersion as the share of its information. Log-linear
 * models are for whole counts, with --offset COLUMN for rates. A point published as about, or
 * with ci95, cri95 or pi95, is anything within its bounds or limits, which the sentence says;
 * without any the series has no verdict (reason approximate or published-interval).
 *
 * Quarters, months and other parts of a year have a trend from two years on. The season is
 * then in the models, as a factor, or as one yearly wave where points are few.
 *
 * Verdict, on apc-ar1 or slope-ar1 alone. rising: the 95 % limits are above 0. falling: below
 * 0. stable: they hold 0 and lie within +-MARGIN percent a year (of the median, for
 * slope-ar1). undetermined: anything else; reason autocorrelated where independent points
 * would have shown a trend. With bounded points the limits over all completions must agree;
 * where they are open, Mann-Kendall carries the verdict when it says the same of every
 * completion, its variance that of AR(1) (Hamed 2009). Of 100 series without a trend at most
 * 5 are called rising or falling, at most 7 when neighbours depend by 0.6 (`make
 * calibrate`); beyond that it is not kept: 11 to 13 at 0.9, and 22 to 35 of random walks, whose
 * limits hold in 61 to 77 (--level 90 and 99: in proportion, but of 100 series whose neighbours
 * depend by 0.75 the 90 % limits held 82), as so few points do not tell a walk from a trend. A
 * verdict that does not stand among the series of the run with --adjust is taken back, reason
 * not-among-so-many; every series with a verdict counts, and what is within bounds is adjusted
 * with the least level at which every completion shows a trend. Too little data is a reason and no verdict.
 *
 * A level that changes once is no trend. Where two levels explain the values better than a
 * line (level-shift-p) the verdict is undetermined, reason level-shift, and the sentence says
 * when the level changed and from what to what. Where a trend would not be shown beside one
 * change of level (steady-p) and levels are not better either, the sentence says that the
 * values may have risen steadily or in one step: with few points that is the rule. Of 100
 * series in which nothing but the level changes, at most 5 are called rising or falling without
 * these words, and of 100 in which it does not at most 5 are said to have changed it.
 *
 * A point with B in its status, and a row of --breaks FILE (key columns, date, kind, label;
 * an empty cell fits all), begin a new segment with the first period that ends on the day or
 * later; --across fits through and adds D to the status.
 *
 * A p below 1e-300 is given as 1e-300 and means "at most".
 *
 * Reasons: less-than-two-cycles, approximate ("about 50"), published-interval (the limits of
 * an estimate), autocorrelated, level-shift, not-among-so-many, too-few-points (under 3, or
 * none to spare for dispersion), all-tied, all-zero, not-a-count (unit, or a fraction), no-offset,
 * no-maximum (the likelihood rises towards infinity), perfect-fit (no dispersion to widen
 * limits with), incomplete (a method that cannot take gaps or bounds), not-seasonal,
 * negative-variance, rank-deficient, outside-domain (a negative count), ordinal (a slope of
 * ranks), bounded (value is empty, lo and hi are the range), unbounded (bounds allow anything),
 * too-large, no-convergence, contradicting-bounds.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include "dataset/series_breaks.h"
#include "program/stage.h"
#include "stat/rng.h"
#include "table/level.h"
#include "trend/segment.h"

enum { OPTS = 48, METHODS_MOST = 64 };

static const char *breaks_path, *method_list, *mk_p = "auto", *intervals = "range";
static long level = 95;
static bool across;
static const struct opt own[] = {
    {"breaks", 'b', OPT_TEXT, &breaks_path, "FILE",
     "split series at the breaks in FILE (key columns, date, kind, label)"},
    {"across", 0, OPT_FLAG, &across, NULL,
     "fit through breaks, and add D to the status"},
    {"offset", 0, OPT_TEXT, &trend.offset, "COLUMN",
     "model the rate: counts over the population in this column"},
    {"margin", 0, OPT_NUMBER, &trend.margin, "PERCENT",
     "the limits of a stable series lie within plus or minus this a year (default 5)"},
    {"level", 0, OPT_COUNT, &level, "PERCENT", LEVEL_HELP},
    {"method", 'm', OPT_TEXT, &method_list, "LIST",
     "names of methods, parted by commas, or all (default: ar1, which has the verdict, "
     "mk, "
     "sen, poisson, quasipoisson)"},
    {"adjust", 0, OPT_TEXT, &trend.adjust, "HOW",
     "adjust mk-p and the verdicts for many series, in R's words: holm, bh, by, "
     "bonferroni, "
     "hochberg, hommel"},
    {"mk-p", 0, OPT_TEXT, &mk_p, "HOW",
     "auto: exact up to 30 points, normal beyond; mid: the same with mid-p (Lancaster "
     "1961); normal: always with tie and continuity correction, as R's trend::mk.test; "
     "plain: with continuity = FALSE. Seasonal sums are always normal, corrected for "
     "auto "
     "and normal"},
    {"intervals", 0, OPT_TEXT, &intervals, "range|refuse",
     "points published as about, or with ci95, cri95 or pi95 (90, 99): as anything "
     "within their bounds or limits (default), or not at all"},
    {"seed", 's', OPT_COUNT, &trend.seed, "N", "of the generator " RNG_NAME " (1)"},
    {"details", 0, OPT_FLAG, &trend.details, NULL,
     "z and var(S) of tests by ranks too"},
    {0},
};

static struct table table;
static struct series_breaks cuts;
static struct mem run_mem;
static const struct trend_method *chosen[METHODS_MOST];
static size_t n_chosen;

/* Whether the columns of a method are all named. */
static bool
has_columns(const struct trend_method *m)
{
    for (const struct extra *e = m->extra; e && e->column; e++)
        if (!*e->column)
            return false;
    return true;
}

static bool
named(const char *name, const char *text, size_t n)
{
    return strlen(name) == n && !strncmp(name, text, n);
}

static bool
is_chosen(const struct trend_method *m)
{
    const char *text = method_list;
    if (!text)
        return m->usual;
    for (;;) {
        size_t n = strcspn(text, ",");
        if (named(m->name, text, n) || (named("all", text, n) && has_columns(m)))
            return true;
        if (!text[n])
            return false;
        text += n + 1;
    }
}

/* Ends with 64 for a name that is no method. */
static void
check_names(void)
{
    const char *text = method_list;
    while (text) {
        size_t n = strcspn(text, ","), i = 0;
        while (trend_methods[i] && !named(trend_methods[i]->name, text, n))
            i++;
        if (!trend_methods[i] && !named("all", text, n)) {
            char *all = mem_copy(&run_mem, "");
            for (i = 0; trend_methods[i]; i++)
                all = mem_print(&run_mem, "%s%s, ", all, trend_methods[i]->name);
            usage("--method %s is unknown, expected some of %sparted by commas, or all",
                  msg_quote_n(text, n), all);
        }
        text = text[n] ? text + n + 1 : NULL;
    }
}

static void
choose_methods(void)
{
    check_names();
    for (size_t i = 0; trend_methods[i]; i++) {
        bool yes = is_chosen(trend_methods[i]);
        if (trend_methods[i]->check)
            trend_methods[i]->check(yes);
        if (yes && n_chosen < METHODS_MOST)
            chosen[n_chosen++] = trend_methods[i];
    }
}

static void
check_options(void)
{
    trend.level = level_of(level);
    option_word("--mk-p", mk_p, "auto mid normal plain");
    option_word("--intervals", intervals, "range refuse");
    if (trend.margin < 0)
        usage("--margin must be 0 or above");
    statistics_check();
    trend.as_range = *intervals == 'r' && intervals[1] == 'a';
    trend.how = *mk_p == 'a'   ? ST_KENDALL_AUTO
                : *mk_p == 'm' ? ST_KENDALL_MID
                : *mk_p == 'n' ? ST_KENDALL_NORMAL
                               : ST_KENDALL_PLAIN;
}

static void
open_columns(void)
{
    static const struct extra offset = {&trend.offset, "--offset", false};
    const struct extra *extra[OPTS] = {&offset};
    size_t n = 1;
    bool rows = false;
    for (size_t i = 0; trend_methods[i]; i++)
        for (const struct extra *e = trend_methods[i]->extra;
             e && e->column && n < OPTS; e++)
            extra[n++] = e;
    for (size_t i = 0; i < n_chosen; i++)
        rows = rows || (chosen[i]->rows && *chosen[i]->rows);
    segment_open(extra, n, rows);
}

static void
facts(const struct segment *s)
{
    const struct {
        const char *statistic;
        size_t count;
        bool counted;
    } fact[] = {
        {"n", s->n, false},
        {"missing", s->missing, false},
        {"zeros", s->zeros, false},
        {"suppressed", s->suppressed, false},
        {"bounded", s->bounded, false},
        {"provisional", s->provisional, false},
        {"below-16", s->small, true},
    };
    for (size_t i = 0; i < sizeof fact / sizeof *fact; i++)
        if (s->counts || !fact[i].counted)
            add(s, fact[i].statistic, "point", "count")->value = (double)fact[i].count;
    if (!s->counts)
        return;
    struct result_row *r = add(s, "events", s->unit, "sum");
    if (s->not_summed)
        r->reason = s->not_summed;
    else if (!isfinite(s->sum))
        r->reason = st_reason(ST_TOO_LARGE);
    else if (s->bounded || s->missing)
        say_range(r, s->sum, s->missing ? INFINITY : s->most);
    else
        r->value = s->sum;
}

static void
finish_segment(struct segment *s, const char *last, bool through)
{
    segment_end(s, last, through);
    facts(s);
    for (size_t i = 0; i < n_chosen; i++)
        chosen[i]->run(s);
}

/* The row before the one at hand. */
struct place_in_series {
    struct mem mem[2];
    struct table_row before;
    unsigned turn;
};

static void
remember(struct place_in_series *at, const struct table_row *row)
{
    struct mem *m = &at->mem[at->turn ^= 1];
    mem_reset(m);
    at->before = table_keep(&table, m, row);
}

static void
begin_series(const struct table_row *row)
{
    if (!trend.adjust)
        mem_reset(&trend.arena);
    int keys = table.key - 1;
    trend.key = mem_array(&trend.arena, (size_t)keys + 1, sizeof *trend.key);
    for (int i = 0; i < keys; i++)
        trend.key[i] = mem_copy(&trend.arena, row->cell[i]);
}

/* Reads a row at a time; a series is never held whole. */
static void
read_all(void)
{
    struct place_in_series at = {0};
    struct segment s = {0};
    struct table_row row;
    bool open = false, through = false;
    while (table_next(&table, &row)) {
        struct period p = table_period(&table, &row);
        bool same = open && !table_compare(at.before.cell, row.cell, table.key - 1);
        const char *found = NULL;
        if (same) {
            struct table_row two[2] = {at.before, row};
            series_breaks_check(&table, &(struct table_series){.row = two, .n = 2});
            found =
                series_breaks_between(&cuts, &table, &trend.arena, &two[0], &two[1]);
            through = through || (found && across);
        }
        if (open && (!same || (found && !across)))
            finish_segment(&s, table_cell(&table, &at.before, TABLE_PERIOD), through);
        if (!same) {
            if (open)
                statistics_flush();
            begin_series(&row);
            through = false;
        }
        if (!same || (found && !across))
            segment_begin(&s, &p, &row,
                          found ? mem_print(&trend.arena, "the break of %s", found)
                                : NULL);
        open = true;
        segment_take(&s, &row, &p);
        remember(&at, &row);
    }
    if (open)
        finish_segment(&s, table_cell(&table, &at.before, TABLE_PERIOD), through);
    mem_release(&at.mem[0]);
    mem_release(&at.mem[1]);
}

static int
run(struct mem *run, int n, char **file)
{
    gsl_set_error_handler_off();
    choose_methods();
    check_options();
    series_breaks_read(&cuts, run, breaks_path);
    table_open(&table, run, n ? file[0] : NULL, NULL, TABLE_UNIQUE);
    trend.table = &table;
    open_columns();
    statistics_open(&table, run);
    read_all();
    statistics_finish();
    mem_release(&run_mem);
    table_close(&table);
    return 0;
}

int
main(int argc, char **argv)
{
    static struct opt opts[OPTS];
    static struct stage stage = {STAGE_NAME, STAGE_ABOUT,    "[FILE]",    0,  1,
                                 opts,       table_contract, result_make, run};
    size_t k = opt_join(opts, 0, OPTS, own);
    for (size_t i = 0; trend_methods[i]; i++)
        k = opt_join(opts, k, OPTS, trend_methods[i]->opts);
    trend.margin = 5;
    trend.seed = 1;
    return stage_main(&stage, argc, argv);
}
