/*
 * breaks - where the level or the trend of a series changes
 *
 * Reads a table (key unique, sorted) and writes statistics of every series, and of every
 * stretch of it between known breaks, as rows: the key of the series, `statistic`, period
 * as the span that was used, value, and to the right method, verdict, reason, sentence.
 *
 * --method names what is done, several with commas (default: pettitt, buishand, buishand-u,
 * snht, cusum, cusum-recursive, segments, joinpoint):
 *   pettitt          Pettitt (1979); p = 2 exp(-6 K^2 / (n^3 + n^2)), at most 1, as R's
 *                    trend::pettitt.test
 *   buishand, buishand-u, snht
 *                    Buishand's range and U (1982), standard normal homogeneity test
 *                    (Alexandersson 1986), as R's br.test, bu.test, snh.test; p from --draws
 *                    simulated series
 *   cusum, cusum-recursive
 *                    of least-squares and of recursive residuals about a mean (Ploberger and
 *                    Kraemer 1992; Brown, Durbin and Evans 1975), as R's strucchange::efp
 *   lanzante         the rank test of Wilcoxon at Pettitt's place (Lanzante 1996), as R's
 *                    lanzante.test; the place suits the test, so that p is too small
 *   sup-f, ave-f, exp-f, mosum
 *                    F tests over the middle 70 % of the dates (Andrews 1993; Andrews and
 *                    Ploberger 1994), moving sums of 15 % of the values (Chu, Hornik and Kuan
 *                    1995), as R's strucchange::Fstats and efp; p from --draws
 *   chow             with --breaks: F of one mean against two at each known break (Chow 1960).
 *                    The series is then not split
 *   segments         the best division into constant rates or means, or lines, by dynamic
 *                    programming (Bai and Perron 2003), number of breaks by BIC or, with
 *                    --weighted, by weighted BIC (after Kim et al. 2022), intervals of their
 *                    dates (Bai 1997, variances differing, as R's strucchange)
 *   joinpoint        joined straight lines in log value (Lerman 1980, Kim et al. 2000)
 *   segmented        joined lines whose joints may lie between values, in the Poisson model
 *                    for counts, else by least squares (Muggeo 2003), as R's segmented; at
 *                    most 3 joints, their number by BIC
 *   jump             with --breaks: one log-linear trend with a step at each known break;
 *                    exp(step) is the comparability ratio. The series is then not split
 *
 * Rows, NAME being a method:
 *   n, missing, zeros, suppressed, bounded, provisional, below-16
 *                           values used; periods without any; zeros; suppressed cells; values
 *                           known within bounds only; provisional ones; counts that are or
 *                           may be below 16
 *   autocorrelation         lag 1; verdict autocorrelated beyond 1.96 / sqrt(n): p is then
 *                           too small
 *   pettitt-p-without-last  Pettitt's p when the last value is left out
 *   NAME, NAME-p, NAME-from statistic, its p, start of the first period after the change in
 *                           decimal years; verdict change when p is below 0.05. The
 *                           recursive CUSUM has its -from after the change, mosum at the
 *                           first value of its window
 *   segments-breaks         number of breaks; segments-bic-M, -wbic-M, the criteria of M breaks;
 *                           segments-from-1... start of the first period after each break
 *                           with its 95 % interval; segments-level, one row a segment: mean or
 *                           rate (the period is the segment's); segments-dispersion
 *   joinpoint-joints        number; joinpoint-bic-K, -bic3-K, -wbic-K; joinpoint-p-K-L, p of
 *                           the permutation tests; joinpoint-from-1...; joinpoint-apc, one
 *                           row a segment; joinpoint-aapc, mean over the whole span. Percent
 *                           a year; limits from t with n - 2 joints - 2 degrees of freedom,
 *                           conditional on the joints
 *   segmented-joints        number; segmented-bic-K, deviance (over the dispersion of the
 *                           largest model when that is above 1, for counts; log of the
 *                           residual variance otherwise) and parameters; segmented-from-1...
 *                           joints in decimal years with 95 % limits; segmented-apc, or
 *                           segmented-slope for what is no count, one row a segment
 *   jump-apc, jump-ratio-1..., jump-dispersion, chow-1, chow-p-1...
 *
 * segments: --model poisson (counts; deviance, divided by the dispersion of the largest
 * model when that is above 1), mean or line (least squares); default poisson for counts,
 * else mean. joinpoint: weights are the counts (variance of a log count), else 1. Seasons
 * are not taken out. --exposure makes counts rates.
 *
 * joinpoint takes at least --end values outside and --between values between joints, and
 * as many joints as 2 end + (joints - 1) between + joints values allow. Their number is
 * chosen by --choose wbic (default), bic, bic3 or permutation, each test at 0.05 / (most -
 * joints of the null).
 *
 * A point with B in its status, and a row of --breaks FILE that concerns the series, begin
 * a new stretch with the first period that ends on the day or later. Columns of the file:
 * key columns, at least register and indicator (a code, several parted by blanks, `!` and
 * codes for all but these, or empty for all), then date, perhaps kind (break, or event: no
 * stretch begins there) and label; --across goes through and adds D to the status.
 *
 * Bounded values are used by jump, and by pettitt as a sound range of K and p; the other
 * methods give the reason bounded. Values without any bound are left out and counted as
 * missing. Reasons besides: too-few-points, all-tied, zero-value (no logarithm),
 * outside-domain, not-a-count, no-exposure, exact-fit, no-break, too-large, and those of
 * the kernels.
 */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>

#include "dataset/series_breaks.h"
#include "program/num.h"
#include "program/stage.h"
#include "stat/change.h"
#include "stat/joinpoint.h"
#include "stat/jump.h"
#include "stat/limits.h"
#include "stat/moments.h"
#include "stat/segment.h"
#include "stat/segmented.h"
#include "table/result.h"

#define LEVEL 0.95
#define ALPHA 0.05
#define SMALL 16

static const char *methods = "pettitt,buishand,buishand-u,snht,cusum,cusum-recursive,"
                             "segments,joinpoint";
