/*
 * trend - tests and estimates of a trend, series by series, with bounded values
 *
 * Reads a table (key unique, sorted) and writes, for every series and every segment of it,
 * one row a statistic: the key of the series, `statistic`, `period` as the span that was
 * used, and to the right `method`, `verdict`, `reason` and `sentence`.
 *
 *   n missing zeros suppressed bounded provisional below_16 events
 *                       points with a value or a bound; periods without either, gaps
 *                       among them; zeros; suppressed cells; points known only within
 *                       bounds; provisional ones; points that are or may be below 16; the
 *                       sum
 *   mk_s mk_tau mk_p    Mann-Kendall: S, tau-b, two-sided p (Mann 1945, Kendall 1975)
 *   sen_slope           Theil-Sen slope a year (Sen 1968), limits by Gilbert (1987)
 *   apc_poisson apc_quasipoisson dispersion
 *                       annual percent change 100 (exp(b) - 1) of a log-linear model, with
 *                       Wald limits; dispersion is Pearson's chi-square over n - 2
 *   apc_range           with bounded points: the limits over all completions
 *   pearson_residual deviance_residual
 *                       with --residuals, of each known point (period is the point's):
 *                       (y - m)/sqrt(m), and the signed root of 2 (y log(y/m) - (y - m))
 *   apc_without_last    the same model without the last point
 *   ljung_box_p         autocorrelation of the model's Pearson residuals (Ljung and Box
 *                       1978); lags: a fifth of the points, 10 at most. --portmanteau
 *                       box-pierce gives box_pierce_p (Box and Pierce 1970)
 *
 * and, when --method asks for them, for complete series of known points (the first three
 * from 10 points on, as their variances are for long series):
 *   hr_factor hr_p      Hamed and Rao 1998, over all lags (R: mmkh), or --lags
 *   yw_factor yw_p      Yue and Wang 2004, first order (R: mmky1lag), or --yue-wang
 *   tfpw_s tfpw_p       trend-free prewhitening, Yue and others 2002 (R: tfpwmk)
 *   sk_s sk_p sk_slope sk_homogeneity_p
 *                       seasonal Kendall of quarters and months (Hirsch and others 1982),
 *                       homogeneity by van Belle and Hughes 1984; gaps are allowed
 *   ols_slope ols_p     least squares, t with n - 2 df; errors by --errors, default Newey and
 *                       West 1987 with lag floor(4 (n/100)^(2/9)), times n/(n - 2) but for HC
 *                       (R: NeweyWest(prewhite = FALSE, adjust = TRUE))
 *   apc_negbin negbin_theta
 *                       negative binomial model (R: glm.nb); gaps are allowed
 *   ca_z ca_p           Cochran-Armitage test of --of COLUMN out of --per COLUMN against
 *                       time (Cochran 1954, Armitage 1955; R: prop.trend.test)
 *   mk_p_holm, mk_p_bh, ...
 *                       with --adjust: mk_p of all series of the run together (R: p.adjust)
 *
 * The series must have one frequency (A, Q, M, D, or intervals of one length that do not
 * overlap); gaps count as missing, a key that stands twice is 65. A point "at least 10" is
 * bounded; one without any bound is missing. Bounded points are used, never dropped:
 * Mann-Kendall and the slope over all completions (method says exact or outer), the models
 * with the likelihood P(lo <= Y <= hi) - their dispersion comes from the known points alone.
 * Models are for counts, with --offset COLUMN for rates; other units have Theil-Sen only.
 *
 * Verdict, on the deciding row alone: apc_quasipoisson when dispersion is above 1, else
 * apc_poisson; sen_slope for units that are not counts. rising: the 95 % limits are above
 * 0. falling: below 0. stable: they hold 0 and lie within +-MARGIN percent a year (of the
 * median, for sen_slope). undetermined: anything else. With bounded points the limits over
 * all completions must agree. Too little data is a reason and no verdict.
 *
 * A point with B in its status, and a row of --breaks FILE that concerns the series (see
 * `breaks --help`; an event parts nothing), begin a new segment with the first period that ends on the day
 * or later; --across fits through and adds D to the status.
 *
 * Reasons: too-few-points (under 3, or under 3 known for dispersion), all-tied, all-zero,
 * not-a-count, no-offset, no-maximum (the likelihood rises towards infinity), perfect-fit
 * (no dispersion to widen limits with), incomplete (a method that cannot take gaps or
 * bounds), not-seasonal, negative-variance, rank-deficient, outside-domain (a negative count), bounded (value
 * is empty, lo and hi are the range), unbounded (bounds allow anything), too-large,
 * no-convergence, contradicting-bounds.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>

#include "dataset/series_breaks.h"
#include "program/num.h"
#include "program/stage.h"
#include "stat/acf.h"
#include "stat/adjust.h"
#include "stat/armitage.h"
#include "stat/hac.h"
#include "stat/kendall_range.h"
#include "stat/kendall_serial.h"
#include "stat/limits.h"
#include "stat/lsq.h"
#include "stat/negbin.h"
#include "stat/poisson.h"
#include "stat/poisson_range.h"
#include "stat/seasonal.h"
#include "stat/sen.h"
#include "table/table.h"

#define LEVEL 0.95
#define LEAST_POINTS 3
#define LEAST_SERIAL 10
#define ROUNDING 1e-13
/* Columns of the result from `statistic` on. */
#define RIGHT 13
#define DAYS_A_YEAR 365.2425
/* The US Centers for Disease Control and Prevention hold back rates of fewer cases. */
#define SMALL_COUNT 16

static const char *breaks_path, *offset_name, *of_name, *per_name, *method_list,
    *adjust;
static const char *mk_p = "auto", *yue_wang = "mmky1lag", *errors = "newey-west",
                  *portmanteau = "ljung-box", *variance = "N";
