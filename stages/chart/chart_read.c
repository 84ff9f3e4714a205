/*
 * chart_read - the table into panels, series and points; breaks, trends and marks.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart/chart.h"
#include "dataset/series_breaks.h"
#include "document/display.h"
#include "program/num.h"
#include "program/stage.h"

/* The Analysis Function's palette, at least 3:1 on white; as ink for words, 4.5:1. */
static const char *const palette[CHART_SERIES] = {"#12436D", "#28A197", "#801650",
                                                  "#F46A25"};
static const char *const inks[CHART_SERIES] = {"#12436D", "#1D7A72", "#801650",
                                               "#B8460E"};

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
        used |= !strcmp(interval, "ci95")    ? USED_CI
                : !strcmp(interval, "cri95") ? USED_CRI
                : !strcmp(interval, "pi95")  ? USED_PI
                                             : USED_RANGE;
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
    int percent = 95;
    if (table_estimate(interval, &percent) && percent != 95)
        table_die(&p->tab, &q->row, "interval",
                  "%s is not drawn, expected limits of 95 %%", msg_quote(interval));
    p->used |= used_by(q, interval);
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
add_credit(struct chart *p, const struct source *s)
{
    const char *owner = *s->of ? s->of : s->publisher;
    size_t i = 0;
    while (i < p->credits && strcmp(p->credit[i].publisher, owner))
        i++;
    if (i == p->credits) {
        p->credit = mem_more(p->m, p->credit, p->credits++, sizeof *p->credit);
        p->credit[i] = (struct chart_credit){.publisher = owner};
    }
    struct chart_credit *c = &p->credit[i];
    bool base = false;
    for (size_t k = 0; k < p->bases.n && !base; k++)
        base = !strcmp(p->bases.item[k], s->id);
    c->uses++;
    c->counts |= !base;
    if (strcmp(owner, s->publisher))
        texts_add(p->m, &c->via, s->publisher);
    else
        c->itself = true;
}

/* The sources of what rates are divided by. */
static void
read_base(struct chart *p)
{
    struct table t;
    struct table_row row;
    table_open(&t, p->m, p->opt->base, table_contract, TABLE_ANY);
    while (table_next(&t, &row)) {
        const char *text = table_cell(&t, &row, TABLE_SOURCE);
        for (; *text; text += strcspn(text, "+"), text += *text == '+')
            texts_add(p->m, &p->bases, mem_text(p->m, text, strcspn(text, "@+")));
    }
    table_close(&t);
}

static void
read_publishers(struct chart *p, const struct chart_point *q)
{
    const char *text = table_cell(&p->tab, &q->row, TABLE_SOURCE);
    size_t n;
    for (; *p->cite.path && *text; text += n + (text[n] == '+')) {
        const struct source *s = sources_next(&p->cite, text, &n);
        if (!s)
            table_die(&p->tab, &q->row, "source", "%s is not in the list of sources %s",
                      msg_quote(mem_text(p->m, text, strcspn(text, "@+"))),
                      p->cite.path);
        add_credit(p, s);
    }
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
        read_publishers(p, q);
    }
    table_close(&p->tab);
    if (!p->points && !p->opt->as_of)
        die(EX_DATAERR, "%s: has no rows%s, expected something to draw", p->tab.in.file,
            p->opt->against ? " that --against leaves" : "");
    p->varies = mem_array(p->m, (size_t)p->tab.key, sizeof *p->varies);
    for (int c = 0; c < p->tab.key; c++)
        for (size_t i = 1; i < p->points; i++)
            p->varies[c] |=
                !is_panel_column(p, c) && (p->opt->rows || c != p->x_at) &&
                strcmp(p->point[i].row.cell[c], p->point[0].row.cell[c]) != 0;
}

/* The place among the --name options of what names a series or a panel; their number when none
 * does. */
static size_t
named_place(const struct chart *p, const char *code)
{
    size_t n = strlen(code), i = 0;
    while (i < p->opt->names.n &&
           (strncmp(p->opt->names.item[i], code, n) || p->opt->names.item[i][n] != '='))
        i++;
    return i;
}

/* What --name says of it, or NULL. */
static const char *
given_name(const struct chart *p, const char *code)
{
    size_t i = named_place(p, code);
    return i < p->opt->names.n ? p->opt->names.item[i] + strlen(code) + 1 : NULL;
}

static const char *
label_of(struct chart *p, const struct chart_point *q, int column)
{
    if (!strcmp(p->tab.column[column], "vintage"))
        return mem_print(p->m, "Edition of %s",
                         display_date(p->m, q->row.cell[column]));
    return column == p->tab.at[TABLE_PERIOD]
               ? display_period(p->m, q->row.cell[column])
               : labels_get(&p->labels, p->tab.column[column], q->row.cell[column]);
}