static const char *model = "", *choose = "wbic", *breaks_path, *exposure_name;
static long most = 3, shortest, end_values = 2, between = 2, draws = 9999,
            permutations = 4499, seed = 1;
static bool across, weighted;
static const struct opt opts[] = {
    {"method", 'm', OPT_TEXT, &methods, "LIST",
     "pettitt, buishand, buishand-u, snht, cusum, cusum-recursive, segments, joinpoint "
     "(these are the default), lanzante, sup-f, ave-f, exp-f, mosum, segmented, jump, "
     "chow"},
    {"model", 0, OPT_TEXT, &model, "NAME", "segments: poisson, mean or line"},
    {"most", 0, OPT_COUNT, &most, "N", "most breaks, and most joints (3)"},
    {"shortest", 0, OPT_COUNT, &shortest, "N",
     "segments: least values in one (default: 15 %, at least 3)"},
    {"weighted", 0, OPT_FLAG, &weighted, NULL,
     "segments: choose their number by the weighted BIC"},
    {"end", 0, OPT_COUNT, &end_values, "N",
     "joinpoint: least values before the first and after the last joint (2)"},
    {"between", 0, OPT_COUNT, &between, "N",
     "joinpoint: least values between two joints (2)"},
    {"choose", 0, OPT_TEXT, &choose, "NAME",
     "joinpoint: wbic, bic, bic3 or permutation (wbic)"},
    {"breaks", 'b', OPT_TEXT, &breaks_path, "FILE",
     "known breaks (register,indicator,date,label): split there"},
    {"across", 0, OPT_FLAG, &across, NULL,
     "go through known breaks, and add D to status"},
    {"exposure", 'e', OPT_TEXT, &exposure_name, "COLUMN",
     "counts are rates over the exposure in this column"},
    {"draws", 0, OPT_COUNT, &draws, "N", "simulated series for a p (9999)"},
    {"permutations", 0, OPT_COUNT, &permutations, "N", "of a joinpoint test (4499)"},
    {"seed", 's', OPT_COUNT, &seed, "N", "of the generator " RNG_NAME " (1)"},
    {0},
};

/* Rows between two known breaks, and their values. */
struct stretch {
    const struct table_row *row; /* of the values used */
    size_t n, missing, bounded;
    double *start, *middle; /* of the periods, decimal years */
    double *y, *lo, *hi;    /* y: value, NAN when bounded */
    double *exposure;       /* or NULL */
    const size_t *cut;      /* known breaks inside: first value after each */
    const char **label;
    size_t cuts;
    const char *span, *status, *source, *unit;
    bool counts, correlated;
    size_t small; /* counts that are or may be below 16 */
    size_t zeros, suppressed, provisional;
    const char *why; /* nothing can be had, or NULL */
};

static struct table tab;
static struct result result;
static struct series_breaks cuts;
static struct mem arena; /* of the series */
static struct rng rng;
static int exposure_at = -1;

static double *
doubles(size_t n)
{
    return mem_array(&arena, n ? n : 1, sizeof(double));
}

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

/* One row of the result about s. */
static struct result_row
about(const struct stretch *s, const char *statistic, double value, const char *unit,
      const char *method)
{
    return (struct result_row){.statistic = statistic,
                               .period = s->span,
                               .value = value,
                               .lo = NAN,
                               .hi = NAN,
                               .unit = unit,
                               .status = s->status,
                               .source = s->source,
                               .method = method};
}

static void
put(const struct stretch *s, struct result_row r)
{
    result_add(&result, s->row[0].cell, &r);
}

/* How many joints a trend has, and in words where. */
static void
say_joints(const struct stretch *s, const char *statistic, size_t n, const char *when,
           const char *where, const char *method)
{
    struct result_row r = about(s, statistic, (double)n, "", method);
    r.verdict = n ? "change" : "no-change";
    r.sentence = n ? mem_print(&arena, "The trend changes %s %s.", when, where)
                   : "No change of trend is shown.";
    put(s, r);
}

static void
put_value(const struct stretch *s, const char *statistic, double value,
          const char *unit, const char *method)
{
    put(s, about(s, statistic, value, unit, method));
}

static void
put_reason(const struct stretch *s, const char *statistic, const char *unit,
           const char *method, const char *reason)
{
    struct result_row r = about(s, statistic, NAN, unit, method);
    r.reason = reason;
    put(s, r);
}

/* A value with 95 % limits. */
static void
put_limits(const struct stretch *s, const char *statistic, double value, double lo,
           double hi, const char *unit, const char *method, const char *verdict,
           const char *sentence)
{
    struct result_row r = about(s, statistic, value, unit, method);
    if (!isfinite(value)) {
        put_reason(s, statistic, unit, method, st_reason(ST_TOO_LARGE));
        return;
    }
    r.lo = lo;
    r.hi = hi;
    r.interval = "ci95";
    r.verdict = verdict;
    r.sentence = sentence;
    put(s, r);
}

static const char *
period_at(const struct stretch *s, size_t i)
{
    return table_cell(&tab, &s->row[i], TABLE_PERIOD);
}

static double
mean_of(const double x[], size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    return sum / (double)n;
}

static char *
words(double x, int digits)
{
    return result_round(&arena, x, digits);
}

/* Values a test looks at: rates when there is an exposure. */
static const double *
levels(const struct stretch *s)
{
    if (!s->exposure)
        return s->y;
    double *rate = doubles(s->n);
    for (size_t i = 0; i < s->n; i++)
        rate[i] = s->y[i] / s->exposure[i];
    return rate;
}

/* Tests for one change of level. */

