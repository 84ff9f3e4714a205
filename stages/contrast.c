/*
 * contrast - compares two groups: counts, rates or proportions
 *
 * Reads a table and sets the rows whose cell in a key column is A against those with B and
 * all other key cells equal. --by sex=F,M compares women with men in every series and
 * period, --by period=2018,2017 two years of every series. Rows with other cells are left
 * out; --count says how many, and how many had no partner. In the result the cell reads
 * "F:M"; for periods the period is their span.
 *
 * A value is a count. What it is compared as depends on the options:
 *   (none)        two Poisson counts over the same time and population. Two periods of
 *                 different length are refused, reason unequal-exposure
 *   --exposure C  two rates; column C holds the exposure (person-years, population)
 *   --total C     two proportions; column C holds what the count is out of
 *
 * Statistics:
 *   rate-ratio    A over B; limits of the exact conditional test (Przyborowski and Wilenski
 *                 1940; Clopper and Pearson 1934); rate-ratio-mid-p: its mid-p limits
 *   odds-ratio    conditional maximum likelihood, exact limits (Fisher 1935; Cornfield
 *                 1956); odds-ratio-mid-p: its mid-p limits
 *   risk-ratio, risk-difference
 *                 score limits (Miettinen and Nurminen 1985)
 *   risk-difference-newcombe
 *                 limits from two Wilson intervals (Newcombe 1998, method 10)
 *   p-exact       two-sided, adding all probabilities not above that of the data, as R's
 *                 poisson.test and fisher.test do; p-exact can disagree with the limits,
 *                 p-central (twice the smaller tail) never does
 *   p-mid         p-exact less half the probability of the data (Lancaster 1961)
 *   p-score       of the score test, proportions only
 *   p-chi2, p-yates
 *                 with --chi2, proportions: Pearson's chi-square without and with Yates's
 *                 correction (1934), as R's prop.test(correct = FALSE) and prop.test
 * A p below 1e-300 is given as 1e-300 and means "at most".
 *
 * Bounded values (lo, hi) are not dropped, and one that is published as about, or with the
 * limits of an estimate, is anything within its bounds or limits. The estimates, limits and p are then ranges over
 * every completion, interval `range`, value empty, reason bounded. Estimates, exact limits
 * and one-sided tails rise with the first count and fall with the second, so their ranges
 * come from the corners and are tight; p-exact, p-mid, p-score, and score limits try every
 * completion when there are at most --completions, otherwise p-exact and p-mid are bounded
 * from the tails (outer bounds, said in method) and the score results get the reason
 * too-large. The row rate-ratio then holds the range of the estimate and the row
 * rate-ratio-limits the outermost 95 % limits (ci95); so for the other measures.
 *
 * Verdict higher or lower (A than B), not-different, by the limits alone (not the mid-p
 * ones); undetermined when completions differ. Status gets U when a count is below 16 (its
 * percentages are unstable). Reasons: bounded, missing, suppressed (no bounds at all),
 * not-a-count (unit, or a fraction), approximate (published as "about",
 * without bounds), published-interval (limits open on a side), no-partner, no-exposure, no-total, unequal-exposure, all-zero,
 * all-tied, outside-domain, too-large, infinite-estimate (the second count is 0).
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "program/num.h"
#include "program/stage.h"
#include "stat/exact.h"
#include "stat/score.h"
#include "table/result.h"

#define LEVEL 0.95
#define SMALL 16

static const char *by, *exposure_name, *total_name;
static long completions = 10000;
static bool say_count, chi2;
static const struct opt opts[] = {
    {"by", 'b', OPT_TEXT, &by, "COLUMN=A,B",
     "the key column and the two cells that are compared, A against B"},
    {"exposure", 'e', OPT_TEXT, &exposure_name, "COLUMN",
     "compare rates; the column with the exposure"},
    {"total", 't', OPT_TEXT, &total_name, "COLUMN",
     "compare proportions; the column with what the count is out of"},
    {"completions", 0, OPT_COUNT, &completions, "N",
     "for bounded values: try every completion when there are at most N (10000)"},
    {"chi2", 0, OPT_FLAG, &chi2, NULL, "for proportions: chi-square tests besides"},
    {"count", 'c', OPT_FLAG, &say_count, NULL,
     "say on standard error how many rows were compared and left out"},
    {0},
};
static const char *const need[] = {"period", "value",  "lo",     "hi", "interval",
                                   "unit",   "status", "source", NULL};

static enum { COUNTS, RATES, SHARES } kind;

/* One side: whole numbers lo..hi (hi may be infinite), over `size`. */
struct side {
    double lo, hi, size;
    const char *why; /* it cannot be used, or NULL */
    bool inexact;    /* published as about, or estimated: anything within its limits */
};