static double margin = 5;
static long lags;
static bool across, say_residuals;
static const struct opt opts[] = {
    {"breaks", 'b', OPT_TEXT, &breaks_path, "FILE",
     "split series at the breaks in FILE (register,indicator,date,label)"},
    {"across", 0, OPT_FLAG, &across, NULL,
     "fit through breaks, and add D to the status"},
    {"offset", 0, OPT_TEXT, &offset_name, "COLUMN",
     "model the rate: counts over the population in this column"},
    {"margin", 0, OPT_NUMBER, &margin, "PERCENT",
     "the limits of a stable series lie within plus or minus this a year (default 5)"},
    {"method", 'm', OPT_TEXT, &method_list, "LIST",
     "of mk, sen, poisson, quasipoisson (these four are the default), hamed-rao, "
     "yue-wang, "
     "tfpw, seasonal, ols-hac, negbin, cochran-armitage; or all"},
    {"adjust", 0, OPT_TEXT, &adjust, "HOW",
     "adjust mk_p for many series, in R's words: holm, bh, by, bonferroni, hochberg, "
     "hommel"},
    {"of", 0, OPT_TEXT, &of_name, "COLUMN", "for cochran-armitage: events"},
    {"per", 0, OPT_TEXT, &per_name, "COLUMN", "for cochran-armitage: out of so many"},
    {"lags", 0, OPT_COUNT, &lags, "N",
     "for hamed-rao: lags looked at (default 0: all; R's mmkh3lag: 3)"},
    {"yue-wang", 0, OPT_TEXT, &yue_wang, "SUM",
     "mmky1lag (R), ar1 (the paper's sum) or mmky (all sample lags)"},
    {"mk-p", 0, OPT_TEXT, &mk_p, "HOW",
     "auto: exact up to 30 points, normal beyond; normal: always with tie and "
     "continuity correction, as R's trend::mk.test; plain: with continuity = FALSE"},
    {"errors", 0, OPT_TEXT, &errors, "KIND",
     "for ols-hac: newey-west (lag by rule), auto or auto-prewhite (lag from the data, "
     "R's "
     "NeweyWest with prewhite = FALSE or TRUE), HC0, HC1, HC2, HC3 (R's vcovHC)"},
    {"ca-variance", 0, OPT_TEXT, &variance, "N|N-1",
     "for cochran-armitage: as R's prop.trend.test, or as its coin"},
    {"residuals", 0, OPT_FLAG, &say_residuals, NULL,
     "a row a point with the Pearson, and one with the deviance residual of "
     "apc_poisson"},
    {"portmanteau", 0, OPT_TEXT, &portmanteau, "TEST",
     "of the residuals: ljung-box, or box-pierce as R's Box.test by default"},
    {0},
};
static const char *const make[] = {
    "statistic", "period", "value",  "lo",      "hi",     "interval", "unit",
    "status",    "source", "method", "verdict", "reason", "sentence", NULL};

/* What --method can ask for; a statistic belongs to one or more of them. */
enum {
    MK = 1,
    SEN = 2,
    POISSON = 4,
    QUASI = 8,
    HAMED_RAO = 16,
    YUE_WANG = 32,
    TFPW = 64,
    SEASONAL = 128,
    OLS = 256,
    NEGBIN = 512,
    ARMITAGE = 1024
};
static const struct {
    const char *name;
    unsigned bits;
} methods[] = {
    {"mk", MK},
    {"sen", SEN},
    {"poisson", POISSON},
    {"quasipoisson", QUASI},
    {"hamed-rao", HAMED_RAO},
    {"yue-wang", YUE_WANG},
    {"tfpw", TFPW},
    {"seasonal", SEASONAL},
    {"ols-hac", OLS},
    {"negbin", NEGBIN},
    {"cochran-armitage", ARMITAGE},
    {"all", 2047},
};
static unsigned chosen = MK | SEN | POISSON | QUASI;

static const struct {
    const char *name;
    enum st_adjust how;
    const char *source;
} adjustments[] =
    {
        {"holm", ST_HOLM, "Holm 1979"},
        {"bh", ST_BH, "Benjamini and Hochberg 1995"},
        {"by", ST_BY, "Benjamini and Yekutieli 2001"},
        {"bonferroni", ST_BONFERRONI, "Bonferroni 1936"},
        {"hochberg", ST_HOCHBERG, "Hochberg 1988"},
        {"hommel", ST_HOMMEL, "Hommel 1988"},
        {0},
},
  *adjusting = adjustments;

static enum st_kendall_p how;

/* A run of rows without a break, and the points of it that are used. */
struct segment {
    const struct table_row *row;
    size_t rows;
    const char *span, *since, *status, *source, *unit, *last;
    size_t n, missing, zeros, suppressed, bounded, provisional, small;
    double sum;      /* at least */
    double per_year; /* units of t */
    double *t, *lo, *hi, *offset;
    double *of, *per;
    const struct table_row **point; /* the row of each */
    bool counts, whole, no_offset;
    bool last_provisional;
};

/* One row of the result. */
struct result {
    const char *statistic, *span, *status, *source;
    unsigned of; /* methods that it belongs to; 0: to all */
    const char *value, *lo, *hi, *interval, *unit, *method, *verdict, *reason,
        *sentence;
    double p_lo, p_hi; /* for --adjust, when adjusts */
    bool adjusts;
    size_t order;
};

/* A fitted log-linear model. phi is the dispersion; it has none without known points to
 * spare. quasi: its limits are the quasi-Poisson ones. */
struct model {
    enum st_status status;
    double slope, se, phi, df;
    bool quasi;
    double *mean; /* fitted */
};

/* What a verdict rests on: an estimate, its limits, and the limits over completions. */
struct basis {
    double value, lo, hi, least, most, margin;
    const char *what;
};

static struct table table;
static struct mem arena; /* of the series */
static struct table_row head;
static struct result **result;
static size_t results, results_size;
static struct series_breaks cuts;
static int offset_at = -1, of_at = -1, per_at = -1;

/* With --adjust all rows wait for the last p. */
struct waiting {
    char **cell;
    double p_lo, p_hi; /* of a row to be filled */
    bool fill;
};
static struct mem *kept;
static struct waiting *waiting;
static size_t waits, waits_size;

static const char *
number(double x)
{
    char text[NUM_MAX];
    return mem_copy(&arena, num_text(x, text));
}

/* A new row about a segment, with an empty value. */
static struct result *
add(const struct segment *s, unsigned of, const char *statistic, const char *unit,
    const char *method)
{
    if (results == results_size) {
        size_t more = results_size ? 2 * results_size : 64;
        result =
            mem_grow(&arena, result, results * sizeof(void *), more * sizeof(void *));
        results_size = more;
    }
    struct result *r = mem_get(&arena, sizeof *r);
    r->of = of;
    r->statistic = statistic;
    r->span = s->span;
    r->status = s->status;
    r->source = s->source;
    r->unit = unit;
    r->method = method;
    r->order = results;
    result[results++] = r;
    return r;
}

static void
say_limits(struct result *r, double lo, double hi, const char *interval)
{
    r->lo = isfinite(lo) ? number(lo) : NULL;
    r->hi = isfinite(hi) ? number(hi) : NULL;
    r->interval = r->lo || r->hi ? interval : NULL;
}

/* A range over completions: value stays empty. */
static void
say_range(struct result *r, double lo, double hi)
{
    say_limits(r, lo, hi, "range");
    r->reason = r->interval ? "bounded" : "unbounded";
}

static double
percent(double slope)
{
    return 100 * expm1(slope);
}

/* The letters that a row ends up with: value is empty if and only if O or Q is there. */
static const char *
final_status(const struct result *r)
{
    char *status = table_status(&arena, r->status, "E");
    if (!r->value)
        return table_status(&arena, status, "O");
    status = table_status_less(&arena, status, 'O');
    return table_status_less(&arena, status, 'Q');
}

static int
by_key(const void *a, const void *b)
{
    const struct result *x = *(struct result *const *)a,
                        *y = *(struct result *const *)b;
    int c = strcmp(x->statistic, y->statistic);
    if (c == 0)
        c = strcmp(x->span, y->span);
    return c ? c : (x->order > y->order) - (x->order < y->order);
}