static const struct test {
    const char *name, *title;
    enum st_change_kind kind;
} tests[] = {
    {"ave-f", "ave F (Andrews and Ploberger 1994), middle 70 %", ST_AVE_F},
    {"buishand", "Buishand range (1982)", ST_BUISHAND_RANGE},
    {"buishand-u", "Buishand U (1982)", ST_BUISHAND_U},
    {"cusum", "OLS-CUSUM (Ploberger and Kraemer 1992), asymptotic p", ST_CUSUM_OLS},
    {"cusum-recursive", "recursive CUSUM (Brown, Durbin and Evans 1975), asymptotic p",
     ST_CUSUM_RECURSIVE},
    {"exp-f", "exp F (Andrews and Ploberger 1994), middle 70 %", ST_EXP_F},
    {"mosum", "OLS-MOSUM (Chu, Hornik and Kuan 1995), window 15 %", ST_MOSUM},
    {"pettitt", "Pettitt (1979), asymptotic p", ST_PETTITT},
    {"snht", "SNHT (Alexandersson 1986)", ST_SNHT},
    {"sup-f", "sup F (Andrews 1993), middle 70 %", ST_SUP_F},
};

/*
 * Bounded values: U_k lies between the sums of the least and greatest signs, so the
 * greatest |U_k| lies between the greatest of the least |U_k| and the greatest of the
 * greatest; p falls with it. Sound, not tight: the signs are bounded one by one.
 */
static void
pettitt_range(const struct stretch *s, const char *method)
{
    double least = 0, most_k = 0, p_lo, p_hi, unused;
    for (size_t k = 1; k < s->n; k++) {
        double a = 0, b = 0;
        for (size_t i = 0; i < k; i++)
            for (size_t j = k; j < s->n; j++) {
                a += (s->lo[i] > s->hi[j]) - (s->lo[i] < s->hi[j]);
                b += (s->hi[i] > s->lo[j]) - (s->hi[i] < s->lo[j]);
            }
        least = fmax(least, a > 0 ? a : b < 0 ? -b : 0);
        most_k = fmax(most_k, fmax(fabs(a), fabs(b)));
    }
    enum st_status e = st_change_p(ST_PETTITT, most_k, s->n, 0, &rng, &unused, &p_lo);
    if (!e)
        e = st_change_p(ST_PETTITT, least, s->n, 0, &rng, &unused, &p_hi);
    struct result_row r = about(s, "pettitt", NAN, "", method);
    r.reason = e ? st_reason(e) : "bounded";
    r.interval = "range";
    if (!e) {
        r.lo = least;
        r.hi = most_k;
    }
    put(s, r);
    r.statistic = "pettitt-p";
    r.unit = "probability";
    if (!e) {
        r.lo = p_lo;
        r.hi = p_hi;
        bool change = p_hi < ALPHA, none = p_lo >= ALPHA;
        r.verdict = change ? "change" : none ? "no-change" : "undetermined";
        r.sentence = change ? "The level changes, whatever the values not known."
                     : none
                         ? "No change of level is shown, whatever the values not known."
                         : "The values not known decide whether the level changes.";
    }
    put(s, r);
}

static const char *
change_sentence(const struct stretch *s, const struct test *t, const double y[],
                size_t last, double p)
{
    const char *but =
        s->correlated ? "; the values are autocorrelated, p is too small" : "";
    if (p >= ALPHA)
        return mem_print(&arena, "No change of level is shown (p %s).", words(p, 2));
    const char *so =
        p < 0.0001 ? "p below 0.0001" : mem_print(&arena, "p %s", words(p, 2));
    if (t->kind == ST_CUSUM_RECURSIVE || t->kind == ST_MOSUM)
        return mem_print(&arena, "A change of level shows by %s (%s%s).",
                         period_at(s, last < s->n ? last : s->n - 1), so, but);
    return mem_print(
        &arena, "The level changes with %s: mean %s before, %s from then on (%s%s).",
        period_at(s, last), words(mean_of(y, last), 4),
        words(mean_of(y + last, s->n - last), 4), so, but);
}

/* The rows of a test: its statistic, p, and where the change is. */
static void
put_change_test(const struct stretch *s, const struct test *t, const double y[],
                const char *method, struct st_change c, double p)
{
    size_t from = c.last < s->n ? c.last : s->n - 1;
    put_value(s, t->name, c.statistic, "", method);
    struct result_row r =
        about(s, mem_print(&arena, "%s-p", t->name), p, "probability", method);
    r.verdict = p < ALPHA ? "change" : "no-change";
    r.sentence = change_sentence(s, t, y, c.last, p);
    put(s, r);
    put_value(s, mem_print(&arena, "%s-from", t->name), s->start[from], "year", method);
}

static void
test_change(const struct stretch *s, const struct test *t)
{
    const char *method = t->title;
    if (st_change_simulates(t->kind))
        method = mem_print(&arena, "%s, p from %ld draws, " RNG_NAME " seed %ld",
                           t->title, draws, seed);
    if (s->bounded && t->kind == ST_PETTITT) {
        pettitt_range(s, mem_print(&arena, "%s; outer bounds", method));
        return;
    }
    struct st_change c;
    double *work = doubles(2 * s->n), p = 1;
    const double *y = levels(s);
    const char *why = s->bounded ? "bounded" : NULL;
    if (!why) {
        enum st_status e = st_change(t->kind, y, s->n, work, &c);
        rng_seed(&rng, (uint64_t)seed);
        if (!e)
            e = st_change_p(t->kind, c.statistic, s->n, (size_t)draws, &rng, work, &p);
        why = e ? st_reason(e) : NULL;
    }
    if (why) {
        put_reason(s, t->name, "", method, why);
        return;
    }
    put_change_test(s, t, y, method, c, p);
    if (t->kind == ST_PETTITT && !st_change(t->kind, y, s->n - 1, work, &c) &&
        !st_change_p(t->kind, c.statistic, s->n - 1, 0, &rng, work, &p))
        put_value(s, "pettitt-p-without-last", p, "probability",
                  mem_print(&arena, "%s, without %s", method, period_at(s, s->n - 1)));
}

static void
lanzante(const struct stretch *s)
{
    static const struct test t = {"lanzante", "Lanzante (1996), Wilcoxon's W",
                                  ST_PETTITT};
    struct st_change c;
    double p;
    const double *y = levels(s);
    const char *why = s->bounded ? "bounded" : NULL;
    if (!why) {
        enum st_status e = st_lanzante(y, s->n, doubles(s->n), &c, &p);
        why = e ? st_reason(e) : NULL;
    }
    if (why)
        put_reason(s, t.name, "", t.title, why);
    else
        put_change_test(s, &t, y, t.title, c, p);
}

