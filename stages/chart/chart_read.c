/*
 * chart_read - the table into points, and from there the parts of a figure in their order.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart/chart.h"
#include "document/display.h"
#include "program/num.h"
#include "program/stage.h"

const char *
chart_join(struct mem *m, const char *a, const char *between, const char *b)
{
    return *a && *b ? mem_print(m, "%s%s%s", a, between, b) : *a ? a : b;
}

double
chart_year(long day)
{
    long year, month, mday;
    period_civil(day, &year, &month, &mday);
    long first = period_day(year, 1, 1), next = period_day(year + 1, 1, 1);
    return (double)year + (double)(day - first) / (double)(next - first);
}

/* How the point will be drawn. */
static unsigned
used_by(const struct chart_point *q, const char *interval)
{
    unsigned used = 0;
    if (isfinite(q->est_lo) || isfinite(q->est_hi))
        used = table_estimate(interval) ? USED_LIMITS : USED_RANGE;
    if (q->gone)
        return used | USED_GONE;
    if (q->amount.known)
        return used ? used : USED_BARE;
    if (used)
        return used;
    if (isfinite(q->amount.lo) && isfinite(q->amount.hi))
        return used | (q->held ? USED_HELD : USED_BAR);
    return used | (isfinite(q->amount.lo) ? USED_FLOOR : USED_CEILING);
}

static void
read_date(struct chart *p, struct chart_point *q)
{
    const char *text = q->row.cell[p->x_at];
    long day;
    if (p->elapsed) {
        if (!*text || text[strspn(text, "0123456789")])
            table_die(&p->tab, &q->row, p->opt->x_column, "%s is not a number of days",
                      msg_quote(text));
        q->x = strtod(text, NULL);
        return;
    }
    if (!period_published(text, &day))
        table_die(&p->tab, &q->row, p->opt->x_column,
                  "%s is not a date, as --x wants it", msg_quote(text));
    q->period = (struct period){'D', day, day, day};
    q->x = chart_year(day);
}

static void
read_point(struct chart *p, struct chart_point *q)
{
    const char *lo = table_cell(&p->tab, &q->row, TABLE_LO);
    const char *hi = table_cell(&p->tab, &q->row, TABLE_HI);
    const char *interval = table_cell(&p->tab, &q->row, TABLE_INTERVAL);
    const char *status = table_cell(&p->tab, &q->row, TABLE_STATUS);
    bool rounded = false;
    q->period = table_period(&p->tab, &q->row);
    q->amount = table_amount(&p->tab, &q->row);
    q->x = period_middle(&q->period);
    if (p->opt->x_column)
        read_date(p, q);
    q->est_lo = q->amount.est_lo;
    q->est_hi = q->amount.est_hi;
    if (q->amount.known && !strcmp(interval, "range")) {
        num_parse(lo, &q->est_lo);
        num_parse(hi, &q->est_hi);
    }
    /* An estimate of which the limits alone are given: no counted bounds are drawn. */
    if (!q->amount.known && (isfinite(q->est_lo) || isfinite(q->est_hi))) {
        q->amount.lo = -INFINITY;
        q->amount.hi = INFINITY;
    }
    q->held = strchr(status, 'Q') != NULL;
    q->broken = strchr(status, 'B') != NULL;
    /* That a count is not negative says nothing. */
    if (!*hi && !strcmp(lo, "0") &&
        table_counted(table_cell(&p->tab, &q->row, TABLE_UNIT)))
        lo = "";
    q->gone = !q->amount.known && !*lo && !*hi;
    unsigned used = used_by(q, interval);
    p->used |= used;
    if (used & USED_LIMITS)
        texts_add(p->m, &p->limits, interval);
    q->when = p->elapsed ? mem_print(p->m, "%.0f days", q->x)
              : p->opt->x_column
                  ? display_date(p->m, q->row.cell[p->x_at])
                  : display_period(p->m, table_cell(&p->tab, &q->row, TABLE_PERIOD));
    if (q->amount.known)
        q->value = display_number(p->m, table_cell(&p->tab, &q->row, TABLE_VALUE),
                                  p->opt->digits, true, &rounded);
    q->bounds = display_bounds(p->m, lo, hi, interval, p->opt->digits, true, &rounded);
    q->marks = display_marks(status, interval);
    if (*q->bounds)
        q->marks &= ~DISPLAY_MARK('x'); /* the bounds say it */
    p->marks |= q->marks;
    if (!q->gone)
        p->shared &= q->marks;
}

/* --against: the number in percent above or below that of the column. */
static void
set_against(struct chart *p, struct chart_point *q)
{
    double base;
    if (!num_parse(q->row.cell[p->against_at], &base) || !(base > 0))
        table_die(&p->tab, &q->row, p->tab.column[p->against_at],
                  "%s is not a number above 0", msg_quote(q->row.cell[p->against_at]));
    chart_against(p, q, base);
}

