/*
 * breaks - where the level or the trend of a series changes
 *
 * Reads a table (key unique, sorted) and writes statistics of every series, and of every
 * stretch of it between known breaks, as rows: the key of the series, `statistic`, period
 * as the span that was used, value, and to the right method, verdict, reason, sentence.
 *
 * --method names what is done, several with commas (default: pettitt, buishand, buishand-u,
 * snht, cusum, cusum-recursive, segments, joinpoint). What each is and writes stands below.
 *
 * A verdict `change` needs p below 0.05 twice: in the test's own formula, which takes values to
 * be normal and independent, and among series simulated without a change that have the
 * dispersion of this one (Poisson or negative binomial counts, else normal values), its season
 * (parts of a year, days of the week; two cycles at least) and its autocorrelation, every value
 * from 0 to 0.95 with the weight that the series gives it (from 10 values on; below that values
 * are taken not to depend on one another). A change of level must also explain the values
 * better than one trend does (p below 0.05, of fewer than 10 values 0.04), or it is
 * `undetermined` with the reason trend; a level of one value alone, the first or the last, and a
 * joint beyond which one or two lie, are `undetermined` with the reason single-value. Several
 * levels need 0.03, joints 0.02 and with fewer than 10 values 0.01; with --level 90 or 99 all of
 * these are twice, or a fifth of, what stands here. In simulation, series without a change gave
 * `change` in at most 5 of 100 for every method, those that depend on their neighbours by 0.3 to
 * 0.75 in at most 7 (`make calibrate`); random walks, which so few values do not tell from a
 * change, in 1 to 25; with --level 90 and 99 in proportion. It costs power: of 100 series of 8
 * counts of 100 whose level rises by half after 4, buishand and snht show 53, at 0.05 it would be
 * 59; of 100 of 20 counts of 1,000 that begin to grow by 10 % a year 32 show a joint, at 0.05 it
 * would be 58 (20 counts of 100, 92 for 99). `no-change` says that none is shown; where a test
 * cannot show any, whatever the values, it is `undetermined` with the reason too-few-points.
 *
 * Rows, NAME being a method:
 *   n, missing, zeros, suppressed, bounded, provisional, below-16
 *                           values used; periods without any; zeros; suppressed cells; values
 *                           known within bounds only; provisional ones; counts that are or
 *                           may be below 16
 *   autocorrelation         lag 1; verdict autocorrelated beyond 1.96 / sqrt(n), within it
 *                           not-autocorrelated (none is shown), undetermined below 10 values
 *   NAME, NAME-p, NAME-from
 *                           of a test for one change of level: statistic, its p, start of the
 *                           first period after the change in decimal years; the verdict
 *                           stands at NAME-p
 *   NAME-p-simulated        p among the simulated series, where NAME-p is below 0.05 (of
 *                           joints: of the greatest score of one joint)
 *
 * --number N has so many breaks or joints, untested. --exposure makes counts rates.
 *
 * A point with B in its status, and a row of --breaks FILE that concerns the series, begin
 * a new stretch with the first period that ends on the day or later. Columns of the file:
 * key columns, at least register and indicator (a code, several parted by blanks, `!` and
 * codes for all but these, or empty for all), then date, perhaps kind (break, or event: no
 * stretch begins there) and label; --across goes through and adds D to the status.
 *
 * A value published as about, or with the limits of an estimate, is bounded by these; without
 * any it is a reason: approximate, published-interval. Bounded values are used by jump and pettitt; the other methods
 * give the reason bounded. Values without any bound are left out and counted as
 * missing. Reasons besides: too-few-points, less-than-two-cycles, all-tied, zero-value (no logarithm),
 * outside-domain, not-a-count, no-exposure, exact-fit, no-break, too-large (p by draws of over
 * 50,000 values, and where a method says so), and those of
 * the kernels.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include "breakpoints/chance.h"
#include "breakpoints/method.h"
#include "dataset/series_breaks.h"
#include "program/num.h"
#include "program/stage.h"
#include "stat/joinpoint.h"
#include "stat/limits.h"
#include "stat/moments.h"

#define SMALL 16

static const char *methods = "", *breaks_path, *number;
static long level = 95;
static bool across;
static struct breaks_options options = {.model = "",
                                        .choose = "wbic",
                                        .most = 3,
                                        .number = -1,
                                        .end = 2,
                                        .between = 2,
                                        .draws = 9999,
                                        .permutations = 4499,
                                        .seed = 1};
static const struct opt opts[] = {
    {"method", 'm', OPT_TEXT, &methods, "LIST",
     "names of methods, parted by commas (default: pettitt, buishand, buishand-u, "
     "snht, "
     "cusum, cusum-recursive, segments, joinpoint)"},
    {"level", 0, OPT_COUNT, &level, "PERCENT", LEVEL_HELP},
    {"model", 0, OPT_TEXT, &options.model, "NAME", "segments: poisson, mean or line"},
    {"most", 0, OPT_COUNT, &options.most, "N", "most breaks, and most joints (3)"},
    {"number", 0, OPT_TEXT, &number, "N",
     "this many breaks and joints (as many as are allowed), not chosen by a test"},
    {"shortest", 0, OPT_COUNT, &options.shortest, "N",
     "segments: least values in one (default: 15 %, at least 3)"},
    {"weighted", 0, OPT_FLAG, &options.weighted, NULL,
     "segments: choose their number by the weighted BIC"},
    {"end", 0, OPT_COUNT, &options.end, "N",
     "joinpoint: least values before the first and after the last joint (2)"},
    {"between", 0, OPT_COUNT, &options.between, "N",
     "joinpoint: least values between two joints (2)"},
    {"choose", 0, OPT_TEXT, &options.choose, "NAME",
     "joinpoint: wbic, bic, bic3 or permutation (wbic)"},
    {"breaks", 'b', OPT_TEXT, &breaks_path, "FILE",
     "known breaks (register,indicator,date,label): split there"},
    {"across", 0, OPT_FLAG, &across, NULL,
     "go through known breaks, and add D to status"},
    {"exposure", 'e', OPT_TEXT, &options.exposure_name, "COLUMN",
     "counts are rates over the exposure in this column"},
    {"draws", 0, OPT_COUNT, &options.draws, "N", "simulated series for a p (9999)"},
    {"permutations", 0, OPT_COUNT, &options.permutations, "N",
     "of a joinpoint test (4499)"},
    {"seed", 's', OPT_COUNT, &options.seed, "N", "of the generator " RNG_NAME " (1)"},
    {0},
};

static struct table tab;
static struct result result;
static struct series_breaks cuts;
static struct mem arena; /* of the series */
static int exposure_at = -1;
static struct breaks_run shared = {
    .opt = &options, .tab = &tab, .result = &result, .arena = &arena};