/* Writes the cells, or keeps them for --adjust. */
static void
write_row(char **cell, int n, const struct result *r)
{
    if (!adjust) {
        table_write(cell, n);
        return;
    }
    if (waits == waits_size) {
        size_t more = waits_size ? 2 * waits_size : 256;
        waiting =
            mem_grow(kept, waiting, waits * sizeof *waiting, more * sizeof *waiting);
        waits_size = more;
    }
    struct waiting *w = &waiting[waits++];
    *w = (struct waiting){mem_array(kept, (size_t)n, sizeof *cell), r->p_lo, r->p_hi,
                          r->adjusts};
    for (int i = 0; i < n; i++)
        w->cell[i] = mem_copy(kept, cell[i]);
}

static void
write_results(void)
{
    int keys = table.key - 1;
    char **cell = mem_array(&arena, (size_t)keys + RIGHT, sizeof *cell);
    for (int i = 0; i < keys; i++)
        cell[i] = head.cell[i];
    qsort(result, results, sizeof *result, by_key);
    for (size_t i = 0; i < results; i++) {
        const struct result *r = result[i];
        const char *const right[RIGHT] = {
            r->statistic, r->span,   r->value,        r->lo,     r->hi,
            r->interval,  r->unit,   final_status(r), r->source, r->method,
            r->verdict,   r->reason, r->sentence};
        if (r->of && !(r->of & chosen))
            continue;
        for (int c = 0; c < RIGHT; c++)
            cell[keys + c] = mem_copy(&arena, right[c] ? right[c] : "");
        write_row(cell, keys + RIGHT, r);
    }
}

/* The indicator, place and other cells of the key that say something. */
static const char *
subject(void)
{
    char *text = mem_copy(&arena, "");
    for (int i = 0; i < table.key - 1; i++)
        if (*head.cell[i] && strcmp(head.cell[i], "_T"))
            text = mem_print(&arena, "%s%s%s", text, *text ? ", " : "", head.cell[i]);
    return text;
}

/* "2014/2019" as "2014 to 2019". */
static const char *
in_words(const char *span)
{
    size_t n = strcspn(span, "/");
    return mem_print(&arena, "%.*s to %s", (int)n, span, span + n + 1);
}

/* Points, break and small counts, as the end of a sentence. */
static const char *
remarks(const struct segment *s)
{
    char *text = mem_print(&arena, "%zu point%s", s->n, s->n == 1 ? "" : "s");
    if (s->bounded)
        text = mem_print(&arena, "%s, %zu of them within bounds", text, s->bounded);
    if (s->missing)
        text = mem_print(&arena, "%s, %zu missing", text, s->missing);
    if (s->small && s->counts)
        text = mem_print(&arena, "%s; %zu %s%s below %d", text, s->small,
                         s->small == 1 ? "is" : "are", s->bounded ? " or may be" : "",
                         SMALL_COUNT);
    if (s->since)
        text = mem_print(&arena, "%s; since %s", text, s->since);
    return text;
}

static const char *
verdict_of(const struct basis *b)
{
    double lo = fmin(b->lo, b->least), hi = fmax(b->hi, b->most);
    if (lo > 0)
        return "rising";
    if (hi < 0)
        return "falling";
    return lo >= -b->margin && hi <= b->margin ? "stable" : "undetermined";
}

/* For a sentence: three digits, and tenths when it is a percentage. */
static const char *
brief(double x, bool tenths)
{
    char text[32];
    double rounded;
    if (!isfinite(x))
        return "no limit";
    snprintf(text, sizeof text, tenths ? "%.1f" : "%.2e", x);
    rounded = strtod(text, NULL);
    return number(rounded);
}

/* The verdict and the sentence, on the deciding row. value is NAN when bounds leave the
 * estimate open. */
static void
decide(const struct segment *s, struct result *r, const struct basis *b,
       const char *without)
{
    bool tenths = s->counts;
    char *text = mem_print(&arena, "%s, %s: %s", subject(), in_words(s->span),
                           r->verdict = verdict_of(b));
    if (!isnan(b->value))
        text = mem_print(&arena, "%s, %s %s a year", text, brief(b->value, tenths),
                         s->counts ? "%"
                         : !strcmp(s->unit, "percent")
                             ? "percentage points"
                             : mem_print(&arena, "(%s)", s->unit));
    text = mem_print(&arena, "%s (95 %% limits %s", text,
                     isnan(b->value) ? "over all values within the bounds " : "");
    text = isinf(b->lo) && isinf(b->hi)
               ? mem_print(&arena, "%scannot be had, %s", text, b->what)
               : mem_print(&arena, "%s%s to %s, %s", text, brief(b->lo, tenths),
                           brief(b->hi, tenths), b->what);
    if (isinf(b->least) && isinf(b->most) && b->least < b->most)
        text = mem_print(&arena, "%s; the bounds leave it open", text);
    else if (b->least < b->lo || b->most > b->hi)
        text = mem_print(&arena, "%s; over all values within the bounds %s to %s", text,
                         brief(b->least, tenths), brief(b->most, tenths));
    text = mem_print(&arena, "%s; %s", text, remarks(s));
    if (without)
        text = mem_print(&arena, "%s; %s", text, without);
    r->sentence = mem_print(&arena, "%s).", text);
}

/* No verdict can be had: the reason stands on the deciding row. */
static void
decline(const struct segment *s, struct result *r, const char *reason)
{
    r->reason = reason;
    r->sentence = mem_print(&arena, "%s, %s: no verdict, %s (%s).", subject(),
                            in_words(s->span), reason, remarks(s));
}

static void
facts(const struct segment *s)
{
    const struct {
        const char *statistic;
        size_t count;
        bool always;
    } fact[] = {
        {"n", s->n, true},
        {"missing", s->missing, true},
        {"zeros", s->zeros, true},
        {"suppressed", s->suppressed, true},
        {"bounded", s->bounded, true},
        {"provisional", s->provisional, true},
        {"below_16", s->small, s->counts},
    };
    double most = 0;
    for (size_t i = 0; i < sizeof fact / sizeof *fact; i++)
        if (fact[i].always)
            add(s, 0, fact[i].statistic, "point", "count")->value =
                number((double)fact[i].count);
    for (size_t i = 0; i < s->n; i++)
        most += s->hi[i];
    if (!s->counts)
        return;
    struct result *r = add(s, 0, "events", s->unit, "sum");
    if (s->bounded)
        say_range(r, s->sum, most);
    else
        r->value = number(s->sum);
}

/* A row for the adjusted p, whose value comes when all series are read. */
static void
adjusted_row(const struct segment *s, const struct result *mk, double lo, double hi)
{
    if (!adjust)
        return;
    struct result *r =
        add(s, MK, mem_print(&arena, "mk_p_%s", adjust), "ratio",
            mem_print(&arena, "%s; adjusted by %s over all series of the run",
                      mk->method, adjusting->source));
    r->p_lo = lo;
    r->p_hi = hi;
    r->adjusts = !isnan(lo);
    r->reason = mk->reason;
    if (r->adjusts && mk->value)
        r->value = "";
}

/* The same reason on the three rows of Mann-Kendall. */
static void
kendall_rows(const struct segment *s, const char *method, const char *reason,
             struct result *row[3])
{
    static const char *const statistic[] = {"mk_s", "mk_tau", "mk_p"};
    static const char *const unit[] = {"index", "ratio", "ratio"};
    for (int i = 0; i < 3; i++) {
        row[i] = add(s, MK, statistic[i], unit[i], method);
        row[i]->reason = reason;
    }
    if (reason)
        adjusted_row(s, row[2], NAN, NAN);
}

