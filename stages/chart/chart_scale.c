/*
 * chart_scale - where things stand: scales, margins, heights.
 */
#include <math.h>
#include <string.h>

#include "chart/chart.h"
#include "chart/typeset.h"

static double
percent_of(double x, double base)
{
    return 100 * (x - base) / base;
}

/* --from-first: what is drawn is how far each number is from the first of the series, in
 * percent; what is said stays the number. */
void
chart_from_first(struct chart *p, struct chart_series *s)
{
    double first = NAN;
    for (size_t k = 0; k < s->n; k++) {
        struct chart_point *q = s->point[k];
        if (!q->amount.known || *q->bounds || (isnan(first) && q->amount.value <= 0))
            table_die(&p->tab, &q->row, "value",
                      "expected numbers without bounds, the first above 0, as "
                      "--from-first wants them");
        if (isnan(first)) {
            first = q->amount.value;
            s->label = mem_print(p->m, "%s: %s at first", s->label, q->value);
        }
        q->amount.value = percent_of(q->amount.value, first);
        q->amount.lo = q->amount.hi = q->amount.value;
    }
}

/* --against: how far a number and its limits are from base, in percent; the number is said too. */
void
chart_against(struct chart *p, struct chart_point *q, double base)
{
    q->amount.value = percent_of(q->amount.value, base);
    q->amount.lo = percent_of(q->amount.lo, base);
    q->amount.hi = percent_of(q->amount.hi, base);
    q->est_lo = percent_of(q->est_lo, base);
    q->est_hi = percent_of(q->est_hi, base);
    if (q->amount.known)
        q->value = mem_print(p->m, "%s (%+.*f %%)", q->value, (int)p->opt->digits,
                             q->amount.value);
}

/* 1, 2 or 5 times a power of ten, at least x. */
static double
nice(double x)
{
    double unit = pow(10, floor(log10(x)));
    double ratio = x / unit;
    return unit * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
}

static void
stretch(struct chart_panel *a, double x)
{
    if (isfinite(x) && x > a->most)
        a->most = x;
    if (isfinite(x) && x < a->least)
        a->least = x;
}

/* The y axis begins at 0 unless something is below it or --no-zero is given. Ranks begin
 * at 1, and 1 is at the top. */
static void
scale(struct chart *p, struct chart_panel *a)
{
    bool whole = !p->opt->from_first && !p->opt->against;
    double room = 0;
    const struct chart_point *any = a->series[0].point[0];
    a->ranks =
        !p->opt->rows && !strcmp(table_cell(&p->tab, &any->row, TABLE_UNIT), "rank");
    a->least = a->ranks ? 1 : p->opt->no_zero ? INFINITY : 0;
    a->most = p->opt->no_zero && !a->ranks ? -INFINITY : a->least;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < a->n; i++)
            for (size_t k = 0; k < a->series[i].n; k++) {
                const struct chart_point *q = a->series[i].point[k];
                stretch(a, q->amount.value);
                stretch(a, q->est_lo);
                stretch(a, q->est_hi);
                if (q->gone)
                    continue;
                stretch(a, q->amount.lo + (isfinite(q->amount.hi) ? 0 : room));
                stretch(a, q->amount.hi - (isfinite(q->amount.lo) ? 0 : room));
                whole &= table_counted(table_cell(&p->tab, &q->row, TABLE_UNIT));
            }
        room = isfinite(a->most) ? (a->most - a->least) * p->arrow * 1.3 : 0;
    }
    if (!isfinite(a->most))
        a->least = a->most = 0;
    if (a->most <= a->least)
        a->most = a->least + 1;
    a->step = nice((a->most - a->least) / (p->n > 1 && !p->opt->rows ? 3.5 : 5.5));
    if (whole && a->step < 1)
        a->step = 1;
    if (a->ranks) {
        a->step = ceil(nice((a->most - 1) / 7));
        a->tick = 1;
        a->least = 0.5;
        a->most = ceil(a->most) + 0.5;
        return;
    }
    a->most = ceil(a->most / a->step - 1e-9) * a->step;
    a->tick = a->least = floor(a->least / a->step + 1e-9) * a->step;
    if (a->least > 0)
        p->used |= USED_LIFTED;
}

/* --same-scale: panels of one unit can be compared by eye. */
static void
share_scales(struct chart *p)
{
    for (size_t i = 0; i < p->n; i++)
        for (size_t k = 0; k < p->n; k++) {
            struct chart_panel *a = &p->panel[i], *b = &p->panel[k];
            if (a->ranks || b->ranks)
                continue;
            if (b->most > a->most) {
                a->most = b->most;
                a->step = b->step;
            }
            a->least = a->tick = fmin(a->least, b->least);
        }
}

double
chart_axis_room(const struct chart *p)
{
    return AXIS + (p->used & USED_GONE && !p->opt->rows ? CROSS : 0);
}

size_t
chart_ticks(const struct chart_panel *a)
{
    return (size_t)floor((a->most - a->tick) / a->step + 1e-9) + 1;
}

double
chart_tick(const struct chart_panel *a, size_t k)
{
    return a->tick + (double)k * a->step;
}

bool
chart_labelled(const struct chart_panel *a)
{
    return a->n > 1 || *a->series[0].label;
}