const char *
chart_name(struct chart *p, const struct chart_point *q, const char *code)
{
    const char *label = "", *last = "", *given = given_name(p, code);
    if (given)
        return given;
    for (int c = 0; c < p->tab.key; c++) {
        if (!p->varies[c] || (p->opt->rows && !strcmp(q->row.cell[c], "_T")))
            continue;
        /* A place and the citizenship of the same are said once. */
        const char *text = label_of(p, q, c);
        if (strcmp(text, last))
            label = chart_join(p->m, label, ", ", text);
        last = text;
    }
    return label;
}

const char *
chart_code(struct chart *p, const struct chart_point *q)
{
    const char *code = "";
    for (int c = 0; c < p->tab.key; c++)
        if (p->varies[c])
            code = chart_join(p->m, code, ",", q->row.cell[c]);
    return code;
}

static struct chart_panel *
find_panel(struct chart *p, const struct chart_point *q)
{
    const char *code = "", *label = "";
    for (int i = 0; i < p->panel_n; i++) {
        const char *cell = q->row.cell[p->panel_at[i]];
        code = chart_join(p->m, code, ",", cell);
        /* The unit stands beside the label anyway. */
        if (p->panel_at[i] != p->tab.at[TABLE_UNIT])
            label = chart_join(p->m, label, ", ", label_of(p, q, p->panel_at[i]));
    }
    for (size_t i = 0; i < p->n; i++)
        if (!strcmp(p->panel[i].code, code))
            return &p->panel[i];
    p->panel = mem_more(p->m, p->panel, p->n, sizeof *p->panel);
    struct chart_panel *a = &p->panel[p->n++];
    a->code = code;
    a->label = given_name(p, code) ? given_name(p, code) : label;
    a->unit = "";
    return a;
}

static struct chart_series *
find_series(struct chart *p, struct chart_panel *a, const struct chart_point *q)
{
    const char *code = p->opt->rows ? "" : chart_code(p, q);
    for (size_t i = 0; i < a->n; i++)
        if (!strcmp(a->series[i].code, code))
            return &a->series[i];
    a->series = mem_more(p->m, a->series, a->n, sizeof *a->series);
    struct chart_series *s = &a->series[a->n++];
    *s = (struct chart_series){.code = code,
                               .label = p->opt->rows ? "" : chart_name(p, q, code)};
    s->point = mem_array(p->m, p->points, sizeof *s->point);
    texts_add(p->m, &p->codes, chart_code(p, q));
    texts_add(p->m, &p->looks, s->label);
    return s;
}

/* One unit a panel, or several that are all counted. */
static void
add_unit(struct chart *p, struct chart_panel *a, const struct chart_point *q)
{
    const char *code = table_cell(&p->tab, &q->row, TABLE_UNIT);
    const char *unit = labels_get(&p->labels, "unit", code);
    const char *at = strstr(a->unit, unit);
    if (at)
        return;
    if (*a->unit &&
        (!table_counted(code) ||
         !table_counted(table_cell(&p->tab, &a->series[0].point[0]->row, TABLE_UNIT))))
        table_die(
            &p->tab, &q->row, "unit",
            "%s beside %s on one axis: draw them in panels of their own with --panel",
            msg_quote(unit), msg_quote(a->unit));
    a->unit = chart_join(p->m, a->unit, ", ", unit);
}

static int
by_time(const void *a, const void *b)
{
    const struct chart_point *const *x = a, *const *y = b;
    return ((*x)->x > (*y)->x) - ((*x)->x < (*y)->x);
}

/* Those in the background are drawn first. */
static int
by_style(const void *a, const void *b)
{
    const struct chart_series *x = a, *y = b;
    int d = (x->style >= 0) - (y->style >= 0);
    return d ? d : strcmp(x->code, y->code);
}

static void
check_codes(const struct chart *p)
{
    for (size_t i = 0; i < p->opt->names.n + p->opt->highlights.n; i++) {
        bool name = i < p->opt->names.n, found = false;
        const char *text =
            name ? p->opt->names.item[i] : p->opt->highlights.item[i - p->opt->names.n];
        size_t n = name ? strcspn(text, "=") : strlen(text);
        for (size_t k = 0; name && k < p->n; k++)
            found |=
                strlen(p->panel[k].code) == n && !strncmp(p->panel[k].code, text, n);
        for (size_t k = 0; k < p->codes.n; k++)
            found |=
                strlen(p->codes.item[k]) == n && !strncmp(p->codes.item[k], text, n);
        if (!found && !p->opt->as_of)
            usage(name ? "--%s: no series or panel has the code %s"
                       : "--%s: no series has the code %s",
                  name ? "name" : "highlight", msg_quote_n(text, n));
    }
    if (p->opt->highlights.n > CHART_SERIES)
        usage("--highlight: %zu series, expected at most %d", p->opt->highlights.n,
              CHART_SERIES);
    for (size_t a = 0; a < p->n && !p->opt->highlights.n; a++)
        if (p->panel[a].n > CHART_SERIES)
            die(EX_DATAERR,
                "%s: %zu series, of which a reader can tell %d apart: keep fewer, or "
                "name those that get a colour with --highlight",
                p->tab.in.file, p->panel[a].n, CHART_SERIES);
}

