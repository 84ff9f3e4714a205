/*
 * chart_terminal - the chart for a terminal. Lengths of struct chart are in signs here: the
 * first row and column are 0.
 */
#include "chart/chart_terminal.h"

#include <math.h>
#include <string.h>

#include "chart/gnuplot.h"
#include "document/display.h"
#include "document/render.h"
#include "program/num.h"

enum {
    PANEL_LEAST = 9, /* rows of a panel */
    LABEL_COLUMNS = 18,
    PLOT_LEAST = 14, /* columns between labels */
    YEAR_COLUMNS = 6
};

static int
wide(const char *text)
{
    return (int)render_width(text, strlen(text));
}

static int
at_least(int a, int b)
{
    return a > b ? a : b;
}

static double
columns_of(const char *text, size_t n, const void *font)
{
    (void)font;
    return (double)render_width(text, n);
}

static struct typeset_lines
broken(struct mem *m, const char *raw, int columns)
{
    size_t torn;
    return typeset_fill(m, render_text_of(m, raw, ""), columns_of, NULL, columns,
                        &torn);
}

static int
lines_of(struct chart *p, const char *text, int columns)
{
    return text ? (int)broken(p->m, text, columns).n : 0;
}

/* Rows of text above and below the panels. */
static int
text_rows(struct chart *p, const struct chart_terminal *t)
{
    int n = lines_of(p, p->opt->title, t->columns) +
            lines_of(p, p->opt->subtitle, t->columns) + 1;
    for (size_t i = 0; i < p->footer.n; i++)
        n += lines_of(p, p->footer.item[i], t->columns);
    return n + (*chart_axis(p) != '\0');
}

/* Above a panel its name and the numbers of breaks; below it the axis. */
static int
rows_above(const struct chart *p)
{
    return p->opt->marks.n || p->faults ? 2 : 1;
}

static int
rows_below(const struct chart *p)
{
    return 1 + (p->used & USED_GONE && !p->opt->rows);
}

/* Columns left and right of the panels, and with --rows how many lines each row has. */
static void
lay_columns(struct chart *p, const struct chart_terminal *t)
{
    int left = 0, right = 0;
    for (size_t i = 0; i < p->n && !p->opt->rows; i++) {
        struct chart_panel *a = &p->panel[i];
        for (size_t k = 0; k < chart_ticks(a); k++)
            left = at_least(left, wide(chart_number(p, chart_tick(a, k))));
        for (size_t k = 0; chart_labelled(a) && k < a->n; k++) {
            struct typeset_lines l = broken(p->m, a->series[k].label, LABEL_COLUMNS);
            for (size_t j = 0; j < l.n; j++)
                right = at_least(right, wide(l.line[j]) + 2);
        }
    }
    for (size_t i = 0; i < p->points && p->opt->rows; i++)
        right = at_least(right, wide(chart_row_value(p, &p->point[i])));
    int most = t->columns - right - PLOT_LEAST - 4;
    most = at_least(most < 34 ? most : 34, 10);
    p->row = 1;
    for (size_t i = 0; i < p->points && p->opt->rows; i++) {
        const struct chart_point *q = &p->point[i];
        struct typeset_lines *l = &p->head[i];
        *l = broken(p->m, chart_name(p, q, chart_code(p, q)), most);
        for (size_t j = 0; j < l->n; j++)
            left = at_least(left, wide(l->line[j]));
        p->row = fmax(p->row, (double)l->n);
    }
    p->left = left + 1;
    p->right = at_least(t->columns - 1 - (right ? right + 2 : 1), (int)p->left + 4);
}

static void
lay_out(struct chart *p, const struct chart_terminal *t)
{
    chart_footer(p);
    lay_columns(p, t);
    int n = (int)p->n, around = rows_above(p) + rows_below(p);
    int each = n ? (t->rows - text_rows(p, t)) / n - around : 0, y = 0;
    for (size_t i = 0; i < p->n; i++) {
        struct chart_panel *a = &p->panel[i];
        int rows = p->opt->rows ? (int)p->row * (int)a->series[0].n + 1
                                : at_least(each, PANEL_LEAST);
        y += rows_above(p);
        a->top = y;
        a->height = rows - 1;
        y += rows + rows_below(p);
    }
    p->height = y;
}

static void
put_text(struct chart *p, const struct chart_terminal *t, FILE *f, double column,
         double row, const char *at, const char *color, const char *text)
{
    fprintf(f, "set label %s at character %ld, character %ld %s front noenhanced",
            gnuplot_quote(p->m, text), lround(column), lround(p->height - 1 - row), at);
    if (t->color && color)
        fprintf(f, " tc rgb '%s'", color);
    fputc('\n', f);
}

