/*
 * chart_labels - where words stand in a panel: the labels of series, and the numbers beside
 * marks that touch the axis, which would read as zero.
 */
#include <math.h>

#include "chart/chart.h"
#include "document/display.h"

enum {
    RADIUS = 5,  /* of a mark */
    LOW = 3,     /* its middle is so near to the axis that it seems to stand on it */
    FAR = 40,    /* from the last mark to the edge, where its label stands beside it */
    BAR_GAP = 2, /* between a bar and its label */
    RAISED = 3   /* most labels above one another on a mark */
};

/* A rectangle in pixels from above. */
struct box {
    double left, top, right, bottom;
};

/* What is drawn in a panel, then from marks on the labels placed so far. */
struct drawn {
    struct box *b;
    size_t n, marks;
};

static void
add(struct chart *p, struct drawn *d, struct box b)
{
    d->b = mem_more(p->m, d->b, d->n, sizeof *d->b);
    d->b[d->n++] = b;
}

static bool
is_free(const struct drawn *d, struct box b, size_t from, size_t n)
{
    for (size_t i = from; i < n; i++)
        if (b.left < d->b[i].right && b.right > d->b[i].left &&
            b.top < d->b[i].bottom && b.bottom > d->b[i].top)
            return false;
    return true;
}

static struct box
around(double x, double y, double aside, double up)
{
    return (struct box){x - aside, y - up, x + aside, y + up};
}

/* A line from one point to the next, as small boxes; with --x it has steps. */
static void
add_line(struct chart *p, struct drawn *d, double x0, double y0, double x1, double y1)
{
    if (p->opt->x_column) {
        add(p, d, (struct box){x0, y0 - 1, x1, y0 + 1});
        add(p, d, (struct box){x1 - 1, fmin(y0, y1), x1 + 1, fmax(y0, y1)});
        return;
    }
    double n = ceil(hypot(x1 - x0, y1 - y0) / 3);
    for (double i = 0; i <= n; i++)
        add(p, d, around(x0 + (x1 - x0) * i / n, y0 + (y1 - y0) * i / n, 2, 2));
}

/* The bar, the arrow or the whiskers of a point; false: it has none. */
static bool
bar_of(struct chart *p, const struct chart_panel *a, const struct chart_point *q,
       struct box *b)
{
    double x = chart_pixel_x(p, q->x + q->aside);
    double lo = q->amount.known ? q->est_lo : q->amount.lo;
    double hi = q->amount.known ? q->est_hi : q->amount.hi;
    if (q->gone || isnan(lo) || isnan(hi) || !(isfinite(lo) || isfinite(hi)))
        return false;
    double arrow = (a->most - a->least) * p->arrow;
    lo = chart_pixel_y(a, isfinite(lo) ? lo : hi - arrow);
    hi = chart_pixel_y(a, isfinite(hi) ? hi : q->amount.lo + arrow);
    *b = (struct box){x - RADIUS, fmin(lo, hi) - 1, x + RADIUS, fmax(lo, hi) + 1};
    return true;
}

static void
add_point(struct chart *p, struct drawn *d, const struct chart_panel *a,
          const struct chart_point *q)
{
    struct box b;
    if (!q->gone && q->amount.known)
        add(p, d,
            around(chart_pixel_x(p, q->x + q->aside), chart_pixel_y(a, q->amount.value),
                   RADIUS, RADIUS));
    if (bar_of(p, a, q, &b))
        add(p, d, b);
}

static void
add_all(struct chart *p, struct drawn *d, const struct chart_panel *a)
{
    for (size_t i = 0; i < a->n; i++) {
        const struct chart_series *s = &a->series[i];
        for (size_t k = 0; k < s->n; k++) {
            add_point(p, d, a, s->point[k]);
            if (k && chart_follows(p, s->point[k], s->point[k - 1]))
                add_line(p, d, chart_pixel_x(p, s->point[k - 1]->x),
                         chart_pixel_y(a, s->point[k - 1]->amount.value),
                         chart_pixel_x(p, s->point[k]->x),
                         chart_pixel_y(a, s->point[k]->amount.value));
        }
    }
}