struct pair {
    struct side a, b;
    bool bounded;
    char **key;
    struct result_row row; /* what all statistics of the pair share */
    const char *label;
};

struct limits {
    double estimate, lo, hi;
};

static struct table tab;
static struct result result;
static struct mem *mem;
static char *column, *first, *second;
static int by_at, size_at = -1;

static void
read_options(void)
{
    if (!by)
        usage("no --by, expected --by COLUMN=A,B");
    size_t equals = strcspn(by, "=");
    const char *comma = by[equals] ? strchr(by + equals, ',') : NULL;
    if (!equals || !comma || comma == by + equals + 1 || !comma[1] ||
        strchr(comma + 1, ','))
        usage("--by %s: expected COLUMN=A,B", msg_quote(by));
    column = mem_text(mem, by, equals);
    first = mem_text(mem, by + equals + 1, (size_t)(comma - by) - equals - 1);
    second = mem_copy(mem, comma + 1);
    if (!strcmp(first, second))
        usage("--by %s: A and B are the same", msg_quote(by));
    struct period a, b;
    if (!strcmp(column, "period") &&
        (!period_parse(first, &a) || !period_parse(second, &b)))
        usage("--by %s: A and B must be periods", msg_quote(by));
    if (exposure_name && total_name)
        usage("--exposure and --total exclude each other");
    kind = exposure_name ? RATES : total_name ? SHARES : COUNTS;
}

static int
find(const char *name, const char *option)
{
    int at = table_find(&tab, name);
    if (at < 0) {
        const char *near = msg_nearest(name, (const char *const *)tab.column);
        die_at(EX_DATAERR, (struct place){tab.in.file, 1, NULL},
               "no column %s as in %s%s%s", msg_quote(name), option,
               near ? "; the nearest name in the header is " : "",
               near ? msg_quote(near) : "");
    }
    return at;
}

static bool
partners(char *const a[], char *const b[])
{
    return !table_compare(a, b, by_at) &&
           !table_compare(a + by_at + 1, b + by_at + 1, tab.key - by_at - 1);
}

/* By the key cells but the compared one, then A before B. */
static int
by_partner(const void *x, const void *y)
{
    char *const *a = ((const struct table_row *)x)->cell;
    char *const *b = ((const struct table_row *)y)->cell;
    int c = table_compare(a, b, by_at);
    if (!c)
        c = table_compare(a + by_at + 1, b + by_at + 1, tab.key - by_at - 1);
    return c ? c : !strcmp(a[by_at], second) - !strcmp(b[by_at], second);
}

/* What the column of the option says; a reason when it cannot be used. */
static const char *
size_of(const struct table_row *row, double *size)
{
    *size = 1;
    if (size_at < 0)
        return NULL;
    const char *text = row->cell[size_at];
    if (!*text)
        return kind == RATES ? "no-exposure" : "no-total";
    if (!num_parse(text, size))
        table_die(&tab, row, tab.column[size_at], "%s is not a plain decimal number",
                  msg_quote(text));
    return *size > 0 && (kind == RATES || *size <= floor(*size)) ? NULL
                                                                 : st_reason(ST_DOMAIN);
}