static const char *
p_words(bool exact)
{
    return exact                     ? "exact"
           : how == ST_KENDALL_PLAIN ? "normal, tie-corrected"
                                     : "normal, tie- and continuity-corrected";
}

static void
kendall_range(const struct segment *s)
{
    struct result *row[3];
    struct st_kendall_range k;
    double *work = mem_array(&arena, st_kendall_range_work(s->n), sizeof *work);
    enum st_status e = st_kendall_range(s->lo, s->hi, s->n, s->whole, how, work, &k);
    if (e != ST_OK) {
        kendall_rows(s, "Mann-Kendall over completions", st_reason(e), row);
        return;
    }
    const char *p = p_words(k.exact_p);
    kendall_rows(
        s,
        k.exact
            ? mem_print(&arena,
                        "Mann-Kendall over completions; exact, %.0f orders; "
                        "p %s",
                        k.patterns, p)
            : mem_print(&arena, "Mann-Kendall over completions; outer bounds; p %s", p),
        NULL, row);
    say_range(row[0], k.s_lo, k.s_hi);
    say_range(row[1], k.tau_lo, k.tau_hi);
    say_range(row[2], k.p_lo, k.p_hi);
    adjusted_row(s, row[2], k.p_lo, k.p_hi);
}

/* Returns the variance of S, for the slope's limits, or why there is none. */
static enum st_status
kendall(const struct segment *s, double *var)
{
    struct result *row[3];
    struct st_kendall k;
    double n = (double)s->n,
           *work = mem_array(&arena, st_kendall_work(s->n) + 1, sizeof *work);
    *var = n * (n - 1) * (2 * n + 5) / 18;
    enum st_status e = s->n < LEAST_POINTS ? ST_TOO_FEW : ST_OK;
    if (e == ST_OK && s->bounded) {
        kendall_range(s);
        return ST_OK;
    }
    if (e == ST_OK)
        e = st_kendall(s->lo, s->n, how, work, &k);
    if (e != ST_OK) {
        kendall_rows(s, "Mann-Kendall", st_reason(e), row);
        return e;
    }
    kendall_rows(s, mem_print(&arena, "Mann-Kendall; p %s", p_words(k.exact)), NULL,
                 row);
    row[0]->value = number(k.s);
    row[1]->value = number(k.tau);
    row[2]->value = number(k.p);
    adjusted_row(s, row[2], k.p, k.p);
    *var = k.var;
    return ST_OK;
}

static int
by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The upper median of the sizes of the known values; 0 without any. */
static double
median_size(const struct segment *s)
{
    double *v = mem_array(&arena, s->n + 1, sizeof *v);
    size_t m = 0;
    for (size_t i = 0; i < s->n; i++)
        if (!(s->lo[i] < s->hi[i]))
            v[m++] = fabs(s->lo[i]);
    qsort(v, m, sizeof *v, by_value);
    return v[m / 2];
}

/* A change of a percentage is not a percentage change. */
static const char *
slope_unit(const struct segment *s)
{
    return strcmp(s->unit, "percent") ? mem_print(&arena, "%s_per_year", s->unit)
                                      : "percentage_point_per_year";
}

/* The slope; it decides for units that are not counts. */
static void
sen(const struct segment *s, enum st_status e, double var, double *slope)
{
    struct st_sen b = {0, 0, 0};
    struct st_sen_range g;
    struct result *r =
        add(s, SEN, "sen_slope", slope_unit(s),
            s->bounded ? "Theil-Sen; outer range of the 95 % limits over "
                         "completions, limits by ranks (Gilbert 1987)"
                       : "Theil-Sen; limits by ranks (Gilbert 1987)");
    size_t room = s->bounded ? st_sen_range_work(s->n) : st_sen_work(s->n);
    double *work = mem_array(&arena, room + 1, sizeof *work);
    if (e == ST_OK)
        e = s->bounded ? st_sen_range(s->t, s->lo, s->hi, s->n, var, LEVEL, work, &g)
                       : st_sen(s->t, s->lo, s->n, var, LEVEL, work, &b);
    if (e != ST_OK) {
        if (s->counts)
            r->reason = st_reason(e);
        else
            decline(s, r, st_reason(e));
        return;
    }
    *slope = b.slope;
    if (s->bounded) {
        b = (struct st_sen){NAN, g.lo * s->per_year, g.hi * s->per_year};
        say_range(r, b.lo, b.hi);
    } else {
        b = (struct st_sen){b.slope * s->per_year, b.lo * s->per_year,
                            b.hi * s->per_year};
        r->value = number(b.slope);
        say_limits(r, b.lo, b.hi, "ci95");
    }
    if (s->counts)
        return;
    struct basis basis = {b.slope,    b.lo,      b.hi,
                          INFINITY,   -INFINITY, margin / 100 * median_size(s),
                          "Theil-Sen"};
    decide(s, r, &basis, NULL);
}

/* Fits the first n points. */
static struct model
fit(const struct segment *s, size_t n)
{
    struct model m = {.status = ST_TOO_FEW};
    struct st_poisson p;
    double beta[2], cov[4], middle = 0;
    if (n < LEAST_POINTS)
        return m;
    double *x = mem_array(&arena, 2 * n, sizeof *x);
    double *work = mem_array(&arena, st_poisson_work(n, 2), sizeof *work);
    for (size_t i = 0; i < n; i++)
        middle += s->t[i] / (double)n;
    for (size_t i = 0; i < n; i++) {
        x[2 * i] = 1;
        x[2 * i + 1] = s->t[i] - middle;
    }
    struct st_poisson_data d = {s->lo, s->hi, s->offset, x, n, 2};
    m.status = st_poisson(&d, work, beta, cov, &p);
    if (m.status != ST_OK)
        return m;
    m.mean = work;
    /* Less than that over the whole span is the rounding of the sums. */
    m.slope =
        fabs(beta[1]) * (s->t[n - 1] - s->t[0]) < ROUNDING ? 0 : beta[1] * s->per_year;
    m.se = sqrt(cov[3]) * s->per_year;
    m.df = (double)p.known - 2;
    m.phi = m.df > 0 ? p.pearson / m.df : 0;
    m.quasi = m.phi > 1;
    return m;
}

/* Percent a year and its limits, by Poisson's or the quasi-Poisson standard error. */
static struct basis
change(const struct model *m, bool quasi)
{
    double q = quasi ? gsl_cdf_tdist_Qinv((1 - LEVEL) / 2, m->df) * sqrt(m->phi)
                     : st_normal_quantile(LEVEL);
    return (struct basis){percent(m->slope),
                          percent(m->slope - q * m->se),
                          percent(m->slope + q * m->se),
                          INFINITY,
                          -INFINITY,
                          margin,
                          quasi ? "quasi-Poisson" : "Poisson"};
}