static const char *
sign_of(const struct chart_series *s)
{
    static const char *const sign[CHART_SERIES] = {"●", "■", "▲", "◆"};
    return s->style < 0 ? "·" : sign[s->style];
}

static const char *
glyph_of(struct chart *p, const struct chart_series *s)
{
    return gnuplot_quote(p->m, sign_of(s));
}

static const char *
open_glyph_of(struct chart *p, const struct chart_series *s)
{
    static const char *const glyph[CHART_SERIES] = {"○", "□", "△", "◇"};
    return gnuplot_quote(p->m, s->style < 0 ? "∘" : glyph[s->style]);
}

static const char *
color_of(struct chart *p, const struct chart_series *s)
{
    return mem_print(p->m, "'%s'", s->color);
}

/* The sign of each series, then its name, at its height right of the panel. */
static void
put_labels(struct chart *p, const struct chart_terminal *t, FILE *f,
           const struct chart_panel *a)
{
    struct typeset_place *place = mem_array(p->m, a->n + 1, sizeof *place);
    struct typeset_lines *text = mem_array(p->m, a->n + 1, sizeof *text);
    for (size_t i = 0; i < a->n; i++) {
        double y;
        chart_last_seen(&a->series[i], &y);
        text[i] = broken(p->m, a->series[i].label, LABEL_COLUMNS);
        place[i].want = chart_pixel_y(a, y) + 0.5;
        place[i].size = (double)text[i].n;
    }
    typeset_spread(p->m, place, a->n, a->top, a->top + a->height + 1);
    for (size_t i = 0; i < a->n; i++) {
        const struct chart_series *s = &a->series[i];
        long from = lround(place[i].at - (double)text[i].n / 2);
        put_text(p, t, f, p->right + 2, (double)from, "left", s->ink, sign_of(s));
        for (size_t l = 0; l < text[i].n; l++)
            put_text(p, t, f, p->right + 4, (double)from + (double)l, "left", s->ink,
                     text[i].line[l]);
    }
}

static void
put_crosses(struct chart *p, const struct chart_terminal *t, FILE *f,
            const struct chart_panel *a)
{
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < a->series[i].n; k++) {
            const struct chart_point *q = a->series[i].point[k];
            if (q->gone)
                put_text(p, t, f, chart_pixel_x(p, q->x + q->aside),
                         a->top + a->height + 1, "center", a->series[i].ink, "×");
        }
}

