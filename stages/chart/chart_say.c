/*
 * chart_say - the picture in words: numbers, the footer, the text alternative.
 */
#include <math.h>

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "chart/chart.h"
#include "document/display.h"
#include "program/num.h"

enum {
    LISTED = 12, /* most points listed in the text alternative, a series */
    GAPS = 4,    /* most periods without a figure that the footer lists */
    OWNERS = 4,  /* most publishers that the footer names, */
    RELAYS = 2   /* and of each those who passed its numbers on */
};

const char *
chart_number(struct chart *p, double x)
{
    char text[NUM_MAX];
    bool rounded = false;
    return display_number(p->m, num_text(x, text), 3, true, &rounded);
}

/* With --rows: what stands right of a line. */
const char *
chart_row_value(struct chart *p, const struct chart_point *q)
{
    const char *text = q->amount.known ? q->value : q->bounds;
    if (q->amount.known && *q->bounds) {
        const char *level = strstr(q->bounds, "I ");
        text = mem_print(p->m, "%s (%s)", text, level ? level + 2 : q->bounds);
    }
    unsigned marks = q->marks & ~p->shared;
    return marks ? chart_join(p->m, text, " ", display_set(p->m, marks)) : text;
}

unsigned
chart_look(const struct chart *p, const struct chart_point *q)
{
    unsigned marks = q->marks & ~p->shared;
    return marks & DISPLAY_MARK('p')                         ? USED_OPEN
           : marks & (DISPLAY_MARK('u') | DISPLAY_MARK('v')) ? USED_PALE
                                                             : 0;
}

const char *
chart_axis(const struct chart *p)
{
    return p->elapsed ? "Days since the first edition held"
           : p->opt->x_column && !strcmp(p->opt->x_column, "vintage")
               ? "Date of publication"
               : "";
}

/* What stands before the first semicolon, and in brackets before the first comma: the
 * table of the trend has the rest. */
static const char *
say_short(struct chart *p, const struct chart_trend *r)
{
    size_t n = strcspn(r->says, ";"), at = strcspn(r->says, "(");
    if (at < n)
        n = at + strcspn(r->says + at, ",;)");
    n -= !r->says[n] && n && r->says[n - 1] == '.';
    return mem_print(p->m, "%s, %.*s%s", r->span, (int)n, r->says, at < n ? ")" : "");
}

/* The last of each series: trends before a break are of other figures. */
static void
say_trends(struct chart *p)
{
    const char *text = "";
    size_t last = 0;
    for (size_t i = 0; i < p->trends; i++) {
        const struct chart_trend *r = &p->trend[i];
        if (i + 1 < p->trends && p->trend[i + 1].place == r->place)
            continue;
        last++;
        text = chart_join(p->m, text, "; ",
                          chart_join(p->m, r->label, ", ", say_short(p, r)));
    }
    if (*text)
        texts_add(p->m, &p->footer,
                  mem_print(p->m, "Trend%s: %s.%s", last == 1 ? "" : "s", text,
                            last < p->trends ? " Earlier: in the table." : ""));
}

/* What the drawing means, as far as it was used; then breaks, trend and publishers. */
const char *
chart_nothing(struct chart *p)
{
    const char *day = display_date(p->m, p->opt->as_of);
    return p->alone
               ? mem_print(p->m, "Nothing could be set against the %s number on %s.",
                           p->opt->against, day)
               : mem_print(p->m,
                           "Of what is held here, nothing published by %s can be "
                           "shown.",
                           day);
}

/* The breaks or the events, each with its number in the picture. */
static const char *
list_faults(struct chart *p, bool event)
{
    const char *text = "";
    for (size_t i = 0; i < p->faults; i++)
        if (p->fault[i].event == event)
            text = chart_join(p->m, text, "; ",
                              mem_print(p->m, "%zu %s (%s)", i + 1, p->fault[i].label,
                                        p->fault[i].date));
    return *text ? mem_print(p->m, "%s: %s.", event ? "Events" : "Breaks", text) : "";
}

/* The page with the table has the rest. */
static const char *
meaning_short(struct chart *p, char letter)
{
    const char *text = display_meaning(letter);
    return mem_text(p->m, text, strcspn(text, ":"));
}