static const char *
model_method(const struct segment *s, bool quasi, double df)
{
    char *text =
        quasi ? mem_print(&arena,
                          "log-linear quasi-Poisson; Wald limits, t with %.0f df", df)
              : mem_copy(&arena, "log-linear Poisson; Wald limits, normal");
    if (s->bounded)
        text = mem_print(&arena, "%s; bounded counts as P(lo<=Y<=hi)", text);
    return offset_name ? mem_print(&arena, "%s; offset %s", text, offset_name) : text;
}

static void
say_change(const struct segment *s, struct result *r, const struct basis *b)
{
    if (!isfinite(b->value)) {
        r->reason = st_reason(ST_TOO_LARGE);
        return;
    }
    r->value = number(b->value);
    say_limits(r, b->lo, b->hi, "ci95");
    if (s->sum < SMALL_COUNT)
        r->status = table_status(&arena, r->status, "U");
}

/* The limits over all completions. */
static void
completions(const struct segment *s, struct basis *b)
{
    struct st_poisson_range g;
    double *work = mem_array(&arena, st_poisson_range_work(s->n), sizeof *work);
    struct result *r = add(s, POISSON | QUASI, "apc_range", "percent_per_year", NULL);
    enum st_status e =
        st_poisson_range(s->t, s->lo, s->hi, s->offset, s->n, LEVEL, work, &g);
    if (e != ST_OK) {
        r->method = "limits over completions";
        r->reason = st_reason(e);
        g.lo = -INFINITY;
        g.hi = INFINITY;
    } else {
        r->method = g.exact
                        ? mem_print(&arena, "limits over completions; exact, %.0f fits",
                                    g.completions)
                        : "limits over completions; outer bounds";
        g.lo *= s->per_year;
        g.hi *= s->per_year;
        say_range(r, percent(g.lo), percent(g.hi));
        if (isinf(g.lo) && isinf(g.hi)) {
            r->lo = r->hi = r->interval = NULL;
            r->reason = "unbounded";
        }
    }
    b->least = isinf(g.lo) ? -INFINITY : percent(g.lo);
    b->most = isinf(g.hi) ? INFINITY : percent(g.hi);
}

/* The fit without the last point. Returns what changes by it, for the sentence. */
static const char *
without_last(const struct segment *s, const struct basis *all)
{
    struct model m = fit(s, s->n - (s->n > 0));
    struct basis b = change(&m, m.quasi), known = *all;
    const char *method =
        mem_print(&arena, "%s; without %s%s", model_method(s, m.quasi, m.df),
                  s->n ? s->last : "any", s->last_provisional ? ", provisional" : "");
    struct result *r =
        add(s, POISSON | QUASI, "apc_without_last", "percent_per_year", method);
    if (m.status != ST_OK) {
        r->reason = st_reason(m.status);
        return NULL;
    }
    say_change(s, r, &b);
    known.least = INFINITY;
    known.most = -INFINITY;
    if (!strcmp(verdict_of(&b), verdict_of(&known)))
        return NULL;
    return mem_print(&arena, "by its limits alone %s, and without %s %s",
                     verdict_of(&known), s->last, verdict_of(&b));
}

/* Reasons why no model can be fitted, before trying. */
static const char *
not_modelled(const struct segment *s)
{
    return !s->counts ? "not-a-count" : s->no_offset ? "no-offset" : NULL;
}

/* Whether the residuals of the line depend on one another. */
static void
residual_test(const struct segment *s, const struct model *m, const char *reason)
{
    bool pierce = !strcmp(portmanteau, "box-pierce");
    size_t k = s->n / 5 < 10 ? s->n / 5 : 10;
    double *r = mem_array(&arena, 2 * s->n + 1, sizeof *r), *e = r + s->n;
    struct st_portmanteau t;
    struct result *row =
        add(s, POISSON | QUASI, pierce ? "box_pierce_p" : "ljung_box_p", "ratio",
            mem_print(&arena, "%s; Pearson residuals, lags to %zu",
                      pierce ? "Box-Pierce" : "Ljung-Box", k));
    enum st_status status = ST_OK;
    row->reason = reason ? reason : s->bounded || s->missing ? "incomplete" : NULL;
    if (row->reason)
        return;
    for (size_t i = 0; i < s->n; i++)
        e[i] = (s->lo[i] - m->mean[i]) / sqrt(m->mean[i]);
    status = st_acf(e, s->n, k, r);
    if (status == ST_OK)
        status = (pierce ? st_box_pierce : st_ljung_box)(r, s->n, k, 0, &t);
    if (status == ST_OK)
        row->value = number(t.p);
    else
        row->reason = st_reason(status);
}

/* Values of one method: what they are called, and what came out. */
struct item {
    const char *statistic, *unit;
    double value;
};

/* The residuals of the known points. One that rounding alone explains is 0. */
static void
residuals(const struct segment *s, const struct model *m)
{
    const char *method = model_method(s, false, 0);
    for (size_t i = 0; say_residuals && i < s->n; i++) {
        double y = s->lo[i], mu = m->mean[i], off = y - mu;
        if (y < s->hi[i])
            continue;
        if (fabs(off) <= ROUNDING * mu)
            off = 0;
        double deviance = fmax(0, 2 * ((y > 0 ? y * log(y / mu) : 0) - off));
        const struct item item[] = {
            {"pearson_residual", "index", off / sqrt(mu)},
            {"deviance_residual", "index",
             fabs(off) > 0 ? copysign(sqrt(deviance), off) : 0}};
        for (size_t k = 0; k < 2; k++) {
            struct result *r = add(s, POISSON, item[k].statistic, item[k].unit, method);
            r->span = table_cell(&table, s->point[i], TABLE_PERIOD);
            r->status = table_cell(&table, s->point[i], TABLE_STATUS);
            r->source = table_cell(&table, s->point[i], TABLE_SOURCE);
            r->value = number(item[k].value);
        }
    }
}

static void
models(const struct segment *s)
{
    struct result *p =
        add(s, POISSON, "apc_poisson", "percent_per_year", model_method(s, false, 0));
    const char *reason = not_modelled(s);
    struct model m = {.status = ST_OK};
    if (!reason) {
        m = fit(s, s->n);
        reason = m.status == ST_OK ? NULL : st_reason(m.status);
    }
    const char *d_reason = reason ? reason : m.df <= 0 ? st_reason(ST_TOO_FEW) : NULL;
    const char *quasi_reason = d_reason ? d_reason : m.phi > 0 ? NULL : "perfect-fit";
    struct result *q =
        add(s, QUASI, "apc_quasipoisson", "percent_per_year",
            quasi_reason ? "log-linear quasi-Poisson" : model_method(s, true, m.df));
    struct result *d = add(s, POISSON | QUASI, "dispersion", "ratio",
                           "Pearson chi-square of known points/df");
    q->reason = quasi_reason;
    d->reason = d_reason;
    if (!d_reason)
        d->value = number(m.phi);
    if (!quasi_reason) {
        struct basis b = change(&m, true);
        say_change(s, q, &b);
    }
    if (reason && s->counts)
        decline(s, chosen & POISSON ? p : q, reason);
    p->reason = reason;
    residual_test(s, &m, reason);
    if (reason)
        return;
    residuals(s, &m);
    bool quasi = !quasi_reason && (chosen & QUASI) && (m.quasi || !(chosen & POISSON));
    struct result *deciding = quasi ? q : p;
    struct basis poisson = change(&m, false), b = change(&m, quasi);
    say_change(s, p, &poisson);
    if (s->bounded)
        completions(s, &b);
    const char *without = without_last(s, &b);
    if (deciding->value)
        decide(s, deciding, &b, without);
    else
        decline(s, deciding, deciding->reason);
}