/* One mean against two at each known break. */
static void
chow(const struct stretch *s)
{
    const char *method = "Chow (1960), one mean against two";
    const double *y = levels(s);
    if (!s->cuts || s->bounded)
        put_reason(s, "chow-1", "", method, s->cuts ? "bounded" : "no-break");
    for (size_t i = 0; i < s->cuts && !s->bounded; i++) {
        const char *name = mem_print(&arena, "chow-%zu", i + 1);
        double f, p;
        enum st_status e = st_chow(y, s->n, s->cut[i], doubles(s->n), &f, &p);
        if (e) {
            put_reason(s, name, "", method, st_reason(e));
            continue;
        }
        struct result_row r =
            about(s, mem_print(&arena, "chow-p-%zu", i + 1), p, "probability", method);
        r.verdict = p < ALPHA ? "change" : "no-change";
        r.sentence = mem_print(
            &arena,
            "From %s, %s: the level %s (mean %s before, %s from then "
            "on, p %s).",
            period_at(s, s->cut[i]), s->label[i],
            p < ALPHA ? "changes" : "shows no change", words(mean_of(y, s->cut[i]), 4),
            words(mean_of(y + s->cut[i], s->n - s->cut[i]), 4), words(p, 2));
        put_value(s, name, f, "", method);
        put(s, r);
    }
}

/* Division into segments. */

static const char *
segment_reason(const struct stretch *s, enum st_segment_kind kind)
{
    if (s->bounded)
        return "bounded";
    if (kind != ST_SEGMENT_POISSON)
        return NULL;
    return s->counts ? NULL : "not-a-count";
}

/* Level of values i..j-1 with limits: exact for a count, t for a mean. */
static void
put_level(const struct stretch *s, const double y[], size_t i, size_t j, bool poisson,
          double dispersion, const char *method)
{
    struct stretch part = *s;
    double n = (double)(j - i), lo = NAN, hi = NAN, value;
    part.span = result_span(&arena, period_at(s, i), period_at(s, j - 1));
    if (poisson) {
        double time = 0, sum = 0;
        for (size_t k = i; k < j; k++) {
            sum += s->y[k];
            time += s->exposure ? s->exposure[k] : 1;
        }
        value = sum / time;
        /* Counts that vary more than Poisson ones count for less. */
        double phi = fmax(1, dispersion);
        struct st_limits l;
        if (st_poisson_limits(floor(sum / phi), LEVEL, &l) == ST_OK) {
            lo = fmin(value, l.lo * phi / time);
            hi = fmax(value, l.hi * phi / time);
        }
    } else {
        struct st_moments m;
        value = mean_of(y + i, j - i);
        if (st_moments(y + i, j - i, &m) == ST_OK) {
            double half = gsl_cdf_tdist_Qinv((1 - LEVEL) / 2, n - 1) * m.sd / sqrt(n);
            lo = value - half;
            hi = value + half;
        }
    }
    const char *unit =
        s->exposure ? mem_print(&arena, "%s_per_%s", s->unit, exposure_name) : s->unit;
    put_limits(&part, "segments-level", value, lo, hi, unit, method, NULL, NULL);
}

static struct st_regime
regime(const double y[], size_t n)
{
    struct st_regime r = {mean_of(y, n), 0};
    for (size_t i = 0; i < n; i++)
        r.variance += (y[i] - r.mean) * (y[i] - r.mean) / (double)n;
    return r;
}

static void
put_break(const struct stretch *s, const double y[], const size_t edge[], size_t b,
          bool interval, const char *method)
{
    size_t at = edge[b], before = at - edge[b - 1], after = edge[b + 1] - at;
    double reach[2], lo = NAN, hi = NAN;
    if (interval && !st_break_interval(regime(y + edge[b - 1], before),
                                       regime(y + at, after), LEVEL, reach)) {
        double first = fmax(0, (double)at - reach[0]);
        double last = fmin((double)s->n - 1, (double)at + reach[1]);
        lo = s->start[(size_t)first];
        hi = s->start[(size_t)last];
    }
    put_limits(s, mem_print(&arena, "segments-from-%zu", b), s->start[at], lo, hi,
               "year", method, NULL, NULL);
}

/* A sum of squares at or below this is what rounding leaves of an exact fit. */
static double
exact_below(const double y[], const double weight[], size_t n)
{
    double top = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        top = fmax(top, fabs(y[i]));
        sum += weight ? weight[i] : 1;
    }
    return sum * (4 * DBL_EPSILON * top) * (4 * DBL_EPSILON * top);
}

/* The number of breaks with the least criterion; an exact fit is not bettered. */
static size_t
choose_breaks(const struct stretch *s, const double y[], const double cost[],
              const double total[], const size_t last[], size_t count,
              enum st_segment_kind kind, double phi, const char *method)
{
    size_t best = 0;
    double least = INFINITY, noise = exact_below(y, NULL, s->n);
    bool exact = false;
    for (size_t m = 0; m <= count; m++) {
        const char *name = mem_print(&arena, "segments-bic-%zu", m);
        double bic;
        if (kind == ST_SEGMENT_POISSON) {
            bic = st_segment_bic_poisson(total[m] / phi, s->n, m);
        } else if (!(total[m] > noise)) {
            put_reason(s, name, "", method, "exact-fit");
            best = exact ? best : m;
            exact = true;
            continue;
        } else {
            bic = st_segment_bic(total[m], s->n, m, kind == ST_SEGMENT_LINE ? 2 : 1);
        }
        double share = st_segment_share(cost, s->n, &last[m * count], m);
        double wbic = bic + log((double)s->n) * share * (double)m;
        put_value(s, name, bic, "", method);
        put_value(s, mem_print(&arena, "segments-wbic-%zu", m), wbic, "", method);
        if (!exact && (weighted ? wbic : bic) < least) {
            least = weighted ? wbic : bic;
            best = m;
        }
    }
    return best;
}