static void
put(struct chart *p, struct chart_panel *a, struct chart_word w)
{
    a->word = mem_more(p->m, a->word, a->words, sizeof *a->word);
    a->word[a->words++] = w;
}

/* The end of a number or of bounds that is not zero but touches the axis there; NAN: none. */
static double
low_end(const struct chart_panel *a, const struct chart_point *q)
{
    double y = q->amount.known ? q->amount.value : q->amount.hi;
    bool low = !q->gone && y > 0 && isfinite(q->amount.lo) &&
               chart_pixel_y(a, 0) - chart_pixel_y(a, y) < LOW;
    return low ? y : NAN;
}

/* The number above its mark, where there is room for it; or the footer says it. */
static void
put_small(struct chart *p, struct drawn *d, struct chart_panel *a,
          const struct chart_series *s, const struct chart_point *q)
{
    double y = low_end(a, q);
    if (isnan(y))
        return;
    const char *text = q->amount.known ? q->value : q->bounds;
    double x = chart_pixel_x(p, q->x + q->aside);
    double wide = typeset_width(text, SMALL_SIZE, false) / 2;
    double middle = chart_pixel_y(a, y) - RADIUS - SMALL_SIZE / 2.0 - 1;
    for (int up = 0; up < RAISED; up++, middle -= SMALL_SIZE + 2) {
        struct box b = around(x, middle, wide, SMALL_SIZE / 2.0);
        if (x - wide < p->left || x + wide > p->right + GAP ||
            !is_free(d, b, 0, d->marks))
            break; /* it would seem to be of what stands there */
        if (!is_free(d, b, d->marks, d->n))
            continue;
        put(p, a,
            (struct chart_word){x, middle, "center", SMALL_SIZE, false, s->ink, text});
        add(p, d, b);
        return;
    }
    p->used |= USED_SMALL;
}

/* The label of a series by its last number or bounds, at the right, or below or above: where. */
static struct box
beside(struct chart *p, const struct chart_panel *a, const struct chart_series *s,
       const struct typeset_lines *t, int way)
{
    double y, wide = 0, high = (double)t->n * LABEL_LINE, off = RADIUS + 4;
    const struct chart_point *q = chart_last_seen(s, &y);
    double x = chart_pixel_x(p, q->x + q->aside);
    struct box b;
    for (size_t l = 0; l < t->n; l++)
        wide = fmax(wide, typeset_width(t->line[l], LABEL_SIZE, true));
    y = chart_pixel_y(a, y);
    if (way) {
        bool bar = !q->amount.known && bar_of(p, a, q, &b);
        double top = way == 1 ? (bar ? b.bottom + BAR_GAP : y + RADIUS)
                              : (bar ? b.top - BAR_GAP : y - RADIUS) - high;
        return (struct box){x + off - wide, top, x + off, top + high};
    }
    y = fmin(y, a->top + a->height - high / 2);
    return (struct box){x + off, y - high / 2, x + off + wide, y + high / 2};
}

/* What it shows last is so far from the edge that a line to a label there would cross what may
 * be read as values, and a label without a line would seem to be of nothing. */
static bool
is_far(struct chart *p, const struct chart_series *s)
{
    double y;
    const struct chart_point *q = chart_last_seen(s, &y);
    return !q->gone && p->right - chart_pixel_x(p, q->x) > FAR;
}

static bool
fits(const struct chart *p, const struct drawn *d, const struct chart_panel *a,
     struct box b)
{
    return b.left >= p->left && b.right <= p->right &&
           b.top >= a->top - LABEL_LINE / 2.0 && b.bottom <= a->top + a->height &&
           is_free(d, b, 0, d->n);
}

/* Whether all series that end early have room for their labels there: at[], where. */
static bool
find_room(struct chart *p, struct drawn *d, const struct chart_panel *a,
          const struct typeset_lines text[], struct box at[])
{
    size_t before = d->n;
    for (size_t i = 0; i < a->n; i++) {
        int way = 0;
        if (!is_far(p, &a->series[i]))
            continue;
        for (at[i] = beside(p, a, &a->series[i], &text[i], way);
             way < 3 && !fits(p, d, a, at[i]);)
            at[i] = beside(p, a, &a->series[i], &text[i], ++way);
        if (way == 3) {
            d->n = before;
            return false;
        }
        add(p, d, (struct box){at[i].left - 3, at[i].top, at[i].right, at[i].bottom});
    }
    return true;
}