/* The numbers of the rows along x, one scale for all panels. */
static void
measure_rows(struct chart *p)
{
    double labels = 0, values = 0;
    struct chart_panel all = {0};
    p->arrow = 0.08;
    p->head = mem_array(p->m, p->points, sizeof *p->head);
    for (size_t i = 0; i < p->n; i++) {
        struct chart_panel *a = &p->panel[i];
        scale(p, a);
        stretch(&all, a->most);
        stretch(&all, a->least);
        all.step = fmax(all.step, a->step);
        a->least = 0;
        a->most = (double)a->series[0].n;
    }
    for (size_t i = 0; i < p->points; i++) {
        const struct chart_point *q = &p->point[i];
        struct typeset_lines *t = &p->head[i];
        *t = typeset_wrap(p->m, chart_name(p, q, chart_code(p, q)), LABEL_SIZE, false,
                          HEAD_MOST);
        for (size_t l = 0; l < t->n; l++)
            labels = fmax(labels, typeset_width(t->line[l], LABEL_SIZE, false));
        p->row = fmax(p->row, (double)t->n * LABEL_LINE + 10);
        values = fmax(values, typeset_width(chart_row_value(p, q), LABEL_SIZE, false));
    }
    p->x_least = floor(all.least / all.step + 1e-9) * all.step;
    p->x_most = ceil(all.most / all.step - 1e-9) * all.step;
    p->step = all.step;
    p->left = EDGE + labels + 10;
    p->right = CHART_WIDTH - EDGE - values - GAP;
}

static void
measure(struct chart *p)
{
    double numbers = 0, labels = 0;
    p->x_least = INFINITY;
    p->x_most = -INFINITY;
    p->arrow = 0.08;
    for (size_t i = 0; i < p->points; i++) {
        const struct chart_point *q = &p->point[i];
        p->x_least = fmin(p->x_least, p->elapsed ? 0 : chart_year(q->period.first));
        p->x_most =
            fmax(p->x_most, p->elapsed ? q->x + 1 : chart_year(q->period.last + 1));
    }
    for (size_t i = 0; i < p->n; i++)
        scale(p, &p->panel[i]);
    if (p->opt->same_scale)
        share_scales(p);
    for (size_t i = 0; i < p->n; i++) {
        struct chart_panel *a = &p->panel[i];
        for (size_t k = 0; k < chart_ticks(a); k++)
            numbers = fmax(numbers, typeset_width(chart_number(p, chart_tick(a, k)),
                                                  LABEL_SIZE, false));
        for (size_t k = 0; chart_labelled(a) && k < a->n; k++) {
            struct typeset_lines t =
                typeset_wrap(p->m, a->series[k].label, LABEL_SIZE, true, LABEL_MOST);
            for (size_t l = 0; l < t.n; l++)
                labels = fmax(labels, typeset_width(t.line[l], LABEL_SIZE, true));
        }
    }
    p->left = EDGE + numbers + 8;
    p->right = CHART_WIDTH - EDGE - (labels > 0 ? labels + GAP : 0);
}

void
chart_measure(struct chart *p)
{
    if (p->opt->rows)
        measure_rows(p);
    else
        measure(p);
}

bool
chart_shaded(const struct chart *p, size_t i)
{
    return chart_year(p->shade[i].first) < p->x_most &&
           chart_year(p->shade[i].last + 1) > p->x_least;
}

static size_t
count_lines(struct chart *p, double size, bool bold, const char *text)
{
    return typeset_wrap(p->m, text, size, bold, CHART_WIDTH - 2 * EDGE).n;
}

static double
footer_height(struct chart *p, size_t *lines)
{
    *lines = 0;
    for (size_t i = 0; i < p->footer.n; i++)
        *lines += count_lines(p, SMALL_SIZE, false, p->footer.item[i]);
    return (double)(*lines * SMALL_LINE + p->footer.n * 4);
}

/* Paragraphs that would take more lines than a reader of a picture reads run on. */
static double
lay_out_footer(struct chart *p)
{
    size_t lines;
    chart_footer(p);
    double height = footer_height(p, &lines);
    if (lines <= FOOTER_MOST || p->footer.n < 2)
        return height;
    p->footer.item[0] = chart_join(p->m, p->footer.item[0], " ", p->footer.item[1]);
    for (size_t i = 2; i < p->footer.n; i++)
        p->footer.item[i - 1] = p->footer.item[i];
    p->footer.n--;
    return footer_height(p, &lines);
}

void
chart_lay_out(struct chart *p)
{
    double y = EDGE;
    if (p->opt->title)
        y += TITLE_LINE * (double)count_lines(p, TITLE_SIZE, true, p->opt->title);
    if (p->opt->subtitle)
        y += TEXT_LINE * (double)count_lines(p, TEXT_SIZE, false, p->opt->subtitle);
    for (size_t i = 0; i < p->n; i++) {
        y += p->opt->marks.n || p->faults ? 50 : 36;
        p->panel[i].top = y;
        p->panel[i].height = p->opt->rows ? p->row * (double)p->panel[i].series[0].n
                             : p->n > 1   ? PANEL_MANY
                                          : PANEL_ONE;
        y += p->panel[i].height + chart_axis_room(p);
        if (p->opt->rows)
            continue;
        chart_set_aside(p, &p->panel[i]);
        chart_place_words(p, &p->panel[i]);
    }
    if (!p->n)
        y += 2 * TEXT_LINE;
    if (*chart_axis(p))
        y += TEXT_LINE;
    y += lay_out_footer(p);
    p->height = ceil(y + EDGE);
}
