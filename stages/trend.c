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
 *   apc_ar1             annual percent change 100 (exp(b) - 1) of a log-linear model, limits
 *                       for errors that may depend on their neighbours, AR(1) with rho from
 *                       0 to 0.95 as the series lets it be (Zellner and Tiao 1964), never
 *                       inside Poisson's. It has the verdict
 *   slope_ar1           the same of a straight line, for units that are not counts
 *   apc_poisson apc_quasipoisson dispersion
 *                       the log-linear model with Wald limits for independent points;
 *                       dispersion is Pearson's chi-square over its degrees of freedom
 *   apc_range           with bounded points: the limits over all completions
 *   pearson_residual deviance_residual
 *                       with --residuals, of each known point (period is the point's):
 *                       (y - m)/sqrt(m), and the signed root of 2 (y log(y/m) - (y - m))
 *   apc_without_last    apc_ar1 without the last point
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
 * with the likelihood P(lo <= Y <= hi); a bounded point counts in the dispersion as the share
 * of its information. Log-linear models are for whole counts, with --offset COLUMN for rates.
 *
 * Quarters, months and other parts of a year have a trend from two years on. The season is
 * then in the models, as a factor, or as one yearly wave where points are few.
 *
 * Verdict, on apc_ar1 or slope_ar1 alone. rising: the 95 % limits are above 0. falling: below
 * 0. stable: they hold 0 and lie within +-MARGIN percent a year (of the median, for
 * slope_ar1). undetermined: anything else; reason autocorrelated where independent points
 * would have shown a trend. With bounded points the limits over all completions must agree;
 * where they are open, Mann-Kendall carries the verdict when it says the same of every
 * completion, its variance that of AR(1) (Hamed 2009). Of 100 series without a trend at most
 * 5 are called rising or falling, at most 8 when neighbours depend by 0.6 (`make
 * calibrate`). Too little data is a reason and no verdict.
 *
 * A point with B in its status, and a row of --breaks FILE that concerns the series (see
 * `breaks --help`; an event parts nothing), begin a new segment with the first period that ends on the day
 * or later; --across fits through and adds D to the status.
 *
 * Reasons: less-than-two-cycles, approximate ("about 50"), published-interval (the limits of
 * an estimate), autocorrelated, too-few-points (under 3, or under 3 known for dispersion), all-tied, all-zero,
 * not-a-count (unit, or a fraction), no-offset, no-maximum (the likelihood rises towards infinity), perfect-fit
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
#include "stat/ar1.h"
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
#define POWER_80 0.8416212335729143 /* quantile of the normal distribution */
#define FITS_MOST 2000
#define PI 3.14159265358979323846
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
     "of ar1 (which has the verdict), mk, sen, poisson, quasipoisson (these five are "
     "the "
     "default), hamed-rao, "
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
    ARMITAGE = 1024,
    AR1 = 2048
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
    {"ar1", AR1},
    {"all", 4095},
};
static unsigned chosen = MK | SEN | POISSON | QUASI | AR1;

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
    size_t seasons;       /* of a year; 1: none */
    double *phase;        /* of each point: part of the year that was over */
    const char *unusable; /* why no statistic can be had of it, or NULL */
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

/* Rows of a regression on time: a constant, time, and the season if there is one. */
struct design {
    double *x;
    size_t p;
    const char *season; /* in words, or NULL */
};

/* A fitted log-linear model. phi is the dispersion; it has none without points to spare.
 * quasi: its limits are the quasi-Poisson ones. */
struct model {
    enum st_status status;
    double slope, se, phi, df;
    bool quasi;
    double *mean, *score, *info; /* of each point, in log mean */
    struct design design;
    enum st_status dependent; /* how ar1 ended */
    struct st_ar1 ar1;        /* of the slope a step, about its estimate */
};

/* What a verdict rests on: an estimate, its limits, and the limits over completions. */
struct basis {
    double value, lo, hi, least, most, margin;
    const char *what;
    const char *instead; /* the verdict of another test that carries it, or NULL */
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
    if (b->instead)
        return b->instead;
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
       const char *remark, const char *without)
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
    if (remark)
        text = mem_print(&arena, "%s; %s", text, remark);
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
    if (s->unusable) {
        kendall_rows(s, "Mann-Kendall", s->unusable, row);
        return ST_OK;
    }
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

static size_t
season_index(const struct segment *s, size_t i)
{
    return (size_t)floor(s->phase[i] * (double)s->seasons + 0.25) % s->seasons;
}