/* Decimal year of the first day; quarters and months begin at 1/4 and 1/12. */
static double
start_of(const struct period *p)
{
    long y, m, d;
    period_civil(p->first, &y, &m, &d);
    if (p->freq == 'A' || p->freq == 'Q' || p->freq == 'M')
        return (double)y + (double)(m - 1) / 12;
    long first = period_day(y, 1, 1);
    return (double)y +
           (double)(p->first - first) / (double)(period_day(y + 1, 1, 1) - first);
}

/* Whether a list of names, parted by commas, has this one. */
static bool
lists(const char *list, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = list; *p; p += *p == ',') {
        size_t word = strcspn(p, ",");
        if (word == n && !strncmp(p, name, n))
            return true;
        p += word;
    }
    return false;
}

static bool
asked(const struct breaks_method *m)
{
    return *methods ? lists(methods, m->name) : m->standard;
}

/* True when a method looks at the known breaks itself. */
static bool
takes_whole(void)
{
    for (size_t i = 0; breaks_methods[i]; i++)
        if (asked(breaks_methods[i]) && breaks_methods[i]->whole)
            return true;
    return false;
}

static void
facts(struct stretch *s)
{
    struct st_moments m;
    const struct {
        const char *statistic;
        size_t count;
    } fact[] = {{"n", s->n},
                {"missing", s->missing},
                {"zeros", s->zeros},
                {"suppressed", s->suppressed},
                {"bounded", s->bounded},
                {"provisional", s->provisional},
                {"below-16", s->small}};
    size_t n = sizeof fact / sizeof *fact - !s->counts;
    for (size_t i = 0; i < n; i++)
        put_value(s, fact[i].statistic, (double)fact[i].count, "point", "count");
    const char *why = s->bounded ? "bounded" : s->why;
    enum st_status e = why ? ST_OK : st_moments(levels(s), s->n, &m);
    if (why || e) {
        put_reason(s, "autocorrelation", "", "", why ? why : st_reason(e));
        return;
    }
    struct result_row r =
        about(s, "autocorrelation", m.autocorrelation, "", "lag 1, about the mean");
    bool beyond =
        fabs(m.autocorrelation) > st_normal_quantile(coverage(s)) / sqrt((double)s->n);
    bool few = s->n < ST_RHO_LEAST;
    r.verdict = few ? "undetermined" : beyond ? "autocorrelated" : "not-autocorrelated";
    r.reason = few ? st_reason(ST_TOO_FEW) : NULL;
    put(s, r);
}