static struct side
side_of(const struct table_row *row)
{
    struct amount x = table_amount(&tab, row);
    bool inexact;
    const char *estimate = table_as_range(&tab, row, &x, &inexact);
    struct side s = {ceil(x.lo), floor(x.hi), 1, NULL, inexact};
    const char *why = size_of(row, &s.size);
    if (!table_counted(table_cell(&tab, row, TABLE_UNIT)) ||
        (x.known && x.value > floor(x.value)))
        s.why = "not-a-count";
    else if (estimate)
        s.why = estimate;
    else if (x.lo < 0 || (kind == SHARES && !why && s.lo > s.size))
        s.why = st_reason(ST_DOMAIN);
    else if (why)
        s.why = why;
    else if (!x.known && s.lo <= 0 && isinf(s.hi) && kind != SHARES)
        s.why =
            strchr(table_cell(&tab, row, TABLE_STATUS), 'Q') ? "suppressed" : "missing";
    else if (s.lo > s.hi)
        s.why = st_reason(ST_CONTRADICTION);
    if (kind == SHARES)
        s.hi = fmin(s.hi, s.size);
    return s;
}

/* A measure at one completion. The count of one side may be infinite. */
typedef enum st_status measure(const struct pair *p, double a, double b,
                               struct limits *out);

static enum st_status
exact_at(const struct pair *p, double a, double b, bool mid, struct limits *out)
{
    struct st_exact e;
    if (isinf(a) || isinf(b)) {
        double end = isinf(a) ? INFINITY : 0;
        *out = (struct limits){end, end, end};
        return ST_OK;
    }
    enum st_status s = kind == SHARES
                           ? st_fisher(a, p->a.size, b, p->b.size, 1, LEVEL, &e)
                           : st_poisson_ratio(a, p->a.size, b, p->b.size, 1, LEVEL, &e);
    if (s)
        return s;
    *out = (struct limits){e.estimate, mid ? e.mid_lo : e.lo, mid ? e.mid_hi : e.hi};
    return ST_OK;
}

static enum st_status
exact(const struct pair *p, double a, double b, struct limits *out)
{
    return exact_at(p, a, b, false, out);
}

static enum st_status
exact_mid(const struct pair *p, double a, double b, struct limits *out)
{
    return exact_at(p, a, b, true, out);
}

static enum st_status
score_at(enum st_score_kind what, const struct pair *p, double a, double b,
         struct limits *out)
{
    struct st_score e;
    enum st_status s = st_score(what, a, p->a.size, b, p->b.size, LEVEL, 0, &e);
    if (!s)
        *out = (struct limits){e.estimate, e.lo, e.hi};
    return s;
}

static enum st_status
risk_ratio(const struct pair *p, double a, double b, struct limits *out)
{
    return score_at(ST_RATIO, p, a, b, out);
}

static enum st_status
risk_difference(const struct pair *p, double a, double b, struct limits *out)
{
    return score_at(ST_DIFFERENCE, p, a, b, out);
}

static enum st_status
newcombe(const struct pair *p, double a, double b, struct limits *out)
{
    out->estimate = a / p->a.size - b / p->b.size;
    return st_newcombe(a, p->a.size, b, p->b.size, LEVEL, &out->lo, &out->hi);
}

/* No event, or nothing but events, says nothing of a ratio: any may be. */
static bool
silent(const struct pair *p, enum st_status s)
{
    return p->bounded && (s == ST_ALL_ZERO || s == ST_ALL_TIED);
}

static enum st_status
measured(const struct pair *p, measure *at, double a, double b, struct limits *out)
{
    enum st_status s = at(p, a, b, out);
    if (!silent(p, s))
        return s;
    *out = (struct limits){NAN, 0, INFINITY};
    return ST_OK;
}

static bool
few(const struct pair *p)
{
    return (p->a.hi - p->a.lo + 1) * (p->b.hi - p->b.lo + 1) <= (double)completions;
}