static void
put_label(struct chart *p, struct chart_panel *a, const struct chart_series *s,
          const struct typeset_lines *t, double x, double top)
{
    for (size_t l = 0; l < t->n; l++)
        put(p, a,
            (struct chart_word){x, top + ((double)l + 0.5) * LABEL_LINE, "left",
                                LABEL_SIZE, s->style >= 0, s->ink, t->line[l]});
}

/* Labels beside numbers that end early; the others at the right, moved apart, with a thin line
 * to the number when it is not right beside it; none to bounds, of which it would seem to name
 * one. */
static void
put_labels(struct chart *p, struct drawn *d, struct chart_panel *a)
{
    struct typeset_place *place = mem_array(p->m, a->n, sizeof *place);
    struct typeset_lines *text = mem_array(p->m, a->n, sizeof *text);
    struct box *at = mem_array(p->m, a->n, sizeof *at);
    size_t *of = mem_array(p->m, a->n, sizeof *of), n = 0;
    double y, edge = p->right + GAP;
    for (size_t i = 0; i < a->n; i++)
        text[i] = typeset_wrap(p->m, a->series[i].label, LABEL_SIZE, true, LABEL_MOST);
    bool room = find_room(p, d, a, text, at);
    for (size_t i = 0; i < a->n; i++) {
        if (room && is_far(p, &a->series[i])) {
            put_label(p, a, &a->series[i], &text[i], at[i].left, at[i].top);
            continue;
        }
        chart_last_seen(&a->series[i], &y);
        place[n].want = chart_pixel_y(a, y);
        place[n].size = (double)text[i].n * LABEL_LINE + 4;
        of[n++] = i;
    }
    typeset_spread(p->m, place, n, a->top - 6, a->top + a->height + 6);
    for (size_t i = 0; i < n; i++) {
        const struct chart_series *s = &a->series[of[i]];
        const struct typeset_lines *t = &text[of[i]];
        const struct chart_point *q = chart_last_seen(s, &y);
        double x = chart_pixel_x(p, q->x) + RADIUS + 1;
        put_label(p, a, s, t, edge, place[i].at - (double)t->n * LABEL_LINE / 2);
        if (q->amount.known && edge - 3 - x > 4)
            a->leader[a->leaders++] = (struct chart_leader){
                x, chart_pixel_y(a, y), edge - 3, place[i].at, s->color};
    }
}

/* With --highlight the grey series are told apart by their names alone: each part of one has
 * its name above its end, but for the last, which has it at the right. */
static void
put_part_labels(struct chart *p, struct chart_panel *a)
{
    for (size_t i = 0; i < a->n; i++) {
        const struct chart_series *s = &a->series[i];
        for (size_t k = 0; s->style < 0 && k + 1 < s->n; k++)
            if (s->point[k]->amount.known &&
                !chart_follows(p, s->point[k + 1], s->point[k]))
                put(p, a,
                    (struct chart_word){chart_pixel_x(p, s->point[k]->x),
                                        chart_pixel_y(a, s->point[k]->amount.value) -
                                            SMALL_LINE / 2.0,
                                        "right", SMALL_SIZE, false, s->ink, s->label});
    }
}

void
chart_place_words(struct chart *p, struct chart_panel *a)
{
    struct drawn d = {NULL, 0, 0};
    a->leader = mem_array(p->m, a->n, sizeof *a->leader);
    add_all(p, &d, a);
    if (chart_labelled(a))
        put_labels(p, &d, a);
    d.marks = d.n;
    for (size_t i = 0; i < a->n && !a->ranks && a->least == 0; i++)
        for (size_t k = 0; k < a->series[i].n; k++)
            put_small(p, &d, a, &a->series[i], a->series[i].point[k]);
    put_part_labels(p, a);
}
