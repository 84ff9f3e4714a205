/*
 * chart_say - the picture in words: numbers, the footer, the text alternative.
 */
#include <string.h>

#include "chart/chart.h"
#include "document/display.h"
#include "program/num.h"

enum {
    TRENDS_WHOLE = 3, /* so many trends are said in full */
    LISTED = 12       /* most points listed in the text alternative, a series */
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
    return q->marks ? chart_join(p->m, text, " ", display_set(p->m, q->marks)) : text;
}

/* What stands before the first semicolon: the table of the trend has the rest. */
static const char *
say_short(struct chart *p, const struct chart_trend *r)
{
    size_t n = strcspn(r->says, ";");
    bool open = r->says[n] && memchr(r->says, '(', n);
    n -= !r->says[n] && n && r->says[n - 1] == '.';
    return mem_print(p->m, "%s, %.*s%s", r->span, (int)n, r->says, open ? ")" : "");
}

/* The last of each series: trends before a break are of other figures. Whole when they are
 * few and nothing is left out. */
static void
say_trends(struct chart *p)
{
    const char *text = "";
    size_t last = 0;
    for (size_t i = 0; i < p->trends; i++)
        last += i + 1 == p->trends || p->trend[i + 1].place != p->trend[i].place;
    for (size_t i = 0; i < p->trends; i++) {
        const struct chart_trend *r = &p->trend[i];
        if (i + 1 < p->trends && p->trend[i + 1].place == r->place)
            continue;
        if (p->trends <= TRENDS_WHOLE && last == p->trends)
            texts_add(p->m, &p->footer,
                      mem_print(p->m, "%s: %s",
                                chart_join(p->m, r->label, ", ", r->span), r->says));
        else
            text = chart_join(p->m, text, "; ",
                              chart_join(p->m, r->label, ", ", say_short(p, r)));
    }
    if (*text)
        texts_add(p->m, &p->footer,
                  mem_print(p->m, "Trend%s: %s.%s", last == 1 ? "" : "s", text,
                            last < p->trends
                                ? " Those before a break stand in the table."
                                : ""));
}

/* What the drawing means, as far as it was used; then breaks, trend and publishers. */
const char *
chart_nothing(struct chart *p)
{
    return mem_print(p->m, "Nothing on this had been published by %s.",
                     display_date(p->m, p->opt->as_of));
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

void
chart_footer(struct chart *p)
{
    static const struct {
        unsigned bit;
        const char *text;
    } meaning[] = {
        {USED_BAR, "Filled bar: no number known, it lies within these bounds."},
        {USED_HELD, "Open bar: number withheld by the publisher, within these bounds."},
        {USED_FLOOR, "Foot with arrow: at least this much."},
        {USED_CEILING, "Foot with arrow towards zero: at most this much."},
        {USED_CI, "Whiskers: 95 % confidence interval."},
        {USED_CRI, "Whiskers: 95 % credible interval."},
        {USED_PI, "Whiskers: 95 % prediction interval."},
        {USED_RANGE, "Whiskers: published range."},
        {USED_GONE, "Cross on the axis: no number known."},
        {USED_TREND, "Wide pale line: fitted trend."},
        {USED_LIFTED, "The vertical axis does not begin at 0."},
        {USED_BARE, "Open mark: a number without an interval."},
    };
    const char *text = "";
    for (size_t i = 0; i < sizeof meaning / sizeof *meaning; i++)
        if (p->used & meaning[i].bit && (p->opt->rows || meaning[i].bit != USED_BARE))
            text = chart_join(p->m, text, " ", meaning[i].text);
    for (char c = 'a'; p->opt->rows && c <= 'z'; c++)
        if (p->marks & DISPLAY_MARK(c))
            text = chart_join(p->m, text, " ",
                              mem_print(p->m, "[%c] %s.", c, display_meaning(c)));
    text = chart_join(p->m, text, " ", list_faults(p, false));
    text = chart_join(p->m, text, " ", list_faults(p, true));
    if (*text)
        texts_add(p->m, &p->footer, text);
    say_trends(p);
    for (size_t i = 0; i < p->opt->remarks.n && p->n; i++)
        texts_add(p->m, &p->footer, p->opt->remarks.item[i]);
    text = "";
    for (size_t i = 0; i < p->publishers.n && i < 4; i++)
        text = chart_join(p->m, text, "; ", p->publishers.item[i]);
    if (p->publishers.n > 4)
        text = mem_print(p->m, "%s and %zu more", text, p->publishers.n - 4);
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
                      p->opt->rows ? "rows" : "series", a->unit);
        text = chart_join(p->m, text, " ", head);
        if (p->opt->rows)
            text = chart_join(p->m, text, " ", say_rows(p, a));
        for (size_t k = a->n; !p->opt->rows && k-- > 0;)
            text = chart_join(p->m, text, " ", say_series(p, &a->series[k]));
    }
    for (size_t i = 0; i < p->opt->marks.n; i++)
        if (chart_shaded(p, i))
            text = chart_join(p->m, text, " ",
                              mem_print(p->m, "Shaded: %s.",
                                        display_period(p->m, p->opt->marks.item[i])));
    for (size_t i = 0; i < p->footer.n; i++)
        text = chart_join(p->m, text, " ", p->footer.item[i]);
    return text;
}
