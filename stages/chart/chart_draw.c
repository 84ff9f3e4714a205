/*
 * chart_draw - the picture as gnuplot's script.
 */
#include <math.h>
#include <stdlib.h>

#include "chart/chart.h"
#include "chart/gnuplot.h"
#include "chart/typeset.h"
#include "document/display.h"
#include "program/num.h"

/* pngcairo takes sizes of type in points of 4/3 pixel, svg in pixels. */
#define POINT 0.75

enum { PNG = 2 }; /* pixels of a PNG for one of SVG */

static const char *const ink = "#1a1a1a", *const pale_ink = CHART_GREY_INK;
static const int dash[CHART_SERIES] = {1, 2, 4, 5}, mark[CHART_SERIES] = {7, 5, 9, 13};

bool
chart_follows(const struct chart *p, const struct chart_point *q,
              const struct chart_point *before)
{
    if (p->opt->x_column)
        return q->amount.known && before->amount.known;
    return q->amount.known && before->amount.known && !q->broken &&
           q->period.freq == before->period.freq && q->period.freq != 'I' &&
           q->period.index == before->period.index + 1;
}

static double
known_or(bool yes, double x)
{
    return yes && isfinite(x) ? x : NAN;
}

static void
put_numbers(FILE *f, const double x[], size_t n)
{
    char text[NUM_MAX];
    for (size_t i = 0; i < n; i++)
        fprintf(f, "%s%s", i ? " " : "", isnan(x[i]) ? "NaN" : num_text(x[i], text));
    fputc('\n', f);
}

/* The columns of the block; the head of the theme says what they are. */
enum { COLUMNS = 20 };

static void
put_point(const struct chart *p, FILE *f, const struct chart_panel *a,
          const struct chart_series *s, size_t k)
{
    const struct chart_point *q = s->point[k];
    bool bare = isnan(q->est_lo) && isnan(q->est_hi);
    bool low = isfinite(q->amount.lo), high = isfinite(q->amount.hi);
    bool known = q->amount.known, both = !known && !q->gone && low && high;
    bool span = q->period.freq == 'I';
    unsigned look = q->amount.known ? chart_look(p, q) : 0;
    const double x[COLUMNS] = {
        q->x,
        q->amount.value,
        known_or(both && !q->held, q->amount.lo),
        known_or(both && !q->held, q->amount.hi),
        known_or(both && q->held, q->amount.lo),
        known_or(both && q->held, q->amount.hi),
        known_or(!known && !q->gone && low && !high, q->amount.lo),
        known_or(!known && !q->gone && high && !low, q->amount.hi),
        q->est_lo,
        q->est_hi,
        known_or(q->gone, a->ranks ? a->most : a->least),
        q->x + q->aside,
        known_or(span, chart_year(q->period.first)),
        known_or(span, chart_year(q->period.last + 1)),
        (double)(s->n - k) - 0.5,
        known_or(known && !bare, q->amount.value),
        known_or(known && bare, q->amount.value),
        known_or(known && !look, q->amount.value),
        known_or(look == USED_PALE, q->amount.value),
        known_or(look == USED_OPEN, q->amount.value),
    };
    put_numbers(f, x, COLUMNS);
}

/* One block a series; a row of NaN where the line is not to be joined. */
void
chart_put_data(const struct chart *p, FILE *f, const struct chart_panel *a)
{
    double nothing[COLUMNS];
    for (int c = 0; c < COLUMNS; c++)
        nothing[c] = NAN;
    fprintf(f, "$data << END_OF_DATA\n");
    for (size_t i = 0; i < a->n; i++) {
        const struct chart_series *s = &a->series[i];
        if (i)
            fprintf(f, "\n\n");
        for (size_t k = 0; k < s->n; k++) {
            if (k && !p->opt->rows && !chart_follows(p, s->point[k], s->point[k - 1]))
                put_numbers(f, nothing, COLUMNS);
            put_point(p, f, a, s, k);
        }
    }
    fprintf(f, "END_OF_DATA\n");
}