/* How many columns the season takes as a factor; 0 when a season has a single point or too
 * few points would be left. */
static size_t
factor_columns(const struct segment *s, size_t n, size_t *first)
{
    size_t count[12] = {0}, present = 0;
    *first = s->seasons;
    if (s->seasons > 12)
        return 0;
    for (size_t i = 0; i < n; i++)
        count[season_index(s, i)]++;
    for (size_t g = s->seasons; g-- > 0;) {
        if (count[g] == 1)
            return 0;
        if (count[g])
            *first = g;
        present += count[g] > 0;
    }
    return n >= present + 1 + LEAST_POINTS ? present - 1 : 0;
}

/* The season of point i as a factor, or as the first wave of the year. */
static void
season_columns(const struct segment *s, size_t i, size_t factor, size_t first,
               double *x)
{
    if (!factor) {
        x[0] = cos(2 * PI * s->phase[i]);
        x[1] = sin(2 * PI * s->phase[i]);
        return;
    }
    size_t g = season_index(s, i);
    for (size_t k = 0, at = 0; k < s->seasons && at < factor; k++)
        if (k != first)
            x[at++] = k == g;
}

/* The first n points; time is about its mean, in steps of the series. */
static struct design
design(const struct segment *s, size_t n)
{
    size_t first = 0, factor = s->seasons > 1 ? factor_columns(s, n, &first) : 0;
    struct design d = {.p = 2 + (s->seasons > 1 ? factor ? factor : 2 : 0)};
    double middle = 0;
    d.season = s->seasons == 1 ? NULL
               : factor        ? "season as a factor"
                               : "season as a yearly wave";
    d.x = mem_array(&arena, d.p * n + 1, sizeof *d.x);
    for (size_t i = 0; i < n; i++)
        middle += s->t[i] / (double)n;
    for (size_t i = 0; i < n; i++) {
        double *row = d.x + i * d.p;
        memset(row, 0, d.p * sizeof *row);
        row[0] = 1;
        row[1] = s->t[i] - middle;
        if (d.p > 2)
            season_columns(s, i, factor, first, row + 2);
    }
    return d;
}

/* Steps between neighbours, whatever the unit of t is. */
static double
steps_of(const struct segment *s, double t)
{
    return t * (double)s->seasons / (s->per_year > 1 ? (double)s->seasons : 1);
}

/* The greatest p of Mann-Kendall over all completions when points may depend on their
 * neighbours, with weights of rho as in st_ar1 (NULL: all alike). 1 when S may be 0 or change
 * its sign, or when there is no such p. */
static double
rank_p(const struct segment *s, const double weight[], struct st_kendall_range *k)
{
    double *work = mem_array(&arena, st_kendall_range_work(s->n), sizeof *work), p = 0;
    double n = (double)s->n, var = n * (n - 1) * (2 * n + 5) / 18;
    if (!s->bounded || s->n > ST_AR1_S_MAX || s->seasons > 1 ||
        st_kendall_range(s->lo, s->hi, s->n, s->whole, how, work, k) != ST_OK ||
        k->s_lo * k->s_hi <= 0)
        return 1;
    double least = fmin(fabs(k->s_lo), fabs(k->s_hi)) - 1;
    for (size_t i = 0; i < ST_AR1_NODES; i++)
        p += (weight ? weight[i] : 1.0 / ST_AR1_NODES) *
             st_normal_p(least / sqrt(var * st_ar1_s_factor(s->n, st_ar1_rho(i))));
    return p;
}

/* The line with errors that may depend on their neighbours; for units that are not counts.
 * Its limits, or wider ones of ranks when there is no season, decide. */