/* Years under the axis, as many as there is room for, in the middle of each. */
static void
put_years(struct chart *p, const struct chart_terminal *t, FILE *f,
          const struct chart_panel *a)
{
    static const long steps[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
    double middle = p->elapsed ? 0 : 0.5;
    double year = (p->right - p->left) / (p->x_most - p->x_least);
    long step = 1, first = (long)floor(p->x_least + 1e-6);
    for (int i = 0; i < 10 && (double)step * year < YEAR_COLUMNS; i++)
        step = steps[i];
    bool any = false;
    for (long y = first; (double)y < p->x_most; y++) {
        double x = (double)y + middle;
        bool within = x >= p->x_least && x < p->x_most && y % step == 0;
        if (!within && (any || (double)y + 1 < p->x_most))
            continue;
        x = within ? x : (p->x_least + p->x_most) / 2;
        put_text(p, t, f, chart_pixel_x(p, x), a->top + a->height + rows_below(p),
                 "center", NULL, mem_print(p->m, "%ld", y));
        any = true;
    }
}

/* The numbers of the scale, left or below. */
static void
put_scale(struct chart *p, const struct chart_terminal *t, FILE *f,
          const struct chart_panel *a)
{
    if (p->opt->rows) {
        long n = lround((p->x_most - p->x_least) / p->step);
        int room = (int)((p->right - p->left) / (double)(n ? n : 1));
        long by = room < YEAR_COLUMNS ? 2 : 1;
        for (long i = 0; i <= n; i += by) {
            double x = p->x_least + (double)i * p->step;
            put_text(p, t, f, chart_pixel_x(p, x), a->top + a->height + 1, "center",
                     NULL, chart_number(p, x));
        }
        return;
    }
    for (size_t i = 0; i < chart_ticks(a); i++) {
        double y = chart_tick(a, i);
        put_text(p, t, f, p->left - 1, chart_pixel_y(a, y), "right", NULL,
                 chart_number(p, y));
    }
    put_years(p, t, f, a);
}

static void
put_row_texts(struct chart *p, const struct chart_terminal *t, FILE *f,
              const struct chart_panel *a)
{
    const struct chart_series *s = &a->series[0];
    for (size_t k = 0; k < s->n; k++) {
        const struct chart_point *q = s->point[k];
        const struct typeset_lines *l = &p->head[q - p->point];
        double y = a->top + (double)k * p->row;
        for (size_t j = 0; j < l->n; j++)
            put_text(p, t, f, 0, y + (double)j, "left", NULL, l->line[j]);
        put_text(p, t, f, p->right + 2, y + floor((p->row - 1) / 2), "left", NULL,
                 chart_row_value(p, q));
    }
}

/* Shaded periods by name and breaks and events by number, in the row above the panel; from
 * there a break goes down through it. */
static void
put_signs(struct chart *p, const struct chart_terminal *t, FILE *f,
          const struct chart_panel *a)
{
    size_t n = 0, most = p->opt->marks.n + p->faults + 1;
    struct typeset_place *place = mem_array(p->m, most, sizeof *place);
    const char **text = mem_array(p->m, most, sizeof *text);
    for (size_t i = 0; i < p->opt->marks.n; i++)
        if (chart_shaded(p, i)) {
            double from = chart_year(p->shade[i].first);
            double to = chart_year(p->shade[i].last + 1);
            text[n] = mem_print(p->m, "[%s]", display_period(p->m, p->mark[i]));
            place[n++].want = chart_pixel_x(p, (from + to) / 2);
        }
    for (size_t i = 0; i < p->faults; i++) {
        if (!p->fault[i].event)
            fprintf(f,
                    "set arrow from first %.6f, graph 0 to first %.6f, graph 1 nohead "
                    "back lt 0\n",
                    p->fault[i].x, p->fault[i].x);
        text[n] = mem_print(p->m, "%zu", i + 1);
        place[n++].want = chart_pixel_x(p, p->fault[i].x);
    }
    for (size_t i = 0; i < n; i++)
        place[i].size = wide(text[i]) + 1;
    typeset_spread(p->m, place, n, p->left, t->columns - 1);
    for (size_t i = 0; i < n; i++)
        put_text(p, t, f, place[i].at, a->top - 1, "center", NULL, text[i]);
}

/* Bars of two series stand side by side. */
static void
set_aside(struct chart *p, struct chart_panel *a)
{
    double column = (p->x_most - p->x_least) / (p->right - p->left);
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < a->series[i].n; k++)
            a->series[i].point[k]->aside =
                ((double)i - floor((double)a->n / 2)) * column;
}

/* The ranges, and how long a column or a row is in them, a little more: `sign`. */
static void
put_ranges(struct chart *p, const struct chart_terminal *t, FILE *f,
           const struct chart_panel *a)
{
    char text[NUM_MAX];
    fprintf(f, "set xrange [%s:", num_text(p->x_least, text));
    fprintf(f, "%s]\n", num_text(p->x_most, text));
    if (p->opt->rows) {
        /* The middle of a row's first line, as far as there is one. */
        double step = 1 / p->row, above = floor((p->row - 1) / 2) * step;
        double top = (double)a->series[0].n - 0.5 + above;
        fprintf(f, "set yrange [%.9f:", top - a->height * step);
        fprintf(f, "%.9f]\n", top);
        fprintf(
            f, "sign = %s\n",
            num_text(1.001 * (p->x_most - p->x_least) / (p->right - p->left), text));
    } else {
        fprintf(f, "set yrange [%s:", num_text(a->ranks ? a->most : a->least, text));
        fprintf(f, "%s]\n", num_text(a->ranks ? a->least : a->most, text));
        fprintf(f, "sign = %s\n",
                num_text((a->ranks ? -1 : 1) * 1.001 * (a->most - a->least) / a->height,
                         text));
    }
    /* gnuplot takes the left and lower ends as they are, rounded down, and the others less
     * one sign. */
    double across = t->columns, down = p->height;
    fprintf(f, "set lmargin at screen %.9f\nset rmargin at screen %.9f\n",
            (p->left + 0.4) / across, (p->right + 1.01) / across);
    fprintf(f, "set tmargin at screen %.9f\nset bmargin at screen %.9f\n",
            (down - a->top + 0.01) / down,
            (down - 1 - a->top - a->height + 0.4) / down);
}