/* Least and greatest of a measure's estimate and limits. */
struct span {
    struct limits least, most;
};

static void
widen(struct span *s, const struct limits *l)
{
    s->least.estimate = fmin(s->least.estimate, l->estimate);
    s->least.lo = fmin(s->least.lo, l->lo);
    s->least.hi = fmin(s->least.hi, l->hi);
    s->most.estimate = fmax(s->most.estimate, l->estimate);
    s->most.lo = fmax(s->most.lo, l->lo);
    s->most.hi = fmax(s->most.hi, l->hi);
}

static const struct span no_span = {{INFINITY, INFINITY, INFINITY},
                                    {-INFINITY, -INFINITY, -INFINITY}};

/* Over the two extreme completions, for a measure that rises with a and falls with b. */
static enum st_status
over_corners(const struct pair *p, measure *at, struct span *out)
{
    struct limits l;
    *out = no_span;
    enum st_status s = measured(p, at, p->a.lo, p->b.hi, &l);
    if (s)
        return s;
    widen(out, &l);
    s = measured(p, at, p->a.hi, p->b.lo, &l);
    widen(out, &l);
    return s;
}

static enum st_status
over_all(const struct pair *p, measure *at, struct span *out)
{
    if (!few(p))
        return ST_TOO_LARGE;
    *out = no_span;
    for (double a = p->a.lo; a <= p->a.hi; a++)
        for (double b = p->b.lo; b <= p->b.hi; b++) {
            struct limits l;
            enum st_status s = measured(p, at, a, b, &l);
            if (s)
                return s;
            widen(out, &l);
        }
    return ST_OK;
}

static void
put(struct pair *p, const char *statistic, const char *unit, const char *method,
    struct limits l, const char *interval, const char *reason)
{
    struct result_row *r = &p->row;
    r->statistic = statistic;
    r->unit = unit;
    r->method = method;
    r->value = l.estimate;
    r->lo = l.lo;
    r->hi = l.hi;
    r->interval = interval;
    r->reason = reason;
    result_add(&result, p->key, r);
}

static void
put_reason(struct pair *p, const char *statistic, const char *reason)
{
    put(p, statistic, "", "", (struct limits){NAN, NAN, NAN}, "", reason);
}

static const char *
words(double x)
{
    return result_round(mem, x, 3);
}

/* By the limits alone; s holds those of every completion. */
static void
judge(struct pair *p, const char *what, const struct span *s, double none)
{
    struct result_row *r = &p->row;
    r->verdict = s->least.lo > none                          ? "higher"
                 : s->most.hi < none                         ? "lower"
                 : s->most.lo <= none && s->least.hi >= none ? "not-different"
                                                             : "undetermined";
    const char *so = r->verdict[0] == 'h'   ? "the first is higher"
                     : r->verdict[0] == 'l' ? "the first is lower"
                     : r->verdict[0] == 'n' ? "no difference is shown"
                                            : "the figures not known decide";
    const char *estimate = words(s->least.estimate);
    if (p->bounded)
        estimate = isinf(s->least.estimate)
                       ? "not bounded"
                       : mem_print(mem, "between %s and %s", estimate,
                                   words(s->most.estimate));
    r->sentence = mem_print(mem, "%s: %s %s, 95 %% limits %s to %s; %s%s.", p->label,
                            what, estimate, words(s->least.lo), words(s->most.hi), so,
                            p->a.inexact || p->b.inexact
                                ? "; what is estimated or published as about is taken "
                                  "as anything within its limits"
                                : "");
}