static void
analyse(struct stretch *s)
{
    facts(s);
    if (!s->bounded && !s->why) {
        s->chance = mem_array(&arena, 1, sizeof *s->chance);
        chance_prepare(s, s->chance);
    }
    for (size_t i = 0; breaks_methods[i]; i++)
        if (asked(breaks_methods[i]) && s->why)
            put_refusal(s, breaks_methods[i]->row, "", "", s->why);
        else if (asked(breaks_methods[i]))
            breaks_methods[i]->make(s, breaks_methods[i]);
}

/* Of days those of the week; more than the models take are none. */
static size_t
seasons_of(const struct period *p)
{
    size_t n = p->freq == 'D' ? 7 : period_seasons(p);
    return n > ST_SEASONS_MAX ? 1 : n;
}

static unsigned char
season_at(const struct period *p, size_t seasons)
{
    long n = (long)seasons;
    return (unsigned char)(p->freq == 'D' ? (size_t)((p->index % n + n) % n)
                                          : period_season(period_year(p), seasons));
}

static double
exposure_of(const struct table_row *row)
{
    double x = NAN;
    const char *text = row->cell[exposure_at];
    if (*text && (!num_parse(text, &x) || !(x > 0)))
        table_die(&tab, row, options.exposure_name, "%s is not a number above 0",
                  msg_quote(text));
    return x;
}

static void
take(struct stretch *s, struct table_row *used, const struct table_row *row,
     const struct period *p, struct amount *a)
{
    bool inexact;
    const char *why = table_as_range(&tab, row, a, &inexact);
    s->start[s->n] = start_of(p);
    s->middle[s->n] = period_middle(p);
    s->y[s->n] = a->known ? a->value : NAN;
    s->lo[s->n] = a->lo;
    s->hi[s->n] = a->hi;
    s->bounded += !a->known;
    s->small += a->lo < SMALL;
    s->zeros += a->known && !(fabs(a->value) > 0);
    s->provisional += strchr(table_cell(&tab, row, TABLE_STATUS), 'P') != NULL;
    if (why)
        s->why = why;
    if (s->counts && (a->lo < 0 || (a->known && a->value > floor(a->value))))
        s->why = "not-a-count";
    if (s->exposure) {
        s->exposure[s->n] = exposure_of(row);
        if (isnan(s->exposure[s->n]))
            s->why = "no-exposure";
    }
    if (s->seasons > 1)
        s->season[s->n] = season_at(p, s->seasons);
    used[s->n++] = *row;
}

/* Rows of a stretch; cut and label name the known breaks inside it (by row). */
static void
one_stretch(const struct table_row *row, size_t rows, const size_t cut[],
            const char *const label[], size_t n_cuts, bool through)
{
    struct stretch s = {.run = &shared, .status = "", .source = ""};
    struct table_row *used = mem_array(&arena, rows, sizeof *used);
    size_t *inside = mem_array(&arena, n_cuts + 1, sizeof *inside), next = 0;
    s.label = mem_array(&arena, n_cuts + 1, sizeof *s.label);
    s.start = doubles(&s, rows);
    s.middle = doubles(&s, rows);
    s.y = doubles(&s, rows);
    s.lo = doubles(&s, rows);
    s.hi = doubles(&s, rows);
    s.exposure = exposure_at < 0 ? NULL : doubles(&s, rows);
    struct period first = table_period(&tab, row), before = first;
    s.seasons = seasons_of(&first);
    s.season = s.seasons > 1 ? mem_array(&arena, rows, 1) : NULL;
    s.unit = table_cell(&tab, row, TABLE_UNIT);
    s.counts = table_counted(s.unit);
    struct table_union cited = {0};
    for (size_t i = 0; i < rows; i++) {
        struct amount a = table_amount(&tab, &row[i]);
        struct period p = table_period(&tab, &row[i]);
        s.missing += i ? period_skipped(&before, &p) : 0;
        before = p;
        s.status =
            table_status(&arena, s.status, table_cell(&tab, &row[i], TABLE_STATUS));
        table_union_add(&arena, &cited, table_cell(&tab, &row[i], TABLE_SOURCE));
        bool nothing = isinf(a.hi) && (isinf(a.lo) || (s.counts && a.lo <= 0));
        s.suppressed += strchr(table_cell(&tab, &row[i], TABLE_STATUS), 'Q') != NULL;
        for (; next < n_cuts && cut[next] <= i; next++)
            if (s.n && (!s.cuts || inside[s.cuts - 1] < s.n)) {
                s.label[s.cuts] = label[next];
                inside[s.cuts++] = s.n;
            }
        if (nothing)
            s.missing++;
        else
            take(&s, used, &row[i], &p, &a);
    }
    s.source = table_union_text(&arena, &cited);
    if (s.cuts && inside[s.cuts - 1] == s.n)
        s.cuts--;
    s.cut = inside;
    s.row = s.n ? used : row;
    s.span = result_span(&arena, table_cell(&tab, row, TABLE_PERIOD),
                         table_cell(&tab, &row[rows - 1], TABLE_PERIOD));
    if (through)
        s.status = table_status(&arena, s.status, "D");
    if (!s.n)
        s.why = st_reason(ST_TOO_FEW);
    analyse(&s);
}

