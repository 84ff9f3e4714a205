/*
 * chart_trend - the table of a trend: what it says of each series, and its fitted line.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart/chart.h"
#include "document/display.h"
#include "program/num.h"

bool
chart_covers(const struct chart_trend *r, const struct chart_point *q)
{
    return q->period.first >= r->period.first && q->period.last <= r->period.last;
}

double
chart_years(const struct period *p)
{
    return (double)p->index / (p->freq == 'A'   ? 1
                               : p->freq == 'Q' ? 4
                               : p->freq == 'M' ? 12
                                                : 365.25);
}

/*
 * The fitted line of a log-linear Poisson model with slope b: its level at start. It
 * follows from the maximum-likelihood equation of the intercept, sum of fitted = sum of
 * observed, which quasi-Poisson shares; with a point known only within bounds it does not
 * hold, and there is no line.
 */
static void
fit_level(struct chart_trend *r)
{
    double b = log1p(r->change / 100), observed = 0, shape = 0;
    size_t n = 0;
    for (size_t k = 0; k < r->series->n; k++) {
        const struct chart_point *q = r->series->point[k];
        if (!chart_covers(r, q) || q->gone)
            continue;
        if (!q->amount.known || q->period.freq == 'I')
            return;
        if (!n++)
            r->start = chart_years(&q->period);
        observed += q->amount.value;
        shape += exp(b * (chart_years(&q->period) - r->start));
    }
    r->level = observed / shape;
    r->fitted = isfinite(b) && n > 1 && observed > 0;
}

/* The series that a trend is about. */
static const struct chart_series *
series_of(struct chart *p, const struct chart_trend *r)
{
    const char *code = chart_code(p, r->like);
    for (size_t k = 0; k < r->panel->n; k++)
        if (!strcmp(r->panel->series[k].code, code))
            return &r->panel->series[k];
    die(EX_SOFTWARE, "internal: a trend without its series");
}

/* A row of the trend's table belongs to the series whose key it has: both have the same
 * columns up to statistic. */
static const struct chart_point *
point_of_trend(const struct chart *p, const struct table *t,
               const struct table_row *row)
{
    for (size_t i = 0; i < p->points; i++) {
        bool same = true;
        for (int c = 0; same && c < p->tab.key - 1; c++) {
            int there = table_find(t, p->tab.column[c]);
            same = there >= 0 && !strcmp(row->cell[there], p->point[i].row.cell[c]);
        }
        if (same)
            return &p->point[i];
    }
    table_die(t, row, "statistic",
              "no series of the figure has this key: is it its trend?");
}

/* Series by series in the order of the table, and each from its first segment on. */
static int
by_span(const void *a, const void *b)
{
    const struct chart_trend *x = a, *y = b;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    return (x->period.first > y->period.first) - (x->period.first < y->period.first);
}

/* The rows with a sentence, one a segment: they have the deciding statistic. */
void
chart_read_trend(struct chart *p)
{
    static const char *const need[] = {"statistic", "period",   "value",
                                       "unit",      "sentence", NULL};
    struct table t;
    struct table_row row;
    table_open(&t, p->m, p->opt->trend, need, TABLE_ANY);
    int sentence = table_find(&t, "sentence");
    while (table_next(&t, &row)) {
        const char *says = strstr(row.cell[sentence], ": ");
        if (!says)
            continue;
        p->trend = mem_more(p->m, p->trend, p->trends, sizeof *p->trend);
        struct chart_trend *r = &p->trend[p->trends++];
        r->like = point_of_trend(p, &t, &row);
        r->panel = chart_panel_of(p, r->like);
        r->label = chart_join(p->m, r->panel->label, ", ",
                              chart_name(p, r->like, chart_code(p, r->like)));
        r->place = p->trends;
        for (size_t i = 0; i + 1 < p->trends; i++)
            if (!strcmp(p->trend[i].label, r->label))
                r->place = p->trend[i].place;
        r->period = table_period(&t, &row);
        r->span = display_period(p->m, table_cell(&t, &row, TABLE_PERIOD));
        r->says = mem_copy(p->m, says + 2);
        r->change = NAN;
        if (!strcmp(table_cell(&t, &row, TABLE_UNIT), "percent_per_year"))
            num_parse(table_cell(&t, &row, TABLE_VALUE), &r->change);
        r->series = series_of(p, r);
        fit_level(r);
        if (r->fitted)
            p->used |= USED_TREND;
    }
    table_close(&t);
    if (p->trends)
        qsort(p->trend, p->trends, sizeof *p->trend, by_span);
}