static void
put_measure(struct pair *p, const char *statistic, const char *method, measure *at,
            bool corners, double none)
{
    struct span s;
    const char *unit = none > 0 ? "ratio" : "share";
    enum st_status status = corners ? over_corners(p, at, &s) : over_all(p, at, &s);
    if (status) {
        put_reason(p, statistic, st_reason(status));
        return;
    }
    if (at != exact_mid)
        judge(p, none > 0 ? "ratio" : "difference", &s, none);
    struct limits outer = {s.least.estimate, s.least.lo, s.most.hi};
    if (!p->bounded) {
        put(p, statistic, unit, method, outer, "ci95",
            isinf(outer.estimate) ? "infinite-estimate" : "");
    } else {
        outer.estimate = NAN;
        put(p, mem_print(mem, "%s-limits", statistic), unit, method, outer, "ci95",
            "bounded");
        put(p, statistic, unit, method,
            (struct limits){NAN, s.least.estimate, s.most.estimate}, "range",
            "bounded");
    }
    p->row.verdict = p->row.sentence = NULL;
}

static enum st_status
p_at(const struct pair *p, double a, double b, struct st_exact_p *out)
{
    if (isinf(a) || isinf(b)) {
        double less = isinf(a) ? 1 : 0;
        *out = (struct st_exact_p){less, 1 - less, 0, 0, 0};
        return ST_OK;
    }
    enum st_status s = kind == SHARES
                           ? st_fisher_p(a, p->a.size, b, p->b.size, 1, out)
                           : st_poisson_ratio_p(a, p->a.size, b, p->b.size, 1, out);
    if (!silent(p, s))
        return s;
    *out = (struct st_exact_p){1, 1, 1, 1, 1};
    return ST_OK;
}

/* Least and greatest p of three kinds, in the order two, mid, central. */
struct p_span {
    double least[3], most[3];
};

static enum st_status
p_over_all(const struct pair *p, struct p_span *out)
{
    *out = (struct p_span){{1, 1, 1}, {0, 0, 0}};
    for (double a = p->a.lo; a <= p->a.hi; a++)
        for (double b = p->b.lo; b <= p->b.hi; b++) {
            struct st_exact_p x;
            enum st_status s = p_at(p, a, b, &x);
            if (s)
                return s;
            const double got[3] = {x.two, x.mid, x.central};
            for (int i = 0; i < 3; i++) {
                out->least[i] = fmin(out->least[i], got[i]);
                out->most[i] = fmax(out->most[i], got[i]);
            }
        }
    return ST_OK;
}

/* From the tails at the corners: P(X <= a) rises with a and falls with b, P(X >= a) the
 * other way. p-exact holds at least the smaller tail, p-mid at least half of it. */
static enum st_status
p_bounds(const struct pair *p, struct p_span *out)
{
    struct st_exact_p low, high;
    enum st_status s = p_at(p, p->a.lo, p->b.hi, &low);
    if (!s)
        s = p_at(p, p->a.hi, p->b.lo, &high);
    if (s)
        return s;
    double tail = fmin(low.less, high.greater);
    *out = (struct p_span){{tail, tail / 2, fmin(1, 2 * tail)},
                           {1, 1, fmin(1, 2 * fmin(high.less, low.greater))}};
    return ST_OK;
}

static void
put_p(struct pair *p, const char *exact_name)
{
    static const char *const name[3] = {"p-exact", "p-mid", "p-central"};
    struct p_span s;
    bool all = few(p);
    enum st_status status = all ? p_over_all(p, &s) : p_bounds(p, &s);
    for (int i = 0; i < 3; i++) {
        const char *method =
            mem_print(mem, "%s, two-sided (%s)%s", exact_name,
                      i == 0   ? "probabilities not above that of the data"
                      : i == 1 ? "the same less half that of the data"
                               : "twice the smaller tail",
                      !p->bounded ? ""
                      : all       ? "; every completion"
                                  : "; outer bounds");
        if (status)
            put_reason(p, name[i], st_reason(status));
        else if (p->bounded)
            put(p, name[i], "probability", method,
                (struct limits){NAN, s.least[i], s.most[i]}, "range", "bounded");
        else
            put(p, name[i], "probability", method,
                (struct limits){s.least[i], NAN, NAN}, "", "");
    }
}

/* A p of two proportions at one completion. */
typedef enum st_status share_p(double x1, double n1, double x2, double n2, double *p);

