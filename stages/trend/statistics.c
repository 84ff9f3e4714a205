#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "program/num.h"
#include "stat/adjust.h"
#include "table/reason.h"
#include "trend/method.h"

static const struct {
    const char *name;
    enum st_adjust how;
    const char *source;
} adjustments[] = {
    {"holm", ST_HOLM, "Holm 1979"},
    {"bh", ST_BH, "Benjamini and Hochberg 1995"},
    {"by", ST_BY, "Benjamini and Yekutieli 2001"},
    {"bonferroni", ST_BONFERRONI, "Bonferroni 1936"},
    {"hochberg", ST_HOCHBERG, "Hochberg 1988"},
    {"hommel", ST_HOMMEL, "Hommel 1988"},
    {0},
};

/* A row on its way out. With --adjust it waits for all others. */
struct waiting {
    struct result_row r; /* the first member: add() hands it out */
    char **key;
    struct waiting *next;
    /* of a row with an adjusted p: bounds, and the verdict that it carries */
    bool adjusts;
    const char *group;
    double p_lo, p_hi;
    struct result_row *verdict;
    const char *before, *after; /* of a sentence, around its verdict */
    bool beyond;                /* its limits leave out all that would be stable */
};

static struct result out;
static struct waiting *first, **last = &first;

void
statistics_open(const struct table *t, struct mem *run)
{
    result_open(&out, run, t);
}

struct result_row *
add(const struct segment *s, const char *statistic, const char *unit,
    const char *method)
{
    struct waiting *w = mem_get(&trend.arena, sizeof *w);
    w->r = (struct result_row){.statistic = statistic,
                               .period = s->span,
                               .value = NAN,
                               .lo = NAN,
                               .hi = NAN,
                               .unit = unit,
                               .status = table_status(&trend.arena, s->status, "E"),
                               .source = s->source,
                               .method = method};
    w->key = trend.key;
    *last = w;
    last = &w->next;
    return &w->r;
}

void
say_limits(struct result_row *r, double lo, double hi, const char *interval)
{
    r->lo = lo;
    r->hi = hi;
    r->interval = interval;
}

void
say_range(struct result_row *r, double lo, double hi)
{
    say_limits(r, lo, hi, "range");
    r->reason = isfinite(lo) || isfinite(hi) ? "bounded" : "unbounded";
}

struct result_row *
add_p(const struct segment *s, const char *statistic, const char *method,
      const char *reason, double p)
{
    struct result_row *r = add(s, statistic, "probability", method);
    r->reason = reason;
    if (!reason)
        r->value = p;
    return r;
}

void
say_items(const struct segment *s, const char *method, const char *reason,
          const struct item item[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct result_row *r = add(s, item[i].statistic, item[i].unit, method);
        r->reason = reason                 ? reason
                    : isnan(item[i].value) ? st_reason(ST_ALL_TIED)
                                           : NULL;
        if (!r->reason)
            r->value = item[i].value;
    }
}

/* Which of the adjustments --adjust names; ends with 64. */
static size_t
adjustment(void)
{
    size_t i = 0;
    while (adjustments[i].name && strcmp(adjustments[i].name, trend.adjust))
        i++;
    if (!adjustments[i].name)
        usage("--adjust %s is unknown, expected one of: holm bh by bonferroni hochberg "
              "hommel",
              msg_quote(trend.adjust));
    return i;
}

void
statistics_check(void)
{
    if (trend.adjust)
        adjustment();
}

void
adjust_later(const struct segment *s, const char *name, const struct result_row *p,
             double lo, double hi, struct result_row *verdict)
{
    if (!trend.adjust)
        return;
    size_t how = adjustment();
    struct result_row *r = add(
        s, mem_print(&trend.arena, "%s-%s", name, adjustments[how].name), "probability",
        mem_print(&trend.arena, "%s; adjusted by %s over all series of the run",
                  p->method, adjustments[how].source));
    struct waiting *w = (struct waiting *)r;
    w->adjusts = !isnan(lo);
    w->group = name;
    w->p_lo = lo;
    w->p_hi = hi;
    w->verdict = verdict;
    r->reason = p->reason;
}

/* A p that is so small that it rounds to nothing is at most this; it is never 0. */
static double
not_zero(const struct result_row *r, double x)
{
    return !strcmp(r->unit, "probability") && x < 1e-300 ? 1e-300 : x;
}

static void
write_rows(void)
{
    for (struct waiting *w = first; w; w = w->next) {
        w->r.value = not_zero(&w->r, w->r.value);
        if (not_zero(&w->r, w->r.lo) > w->r.lo)
            w->r.lo = NAN; /* no lower bound that says anything */
        w->r.hi = not_zero(&w->r, w->r.hi);
        result_add(&out, w->key, &w->r);
    }
    result_flush(&out);
    first = NULL;
    last = &first;
}

void
statistics_flush(void)
{
    if (!trend.adjust)
        write_rows();
}