/* One block a line; the colours, half transparent, are an array beside it. */
void
chart_put_trends(struct chart *p, FILE *f, const struct chart_panel *a)
{
    const char *colors = "";
    size_t n = 0;
    fprintf(f, "$trend << END_OF_DATA\n");
    for (size_t i = 0; i < p->trends; i++) {
        const struct chart_trend *r = &p->trend[i];
        const struct chart_series *s = r->series;
        double b = log1p(r->change / 100);
        if (r->panel != a || !r->fitted)
            continue;
        for (size_t k = 0; k < s->n; k++)
            if (chart_covers(r, s->point[k])) {
                double t = chart_years(&s->point[k]->period) - r->start;
                put_numbers(f, (double[]){s->point[k]->x, r->level * exp(b * t)}, 2);
            }
        fprintf(f, "\n\n");
        colors =
            chart_join(p->m, colors, ", ", mem_print(p->m, "'#80%s'", s->color + 1));
        n++;
    }
    /* gnuplot looks at the first color even when there is no line. */
    fprintf(f, "END_OF_DATA\ntrend_n = %zu\narray trend_color[%zu] = [%s]\n", n,
            n ? n : 1, n ? colors : "'#000000'");
}

/* A line of text with its left, right end or centre at x and its middle at y, pixels from
 * above. */
static void
put_text(struct chart *p, FILE *f, double x, double y, const char *at, double size,
         bool bold, const char *color, const char *text)
{
    fprintf(f, "set label %s at screen %.6f, screen %.6f %s front noenhanced ",
            gnuplot_quote(p->m, text), x / CHART_WIDTH, 1 - y / p->height, at);
    fprintf(f, "font 'DejaVu Sans%s,%g' tc rgb '%s'\n", bold ? ":Bold" : "", size,
            color);
}

/* Lines of text from y down; returns where the next may begin. */
static double
put_lines(struct chart *p, FILE *f, double y, double line, double size, bool bold,
          const char *color, const char *text)
{
    struct typeset_lines t =
        typeset_wrap(p->m, text, size, bold, CHART_WIDTH - 2 * EDGE);
    for (size_t i = 0; i < t.n; i++, y += line)
        put_text(p, f, EDGE, y + line / 2, "left", size, bold, color, t.line[i]);
    return y;
}

/* What chart_place_words() placed. */
static void
put_words(struct chart *p, FILE *f, const struct chart_panel *a)
{
    for (size_t i = 0; i < a->words; i++) {
        const struct chart_word *w = &a->word[i];
        put_text(p, f, w->x, w->y, w->at, w->size, w->bold, w->ink, w->text);
    }
    for (size_t i = 0; i < a->leaders; i++) {
        const struct chart_leader *r = &a->leader[i];
        fprintf(f,
                "set arrow from screen %.6f, screen %.6f to screen %.6f, screen %.6f "
                "nohead lc rgb '%s' lw 0.7 dt 3\n",
                r->from_x / CHART_WIDTH, 1 - r->from_y / p->height,
                r->to_x / CHART_WIDTH, 1 - r->to_y / p->height, r->color);
    }
}

/* A cross below the axis for each period of which nothing is known: on it, it would read as
 * a zero. */
static void
put_crosses(struct chart *p, FILE *f, const struct chart_panel *a)
{
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < a->series[i].n; k++) {
            const struct chart_point *q = a->series[i].point[k];
            if (q->gone)
                put_text(p, f, chart_pixel_x(p, q->x + q->aside),
                         a->top + a->height + CROSS + 2, "center", SMALL_SIZE, true,
                         a->series[i].ink, "\u00d7");
        }
}

/* The middle of what is seen of a year. */
static double
middle_of(const struct chart *p, double year)
{
    return (fmax(year, p->x_least) + fmin(year + 1, p->x_most)) / 2;
}