static int
against_column(struct chart *p)
{
    const char *name = mem_print(p->m, "%s_value", p->opt->against);
    int c = table_find(&p->tab, name);
    if (c < 0)
        die_at(EX_DATAERR, (struct place){p->tab.in.file, 1, NULL},
               "no column %s, as in --against", msg_quote(name));
    return c;
}

static void
read_panel_columns(struct chart *p)
{
    p->panel_at = mem_array(p->m, (size_t)p->tab.n, sizeof *p->panel_at);
    for (const char *at = p->opt->panel_columns ? p->opt->panel_columns : ""; *at;) {
        size_t n = strcspn(at, ",");
        const char *name = mem_text(p->m, at, n);
        int c = table_find(&p->tab, name);
        if ((c < 0 || c >= p->tab.key - !(p->opt->x_column || p->opt->rows)) &&
            c != p->tab.at[TABLE_UNIT])
            die_at(EX_DATAERR, (struct place){p->tab.in.file, 1, NULL},
                   "no key column %s%s, as in --panel", msg_quote(name),
                   p->opt->x_column || p->opt->rows ? "" : " left of period");
        if (p->panel_n < p->tab.n)
            p->panel_at[p->panel_n++] = c;
        at += n + (at[n] == ',');
    }
}

static bool
is_panel_column(const struct chart *p, int column)
{
    for (int i = 0; i < p->panel_n; i++)
        if (p->panel_at[i] == column)
            return true;
    return false;
}

static void
read_points(struct chart *p)
{
    size_t size = 0;
    struct table_row row;
    table_open(&p->tab, p->m, p->opt->file, table_contract, TABLE_UNIQUE);
    read_panel_columns(p);
    p->elapsed = p->opt->x_column && !strcmp(p->opt->x_column, "days");
    p->x_at = p->opt->x_column ? table_find(&p->tab, p->opt->x_column)
                               : p->tab.at[TABLE_PERIOD];
    if (p->x_at < 0 || p->x_at >= p->tab.key)
        die_at(EX_DATAERR, (struct place){p->tab.in.file, 1, NULL},
               "no key column %s, as in --x", msg_quote(p->opt->x_column));
    if (p->opt->against)
        p->against_at = against_column(p);
    while (table_next(&p->tab, &row)) {
        table_period(&p->tab, &row);
        if (p->opt->against && !*row.cell[p->against_at]) {
            p->alone = true;
            continue;
        }
        if (p->points == size) {
            size_t more = size ? 2 * size : 64;
            p->point = mem_grow(p->m, p->point, size * sizeof *p->point,
                                more * sizeof *p->point);
            size = more;
        }
        struct chart_point *q = &p->point[p->points++];
        q->row = table_keep(&p->tab, p->m, &row);
        read_point(p, q);
        if (p->opt->against)
            set_against(p, q);
        chart_read_publishers(p, q);
    }
    table_close(&p->tab);
    if (!p->points && !p->opt->as_of)
        die(EX_DATAERR, "%s: has no rows%s, expected something to draw", p->tab.in.file,
            p->opt->against ? " that --against leaves" : "");
    for (size_t i = 0; p->opt->as_of && p->points && p->point[i].gone; i++)
        if (i + 1 == p->points)
            p->points = 0; /* a picture of crosses shows nothing */
    p->varies = mem_array(p->m, (size_t)p->tab.key, sizeof *p->varies);
    for (int c = 0; c < p->tab.key; c++)
        for (size_t i = 1; i < p->points; i++)
            p->varies[c] |=
                !is_panel_column(p, c) && (p->opt->rows || c != p->x_at) &&
                strcmp(p->point[i].row.cell[c], p->point[0].row.cell[c]) != 0;
}

/* What the footer explains of marks and lines, once all points are known. */
static void
note_looks(struct chart *p)
{
    for (size_t i = 0; i < p->points && !p->opt->rows; i++)
        if (p->point[i].amount.known)
            p->used |= chart_look(p, &p->point[i]);
    for (size_t a = 0; a < p->n && !p->opt->rows && !p->faults; a++)
        for (size_t i = 0; i < p->panel[a].n; i++)
            for (size_t k = 1; k < p->panel[a].series[i].n; k++)
                if (p->panel[a].series[i].point[k]->broken)
                    p->used |= USED_CUT;
}

void
chart_read(struct chart *p, struct mem *m, const struct chart_options *opt)
{
    p->m = m;
    p->opt = opt;
    p->shared = ~0U;
    labels_open(&p->labels, m, opt->codes);
    sources_open(&p->cite, m, opt->sources);
    chart_read_marks(p);
    if (opt->base)
        chart_read_base(p);
    read_points(p);
    if (!p->points)
        return;
    chart_group(p);
    chart_measure(p);
    if (opt->breaks)
        chart_read_breaks(p);
    if (opt->trend)
        chart_read_trend(p);
    note_looks(p);
}