/* The adjusted p at one end of the bounds of all rows of a group. */
static void
adjust_side(const char *group, bool upper, double *p, double *work, size_t n_work,
            double *adjusted)
{
    size_t n = 0, k = 0;
    for (struct waiting *w = first; w; w = w->next)
        if (w->adjusts && !strcmp(w->group, group))
            p[n++] = upper ? w->p_hi : w->p_lo;
    if (st_adjust(adjustments[adjustment()].how, p, n, work, n_work, adjusted) != ST_OK)
        return;
    for (struct waiting *w = first; w; w = w->next) {
        if (!w->adjusts || strcmp(w->group, group))
            continue;
        *(upper ? &w->r.hi : &w->r.lo) = adjusted[k++];
    }
}

/* One number where both ends are the same. Where they are not, what is within bounds in any
 * series leaves it open. */
static void
one_or_range(struct waiting *w)
{
    if (w->r.lo < w->r.hi) {
        w->r.interval = "range";
        w->r.reason = "bounded";
        return;
    }
    w->r.value = w->r.hi;
    w->r.lo = w->r.hi = NAN;
    w->r.reason = NULL;
}

/* A trend that does not stand among so many series is none. */
static void
take_back(const struct waiting *w, size_t series)
{
    struct result_row *v = w->verdict;
    if (!v || !v->verdict ||
        (strcmp(v->verdict, "rising") && strcmp(v->verdict, "falling")))
        return;
    const struct waiting *of = (struct waiting *)v;
    double p = isnan(w->r.value) ? w->r.hi : w->r.value;
    if (p <= 1 - trend.level->share || !of->before)
        return;
    v->sentence = mem_print(
        &trend.arena,
        "%sundetermined%s; %s alone, but not among %zu series "
        "(p %s%s after adjustment)).",
        of->before, of->after, v->verdict, series, isnan(w->r.value) ? "at most " : "",
        isnan(w->r.value) ? level_p_most(&trend.arena, p, 3)
                          : result_apart(&trend.arena, p, 3, trend.level->alpha));
    v->verdict = "undetermined";
    v->reason = "not-among-so-many";
}

void
statistics_finish(void)
{
    static const char *const group[] = {"mk-p", "ar1-p", NULL};
    size_t n = 0;
    for (struct waiting *w = first; w; w = w->next)
        n += w->adjusts;
    double *p = mem_array(&trend.arena, 2 * (n + 1), sizeof *p), *adjusted = p + n + 1;
    size_t n_work = st_adjust_work(n);
    double *work = mem_array(&trend.arena, n_work + 1, sizeof *work);
    for (int g = 0; trend.adjust && group[g]; g++) {
        size_t series = 0;
        adjust_side(group[g], false, p, work, n_work, adjusted);
        adjust_side(group[g], true, p, work, n_work, adjusted);
        for (struct waiting *w = first; w; w = w->next)
            series += w->adjusts && !strcmp(w->group, group[g]);
        for (struct waiting *w = first; w; w = w->next)
            if (w->adjusts && !strcmp(w->group, group[g])) {
                one_or_range(w);
                take_back(w, series);
            }
    }
    write_rows();
    mem_release(&trend.arena);
    mem_release(&out.mem);
}

/* The indicator, place and other cells of the key that say something. */
static const char *
subject(void)
{
    char *text = mem_copy(&trend.arena, "");
    for (int i = 0; i < trend.table->key - 1; i++)
        if (*trend.key[i] && strcmp(trend.key[i], "_T"))
            text = mem_print(&trend.arena, "%s%s%s", text, *text ? ", " : "",
                             trend.key[i]);
    return text;
}

const char *
in_words(const char *span)
{
    return result_span_words(&trend.arena, span);
}

/* Points, break and small counts, as the end of a sentence. */
static const char *
remarks(const struct segment *s)
{
    char *text = mem_print(&trend.arena, "%zu point%s", s->n, s->n == 1 ? "" : "s");
    if (s->bounded)
        text =
            mem_print(&trend.arena, "%s, %zu of them within bounds", text, s->bounded);
    if (s->inexact)
        text = mem_print(&trend.arena,
                         "%s (%zu published as about or estimated, taken as anything "
                         "within their limits)",
                         text, s->inexact);
    if (s->missing > s->withheld)
        text =
            mem_print(&trend.arena, "%s, %zu missing", text, s->missing - s->withheld);
    if (s->withheld)
        text = mem_print(&trend.arena, "%s, %zu suppressed without a bound", text,
                         s->withheld);
    if (s->small && s->counts)
        text = mem_print(&trend.arena, "%s; %zu %s%s below %d", text, s->small,
                         s->small == 1 ? "is" : "are", s->bounded ? " or may be" : "",
                         SMALL_COUNT);
    if (s->since)
        text = mem_print(&trend.arena, "%s; since %s", text, s->since);
    if (s->through)
        text = mem_print(&trend.arena, "%s; through a known break", text);
    return text;
}

const char *
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