static enum st_status
p_of_score(double x1, double n1, double x2, double n2, int plain, double *p)
{
    struct st_score e;
    enum st_status s = st_score(ST_DIFFERENCE, x1, n1, x2, n2, LEVEL, plain, &e);
    if (!s)
        *p = e.p;
    return s;
}

static enum st_status
p_score(double x1, double n1, double x2, double n2, double *p)
{
    return p_of_score(x1, n1, x2, n2, 0, p);
}

static enum st_status
p_chi2(double x1, double n1, double x2, double n2, double *p)
{
    return p_of_score(x1, n1, x2, n2, 1, p);
}

static enum st_status
p_yates(double x1, double n1, double x2, double n2, double *p)
{
    double unused;
    return st_yates(x1, n1, x2, n2, &unused, p);
}

/* Over every completion, when they are few. */
static void
put_share_p(struct pair *p, const char *statistic, const char *method, share_p *at)
{
    double least = 1, most = 0;
    enum st_status s = few(p) ? ST_OK : ST_TOO_LARGE;
    for (double a = p->a.lo; !s && a <= p->a.hi; a++)
        for (double b = p->b.lo; !s && b <= p->b.hi; b++) {
            double got = 1;
            s = at(a, p->a.size, b, p->b.size, &got);
            if (silent(p, s)) {
                s = ST_OK;
                got = 1;
            }
            least = fmin(least, got);
            most = fmax(most, got);
        }
    if (s)
        put_reason(p, statistic, st_reason(s));
    else if (p->bounded)
        put(p, statistic, "probability", method, (struct limits){NAN, least, most},
            "range", "bounded");
    else
        put(p, statistic, "probability", method, (struct limits){least, NAN, NAN}, "",
            "");
}

static void
compare(struct pair *p)
{
    const char *poisson = mem_print(mem, "exact conditional Poisson, %s%s",
                                    kind == RATES ? "exposure " : "",
                                    kind == RATES ? exposure_name : "equal exposure");
    const char *fisher = mem_print(mem, "Fisher exact conditional, total %s",
                                   kind == SHARES ? total_name : "");
    const char *score =
        mem_print(mem, "score limits (Miettinen and Nurminen 1985), total %s",
                  kind == SHARES ? total_name : "");
    if (kind == SHARES) {
        put_measure(p, "odds-ratio", fisher, exact, true, 1);
        put_measure(p, "odds-ratio-mid-p", mem_print(mem, "%s, mid-p limits", fisher),
                    exact_mid, true, 1);
        put_measure(p, "risk-ratio", score, risk_ratio, !p->bounded, 1);
        put_measure(p, "risk-difference", score, risk_difference, !p->bounded, 0);
        put_measure(p, "risk-difference-newcombe",
                    mem_print(mem, "two Wilson intervals (Newcombe 1998), total %s",
                              total_name),
                    newcombe, !p->bounded, 0);
        put_p(p, fisher);
        put_share_p(p, "p-score", "score test (Miettinen and Nurminen 1985)", p_score);
        if (chi2) {
            put_share_p(p, "p-chi2", "Pearson's chi-square, 1 df", p_chi2);
            put_share_p(p, "p-yates",
                        "Pearson's chi-square, 1 df, corrected (Yates 1934)", p_yates);
        }
    } else {
        put_measure(p, "rate-ratio", poisson, exact, true, 1);
        put_measure(p, "rate-ratio-mid-p", mem_print(mem, "%s, mid-p limits", poisson),
                    exact_mid, true, 1);
        put_p(p, poisson);
    }
}