/* The shorthand that stands in rows; and what is true of every number. */
static const char *
say_marks(struct chart *p)
{
    const char *text = "", *all = "";
    unsigned drawn = DISPLAY_ABSENT | DISPLAY_MARK('b');
    for (char c = 'a'; c <= 'z'; c++)
        if (p->shared & p->marks & ~drawn & DISPLAY_MARK(c))
            all = chart_join(p->m, all, ", ", meaning_short(p, c));
        else if (p->opt->rows && p->marks & DISPLAY_MARK(c))
            text = chart_join(p->m, text, " ",
                              mem_print(p->m, "[%c] %s.", c, meaning_short(p, c)));
    return *all ? chart_join(p->m, text, " ", mem_print(p->m, "All numbers: %s.", all))
                : text;
}

/* A figure of another kind of period, as a half-year, lies within the period or reaches into
 * it. */
static bool
is_met(const struct chart_series *s, char freq, long index)
{
    char text[PERIOD_MAX];
    struct period missing;
    period_text(freq, index, text);
    period_parse(text, &missing);
    for (size_t k = 0; k < s->n; k++) {
        const struct period *q = &s->point[k]->period;
        if (q->freq != freq && q->first <= missing.last && q->last >= missing.first)
            return true;
    }
    return false;
}

/* The periods of a series, of one frequency, of which nothing is held: up to the last of
 * the figure. */
static void
find_gaps(struct chart *p, const struct chart_series *s, char freq, long end,
          struct texts *gaps, size_t *n)
{
    const struct chart_point *before = NULL;
    for (size_t k = 0; k <= s->n; k++) {
        const struct chart_point *q = k < s->n ? s->point[k] : NULL;
        if (q && q->period.freq != freq)
            continue;
        long next = q ? q->period.index : end + 1;
        for (long i = before ? before->period.index + 1 : next; i < next; i++) {
            if (is_met(s, freq, i))
                continue;
            if (freq == 'A' && *n < GAPS)
                texts_add(p->m, gaps, mem_print(p->m, "%ld", i));
            ++*n;
        }
        before = q ? q : before;
    }
}

/* Blank without a word reads as zero, or as an oversight. Years are named where there is one
 * series: of several, another may have them. */
static const char *
say_gaps(struct chart *p)
{
    static const char freqs[] = "AQM";
    struct texts gaps = {0};
    size_t n = 0;
    for (const char *f = freqs; *f && !p->opt->rows && !p->opt->x_column; f++) {
        long end = LONG_MIN;
        for (size_t i = 0; i < p->points; i++)
            if (p->point[i].period.freq == *f && p->point[i].period.index > end)
                end = p->point[i].period.index;
        for (size_t a = 0; a < p->n; a++)
            for (size_t i = 0; i < p->panel[a].n; i++)
                find_gaps(p, &p->panel[a].series[i], *f, end, &gaps, &n);
    }
    if (!n)
        return "";
    if (p->opt->against)
        return "Without a mark: there are not two numbers to compare.";
    const char *text = "";
    for (size_t i = 0; i < gaps.n; i++)
        text = chart_join(p->m, text, ", ", gaps.item[i]);
    return gaps.n == n && p->n == 1 && p->panel[0].n == 1
               ? mem_print(p->m, "No figure is held for the whole of %s.", text)
               : "Without a mark: no figure of that period is held.";
}

static int
by_uses(const void *a, const void *b)
{
    const struct chart_credit *x = a, *y = b;
    if (x->counts != y->counts)
        return x->counts ? -1 : 1;
    return x->uses != y->uses ? (x->uses < y->uses ? 1 : -1)
                              : strcmp(x->publisher, y->publisher);
}

/* "Home Office (in part via The Clewer Initiative); base of the rates: World Bank". */
static const char *
say_credits(struct chart *p)
{
    const char *text = "";
    if (p->credits)
        qsort(p->credit, p->credits, sizeof *p->credit, by_uses);
    for (size_t i = 0; i < p->credits && i < OWNERS; i++) {
        const struct chart_credit *c = &p->credit[i];
        const char *via = "";
        for (size_t k = 0; k < c->via.n && k < RELAYS; k++)
            via = chart_join(p->m, via, ", ", c->via.item[k]);
        if (c->via.n > RELAYS)
            via = mem_print(p->m, "%s and %zu more", via, c->via.n - RELAYS);
        bool base = !c->counts && (!i || p->credit[i - 1].counts);
        text = chart_join(p->m, text, base ? "; base of the rates: " : "; ",
                          *via ? mem_print(p->m, "%s (%svia %s)", c->publisher,
                                           c->itself ? "in part " : "", via)
                               : c->publisher);
    }
    return p->credits > OWNERS
               ? mem_print(p->m, "%s; %zu more", text, p->credits - OWNERS)
               : text;
}