/* Years under the axis, in the middle of each. */
static void
put_years(struct chart *p, FILE *f)
{
    static const long steps[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
    double middle = p->elapsed ? 0 : 0.5;
    double year = (p->right - p->left) / (p->x_most - p->x_least);
    long step = 0, first = (long)floor(p->x_least + 1e-6);
    for (int i = 0; i < 10 && (!step || (double)step * year < 44); i++)
        step = steps[i];
    fprintf(f, "set xtics (");
    const char *comma = "";
    for (long y = first; (double)y + middle < p->x_most; y++)
        if (y % step == 0 && (double)y + middle >= p->x_least) {
            if (p->elapsed)
                fprintf(f, "%s'%s' %ld", comma, chart_number(p, (double)y), y);
            else
                fprintf(f, "%s'%ld' %.6f", comma, y, middle_of(p, (double)y));
            comma = ", ";
        }
    /* No year has its middle here: each is named. */
    for (double y = (double)first; !*comma && y < p->x_most; y++)
        fprintf(f, "%s'%.0f' %.6f", y > (double)first ? ", " : "", y, middle_of(p, y));
    fprintf(f, ") font 'DejaVu Sans,%d'\n", LABEL_SIZE);
}

/* With --rows: labels left, numbers right, the scale below. */
static void
put_row_texts(struct chart *p, FILE *f, const struct chart_panel *a)
{
    char text[NUM_MAX];
    const struct chart_series *s = &a->series[0];
    for (size_t k = 0; k < s->n; k++) {
        const struct chart_point *q = s->point[k];
        const struct typeset_lines *t = &p->head[q - p->point];
        double y = a->top + ((double)k + 0.5) * p->row;
        for (size_t l = 0; l < t->n; l++)
            put_text(p, f, EDGE, y + ((double)l - (double)(t->n - 1) / 2) * LABEL_LINE,
                     "left", LABEL_SIZE, false, ink, t->line[l]);
        put_text(p, f, p->right + GAP, y, "left", LABEL_SIZE, false, ink,
                 chart_row_value(p, q));
    }
    fprintf(f, "unset ytics\nset xtics (");
    long n = lround((p->x_most - p->x_least) / p->step);
    for (long i = 0; i <= n; i++) {
        double x = p->x_least + (double)i * p->step;
        fprintf(f, "%s%s %s", i ? ", " : "", gnuplot_quote(p->m, chart_number(p, x)),
                num_text(x, text));
    }
    fprintf(f, ") font 'DejaVu Sans,%d'\nbar = 0.16\n", LABEL_SIZE);
    fprintf(f, "arrow = %s\n", num_text((p->x_most - p->x_least) * p->arrow, text));
}

/* Zero as dark as an axis where numbers lie on both sides of it. */
static void
put_zero(const struct chart *p, FILE *f, const struct chart_panel *a)
{
    double least = p->opt->rows ? p->x_least : a->least;
    double most = p->opt->rows ? p->x_most : a->most;
    if (least < 0 && most > 0)
        fprintf(
            f, "set arrow from %s to %s nohead back lc rgb '" CHART_GREY_INK "' lw 1\n",
            p->opt->rows ? "first 0, graph 0" : "graph 0, first 0",
            p->opt->rows ? "first 0, graph 1" : "graph 1, first 0");
}

static void
put_axes(struct chart *p, FILE *f, const struct chart_panel *a)
{
    char text[NUM_MAX];
    fprintf(f, "set xrange [%s:", num_text(p->x_least, text));
    fprintf(f, "%s]\n", num_text(p->x_most, text));
    fprintf(f, "set yrange [%s:", num_text(a->ranks ? a->most : a->least, text));
    fprintf(f, "%s]\n", num_text(a->ranks ? a->least : a->most, text));
    fprintf(f, "set lmargin at screen %.6f\nset rmargin at screen %.6f\n",
            p->left / CHART_WIDTH, p->right / CHART_WIDTH);
    fprintf(f, "set tmargin at screen %.6f\nset bmargin at screen %.6f\n",
            1 - a->top / p->height, 1 - (a->top + a->height) / p->height);
    put_zero(p, f, a);
    if (p->opt->rows) {
        put_row_texts(p, f, a);
        return;
    }
    fprintf(f, "set ytics (");
    for (size_t i = 0; i < chart_ticks(a); i++) {
        double y = chart_tick(a, i);
        fprintf(f, "%s%s %s", i ? ", " : "", gnuplot_quote(p->m, chart_number(p, y)),
                num_text(y, text));
    }
    fprintf(f, ") font 'DejaVu Sans,%d'\n", LABEL_SIZE);
    put_years(p, f);
    fprintf(f, "arrow = %s\n", num_text((a->most - a->least) * p->arrow, text));
    fprintf(f, "bar = %s\n", num_text(p->bar, text));
}

/* What stands in the row above a panel: shaded periods by name, breaks and events by
 * number. A break is a line through the panel, an event a short mark at its top. */
static void
put_signs(struct chart *p, FILE *f, const struct chart_panel *a)
{
    size_t n = 0;
    struct typeset_place *place =
        mem_array(p->m, p->opt->marks.n + p->faults + 1, sizeof *place);
    const char **text = mem_array(p->m, p->opt->marks.n + p->faults + 1, sizeof *text);
    for (size_t i = 0; i < p->opt->marks.n; i++) {
        const char *first = p->mark[i];
        double from = chart_year(p->shade[i].first),
               to = chart_year(p->shade[i].last + 1);
        if (!chart_shaded(p, i))
            continue;
        /* Shaded periods that follow on one another are one. */
        const char *end = NULL;
        for (; i + 1 < p->opt->marks.n && p->shade[i + 1].first == p->shade[i].last + 1;
             i++)
            end = p->mark[i + 1];
        if (end)
            to = chart_year(p->shade[i].last + 1);
        fprintf(f,
                "set object rectangle from first %.6f, graph 0 to first %.6f, graph 1 "
                "behind fc rgb '#ececec' fs solid noborder\n",
                from, to);
        text[n] = display_period(p->m, first);
        if (end)
            text[n] = mem_print(p->m, "%s to %s", text[n], display_period(p->m, end));
        place[n++].want = chart_pixel_x(p, (from + to) / 2);
    }
    for (size_t i = 0; i < p->faults; i++) {
        fprintf(
            f,
            "set arrow from first %.6f, graph %s to first %.6f, graph 1 nohead back "
            "lc rgb '%s' lw 1 dt %d\n",
            p->fault[i].x, p->fault[i].event ? "0.97" : "0", p->fault[i].x, CHART_GREY,
            p->fault[i].event ? 1 : 2);
        text[n] = mem_print(p->m, "%zu", i + 1);
        place[n++].want = chart_pixel_x(p, p->fault[i].x);
    }
    for (size_t i = 0; i < n; i++)
        place[i].size = typeset_width(text[i], SMALL_SIZE, true) + 6;
    typeset_spread(p->m, place, n, p->left, p->right);
    for (size_t i = 0; i < n; i++)
        put_text(p, f, place[i].at, a->top - 9, "center", SMALL_SIZE, true, pale_ink,
                 text[i]);
}

void
chart_put_array(FILE *f, struct chart *p, const struct chart_panel *a, const char *name,
                const char *(*text)(struct chart *, const struct chart_series *))
{
    fprintf(f, "array %s[%zu] = [", name, a->n);
    for (size_t i = 0; i < a->n; i++)
        fprintf(f, "%s%s", i ? ", " : "", text(p, &a->series[i]));
    fprintf(f, "]\n");
}

static const char *
color_of(struct chart *p, const struct chart_series *s)
{
    return mem_print(p->m, "'%s'", s->color);
}

static const char *
dash_of(struct chart *p, const struct chart_series *s)
{
    return mem_print(p->m, "%d", s->style < 0 ? 1 : dash[s->style]);
}

static const char *
mark_of(struct chart *p, const struct chart_series *s)
{
    return mem_print(p->m, "%d", s->style < 0 ? 7 : mark[s->style]);
}

/* The mark's outline, and its colour three parts white. */
static const char *
open_of(struct chart *p, const struct chart_series *s)
{
    return mem_print(p->m, "%d", (s->style < 0 ? 7 : mark[s->style]) - 1);
}

static const char *
pale_of(struct chart *p, const struct chart_series *s)
{
    unsigned c = (unsigned)strtoul(s->color + 1, NULL, 16), out = 0;
    for (int shift = 16; shift >= 0; shift -= 8)
        out |= (((c >> shift & 255) + 3 * 255) / 4) << shift;
    return mem_print(p->m, "'#%06x'", out);
}

static const char *
size_of(struct chart *p, const struct chart_series *s)
{
    return mem_print(p->m, "%s",
                     s->style < 0      ? "0.3"
                     : p->longest > 40 ? "0.5"
                                       : "0.9");
}

static const char *
width_of(struct chart *p, const struct chart_series *s)
{
    return mem_print(p->m, "%s", s->style < 0 ? "1" : "2");
}

void
chart_put_template(struct chart *p, FILE *f)
{
    if (p->opt->template)
        fprintf(f, "load %s\n", gnuplot_quote(p->m, p->opt->template));
    else
        fprintf(f, "plot %s\n",
                p->opt->rows ? "@row_bounds, @row_points" : "@bounds, @trends, @lines");
}

static void
put_panel(struct chart *p, FILE *f, struct chart_panel *a)
{
    if (!p->opt->rows)
        chart_set_aside(p, a);
    put_axes(p, f, a);
    chart_put_data(p, f, a);
    chart_put_trends(p, f, a);
    const char *head = a->ranks && *a->label ? "" : a->unit;
    double y = a->top - (p->opt->marks.n || p->faults ? 32 : 18);
    if (*a->label)
        put_text(p, f, EDGE, y, "left", TEXT_SIZE, true, ink, a->label);
    double x = EDGE + (*a->label ? typeset_width(a->label, TEXT_SIZE, true) + 8 : 0);
    put_text(p, f, x, y, "left", LABEL_SIZE, false, pale_ink, head);
    put_signs(p, f, a);
    put_words(p, f, a);
    if (!p->opt->rows)
        put_crosses(p, f, a);
    fprintf(f, "crossed = %d\n", (p->used & USED_GONE) != 0);
    fprintf(f, "rows = %d\njoined = '%s'\n", p->opt->rows,
            p->opt->x_column ? "steps" : "lines");
    fprintf(f, "panel = %td\nseries_n = %zu\n", a - p->panel + 1, a->n);
    chart_put_array(f, p, a, "series_color", color_of);
    chart_put_array(f, p, a, "series_dash", dash_of);
    chart_put_array(f, p, a, "series_mark", mark_of);
    chart_put_array(f, p, a, "series_open", open_of);
    chart_put_array(f, p, a, "series_pale", pale_of);
    chart_put_array(f, p, a, "series_size", size_of);
    chart_put_array(f, p, a, "series_width", width_of);
    fprintf(f, "load %s\n", gnuplot_quote(p->m, p->opt->theme));
    chart_put_template(p, f);
    fprintf(f, "unset label\nunset arrow\nunset object\n");
}

FILE *
chart_script(struct chart *p)
{
    FILE *f = gnuplot_script();
    fprintf(f, "set encoding utf8\n");
    if (!p->opt->png)
        fprintf(f,
                "set terminal svg size %d,%g font 'DejaVu Sans,%d' background "
                "'#ffffff' noenhanced\n",
                CHART_WIDTH, p->height, LABEL_SIZE);
    else
        fprintf(f,
                "set terminal pngcairo size %d,%g font 'DejaVu Sans,%d' background "
                "'#ffffff' noenhanced fontscale %g linewidth %d pointscale %g "
                "dashlength 0.7\n",
                CHART_WIDTH * PNG, p->height * PNG, LABEL_SIZE, PNG * POINT, PNG,
                PNG / POINT);
    double y = EDGE;
    if (p->opt->title)
        y = put_lines(p, f, y, TITLE_LINE, TITLE_SIZE, true, ink, p->opt->title);
    if (p->opt->subtitle)
        y = put_lines(p, f, y, TEXT_LINE, TEXT_SIZE, false, pale_ink, p->opt->subtitle);
    if (!p->n) {
        put_lines(p, f, y + TEXT_LINE, TEXT_LINE, TEXT_SIZE, false, ink,
                  chart_nothing(p));
        fprintf(f, "unset border\nunset tics\nplot [0:1][0:1] -1 notitle\n");
        return f;
    }
    y = p->panel[p->n - 1].top + p->panel[p->n - 1].height + chart_axis_room(p);
    if (*chart_axis(p)) {
        put_text(p, f, p->right, y + SMALL_LINE / 2.0, "right", LABEL_SIZE, false,
                 pale_ink, chart_axis(p));
        y += TEXT_LINE;
    }
    for (size_t i = 0; i < p->footer.n; i++)
        y = put_lines(p, f, y + 4, SMALL_LINE, SMALL_SIZE, false, pale_ink,
                      p->footer.item[i]);
    if (p->n > 1)
        fprintf(f, "set multiplot\n");
    for (size_t i = 0; i < p->n; i++)
        put_panel(p, f, &p->panel[i]);
    if (p->n > 1)
        fprintf(f, "unset multiplot\n");
    return f;
}