static void
segments(const struct stretch *s)
{
    const char *wanted = *model ? model : s->counts ? "poisson" : "mean";
    enum st_segment_kind kind = !strcmp(wanted, "poisson") ? ST_SEGMENT_POISSON
                                : !strcmp(wanted, "line")  ? ST_SEGMENT_LINE
                                                           : ST_SEGMENT_MEAN;
    size_t n = s->n, part = (size_t)ceil(0.15 * (double)n);
    size_t h = shortest ? (size_t)shortest : part < 3 ? 3 : part;
    size_t count = n / h ? n / h - 1 : 0;
    count = count < (size_t)most ? count : (size_t)most;
    const char *method =
        mem_print(&arena,
                  "Bai and Perron (2003), %s, at least %zu values, at most %zu "
                  "breaks, %sBIC",
                  kind == ST_SEGMENT_POISSON ? "Poisson deviance"
                  : kind == ST_SEGMENT_LINE  ? "lines"
                                             : "means",
                  h, count, weighted ? "weighted " : "");
    bool poisson = kind == ST_SEGMENT_POISSON;
    const double *y = levels(s), *cost_of = poisson ? s->y : y;
    const char *why = segment_reason(s, kind);
    if (!why && n > ST_SEGMENT_MAX)
        why = st_reason(ST_TOO_LARGE);
    if (why) {
        put_reason(s, "segments-breaks", "", method, why);
        return;
    }
    double *cost = doubles(st_segment_cells(n)), *work = doubles((count + 1) * n);
    double *total = doubles(count + 1);
    size_t *back = mem_array(&arena, (count + 1) * n, sizeof *back);
    size_t *last = mem_array(&arena, (count + 1) * (count + 1), sizeof *last);
    enum st_status e = st_segment_cost(kind, cost_of, s->exposure, n, cost);
    if (!e)
        e = st_segment(cost, n, h, count, work, back, total, last);
    if (e) {
        put_reason(s, "segments-breaks", "", method, st_reason(e));
        return;
    }
    double phi = 1;
    if (poisson && n > count + 1) {
        phi = total[count] / (double)(n - count - 1);
        put_value(s, "segments-dispersion", phi, "ratio",
                  mem_print(&arena, "deviance over degrees of freedom with %zu breaks",
                            count));
        phi = fmax(1, phi);
    }
    size_t m = choose_breaks(s, y, cost, total, last, count, kind, phi, method);
    size_t *edge = mem_array(&arena, m + 2, sizeof *edge);
    for (size_t b = 0; b < m; b++)
        edge[b + 1] = last[m * count + b];
    edge[m + 1] = n;
    const char *where = "";
    for (size_t b = 1; b <= m; b++) {
        put_break(s, y, edge, b, kind != ST_SEGMENT_LINE,
                  kind == ST_SEGMENT_LINE
                      ? method
                      : mem_print(&arena, "%s; interval by Bai (1997)", method));
        where = mem_print(&arena, "%s%s%s", where, b == 1 ? "" : ", ",
                          period_at(s, edge[b]));
    }
    for (size_t b = 0; kind != ST_SEGMENT_LINE && b <= m; b++)
        put_level(s, y, edge[b], edge[b + 1], poisson, phi, method);
    struct result_row r = about(s, "segments-breaks", (double)m, "", method);
    r.verdict = m ? "change" : "no-change";
    r.sentence = m ? mem_print(&arena, "A new level begins with %s.", where)
                   : "No change of level is shown.";
    put(s, r);
}

/* Joinpoint regression. */

struct joint_fit {
    struct st_joinpoint_data d;
    struct st_joinpoint fit[ST_JOINS_MAX + 1];
    size_t count; /* most joints tried */
    double *work;
    struct dd *work_dd;
    const char *method;
};

static const char *
joint_data(const struct stretch *s, struct st_joinpoint_data *d)
{
    if (s->bounded)
        return "bounded";
    double *y = doubles(s->n), *w = doubles(s->n);
    bool tied = true;
    for (size_t i = 0; i < s->n; i++) {
        if (!(s->y[i] > 0))
            return s->y[i] < 0 ? st_reason(ST_DOMAIN) : "zero-value";
        y[i] = log(s->exposure ? s->y[i] / s->exposure[i] : s->y[i]);
        w[i] = s->counts ? s->y[i] : 1;
        tied = tied && !(y[i] < y[0]) && !(y[i] > y[0]);
    }
    if (tied && s->n > 1)
        return st_reason(ST_ALL_TIED);
    *d = (struct st_joinpoint_data){
        s->middle, y, w, s->n, {(size_t)end_values, (size_t)between}};
    return NULL;
}

/* True when k joints leave nothing to explain. */
static bool
is_exact(const struct joint_fit *f, size_t k)
{
    return !(f->fit[k].sse > exact_below(f->d.y, f->d.weight, f->d.n));
}

static size_t
choose_by_criterion(const struct stretch *s, const struct joint_fit *f)
{
    size_t best = 0;
    double least = INFINITY;
    for (size_t k = 0; k <= f->count; k++) {
        double sse = f->fit[k].sse;
        if (is_exact(f, k)) {
            put_reason(s, mem_print(&arena, "joinpoint-bic-%zu", k), "", f->method,
                       "exact-fit");
            return k;
        }
        double bic = st_joinpoint_bic(sse, s->n, k),
               bic3 = st_joinpoint_bic3(sse, s->n, k);
        double wbic = st_joinpoint_wbic(&f->d, &f->fit[k]);
        put_value(s, mem_print(&arena, "joinpoint-bic-%zu", k), bic, "", f->method);
        put_value(s, mem_print(&arena, "joinpoint-bic3-%zu", k), bic3, "", f->method);
        put_value(s, mem_print(&arena, "joinpoint-wbic-%zu", k), wbic, "", f->method);
        double c = !strcmp(choose, "bic") ? bic : !strcmp(choose, "bic3") ? bic3 : wbic;
        if (c < least) {
            least = c;
            best = k;
        }
    }
    return best;
}