static void
say_items(const struct segment *s, unsigned of, const char *method, const char *reason,
          const struct item item[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct result *r = add(s, of, item[i].statistic, item[i].unit, method);
        r->reason = reason;
        if (!reason)
            r->value = number(item[i].value);
    }
}

static const char *
because(enum st_status e)
{
    return e == ST_OK ? NULL : st_reason(e);
}

static const char *
incomplete(const struct segment *s)
{
    return s->n < LEAST_POINTS        ? st_reason(ST_TOO_FEW)
           : s->bounded || s->missing ? "incomplete"
                                      : NULL;
}

static enum st_yue_wang_sum
yue_wang_sum(void)
{
    return !strcmp(yue_wang, "ar1")    ? ST_YUE_WANG_AR1
           : !strcmp(yue_wang, "mmky") ? ST_YUE_WANG_ALL
                                       : ST_YUE_WANG_MMKY1LAG;
}

/* Mann-Kendall for dependent points; slope is Theil-Sen's a step. */
static void
serial(const struct segment *s, double slope)
{
    double *work = mem_array(&arena, st_serial_work(s->n) + 1, sizeof *work);
    struct st_serial h = {0}, y = {0}, t = {0};
    const char *no = s->n < LEAST_SERIAL ? st_reason(ST_TOO_FEW) : incomplete(s);
    const char *h_no = no, *y_no = no, *t_no = no;
    if (!no) {
        h_no = because(st_hamed_rao(s->lo, s->n, slope, (size_t)lags, work, &h));
        y_no = because(st_yue_wang(s->lo, s->n, slope, yue_wang_sum(), work, &y));
        t_no = because(st_tfpw(s->lo, s->n, slope, work, &t));
    }
    const struct item hr[] = {{"hr_factor", "ratio", h.factor}, {"hr_p", "ratio", h.p}};
    const struct item yw[] = {{"yw_factor", "ratio", y.factor}, {"yw_p", "ratio", y.p}};
    const struct item pw[] = {{"tfpw_s", "index", t.s}, {"tfpw_p", "ratio", t.p}};
    const char *looked = lags ? mem_print(&arena, "%ld lags", lags) : "all lags";
    say_items(s, HAMED_RAO, mem_print(&arena, "Mann-Kendall, Hamed-Rao; %s", looked),
              h_no, hr, 2);
    say_items(s, YUE_WANG, mem_print(&arena, "Mann-Kendall, Yue-Wang; %s", yue_wang),
              y_no, yw, 2);
    say_items(s, TFPW, "Mann-Kendall; trend-free prewhitening", t_no, pw, 2);
}

static void
seasonal(const struct segment *s)
{
    size_t seasons = (size_t)s->per_year;
    double *work = mem_array(&arena, st_seasonal_work(s->n) + 1, sizeof *work);
    double *year = mem_array(&arena, s->n + 1, sizeof *year);
    size_t *season = mem_array(&arena, s->n + 1, sizeof *season);
    struct st_seasonal k = {0};
    const char *no = seasons != 4 && seasons != 12 ? "not-seasonal"
                     : s->bounded                  ? "incomplete"
                                                   : NULL;
    for (size_t i = 0; !no && i < s->n; i++) {
        struct period p = table_period(&table, s->point[i]);
        year[i] = floor((double)p.index / (double)seasons);
        season[i] = (size_t)(p.index - (long)year[i] * (long)seasons);
    }
    if (!no)
        no = because(st_seasonal_kendall(s->lo, year, season, s->n, seasons, work, &k));
    const struct item item[] = {{"sk_s", "index", k.s},
                                {"sk_p", "ratio", k.p},
                                {"sk_slope", slope_unit(s), k.slope},
                                {"sk_homogeneity_p", "ratio", k.homogeneity_p}};
    say_items(
        s, SEASONAL,
        "seasonal Kendall; p normal, tie- and continuity-corrected; homogeneity by van "
        "Belle and Hughes",
        no, item, 4);
}

/* A line by least squares: x two columns, e its residuals. */
struct line {
    size_t n;
    double *x, *e, coef[2], inverse[4];
};

/* The standard error of the slope by --errors. */
static enum st_status
slope_error(const struct line *l, const char **method, double *se)
{
    double cov[4], bandwidth = 0;
    size_t n = l->n, lag = st_newey_west_lag(n);
    double *work = mem_array(&arena, st_newey_west_auto_work(n, 2), sizeof *work);
    bool prewhite = !strcmp(errors, "auto-prewhite");
    enum st_status e;
    if (*errors == 'H') {
        *method = errors;
        e = st_white((enum st_white)(errors[2] - '0'), l->x, l->e, n, 2, l->inverse,
                     work, cov);
    } else if (*errors == 'a') {
        e = st_newey_west_auto(l->x, l->e, n, 2, l->inverse, prewhite, true, work, cov,
                               &bandwidth);
        *method = mem_print(&arena, "Newey-West, lag %.0f from the data%s, n/(n - 2)",
                            floor(bandwidth), prewhite ? ", prewhitened" : "");
    } else {
        e = st_newey_west(l->x, l->e, n, 2, l->inverse, lag, true, work, cov);
        *method = mem_print(&arena, "Newey-West errors, lag %zu, n/(n - 2)", lag);
    }
    *se = e == ST_OK ? sqrt(cov[3]) : 0;
    return e;
}

/* Least squares on time in years. Its first point is at 1 period, as R's 1:n has it: the
 * lag that is taken from the data depends on the origin. */
static enum st_status
least_squares(const struct segment *s, struct line *l)
{
    size_t n = l->n = s->n;
    struct dd *room = mem_array(&arena, st_lsq_work(n, 2), sizeof *room);
    struct st_lsq fit;
    l->x = mem_array(&arena, 3 * n, sizeof *l->x);
    l->e = l->x + 2 * n;
    for (size_t i = 0; i < n; i++) {
        l->x[i] = 1;
        l->x[n + i] = (s->t[i] - s->t[0] + 1) / s->per_year;
    }
    enum st_status e =
        st_lsq(l->x, s->lo, NULL, n, 2, 1, room, l->coef, l->inverse, &fit);
    for (size_t i = 0; e == ST_OK && i < n; i++)
        l->e[i] = s->lo[i] - l->coef[0] - l->coef[1] * l->x[n + i];
    return e;
}