/* The key of the result, left of period, and its period. */
static void
name_pair(struct pair *p, const struct table_row *a, const struct table_row *b)
{
    int period = tab.key - 1;
    p->key = mem_array(mem, (size_t)tab.key, sizeof *p->key);
    for (int i = 0; i < period; i++)
        p->key[i] = a->cell[i];
    p->row.period = a->cell[period];
    if (by_at == period)
        p->row.period = result_span(mem, first, second);
    else
        p->key[by_at] = mem_print(mem, "%s:%s", first, second);
    p->label = mem_print(mem, "%s %s against %s", column, first, second);
    p->row.status = table_status(mem, table_cell(&tab, a, TABLE_STATUS),
                                 table_cell(&tab, b, TABLE_STATUS));
    p->row.source = table_sources(mem, table_cell(&tab, a, TABLE_SOURCE),
                                  table_cell(&tab, b, TABLE_SOURCE));
}

static bool
equal_length(const struct table_row *a, const struct table_row *b)
{
    struct period x = table_period(&tab, a), y = table_period(&tab, b);
    return x.freq == y.freq && (x.freq != 'I' || x.last - x.first == y.last - y.first);
}

static void
contrast(const struct table_row *a, const struct table_row *b)
{
    struct pair p = {.a = side_of(a), .b = side_of(b)};
    const char *main = kind == SHARES ? "odds-ratio" : "rate-ratio";
    name_pair(&p, a, b);
    if (strcmp(table_cell(&tab, a, TABLE_UNIT), table_cell(&tab, b, TABLE_UNIT)))
        table_die(&tab, b, "unit",
                  "%s, but %s in the row it is compared with (line %ld)",
                  msg_quote(table_cell(&tab, b, TABLE_UNIT)),
                  msg_quote(table_cell(&tab, a, TABLE_UNIT)), a->line);
    const char *why = p.a.why ? p.a.why : p.b.why;
    if (!why && kind == COUNTS && !equal_length(a, b))
        why = "unequal-exposure";
    if (why) {
        put_reason(&p, main, why);
        return;
    }
    p.bounded = p.a.lo < p.a.hi || p.b.lo < p.b.hi;
    if (p.a.lo < SMALL || p.b.lo < SMALL)
        p.row.status = table_status(mem, p.row.status, "U");
    compare(&p);
}

static void
lone(const struct table_row *row)
{
    struct pair p = {.bounded = false};
    name_pair(&p, row, row);
    put_reason(&p, kind == SHARES ? "odds-ratio" : "rate-ratio", "no-partner");
}

static int
run(struct mem *run, int n, char **operand)
{
    struct table_row row, *kept = NULL;
    size_t rows = 0, size = 0, pairs = 0;
    mem = run;
    read_options();
    table_open(&tab, run, n ? operand[0] : NULL, need, TABLE_UNIQUE);
    by_at = find(column, "--by");
    if (by_at >= tab.key)
        die_at(EX_DATAERR, (struct place){tab.in.file, 1, column},
               "is not a key column, expected one left of value as in --by");
    if (kind != COUNTS)
        size_at = kind == RATES ? find(exposure_name, "--exposure")
                                : find(total_name, "--total");
    result_open(&result, run, &tab);
    while (table_next(&tab, &row)) {
        if (strcmp(row.cell[by_at], first) && strcmp(row.cell[by_at], second))
            continue;
        if (rows == size) {
            size_t more = size ? 2 * size : 64;
            kept = mem_grow(run, kept, size * sizeof *kept, more * sizeof *kept);
            size = more;
        }
        kept[rows++] = table_keep(&tab, run, &row);
    }
    if (rows)
        qsort(kept, rows, sizeof *kept, by_partner);
    for (size_t i = 0; i < rows; i++) {
        if (i + 1 < rows && partners(kept[i].cell, kept[i + 1].cell)) {
            contrast(&kept[i], &kept[i + 1]);
            pairs++;
            i++;
        } else {
            lone(&kept[i]);
        }
    }
    result_flush(&result);
    if (say_count)
        note("%ld rows read: %zu compared, %zu without a partner, %ld left out",
             tab.rows, 2 * pairs, rows - 2 * pairs, tab.rows - (long)rows);
    table_close(&tab);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT, "[FILE]",    0,  1,
                                       opts,       need,        result_make, run};
    return stage_main(&stage, argc, argv);
}