static size_t
choose_by_permutation(const struct stretch *s, const struct joint_fit *f)
{
    size_t null = 0, other = f->count;
    while (null < other) {
        double p;
        const char *name = mem_print(&arena, "joinpoint-p-%zu-%zu", null, other);
        rng_seed(&rng, (uint64_t)seed);
        enum st_status e = st_joinpoint_permute(
            &f->d, null, other, (size_t)permutations, &rng, f->work, f->work_dd, &p);
        if (e) {
            put_reason(s, name, "", f->method,
                       e == ST_ALL_TIED ? "exact-fit" : st_reason(e));
            return null;
        }
        put_value(s, name, p, "probability", f->method);
        if (p < ALPHA / (double)(f->count - null))
            null++;
        else
            other--;
    }
    return null;
}

/* 100 (exp(b) - 1) with limits from t; no limits without degrees of freedom. */
static void
put_change(const struct stretch *s, const char *statistic, double b, double se,
           double df, const char *method)
{
    double half = df > 0 ? gsl_cdf_tdist_Qinv((1 - LEVEL) / 2, df) * se : NAN;
    double value = 100 * expm1(b), lo = 100 * expm1(b - half),
           hi = 100 * expm1(b + half);
    bool limits = isfinite(lo) && isfinite(hi);
    const char *verdict = !limits  ? ""
                          : lo > 0 ? "rising"
                          : hi < 0 ? "falling"
                                   : "undetermined";
    const char *sentence =
        limits
            ? mem_print(&arena, "%s: %s %% a year (95 %% limits %s to %s), %s.",
                        s->span, words(value, 3), words(lo, 3), words(hi, 3), verdict)
            : NULL;
    put_limits(s, statistic, value, lo, hi, "percent", method, verdict, sentence);
}

static void
put_joints(const struct stretch *s, const struct joint_fit *f, size_t k)
{
    const struct st_joinpoint *j = &f->fit[k];
    /* An exact fit has no errors to take limits from. */
    double df = is_exact(f, k) ? 0 : (double)s->n - 2 * (double)k - 2;
    const char *where = "";
    for (size_t a = 0; a <= k; a++) {
        struct stretch part = *s;
        size_t from = a ? j->at[a - 1] : 0, to = a < k ? j->at[a] : s->n - 1;
        part.span = result_span(&arena, period_at(s, from), period_at(s, to));
        put_change(&part, "joinpoint-apc", j->slope[a],
                   df > 0 ? sqrt(j->cov[a * (k + 2)] * j->sse / df) : NAN, df,
                   f->method);
        if (!a)
            continue;
        put_value(s, mem_print(&arena, "joinpoint-from-%zu", a), s->start[from], "year",
                  f->method);
        where =
            mem_print(&arena, "%s%s%s", where, a == 1 ? "" : ", ", period_at(s, from));
    }
    double slope, se;
    if (!st_joinpoint_mean_slope(&f->d, j, s->middle[0], s->middle[s->n - 1],
                                 df > 0 ? df : 1, &slope, &se))
        put_change(s, "joinpoint-aapc", slope, se, df, f->method);
    say_joints(s, "joinpoint-joints", k, "at", where, f->method);
}

static void
joinpoint(const struct stretch *s)
{
    struct joint_fit f = {.count = 0};
    struct st_joinpoint_rule rule = {(size_t)end_values, (size_t)between};
    while (f.count < (size_t)most && st_joinpoint_least(rule, f.count + 1) <= s->n)
        f.count++;
    bool permute = !strcmp(choose, "permutation");
    f.method = mem_print(
        &arena,
        "joinpoint in log %s, weights %s, end %ld, between %ld, at most %zu joints, "
        "%s",
        s->exposure ? "rate" : "value", s->counts ? "the counts" : "1", end_values,
        between, f.count,
        permute ? mem_print(&arena, "%ld permutations, " RNG_NAME " seed %ld",
                            permutations, seed)
                : choose);
    const char *why = joint_data(s, &f.d);
    enum st_status e = ST_OK;
    if (!why && s->n > ST_JOINPOINT_MAX)
        e = ST_TOO_LARGE;
    if (!why && !e) {
        f.work = doubles(st_joinpoint_work(s->n, f.count));
        f.work_dd =
            mem_array(&arena, st_joinpoint_work_dd(s->n, f.count), sizeof *f.work_dd);
        for (size_t k = 0; !e && k <= f.count; k++)
            e = st_joinpoint(&f.d, k, f.work, f.work_dd, &f.fit[k]);
    }
    if (why || e) {
        put_reason(s, "joinpoint-joints", "", f.method, why ? why : st_reason(e));
        return;
    }
    size_t k = permute ? choose_by_permutation(s, &f) : choose_by_criterion(s, &f);
    put_joints(s, &f, k);
}

/* Broken lines whose joints lie anywhere. */

struct broken {
    struct st_segmented_data d;
    struct st_segmented fit[ST_SEGMENTED_MAX + 1];
    size_t count; /* most joints */
    const char *method;
};

/* Fits up to the most joints; why not even none, or NULL. */
static const char *
break_lines(const struct stretch *s, struct broken *b)
{
    size_t most_joints =
        (size_t)most < ST_SEGMENTED_MAX ? (size_t)most : ST_SEGMENTED_MAX;
    double *x = doubles(s->n);
    for (size_t i = 0; i < s->n; i++)
        x[i] = s->middle[i] - s->middle[0];
    b->d = (struct st_segmented_data){s->counts ? ST_COUNT : ST_NORMAL, x,
                                      s->counts ? s->y : levels(s),
                                      s->counts ? s->exposure : NULL, s->n};
    double *work = doubles(st_segmented_work(s->n, most_joints));
    struct dd *work_dd =
        mem_array(&arena, st_segmented_work_dd(s->n, most_joints), sizeof *work_dd);
    enum st_status e = s->bounded ? ST_OK : ST_TOO_FEW;
    for (size_t k = 0; !s->bounded && k <= most_joints; k++) {
        e = st_segmented(&b->d, k, work, work_dd, &b->fit[k]);
        if (e)
            break;
        b->count = k + 1;
    }
    return s->bounded ? "bounded" : b->count ? NULL : st_reason(e);
}