const char *
brief(double x, bool tenths)
{
    char text[32], shown[NUM_MAX];
    if (!isfinite(x))
        return "no limit";
    bool least = tenths && fabs(x) > 0 && fabs(x) < 0.05; /* it is not 0 */
    snprintf(text, sizeof text, least ? "%.0e" : tenths ? "%.1f" : "%.2e", x);
    return mem_copy(&trend.arena, num_text(strtod(text, NULL), shown));
}

/* A limit of a verdict, in more digits where it would read as beyond the margin and is not, or
 * the other way. */
static const char *
brief_limit(double x, bool tenths, double margin)
{
    const char *text = brief(x, tenths);
    bool beyond = fabs(strtod(text, NULL)) > margin;
    return tenths && isfinite(x) && beyond != (fabs(x) > margin)
               ? result_apart(&trend.arena, x, 3, copysign(margin, x))
               : text;
}

/* Limits in percent closer than that are one in tenths. */
#define LEAST_TENTHS 0.5

/* The yearly change and its limits; how: between the two. */
static char *
change(const struct segment *s, const struct basis *b, const char *how)
{
    bool none = isinf(b->lo) && isinf(b->hi);
    bool tenths = s->counts && (none || fabs(b->hi - b->lo) >= LEAST_TENTHS);
    char *text = mem_copy(&trend.arena, "");
    const char *value = brief(b->value, tenths);
    if (!isnan(b->value))
        text = mem_print(&trend.arena, "%s %s%s a year", *how == ',' ? "" : ",", value,
                         s->counts ? " %"
                                   : table_unit_words(&trend.arena, s->unit, value));
    text = mem_print(&trend.arena, "%s%s%g %% limits %s", text, how,
                     100 * trend.level->share,
                     isnan(b->value) ? "over all values within the bounds " : "");
    return none ? mem_print(&trend.arena, "%scannot be had, %s", text, b->what)
                : mem_print(&trend.arena, "%s%s to %s, %s", text,
                            brief_limit(b->lo, tenths, b->margin),
                            brief_limit(b->hi, tenths, b->margin), b->what);
}

void
decide(const struct segment *s, struct result_row *r, const struct basis *b,
       const char *remark, const char *without)
{
    struct waiting *w = (struct waiting *)r;
    bool tenths = s->counts;
    r->verdict = verdict_of(b);
    w->beyond = fmin(b->lo, b->least) > b->margin || fmax(b->hi, b->most) < -b->margin;
    w->before = mem_print(&trend.arena, "%s, %s: ", subject(), in_words(s->span));
    bool by_ranks = b->ranks && strcmp(r->verdict, "undetermined");
    char *text =
        by_ranks ? mem_print(&trend.arena,
                             ", whatever lies within the bounds (%s; how fast is left "
                             "open: by the model%s",
                             b->ranks, change(s, b, ", "))
                 : change(s, b, " (");
    if (!by_ranks && isinf(b->least) && isinf(b->most) && b->least < b->most)
        text = mem_print(&trend.arena, "%s; the bounds leave it open", text);
    else if (!(isinf(b->least) && isinf(b->most)) &&
             (b->least < b->lo || b->most > b->hi))
        text = mem_print(
            &trend.arena,
            "%s; of independent points, over all values within the bounds, %s to %s",
            text, brief_limit(b->least, tenths, b->margin),
            brief_limit(b->most, tenths, b->margin));
    if (remark)
        text = mem_print(&trend.arena, "%s; %s", text, remark);
    text = mem_print(&trend.arena, "%s; %s", text, remarks(s));
    if (without)
        text = mem_print(&trend.arena, "%s; %s", text, without);
    w->after = text;
    r->sentence = mem_print(&trend.arena, "%s%s%s).", w->before, r->verdict, text);
}

void
decline(const struct segment *s, struct result_row *r, const char *reason)
{
    struct waiting *w = (struct waiting *)r;
    r->reason = reason;
    w->before = mem_print(&trend.arena, "%s, %s: ", subject(), in_words(s->span));
    w->after = mem_print(&trend.arena, ": %s (%s", reason_words(&trend.arena, reason),
                         remarks(s));
    r->sentence = mem_print(&trend.arena, "%sno verdict%s).", w->before, w->after);
}

const struct result_row *
statistics_decided(const char **about, bool *beyond)
{
    struct waiting *w = first;
    while (w && !w->r.sentence)
        w = w->next;
    first = NULL;
    last = &first;
    if (!w)
        return NULL;
    *about = mem_print(&trend.arena, "%s)", w->after);
    *beyond = w->beyond;
    return &w->r;
}

void
option_word(const char *option, const char *text, const char *words)
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

const char *
p_words(bool exact)
{
    return exact && trend.how == ST_KENDALL_MID ? "exact, mid-p"
           : exact                              ? "exact"
           : trend.how == ST_KENDALL_PLAIN || trend.how == ST_KENDALL_MID
               ? "normal, tie-corrected"
               : "normal, tie- and continuity-corrected";
}