static void
line(const struct segment *s, const struct st_sen *ranks, const char *reason)
{
    struct design d = design(s, s->n);
    struct st_ar1 a = {0};
    double *work = mem_array(&arena, st_ar1_work(s->n, d.p) + 1, sizeof *work);
    double *t = mem_array(&arena, s->n + 1, sizeof *t);
    const char *method = mem_print(&arena,
                                   "least squares%s%s; limits by AR(1) errors, rho "
                                   "from 0 to 0.95 by its posterior "
                                   "(Zellner and Tiao 1964)%s",
                                   d.season ? "; " : "", d.season ? d.season : "",
                                   d.season ? "" : ", not inside Theil-Sen's");
    struct result *r = add(s, AR1, "slope_ar1", slope_unit(s), method);
    for (size_t i = 0; i < s->n; i++)
        t[i] = steps_of(s, s->t[i]);
    if (!reason && s->bounded && d.season)
        reason = "incomplete";
    if (!reason && !s->bounded) {
        struct st_ar1_data data = {s->lo, d.x, t, s->n, d.p};
        enum st_status e = st_ar1(&data, 1, LEVEL, work, &a);
        reason = e == ST_ALL_TIED ? "perfect-fit" : e == ST_OK ? NULL : st_reason(e);
    }
    if (reason) {
        decline(s, r, reason);
        return;
    }
    struct basis b = {s->bounded ? NAN : a.estimate * s->per_year,
                      ranks->lo,
                      ranks->hi,
                      INFINITY,
                      -INFINITY,
                      margin / 100 * median_size(s),
                      s->bounded ? "Theil-Sen"
                                 : "errors that may depend on their neighbours",
                      NULL};
    if (s->bounded) {
        say_range(r, b.lo, b.hi);
        r->method =
            "Theil-Sen over completions; a trend also by Mann-Kendall in every one, "
            "with errors that may depend on their neighbours";
        struct st_kendall_range k;
        if (rank_p(s, NULL, &k) > 1 - LEVEL)
            b.instead = "undetermined";
    } else {
        b.lo = a.lo * s->per_year;
        b.hi = a.hi * s->per_year;
        if (!d.season) {
            b.lo = fmin(b.lo, ranks->lo);
            b.hi = fmax(b.hi, ranks->hi);
        }
        r->value = number(b.value);
        say_limits(r, b.lo, b.hi, "ci95");
    }
    decide(s, r, &b, NULL, NULL);
}

/* The slope by ranks. */
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
    r->reason = s->unusable ? s->unusable : e != ST_OK ? st_reason(e) : NULL;
    if (!r->reason) {
        e = s->bounded ? st_sen_range(s->t, s->lo, s->hi, s->n, var, LEVEL, work, &g)
                       : st_sen(s->t, s->lo, s->n, var, LEVEL, work, &b);
        r->reason = e != ST_OK ? st_reason(e) : NULL;
    }
    if (r->reason) {
        if (!s->counts)
            line(s, &b, r->reason);
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
    if (!s->counts)
        line(s, &b, NULL);
}

/* Limits of the slope when points depend on their neighbours, from the residuals of the fit
 * at weights that make their variances alike. A bound that says next to nothing at the mean
 * is no point. */
static void
allow_dependence(const struct segment *s, size_t n, struct model *m)
{
    size_t p = m->design.p, used = 0;
    double *x = mem_array(&arena, n * (p + 2), sizeof *x), *y = x + n * p, *t = y + n;
    double *work = mem_array(&arena, st_ar1_work(n, p), sizeof *work);
    for (size_t i = 0; i < n; i++) {
        double weight = sqrt(m->info[i]);
        if (m->info[i] < 0.01 * m->mean[i])
            continue;
        for (size_t k = 0; k < p; k++)
            x[used * p + k] = weight * m->design.x[i * p + k];
        y[used] = m->score[i] / weight;
        t[used++] = steps_of(s, s->t[i]);
    }
    struct st_ar1_data d = {y, x, t, used, p};
    m->dependent = st_ar1(&d, 1, LEVEL, work, &m->ar1);
}

/* Fits the first n points. */
static struct model
fit(const struct segment *s, size_t n)
{
    struct model m = {.status = ST_TOO_FEW, .dependent = ST_TOO_FEW};
    struct st_poisson r;
    if (n < LEAST_POINTS)
        return m;
    m.design = design(s, n);
    size_t p = m.design.p;
    double *beta = mem_array(&arena, p + p * p, sizeof *beta), *cov = beta + p;
    double *work = mem_array(&arena, st_poisson_work(n, p), sizeof *work);
    struct st_poisson_data d = {s->lo, s->hi, s->offset, m.design.x, n, p};
    m.status = st_poisson(&d, work, beta, cov, &r);
    if (m.status != ST_OK)
        return m;
    m.mean = work;
    m.score = work + n;
    m.info = work + 2 * n;
    /* Less than that over the whole span is the rounding of the sums. */
    m.slope =
        fabs(beta[1]) * (s->t[n - 1] - s->t[0]) < ROUNDING ? 0 : beta[1] * s->per_year;
    m.se = sqrt(cov[p + 1]) * s->per_year;
    m.df = r.shares - (double)p;
    m.phi = m.df > 0.01 ? r.scatter / m.df : 0;
    m.quasi = m.phi > 1;
    allow_dependence(s, n, &m);
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
                          quasi ? "quasi-Poisson" : "Poisson",
                          NULL};
}