/* The search stops within some 1e-8 of the joint: seven digits, and no trend below them. */
static double
seven(double x)
{
    return isfinite(x) ? strtod(words(fabs(x) < 1e-12 ? 0 : x, 7), NULL) : x;
}

/* spread: of the errors, NAN for a line without any. */
static void
put_lines(const struct stretch *s, const struct broken *b, size_t k, double spread)
{
    const struct st_segmented *f = &b->fit[k];
    double z = st_normal_quantile(LEVEL);
    const char *where = "";
    for (size_t a = 0; a <= k; a++) {
        struct stretch part = *s;
        size_t from = 0, to = s->n - 1;
        while (a && from < s->n - 1 && b->d.x[from] < f->psi[a - 1])
            from++;
        while (a < k && to > 0 && b->d.x[to] > f->psi[a])
            to--;
        part.span = result_span(&arena, period_at(s, from), period_at(s, to));
        double half = z * f->slope_se[a] * spread;
        if (s->counts)
            put_limits(&part, "segmented-apc", seven(100 * expm1(f->slope[a])),
                       seven(100 * expm1(f->slope[a] - half)),
                       seven(100 * expm1(f->slope[a] + half)), "percent", b->method,
                       NULL, NULL);
        else
            put_limits(&part, "segmented-slope", seven(f->slope[a]),
                       seven(f->slope[a] - half), seven(f->slope[a] + half),
                       mem_print(&arena, "%s_per_year", s->unit), b->method, NULL,
                       NULL);
        if (!a)
            continue;
        double at = s->middle[0] + f->psi[a - 1], error = z * f->psi_se[a - 1] * spread;
        put_limits(s, mem_print(&arena, "segmented-from-%zu", a), seven(at),
                   seven(at - error), seven(at + error), "year", b->method, NULL, NULL);
        where =
            mem_print(&arena, "%s%s%s", where, a == 1 ? "" : ", ", period_at(s, from));
    }
    say_joints(s, "segmented-joints", k, "before", where, b->method);
}

static void
segmented(const struct stretch *s)
{
    struct broken b = {.method = s->counts
                                     ? "broken line, log link, Poisson (Muggeo 2003), "
                                       "limits normal, dispersion when above 1, BIC"
                                     : "broken line, least squares (Muggeo 2003), "
                                       "limits normal, BIC"};
    const char *why = break_lines(s, &b);
    if (why) {
        put_reason(s, "segmented-joints", "", b.method, why);
        return;
    }
    size_t best = 0, top = b.count - 1;
    double n = (double)s->n, least = INFINITY, phi = 1,
           noise = exact_below(b.d.y, NULL, s->n);
    if (s->counts)
        phi = fmax(1, b.fit[top].deviance / (n - 2 * (double)top - 2));
    for (size_t k = 0; k < b.count; k++) {
        const char *name = mem_print(&arena, "segmented-bic-%zu", k);
        double deviance = b.fit[k].deviance, parameters = 2 * (double)k + 2;
        if (!(deviance > noise)) {
            put_reason(s, name, "", b.method, "exact-fit");
            best = k;
            break;
        }
        double bic =
            (s->counts ? deviance / phi : n * log(deviance / n)) + log(n) * parameters;
        put_value(s, name, seven(bic), "", b.method);
        if (bic < least) {
            least = bic;
            best = k;
        }
    }
    put_lines(s, &b, best, b.fit[best].deviance > noise ? sqrt(phi) : NAN);
}

/* Steps at known breaks. */

static void
jump(const struct stretch *s)
{
    const char *method =
        "log-linear Poisson with steps, Wald limits, dispersion when above 1";
    const char *why = !s->cuts ? "no-break" : !s->counts ? "not-a-count" : NULL;
    struct st_jump j;
    if (!why) {
        double *offset = s->exposure ? doubles(s->n) : NULL;
        for (size_t i = 0; offset && i < s->n; i++)
            offset[i] = log(s->exposure[i]);
        struct st_jump_data d = {s->middle, s->lo,  s->hi,  offset,
                                 s->n,      s->cut, s->cuts};
        enum st_status e = s->cuts > ST_JUMPS_MAX
                               ? ST_TOO_LARGE
                               : st_jump(&d, doubles(st_jump_work(s->n, s->cuts)), &j);
        why = e ? st_reason(e) : NULL;
    }
    if (why) {
        put_reason(s, "jump-apc", "percent", method, why);
        return;
    }
    double z = st_normal_quantile(LEVEL);
    put_limits(s, "jump-apc", 100 * expm1(j.slope),
               100 * expm1(j.slope - z * j.slope_se),
               100 * expm1(j.slope + z * j.slope_se), "percent", method,
               j.slope > z * j.slope_se    ? "rising"
               : j.slope < -z * j.slope_se ? "falling"
                                           : "undetermined",
               NULL);
    put_value(s, "jump-dispersion", j.dispersion, "ratio", method);
    for (size_t i = 0; i < s->cuts; i++) {
        double b = j.jump[i], half = z * j.jump_se[i];
        put_limits(
            s, mem_print(&arena, "jump-ratio-%zu", i + 1), exp(b), exp(b - half),
            exp(b + half), "ratio", method,
            b > half    ? "higher"
            : b < -half ? "lower"
                        : "not-different",
            mem_print(
                &arena,
                "From %s, %s, %s times as many are counted (95 %% limits %s to %s).",
                period_at(s, s->cut[i]), s->label[i], words(exp(b), 3),
                words(exp(b - half), 3), words(exp(b + half), 3)));
    }
}

/* What is done with one stretch. */

static bool
asked(const char *name)
{
    size_t n = strlen(name);
    for (const char *p = methods; *p; p += *p == ',') {
        size_t word = strcspn(p, ",");
        if (word == n && !strncmp(p, name, n))
            return true;
        p += word;
    }
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
    s->correlated =
        fabs(m.autocorrelation) > st_normal_quantile(LEVEL) / sqrt((double)s->n);
    r.verdict = s->correlated ? "autocorrelated" : "not-autocorrelated";
    put(s, r);
}