static void
ols(const struct segment *s)
{
    double se = 0, df = (double)s->n - 2;
    struct line l;
    const char *no = incomplete(s), *how_errors = errors, *method;
    if (!no)
        no = because(least_squares(s, &l));
    if (!no)
        no = because(slope_error(&l, &how_errors, &se));
    if (!no && !(se > 0))
        no = "perfect-fit";
    method =
        mem_print(&arena, "least squares; %s; t with %.0f df", how_errors, fmax(df, 0));
    struct result *b = add(s, OLS, "ols_slope", slope_unit(s), method);
    struct result *p = add(s, OLS, "ols_p", "ratio", method);
    b->reason = p->reason = no;
    if (no)
        return;
    double slope = l.coef[1], half = gsl_cdf_tdist_Qinv((1 - LEVEL) / 2, df) * se;
    b->value = number(slope);
    say_limits(b, slope - half, slope + half, "ci95");
    p->value = number(2 * gsl_cdf_tdist_Q(fabs(slope) / se, df));
}

static void
negbin(const struct segment *s)
{
    size_t n = s->n;
    double beta[2], cov[4], *x = mem_array(&arena, 2 * n + 1, sizeof *x);
    double *work = mem_array(&arena, st_negbin_work(n, 2), sizeof *work);
    struct st_negbin_data d = {s->lo, s->offset, x, n, 2};
    struct st_negbin fit;
    const char *method =
        mem_print(&arena, "negative binomial, ML; Wald limits, normal%s%s",
                  offset_name ? "; offset " : "", offset_name ? offset_name : "");
    const char *no = not_modelled(s);
    for (size_t i = 0; i < n; i++) {
        x[2 * i] = 1;
        x[2 * i + 1] = s->t[i] - s->t[n / 2];
    }
    if (!no)
        no = n < LEAST_POINTS ? st_reason(ST_TOO_FEW)
             : s->bounded     ? "incomplete"
                              : NULL;
    if (!no)
        no = because(st_negbin(&d, work, beta, cov, &fit));
    struct result *b = add(s, NEGBIN, "apc_negbin", "percent_per_year", method);
    struct result *theta = add(s, NEGBIN, "negbin_theta", "ratio", method);
    b->reason = theta->reason = no;
    if (no)
        return;
    struct model m = {.slope = beta[1] * s->per_year, .se = sqrt(cov[3]) * s->per_year};
    struct basis change95 = change(&m, false);
    say_change(s, b, &change95);
    theta->value = number(fit.theta);
}

/* Shares against time: --of out of --per. */
static void
armitage(const struct segment *s)
{
    struct st_armitage a = {0};
    const char *no = s->n < LEAST_POINTS ? st_reason(ST_TOO_FEW) : NULL;
    for (size_t i = 0; i < s->n && !no; i++)
        if (isnan(s->of[i]) || isnan(s->per[i]))
            no = "incomplete";
    if (!no)
        no = because(
            st_cochran_armitage(s->t, s->of, s->per, s->n, variance[1] != '\0', &a));
    const struct item item[] = {{"ca_z", "ratio", a.z}, {"ca_p", "ratio", a.p}};
    say_items(s, ARMITAGE,
              mem_print(&arena,
                        "Cochran-Armitage; %s out of %s, normal, %s in the variance",
                        of_name, per_name, variance),
              no, item, 2);
}

static const char *
span_of(const struct table_row *first, const struct table_row *last)
{
    const char *a = table_cell(&table, first, TABLE_PERIOD);
    const char *b = table_cell(&table, last, TABLE_PERIOD), *end = strchr(b, '/');
    return mem_print(&arena, "%.*s/%s", (int)strcspn(a, "/"), a, end ? end + 1 : b);
}

/* Time in periods from the first row on, which keeps slopes exact; intervals in years. */
static double
time_since(const struct period *first, const struct period *p)
{
    long y0, m0, d0, y, m, d;
    if (p->freq != 'I')
        return (double)(p->index - first->index);
    period_civil(first->first, &y0, &m0, &d0);
    period_civil(p->first, &y, &m, &d);
    return (double)(y - y0) + (double)(m - m0) / 12 + (double)(d - d0) / DAYS_A_YEAR;
}

static double
periods_a_year(char freq)
{
    return freq == 'Q' ? 4 : freq == 'M' ? 12 : freq == 'D' ? DAYS_A_YEAR : 1;
}

/* A number above 0 (or from 0, for events) in a column of its own; NAN when empty. */
static double
other_number(const struct table_row *row, int at, bool zero)
{
    double x;
    const char *text = row->cell[at];
    if (!*text)
        return NAN;
    if (!num_parse(text, &x) || x < 0 || (!zero && !(x > 0)))
        table_die(&table, row, table.column[at], "%s is not a number %s 0",
                  msg_quote(text), zero ? "from" : "above");
    return x;
}

static void
take_point(struct segment *s, const struct table_row *row, const struct amount *a,
           double t)
{
    s->t[s->n] = t;
    s->lo[s->n] = a->lo;
    s->hi[s->n] = a->hi;
    s->bounded += a->lo < a->hi;
    s->zeros += a->known && !(fabs(a->value) > 0);
    s->small += a->lo < SMALL_COUNT;
    s->sum += a->lo;
    s->whole = s->whole && !(a->known && a->value > floor(a->value));
    s->last = table_cell(&table, row, TABLE_PERIOD);
    s->last_provisional = strchr(table_cell(&table, row, TABLE_STATUS), 'P') != NULL;
    s->provisional += s->last_provisional;
    if (s->offset) {
        double x = other_number(row, offset_at, false);
        s->no_offset = s->no_offset || isnan(x);
        s->offset[s->n] = log(x);
    }
    if (of_name) {
        s->of[s->n] = other_number(row, of_at, true);
        s->per[s->n] = other_number(row, per_at, false);
    }
    s->point[s->n++] = row;
}

static void
read_rows(struct segment *s)
{
    struct period first = table_period(&table, s->row), p = first;
    s->status = s->source = "";
    s->unit = table_cell(&table, s->row, TABLE_UNIT);
    s->counts = s->whole = table_counted(s->unit);
    s->per_year = periods_a_year(first.freq);
    for (size_t i = 0; i < s->rows; i++) {
        const struct table_row *row = &s->row[i];
        struct amount a = table_amount(&table, row);
        p = table_period(&table, row);
        s->suppressed += strchr(table_cell(&table, row, TABLE_STATUS), 'Q') != NULL;
        s->status =
            table_status(&arena, s->status, table_cell(&table, row, TABLE_STATUS));
        s->source =
            table_sources(&arena, s->source, table_cell(&table, row, TABLE_SOURCE));
        if (isinf(a.hi) && (isinf(a.lo) || (s->counts && a.lo <= 0)))
            continue;
        take_point(s, row, &a, time_since(&first, &p));
    }
    size_t periods = p.freq == 'I' ? s->rows : (size_t)(p.index - first.index) + 1;
    s->missing = periods - s->n;
    s->span = span_of(s->row, &s->row[s->rows - 1]);
}