/* Limits that hold when points depend on their neighbours too; never inside Poisson's. */
static struct basis
dependent(const struct segment *s, const struct model *m)
{
    struct basis b = change(m, false);
    b.what = m->design.season
                 ? mem_print(&arena,
                             "log-linear with %s, errors that may depend on "
                             "their neighbours",
                             m->design.season)
                 : "log-linear, errors that may depend on their neighbours";
    if (m->dependent == ST_OK) {
        b.lo = fmin(b.lo, percent(m->slope + m->ar1.lo * s->per_year));
        b.hi = fmax(b.hi, percent(m->slope + m->ar1.hi * s->per_year));
    } else if (m->dependent != ST_ALL_TIED) {
        b.lo = -INFINITY;
        b.hi = INFINITY;
    }
    return b;
}

static const char *
model_method(const struct segment *s, const struct model *m, bool quasi)
{
    char *text =
        quasi ? mem_print(&arena, "log-linear quasi-Poisson; Wald limits, t with %s df",
                          brief(m->df, true))
              : mem_copy(&arena, "log-linear Poisson; Wald limits, normal");
    if (m->design.season)
        text = mem_print(&arena, "%s; %s", text, m->design.season);
    if (s->bounded)
        text = mem_print(&arena, "%s; bounded counts as P(lo<=Y<=hi)", text);
    return offset_name ? mem_print(&arena, "%s; offset %s", text, offset_name) : text;
}