/* What else --method can ask for: the row that has the reason when nothing can be had. */
static const struct {
    const char *name, *row;
    void (*make)(const struct stretch *);
} others[] = {{"lanzante", "lanzante", lanzante},
              {"segments", "segments-breaks", segments},
              {"joinpoint", "joinpoint-joints", joinpoint},
              {"segmented", "segmented-joints", segmented},
              {"jump", "jump-apc", jump},
              {"chow", "chow-1", chow}};

static void
analyse(struct stretch *s)
{
    facts(s);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        if (asked(tests[i].name) && s->why)
            put_reason(s, tests[i].name, "", "", s->why);
        else if (asked(tests[i].name))
            test_change(s, &tests[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (asked(others[i].name) && s->why)
            put_reason(s, others[i].row, "", "", s->why);
        else if (asked(others[i].name))
            others[i].make(s);
}

static double
exposure_of(const struct table_row *row)
{
    double x = NAN;
    const char *text = row->cell[exposure_at];
    if (*text && (!num_parse(text, &x) || !(x > 0)))
        table_die(&tab, row, exposure_name, "%s is not a number above 0",
                  msg_quote(text));
    return x;
}

/* Periods from the first to the last row that are not among the rows. */
static size_t
gaps(const struct table_row *row, size_t rows)
{
    struct period a = table_period(&tab, &row[0]),
                  b = table_period(&tab, &row[rows - 1]);
    return a.freq == 'I' ? 0 : (size_t)(b.index - a.index) + 1 - rows;
}

static void
take(struct stretch *s, struct table_row *used, const struct table_row *row,
     const struct amount *a)
{
    struct period p = table_period(&tab, row);
    s->start[s->n] = start_of(&p);
    s->middle[s->n] = period_middle(&p);
    s->y[s->n] = a->known ? a->value : NAN;
    s->lo[s->n] = a->lo;
    s->hi[s->n] = a->hi;
    s->bounded += !a->known;
    s->small += a->lo < SMALL;
    s->zeros += a->known && !(fabs(a->value) > 0);
    s->provisional += strchr(table_cell(&tab, row, TABLE_STATUS), 'P') != NULL;
    if (s->counts && (a->lo < 0 || (a->known && a->value > floor(a->value))))
        s->why = "not-a-count";
    if (s->exposure) {
        s->exposure[s->n] = exposure_of(row);
        if (isnan(s->exposure[s->n]))
            s->why = "no-exposure";
    }
    used[s->n++] = *row;
}

/* Rows of a stretch; cut and label name the known breaks inside it (by row). */
static void
one_stretch(const struct table_row *row, size_t rows, const size_t cut[],
            const char *const label[], size_t n_cuts, bool through)
{
    struct stretch s = {.status = "", .source = ""};
    struct table_row *used = mem_array(&arena, rows, sizeof *used);
    size_t *inside = mem_array(&arena, n_cuts + 1, sizeof *inside), next = 0;
    s.label = mem_array(&arena, n_cuts + 1, sizeof *s.label);
    s.start = doubles(rows);
    s.middle = doubles(rows);
    s.y = doubles(rows);
    s.lo = doubles(rows);
    s.hi = doubles(rows);
    s.exposure = exposure_at < 0 ? NULL : doubles(rows);
    s.unit = table_cell(&tab, row, TABLE_UNIT);
    s.counts = table_counted(s.unit);
    s.missing = gaps(row, rows);
    for (size_t i = 0; i < rows; i++) {
        struct amount a = table_amount(&tab, &row[i]);
        s.status =
            table_status(&arena, s.status, table_cell(&tab, &row[i], TABLE_STATUS));
        s.source =
            table_sources(&arena, s.source, table_cell(&tab, &row[i], TABLE_SOURCE));
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
            take(&s, used, &row[i], &a);
    }
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
    bool whole = across || asked("jump") || asked("chow");
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
    for (const char *p = methods; *p; p += *p == ',') {
        size_t n = strcspn(p, ",");
        bool known = false;
        for (i = 0; i < sizeof tests / sizeof *tests; i++)
            known =
                known || (strlen(tests[i].name) == n && !strncmp(p, tests[i].name, n));
        for (i = 0; i < sizeof others / sizeof *others; i++)
            known = known ||
                    (strlen(others[i].name) == n && !strncmp(p, others[i].name, n));
        if (!known)
            usage("--method %s is unknown, see --help", msg_quote_n(p, n));
        p += n;
    }
    for (i = 0; criteria[i] && strcmp(choose, criteria[i]); i++)
        ;
    if (!criteria[i])
        usage("--choose %s is unknown, expected wbic, bic, bic3 or permutation",
              msg_quote(choose));
    for (i = 0; models[i] && strcmp(model, models[i]); i++)
        ;
    if (!models[i])
        usage("--model %s is unknown, expected poisson, mean or line",
              msg_quote(model));
    if (most > ST_JOINS_MAX)
        usage("--most %ld is too many, expected at most %d", most, ST_JOINS_MAX);
    if (draws < 99 || permutations < 99)
        usage("--draws and --permutations must be 99 or more");
}

static int
run(struct mem *run, int n, char **operand)
{
    struct table_pending pending = {0};
    struct table_series series;
    struct mem rows = {0};
    gsl_set_error_handler_off();
    check_options();
    series_breaks_read(&cuts, run, breaks_path);
    table_open(&tab, run, n ? operand[0] : NULL, NULL, TABLE_UNIQUE);
    if (exposure_name && (exposure_at = table_find(&tab, exposure_name)) < 0)
        die_at(EX_DATAERR, (struct place){tab.in.file, 1, NULL},
               "no column %s as in --exposure", msg_quote(exposure_name));
    result_open(&result, run, &tab);
    while (table_series_next(&tab, &rows, 1, &pending, &series)) {
        one_series(&series);
        mem_reset(&arena);
    }
    table_close(&tab);
    mem_release(&arena);
    mem_release(&rows);
    mem_release(&pending.mem);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT,    "[FILE]",    0,  1,
                                       opts,       table_contract, result_make, run};
    return stage_main(&stage, argc, argv);
}