static void
one_segment(const struct table_row *row, size_t rows, const char *since, bool through)
{
    struct segment s = {.row = row, .rows = rows, .since = since};
    double var, slope = 0;
    s.of = mem_array(&arena, rows, sizeof *s.of);
    s.per = mem_array(&arena, rows, sizeof *s.per);
    s.point = mem_array(&arena, rows, sizeof(void *));
    s.t = mem_array(&arena, rows, sizeof *s.t);
    s.lo = mem_array(&arena, rows, sizeof *s.lo);
    s.hi = mem_array(&arena, rows, sizeof *s.hi);
    s.offset = offset_at < 0 ? NULL : mem_array(&arena, rows, sizeof *s.offset);
    read_rows(&s);
    if (through)
        s.status = table_status(&arena, s.status, "D");
    facts(&s);
    enum st_status e = kendall(&s, &var);
    sen(&s, e, var, &slope);
    models(&s);
    if (chosen & (HAMED_RAO | YUE_WANG | TFPW))
        serial(&s, slope);
    if (chosen & SEASONAL)
        seasonal(&s);
    if (chosen & OLS)
        ols(&s);
    if (chosen & NEGBIN)
        negbin(&s);
    if (chosen & ARMITAGE)
        armitage(&s);
}

static void
one_series(const struct table_series *s)
{
    const char *since = NULL;
    bool through = false;
    size_t start = 0;
    head = s->row[0];
    result = NULL;
    results = results_size = 0;
    series_breaks_check(&table, s);
    for (size_t i = 1; i < s->n; i++) {
        const char *found =
            series_breaks_between(&cuts, &table, &arena, &s->row[i - 1], &s->row[i]);
        if (!found)
            continue;
        through = across;
        if (across)
            continue;
        one_segment(&s->row[start], i - start, since, false);
        start = i;
        since = mem_print(&arena, "the break of %s", found);
    }
    one_segment(&s->row[start], s->n - start, since, through);
    write_results();
}

static void
write_header(struct mem *run)
{
    int keys = table.key - 1, n = 0;
    char **cell = mem_array(run, (size_t)keys + RIGHT, sizeof *cell);
    for (int i = 0; i < keys; i++)
        cell[n++] = table.column[i];
    for (int i = 0; make[i]; i++)
        cell[n++] = mem_copy(run, make[i]);
    table_write(cell, n);
}

static void
choose_methods(void)
{
    const char *text = method_list;
    if (method_list)
        chosen = 0;
    while (text) {
        size_t n = strcspn(text, ","), i = 0, all = sizeof methods / sizeof *methods;
        while (i < all &&
               (strlen(methods[i].name) != n || strncmp(methods[i].name, text, n)))
            i++;
        if (i == all)
            usage("--method %s is unknown, expected some of mk, sen, poisson, "
                  "quasipoisson, "
                  "hamed-rao, yue-wang, tfpw, seasonal, ols-hac, negbin, "
                  "cochran-armitage, "
                  "parted by commas, or all",
                  msg_quote_n(text, n));
        chosen |= methods[i].bits;
        text = text[n] ? text + n + 1 : NULL;
    }
    if (!of_name != !per_name)
        usage("--of and --per go together: events and what they are out of");
    if (!of_name && method_list && !strcmp(method_list, "all"))
        chosen &= ~(unsigned)ARMITAGE;
    if (!of_name && (chosen & ARMITAGE))
        usage("--method cochran-armitage needs --of COLUMN and --per COLUMN");
}

/* Dies unless the text of an option is one of those in words, parted by blanks. */
static void
check_word(const char *option, const char *text, const char *words)
{
    size_t n = strlen(text);
    for (const char *p = words; *p; p += strspn(p, " ")) {
        size_t word = strcspn(p, " ");
        if (word == n && !strncmp(p, text, n))
            return;
        p += word;
    }
    usage("%s %s is unknown, expected one of: %s", option, msg_quote(text), words);
}

static void
check_options(void)
{
    check_word("--mk-p", mk_p, "auto normal plain");
    check_word("--yue-wang", yue_wang, "mmky1lag ar1 mmky");
    check_word("--errors", errors, "newey-west auto auto-prewhite HC0 HC1 HC2 HC3");
    check_word("--portmanteau", portmanteau, "ljung-box box-pierce");
    check_word("--ca-variance", variance, "N N-1");
    while (adjust && adjusting->name && strcmp(adjusting->name, adjust))
        adjusting++;
    if (!adjusting->name)
        usage("--adjust %s is unknown, expected one of: holm bh by bonferroni hochberg "
              "hommel",
              msg_quote(adjust));
    if (margin < 0)
        usage("--margin must be 0 or above");
    how = *mk_p == 'a'   ? ST_KENDALL_AUTO
          : *mk_p == 'n' ? ST_KENDALL_NORMAL
                         : ST_KENDALL_PLAIN;
}

static int
find(const char *name, const char *option)
{
    int at = name ? table_find(&table, name) : -1;
    if (name && at < 0)
        die_at(EX_DATAERR, (struct place){table.in.file, 1, NULL},
               "no column %s as in %s", msg_quote(name), option);
    return at;
}

/* Adjusts one side of the bounds and writes it into the waiting rows. */
static void
adjust_side(bool upper, double *p, double *work, double *out)
{
    size_t n = 0;
    char text[NUM_MAX];
    for (size_t i = 0; i < waits; i++)
        if (waiting[i].fill)
            p[n++] = upper ? waiting[i].p_hi : waiting[i].p_lo;
    enum st_status s = st_adjust(adjusting->how, p, n, work, out);
    for (size_t i = 0, k = 0; s == ST_OK && i < waits; i++) {
        int value = table.key - 1 + 2;
        if (!waiting[i].fill)
            continue;
        bool bounded = waiting[i].p_lo < waiting[i].p_hi || *waiting[i].cell[value + 9];
        if (bounded)
            waiting[i].cell[value + 3] = mem_copy(kept, "range");
        waiting[i].cell[bounded ? value + 1 + upper : value] =
            mem_copy(kept, num_text(out[k], text));
        k++;
    }
}

static void
write_waiting(void)
{
    double *p = mem_array(kept, waits + 1, sizeof *p);
    double *out = mem_array(kept, waits + 1, sizeof *out);
    double *work = mem_array(kept, st_adjust_work(waits) + 1, sizeof *work);
    adjust_side(false, p, work, out);
    adjust_side(true, p, work, out);
    for (size_t i = 0; i < waits; i++)
        table_write(waiting[i].cell, table.key - 1 + RIGHT);
}

static int
run(struct mem *run, int n, char **file)
{
    struct table_pending pending = {0};
    struct table_series series;
    struct mem rows = {0};
    gsl_set_error_handler_off();
    kept = run;
    choose_methods();
    check_options();
    series_breaks_read(&cuts, run, breaks_path);
    table_open(&table, run, n ? file[0] : NULL, NULL, TABLE_UNIQUE);
    if (table_find(&table, "statistic") >= 0 &&
        table_find(&table, "statistic") < table.key)
        die_at(EX_DATAERR, (struct place){table.in.file, 1, NULL},
               "column statistic is part of the key: these are statistics, expected "
               "observations");
    offset_at = find(offset_name, "--offset");
    of_at = find(of_name, "--of");
    per_at = find(per_name, "--per");
    write_header(run);
    while (table_series_next(&table, &rows, 1, &pending, &series)) {
        mem_reset(&arena);
        one_series(&series);
    }
    if (adjust)
        write_waiting();
    mem_release(&rows);
    mem_release(&pending.mem);
    mem_release(&arena);
    table_close(&table);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT,    "[FILE]", 0,  1,
                                       opts,       table_contract, make,     run};
    return stage_main(&stage, argc, argv);
}