/* What has one name looks the same in every panel, where there are colours for all. */
static void
set_style(struct chart *p, struct chart_series *s, size_t place)
{
    int style = -1;
    if (!p->opt->highlights.n)
        style = p->looks.n > CHART_SERIES ? (int)place
                                          : (int)texts_add(p->m, &p->looks, s->label);
    for (size_t i = 0; i < p->opt->highlights.n; i++)
        if (!strcmp(p->opt->highlights.item[i], s->code))
            style = (int)i;
    s->style = style;
    s->color = style < 0 ? CHART_GREY : palette[style];
    s->ink = style < 0 ? CHART_GREY_INK : inks[style];
    if (!p->opt->rows)
        qsort(s->point, s->n, sizeof *s->point, by_time);
}

/* Panels stand in the order in which --name names them; the rest after these. */
static void
order_panels(struct chart *p)
{
    for (size_t i = 1; i < p->n; i++) {
        struct chart_panel a = p->panel[i];
        size_t k = i, place = named_place(p, a.code);
        for (; k && named_place(p, p->panel[k - 1].code) > place; k--)
            p->panel[k] = p->panel[k - 1];
        p->panel[k] = a;
    }
}

static void
group(struct chart *p)
{
    for (size_t i = 0; i < p->points; i++) {
        struct chart_panel *a = find_panel(p, &p->point[i]);
        struct chart_series *s = find_series(p, a, &p->point[i]);
        s->point[s->n++] = &p->point[i];
        p->longest = s->n > p->longest ? s->n : p->longest;
        if (p->opt->rows)
            texts_add(p->m, &p->codes, chart_code(p, &p->point[i]));
        add_unit(p, a, &p->point[i]);
    }
    check_codes(p);
    order_panels(p);
    for (size_t a = 0; a < p->n; a++) {
        for (size_t i = 0; i < p->panel[a].n; i++)
            set_style(p, &p->panel[a].series[i], i);
        qsort(p->panel[a].series, p->panel[a].n, sizeof *p->panel[a].series, by_style);
        for (size_t i = 0; i < p->panel[a].n && p->opt->from_first; i++) {
            chart_from_first(p, &p->panel[a].series[i]);
            p->panel[a].unit = "Percent above or below the first number";
        }
        if (p->opt->against)
            p->panel[a].unit = mem_print(p->m, "Percent above or below the %s number",
                                         p->opt->against);
    }
}

/* Whether a break is one of a series of the figure. */
static bool
concerns(const struct chart *p, const struct series_breaks *all, size_t cut)
{
    for (size_t i = 0; i < p->points; i++)
        if (series_breaks_fits(all, cut, &p->tab, &p->point[i].row))
            return true;
    return false;
}

/* Breaks before events, and each by date. */
static int
by_date(const void *a, const void *b)
{
    const struct chart_fault *x = a, *y = b;
    if (x->event != y->event)
        return x->event - y->event;
    int d = (x->x > y->x) - (x->x < y->x);
    return d ? d : strcmp(x->label, y->label);
}

static void
read_breaks(struct chart *p)
{
    struct series_breaks all;
    series_breaks_read(&all, p->m, p->opt->breaks);
    p->fault = mem_array(p->m, all.n + 1, sizeof *p->fault);
    for (size_t i = 0; i < all.n; i++) {
        const struct series_break *k = &all.cut[i];
        double x = chart_year(k->day);
        if (x > p->x_least && x < p->x_most && concerns(p, &all, i))
            p->fault[p->faults++] = (struct chart_fault){display_date(p->m, k->date),
                                                         k->label, x, k->event};
    }
    qsort(p->fault, p->faults, sizeof *p->fault, by_date);
}

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
static void
read_trend(struct chart *p)
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
        r->panel = find_panel(p, r->like);
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

static void
read_marks(struct chart *p)
{
    p->shade = mem_array(p->m, p->opt->marks.n + 1, sizeof *p->shade);
    for (size_t i = 0; i < p->opt->marks.n; i++)
        if (!period_parse(p->opt->marks.item[i], &p->shade[i]))
            usage("--mark: %s is not a period", msg_quote(p->opt->marks.item[i]));
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
    read_marks(p);
    if (opt->base)
        read_base(p);
    read_points(p);
    if (!p->points)
        return;
    group(p);
    chart_measure(p);
    if (opt->breaks)
        read_breaks(p);
    if (opt->trend)
        read_trend(p);
    note_looks(p);
}