static void
one_series(const struct table_series *s)
{
    size_t start = 0, n = 0;
    size_t *cut = mem_array(&arena, s->n, sizeof *cut);
    const char **label = mem_array(&arena, s->n, sizeof *label);
    bool whole = across || takes_whole();
    series_breaks_check(&tab, s);
    for (size_t i = 1; i < s->n; i++) {
        const char *found =
            series_breaks_between(&cuts, &tab, &arena, &s->row[i - 1], &s->row[i]);
        if (!found)
            continue;
        cut[n] = i;
        label[n++] = found;
        if (whole)
            continue;
        one_stretch(&s->row[start], i - start, NULL, NULL, 0, false);
        start = i;
    }
    one_stretch(&s->row[start], s->n - start, cut, label, whole ? n : 0, whole && n);
    result_flush(&result);
}

static void
check_options(void)
{
    static const char *const criteria[] = {"wbic", "bic", "bic3", "permutation", NULL};
    static const char *const models[] = {"", "poisson", "mean", "line", NULL};
    size_t i;
    options.level = level_of(level);
    for (const char *p = methods; *p; p += *p == ',') {
        size_t n = strcspn(p, ",");
        for (i = 0; breaks_methods[i] && (strlen(breaks_methods[i]->name) != n ||
                                          strncmp(breaks_methods[i]->name, p, n));
             i++)
            ;
        if (!breaks_methods[i])
            usage("--method %s is unknown, see --help", msg_quote_n(p, n));
        p += n;
    }
    for (i = 0; criteria[i] && strcmp(options.choose, criteria[i]); i++)
        ;
    if (!criteria[i])
        usage("--choose %s is unknown, expected wbic, bic, bic3 or permutation",
              msg_quote(options.choose));
    for (i = 0; models[i] && strcmp(options.model, models[i]); i++)
        ;
    if (!models[i])
        usage("--model %s is unknown, expected poisson, mean or line",
              msg_quote(options.model));
    if (options.most < 1 || options.most > ST_JOINS_MAX)
        usage("--most %ld, expected 1 to %d", options.most, ST_JOINS_MAX);
    double fixed = 0;
    if (number && (!num_parse(number, &fixed) ||
                   !(fixed >= 0 && fixed <= ST_JOINS_MAX) || fixed > floor(fixed)))
        usage("--number %s, expected 0 to %d", msg_quote(number), ST_JOINS_MAX);
    options.number = number ? (long)fixed : -1;
    if (options.draws < 99 || options.permutations < 99)
        usage("--draws and --permutations must be 99 or more");
}

static int
run(struct mem *run, int n, char **operand)
{
    struct table_series series;
    gsl_set_error_handler_off();
    check_options();
    series_breaks_read(&cuts, run, breaks_path);
    table_open(&tab, run, n ? operand[0] : NULL, NULL, TABLE_UNIQUE);
    if (options.exposure_name)
        exposure_at = table_find_named(&tab, options.exposure_name, "--exposure");
    result_open(&result, run, &tab);
    while (table_series_next(&tab, 1, &series)) {
        one_series(&series);
        mem_reset(&arena);
    }
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