static bool
has_whisker(const struct chart_point *q)
{
    return q->amount.known && isfinite(q->est_lo) && isfinite(q->est_hi);
}

/* A whisker that ends within the mark of its number, above and below. */
static bool
is_covered(const struct chart_panel *a, const struct chart_point *q)
{
    enum { RADIUS = 4 };
    double y = chart_pixel_y(a, q->amount.value);
    return fabs(chart_pixel_y(a, q->est_lo) - y) < RADIUS &&
           fabs(chart_pixel_y(a, q->est_hi) - y) < RADIUS;
}

/* Whether there are whiskers, none of which is seen. */
static unsigned
covered(const struct chart *p)
{
    unsigned used = 0;
    for (size_t i = 0; i < p->n && !p->opt->rows && !p->opt->terminal; i++)
        for (size_t k = 0; k < p->panel[i].n; k++)
            for (size_t j = 0; j < p->panel[i].series[k].n; j++) {
                const struct chart_point *q = p->panel[i].series[k].point[j];
                if (!has_whisker(q))
                    continue;
                if (!is_covered(&p->panel[i], q))
                    return 0;
                used = USED_COVERED;
            }
    return used;
}

/* "Whiskers: 95 % confidence interval." of each kind that is drawn. */
static const char *
say_limits(const struct chart *p)
{
    static const char *const level[] = {"95", "90", "99"};
    static const char *const kind[][2] = {
        {"ci", "confidence"}, {"cri", "credible"}, {"pi", "prediction"}};
    const char *text = "";
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < 3; k++)
            if (texts_has(&p->limits, mem_print(p->m, "%s%s", kind[k][0], level[i])))
                text = chart_join(p->m, text, " ",
                                  mem_print(p->m, "Whiskers: %s %% %s interval.",
                                            level[i], kind[k][1]));
    return text;
}

void
chart_footer(struct chart *p)
{
    unsigned used = p->used | covered(p);
    const struct {
        unsigned bit;
        const char *text, *in_signs; /* NULL: the same in a terminal */
    } meaning[] = {
        {USED_BAR, "Filled bar: no number known, it lies within these bounds.",
         "Bar with plain ends, or ┼: no number known, it lies within these bounds."},
        {USED_HELD, "Open bar: number withheld by the publisher, within these bounds.",
         "Bar with double ends, or ╪: number withheld by the publisher, within these "
         "bounds."},
        {USED_FLOOR, "Foot with arrow: at least this much.", NULL},
        {USED_CEILING, "Foot with arrow towards zero: at most this much.", NULL},
        {USED_LIMITS, say_limits(p), NULL},
        {USED_RANGE, "Whiskers: published range.", NULL},
        {USED_COVERED, "They are shorter than the marks, which cover them.", NULL},
        {USED_GONE, "Cross below the axis: no number known.", NULL},
        {USED_TREND, "Wide pale line: fitted trend.", "Line of =: fitted trend."},
        {USED_LIFTED, "The vertical axis does not begin at 0.", NULL},
        {USED_SMALL, "A mark on the axis may be a small number, not zero.", NULL},
        {USED_BARE, "Open mark: a number without an interval.", NULL},
        {USED_OPEN, "Open mark: provisional.", NULL},
        {USED_PALE, "Pale mark: low reliability or not validated.",
         "Question mark: low reliability or not validated."},
        {USED_CUT, "No line is drawn across a break in the series.", NULL},
    };
    const char *text = "";
    for (size_t i = 0; i < sizeof meaning / sizeof *meaning; i++)
        if (used & meaning[i].bit &&
            meaning[i].bit != (p->opt->rows ? USED_GONE : USED_BARE))
            text =
                chart_join(p->m, text, " ",
                           p->opt->terminal && meaning[i].in_signs ? meaning[i].in_signs
                                                                   : meaning[i].text);
    text = chart_join(p->m, text, " ", say_marks(p));
    text = chart_join(p->m, text, " ", say_gaps(p));
    text = chart_join(p->m, text, " ", list_faults(p, false));
    text = chart_join(p->m, text, " ", list_faults(p, true));
    for (size_t i = 0; i < p->opt->marks.n && p->n; i++)
        if (p->shows[i] && chart_shaded(p, i))
            text = chart_join(p->m, text, " ",
                              mem_print(p->m, "Shaded: %s.", p->shows[i]));
    for (size_t i = 0; i < p->opt->remarks.n && p->n; i++)
        text = chart_join(p->m, text, " ", p->opt->remarks.item[i]);
    if (*text)
        texts_add(p->m, &p->footer, text);
    say_trends(p);
    text = say_credits(p);
    if (*text)
        texts_add(p->m, &p->footer,
                  mem_print(p->m,
                            "Source: %s. Each statement is listed with the table.",
                            text));
}