static const char *
dependent_method(const struct segment *s, const struct model *m)
{
    return mem_print(
        &arena,
        "log-linear%s%s%s%s%s; limits by AR(1) errors, rho from 0 to 0.95 by "
        "its posterior (Zellner and Tiao 1964), not inside Poisson's",
        m->design.season ? "; " : "", m->design.season ? m->design.season : "",
        s->bounded ? "; bounded counts as P(lo<=Y<=hi)" : "",
        offset_name ? "; offset " : "", offset_name ? offset_name : "");
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

/* Every completion fitted with the season, when there are at most FITS_MOST. */
static void
every_fit(const struct segment *s, const struct model *m, struct st_poisson_range *out)
{
    size_t n = s->n, p = m->design.p;
    double fits = 1, *y = mem_array(&arena, n, sizeof *y);
    double *beta = mem_array(&arena, p + p * p, sizeof *beta);
    double *work = mem_array(&arena, st_poisson_work(n, p), sizeof *work);
    double z = st_normal_quantile(LEVEL);
    double student = gsl_cdf_tdist_Qinv((1 - LEVEL) / 2, (double)(n - p));
    struct st_poisson_data d = {y, y, s->offset, m->design.x, n, p};
    struct st_poisson_range g = {.lo = INFINITY, .hi = -INFINITY, .exact = true};
    struct st_poisson r;
    for (size_t i = 0; i < n; i++) {
        y[i] = ceil(s->lo[i]);
        fits *= floor(s->hi[i]) - y[i] + 1;
    }
    if (!(fits <= FITS_MOST))
        return;
    for (size_t i = 0; i < n;) {
        if (st_poisson(&d, work, beta, beta + p, &r) != ST_OK)
            return;
        double phi = r.scatter / (double)(n - p), se = sqrt(beta[2 * p + 1]);
        double half = fmax(z, student * sqrt(phi)) * se;
        g.lo = fmin(g.lo, beta[1] - half);
        g.hi = fmax(g.hi, beta[1] + half);
        g.completions++;
        for (i = 0; i < n && y[i] + 1 > s->hi[i]; i++)
            y[i] = ceil(s->lo[i]);
        if (i < n)
            y[i]++;
    }
    *out = g;
}

/* The limits over all completions. With a season they are fitted, or left open. */
static void
completions(const struct segment *s, const struct model *m, struct basis *b)
{
    struct st_poisson_range g = {.lo = -INFINITY, .hi = INFINITY};
    double *work = mem_array(&arena, st_poisson_range_work(s->n), sizeof *work);
    struct result *r = add(s, POISSON | QUASI | AR1, "apc_range", "percent_per_year",
                           "limits over completions");
    enum st_status e = m->design.p > 2 ? ST_OK
                                       : st_poisson_range(s->t, s->lo, s->hi, s->offset,
                                                          s->n, LEVEL, work, &g);
    if (m->design.p > 2)
        every_fit(s, m, &g);
    if (e != ST_OK) {
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
    const char *method =
        mem_print(&arena, "%s; without %s%s", dependent_method(s, &m),
                  s->n ? s->last : "any", s->last_provisional ? ", provisional" : "");
    struct result *r = add(s, AR1, "apc_without_last", "percent_per_year", method);
    if (m.status != ST_OK) {
        r->reason = st_reason(m.status);
        return NULL;
    }
    struct basis b = dependent(s, &m), known = *all;
    say_change(s, r, &b);
    known.least = INFINITY;
    known.most = -INFINITY;
    known.instead = NULL;
    if (!strcmp(verdict_of(&b), verdict_of(&known)))
        return NULL;
    return mem_print(&arena, "by its limits alone %s, and without %s %s",
                     verdict_of(&known), s->last, verdict_of(&b));
}

/* Reasons why no model can be fitted, before trying. */
static const char *
not_modelled(const struct segment *s)
{
    return !s->counts || !s->whole ? "not-a-count"
           : s->unusable           ? s->unusable
           : s->no_offset          ? "no-offset"
                                   : NULL;
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
    const char *method = model_method(s, m, false);
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

/* The estimates with the errors of independent points. */
static void
independent(const struct segment *s, const struct model *m, const char *reason)
{
    const char *d_reason = reason          ? reason
                           : m->df <= 0.01 ? st_reason(ST_TOO_FEW)
                                           : NULL;
    const char *q_reason = d_reason ? d_reason : m->phi > 0 ? NULL : "perfect-fit";
    struct result *p =
        add(s, POISSON, "apc_poisson", "percent_per_year", model_method(s, m, false));
    struct result *q =
        add(s, QUASI, "apc_quasipoisson", "percent_per_year",
            q_reason ? "log-linear quasi-Poisson" : model_method(s, m, true));
    struct result *d =
        add(s, POISSON | QUASI, "dispersion", "ratio",
            s->bounded ? "squared scores over means/df; a bounded point counts as the "
                         "share of its information"
                       : "Pearson chi-square/df");
    p->reason = reason;
    q->reason = q_reason;
    d->reason = d_reason;
    if (!d_reason)
        d->value = number(m->phi);
    if (!reason) {
        struct basis b = change(m, false);
        say_change(s, p, &b);
    }
    if (!q_reason) {
        struct basis b = change(m, true);
        say_change(s, q, &b);
    }
    residual_test(s, m, reason);
}

/* What would have been seen 8 times in 10, as a sentence goes on. */
static const char *
detectable(const struct basis *b)
{
    double half = (log1p(b->hi / 100) - log1p(b->lo / 100)) / 2;
    double seen = percent(half * (1 + POWER_80 / st_normal_quantile(LEVEL)));
    return isfinite(seen)
               ? mem_print(
                     &arena,
                     "a change of %s %% a year would have been seen 8 times in 10",
                     brief(seen, true))
               : NULL;
}

/* Whether the errors of independent points would have given a trend. Says so. */
static const char *
doubt(const struct segment *s, const struct model *m, const struct basis *b,
      struct result *r)
{
    struct basis alone = change(m, m->quasi);
    const char *other = verdict_of(&alone);
    if (strcmp(verdict_of(b), "undetermined") || !strcmp(other, "undetermined") ||
        !strcmp(other, "stable") || m->dependent != ST_OK)
        return NULL;
    r->reason = "autocorrelated";
    return mem_print(&arena,
                     "%s only if points do not depend on their neighbours, and they %s "
                     "(rho about %s)",
                     other,
                     m->ar1.rho > 0.5 ? "do"
                     : s->n < 16      ? "are too few to tell"
                                      : "may",
                     brief(m->ar1.rho, true));
}

/* A verdict where bounds leave the model open: Mann-Kendall in every completion. */
static void
by_ranks(const struct segment *s, const struct model *m, struct basis *b)
{
    struct st_kendall_range k;
    if (m->dependent != ST_OK)
        return;
    double p = rank_p(s, m->ar1.weight, &k);
    if (p > 1 - LEVEL)
        return;
    b->instead = k.s_lo > 0 ? "rising" : "falling";
    b->what =
        mem_print(&arena,
                  "%s; Mann-Kendall, whatever lies within the bounds: S %s to %s, "
                  "p at most %s with errors that may depend on their neighbours",
                  b->what, number(k.s_lo), number(k.s_hi), brief(p, false));
}

static void
models(const struct segment *s)
{
    const char *reason = not_modelled(s);
    struct model m = {.status = ST_OK};
    if (!reason) {
        m = fit(s, s->n);
        reason = m.status == ST_OK ? NULL : st_reason(m.status);
    }
    independent(s, &m, reason);
    if (!reason)
        residuals(s, &m);
    if (!s->counts)
        return;
    struct result *r =
        add(s, AR1, "apc_ar1", "percent_per_year", dependent_method(s, &m));
    if (reason) {
        decline(s, r, reason);
        return;
    }
    struct basis b = dependent(s, &m);
    say_change(s, r, &b);
    if (!r->value) {
        decline(s, r, r->reason);
        return;
    }
    if (s->bounded)
        completions(s, &m, &b);
    if (!strcmp(verdict_of(&b), "undetermined"))
        by_ranks(s, &m, &b);
    const char *remark = doubt(s, &m, &b, r), *without = without_last(s, &b);
    if (!remark && !strcmp(verdict_of(&b), "undetermined"))
        remark = detectable(&b);
    decide(s, r, &b, remark, without);
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
    return s->unusable                ? s->unusable
           : s->n < LEAST_POINTS      ? st_reason(ST_TOO_FEW)
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
    const char *no = s->unusable           ? s->unusable
                     : s->n < LEAST_SERIAL ? st_reason(ST_TOO_FEW)
                                           : incomplete(s);
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
    size_t seasons = s->seasons;
    double *work = mem_array(&arena, st_seasonal_work(s->n) + 1, sizeof *work);
    double *year = mem_array(&arena, s->n + 1, sizeof *year);
    size_t *season = mem_array(&arena, s->n + 1, sizeof *season);
    struct st_seasonal k = {0};
    const char *no = seasons != 4 && seasons != 12 ? "not-seasonal"
                     : s->unusable                 ? s->unusable
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
    bool perfect; /* nothing but rounding is left */
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
    double most = 0, size = 0;
    for (size_t i = 0; e == ST_OK && i < n; i++) {
        double at = l->coef[1] * l->x[n + i];
        l->e[i] = s->lo[i] - l->coef[0] - at;
        most = fmax(most, fabs(l->e[i]));
        size = fmax(size, fmax(fabs(s->lo[i]), fmax(fabs(l->coef[0]), fabs(at))));
    }
    l->perfect = !(most > ROUNDING * size);
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
    if (!no && l.perfect)
        no = "perfect-fit";
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

/* How many periods a year has: 1 for years, and for intervals of half a year and more. */
static size_t
seasons_of(const struct period *p)
{
    double days = (double)(p->last - p->first) + 1;
    if (p->freq == 'I')
        return days > 0.75 * DAYS_A_YEAR ? 1 : (size_t)floor(DAYS_A_YEAR / days + 0.5);
    return (size_t)periods_a_year(p->freq);
}

/* The part of the year that is over when a period begins. */
static double
phase_of(const struct period *p)
{
    long y, m, d;
    period_civil(p->first, &y, &m, &d);
    return ((double)(m - 1) + (double)(d - 1) / 31) / 12;
}

/* A number published as "about" or with the limits of an estimate is not the number. */
static const char *
not_a_number_as_such(const struct table_row *row)
{
    const char *interval = table_cell(&table, row, TABLE_INTERVAL);
    return !strcmp(interval, "approx")              ? "approximate"
           : *interval && strcmp(interval, "range") ? "published-interval"
                                                    : NULL;
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
    s->seasons = seasons_of(&first);
    for (size_t i = 0; i < s->rows; i++) {
        const struct table_row *row = &s->row[i];
        struct amount a = table_amount(&table, row);
        p = table_period(&table, row);
        s->unusable = s->unusable ? s->unusable : not_a_number_as_such(row);
        s->suppressed += strchr(table_cell(&table, row, TABLE_STATUS), 'Q') != NULL;
        s->status =
            table_status(&arena, s->status, table_cell(&table, row, TABLE_STATUS));
        s->source =
            table_sources(&arena, s->source, table_cell(&table, row, TABLE_SOURCE));
        if (isinf(a.hi) && (isinf(a.lo) || (s->counts && a.lo <= 0)))
            continue;
        s->phase[s->n] = phase_of(&p);
        take_point(s, row, &a, time_since(&first, &p));
    }
    if (!s->unusable && s->seasons > 1 &&
        (double)(p.last - first.first) + 1 < 1.98 * DAYS_A_YEAR)
        s->unusable = "less-than-two-cycles";
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
    s.phase = mem_array(&arena, rows, sizeof *s.phase);
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
            usage("--method %s is unknown, expected some of ar1, mk, sen, poisson, "
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