static void
put_panel(struct chart *p, const struct chart_terminal *t, FILE *f,
          struct chart_panel *a)
{
    set_aside(p, a);
    put_ranges(p, t, f, a);
    chart_put_data(p, f, a);
    chart_put_trends(p, f, a);
    const char *head = a->ranks && *a->label ? "" : a->unit;
    head = chart_join(p->m, a->label, *head ? " · " : "", head);
    put_text(p, t, f, 0, a->top - rows_above(p), "left", NULL, head);
    put_scale(p, t, f, a);
    put_signs(p, t, f, a);
    if (p->opt->rows)
        put_row_texts(p, t, f, a);
    else {
        put_crosses(p, t, f, a);
        if (chart_labelled(a))
            put_labels(p, t, f, a);
    }
    fprintf(f, "terminal = 1\ncrossed = 0\nrows = %d\njoined = '%s'\n", p->opt->rows,
            p->opt->x_column ? "steps" : "lines");
    fprintf(f, "bar = 0\narrow = sign\npanel = %td\nseries_n = %zu\n", a - p->panel + 1,
            a->n);
    chart_put_array(f, p, a, "series_color", color_of);
    chart_put_array(f, p, a, "series_glyph", glyph_of);
    chart_put_array(f, p, a, "series_open_glyph", open_glyph_of);
    fprintf(f, "load %s\n", gnuplot_quote(p->m, p->opt->theme));
    chart_put_template(p, f);
    fprintf(f, "unset label\nunset arrow\nunset object\n");
}

FILE *
chart_terminal_script(struct chart *p, const struct chart_terminal *t)
{
    FILE *f = gnuplot_script();
    lay_out(p, t);
    if (!p->n) {
        fprintf(f, "set terminal dumb\nset print '-'\nprint ''\n");
        return f;
    }
    fprintf(f, "set encoding utf8\nset terminal dumb nofeed size %d,%g noenhanced %s\n",
            t->columns, p->height, t->color ? "ansirgb" : "mono");
    fprintf(f, "unset key\nunset tics\nset multiplot\n");
    for (size_t i = 0; i < p->n; i++)
        put_panel(p, t, f, &p->panel[i]);
    fprintf(f, "unset multiplot\n");
    return f;
}

/* In ASCII each sign, and each letter that it does not have, is one character as well. */
static const char *
in_ascii(struct mem *m, const char *text)
{
    static const char *const sign[][2] = {
        {"●", "*"}, {"■", "#"}, {"▲", "A"}, {"◆", "@"}, {"·", "."},  {"○", "o"},
        {"□", "D"}, {"△", "V"}, {"◇", "O"}, {"∘", "'"}, {"×", "x"},  {"┴", "-"},
        {"┬", "-"}, {"┼", "+"}, {"╧", "="}, {"╤", "="}, {"╪", "%"},  {"├", "["},
        {"┤", "]"}, {"╟", "{"}, {"╢", "}"}, {"↑", "^"}, {"↓", "v"},  {"→", ">"},
        {"←", "<"}, {"–", "-"}, {"—", "-"}, {"’", "'"}, {"“", "\""}, {"”", "\""}};
    char *out = mem_copy(m, text), *to = out;
    while (*text) {
        size_t n = 1, i = 0;
        while ((text[n] & 0xC0) == 0x80)
            n++;
        while (i < sizeof sign / sizeof *sign && strncmp(text, sign[i][0], n))
            i++;
        *to++ = n == 1 ? *text : i < sizeof sign / sizeof *sign ? *sign[i][1] : '?';
        text += n;
    }
    *to = '\0';
    return out;
}

static void
print_lines(struct chart *p, const struct chart_terminal *t, const char *text,
            bool bold)
{
    struct typeset_lines l = broken(p->m, text ? text : "", t->columns);
    for (size_t i = 0; i < l.n; i++)
        printf(bold && t->color ? "\033[1m%s\033[0m\n" : "%s\n",
               t->ascii ? in_ascii(p->m, l.line[i]) : l.line[i]);
}

/* Lines without the blanks at their ends. */
static void
print_drawn(const char *drawn)
{
    for (; *drawn; drawn += strcspn(drawn, "\n"), drawn += *drawn == '\n') {
        size_t n = strcspn(drawn, "\n"), from = 0;
        while (from < n && strchr("\f\r", drawn[from]))
            from++;
        while (n > from && drawn[n - 1] == ' ')
            n--;
        if (n > from || drawn[n] == '\n')
            printf("%.*s\n", (int)(n - from), drawn + from);
    }
}

void
chart_terminal_print(struct chart *p, const struct chart_terminal *t, const char *drawn)
{
    print_lines(p, t, p->opt->title, true);
    print_lines(p, t, p->opt->subtitle, false);
    if (p->n)
        print_drawn(t->ascii ? in_ascii(p->m, drawn) : drawn);
    else
        print_lines(p, t, chart_nothing(p), false);
    if (p->n && *chart_axis(p))
        printf("%*s%s\n", at_least((int)p->right - wide(chart_axis(p)), 0), "",
               chart_axis(p));
    for (size_t i = 0; i < p->footer.n; i++)
        print_lines(p, t, p->footer.item[i], false);
}