/* "11 in 2021", the latest of equals. */
static const char *
extreme(struct chart *p, const struct chart_series *s, int sign)
{
    const struct chart_point *best = NULL;
    for (size_t k = 0; k < s->n; k++) {
        const struct chart_point *q = s->point[k];
        if (q->amount.known &&
            (!best || sign * (q->amount.value - best->amount.value) >= 0))
            best = q;
    }
    return best ? mem_print(p->m, "%s in %s", best->value, best->when) : "";
}

static const char *
say_series(struct chart *p, const struct chart_series *s)
{
    const struct chart_point *first = NULL, *last = NULL;
    const char *bounded = "", *gone = "";
    size_t known = 0, bounds = 0, nothing = 0;
    for (size_t k = 0; k < s->n; k++) {
        const struct chart_point *q = s->point[k];
        if (q->amount.known) {
            first = first ? first : q;
            last = q;
            known++;
        } else if (q->gone) {
            if (nothing++ < LISTED)
                gone = chart_join(p->m, gone, ", ", q->when);
        } else if (bounds++ < LISTED) {
            bounded = chart_join(p->m, bounded, ", ",
                                 mem_print(p->m, "%s %s%s", q->when, q->bounds,
                                           q->held ? " (withheld)" : ""));
        }
    }
    const char *text = mem_print(p->m, "%zu number%s", known, known == 1 ? "" : "s");
    if (known == 1)
        text = mem_print(p->m, "%s, %s in %s", text, first->value, first->when);
    if (known > 1)
        text = mem_print(p->m, "%s, from %s in %s to %s in %s, lowest %s, highest %s",
                         text, first->value, first->when, last->value, last->when,
                         extreme(p, s, -1), extreme(p, s, 1));
    if (bounds)
        text = mem_print(p->m, "%s; bounds alone for %zu: %s%s", text, bounds, bounded,
                         bounds > LISTED ? ", and more" : "");
    if (nothing)
        text = mem_print(p->m, "%s; nothing known for %zu: %s%s", text, nothing, gone,
                         nothing > LISTED ? ", and more" : "");
    return *s->label ? mem_print(p->m, "%s: %s.", s->label, text)
                     : mem_print(p->m, "%s.", text);
}

static const char *
say_rows(struct chart *p, const struct chart_panel *a)
{
    const char *text = "";
    for (size_t k = 0; k < a->series[0].n; k++) {
        const struct chart_point *q = a->series[0].point[k];
        text =
            chart_join(p->m, text, "; ",
                       mem_print(p->m, "%s: %s", chart_name(p, q, chart_code(p, q)),
                                 q->gone ? "no number known" : chart_row_value(p, q)));
    }
    return mem_print(p->m, "%s.", text);
}

/* The picture in words. */
const char *
chart_describe(struct chart *p)
{
    const char *text = p->opt->subtitle ? mem_print(p->m, "%s.", p->opt->subtitle) : "";
    if (!p->n)
        return chart_join(p->m, text, " ", chart_nothing(p));
    for (size_t i = 0; i < p->n; i++) {
        const struct chart_panel *a = &p->panel[i];
        const char *head =
            mem_print(p->m, "%s%s%zu %s, unit: %s.", a->label, *a->label ? ": " : "",
                      p->opt->rows ? a->series[0].n : a->n,
                      !p->opt->rows         ? "series"
                      : a->series[0].n == 1 ? "row"
                                            : "rows",
                      a->unit);
        text = chart_join(p->m, text, " ", head);
        if (p->opt->rows)
            text = chart_join(p->m, text, " ", say_rows(p, a));
        for (size_t k = a->n; !p->opt->rows && k-- > 0;)
            text = chart_join(p->m, text, " ", say_series(p, &a->series[k]));
    }
    for (size_t i = 0; i < p->opt->marks.n; i++)
        if (chart_shaded(p, i))
            text = chart_join(
                p->m, text, " ",
                mem_print(p->m, "Shaded: %s.", display_period(p->m, p->mark[i])));
    for (size_t i = 0; i < p->footer.n; i++)
        text = chart_join(p->m, text, " ", p->footer.item[i]);
    return text;
}
