/*
 * plot - a figure from a table: SVG with a text alternative, or PNG, drawn by gnuplot
 *
 * Reads a table with one row per key and draws it with the look of --theme and the plot
 * command of --template. A series is a run of rows that differ in their period alone; its
 * label is made of the labels of the key columns that vary, or given by --name; --highlight
 * names those that get a colour when there are more than four.
 *
 * What is drawn comes from the cells: a number is a point, joined to the next only when
 * their periods follow on one another and no break (status B) is between them; bounds are
 * bars, open where the publisher withholds the number; a bound on one side is a foot with
 * an arrow; a period of which nothing is known is a cross on the axis. A footer explains
 * what was used of this and no more, then lists the breaks and names the publishers.
 *
 * --x COLUMN takes another column of dates than period for the axis (a date of publication,
 * whole or partial, counts as its last day). --rows draws shares and the like that are no
 * series: one line a row of the table, with its label at the left and its number in words
 * at the right; an open mark is a number that no interval goes with.
 *
 * --panel COLUMN,... draws one panel for each value of these columns, one above the other;
 * `unit` may be one of them. A panel has at most four series.
 * --breaks FILE draws the dates of the breaks in the series shown, numbered, and lists
 * them below. --mark PERIOD shades a period. --trend FILE reads the table that stage
 * trend made of the same rows: its sentences go below the picture.
 *
 * The template sees numbers only: a data block and a few arrays, described at the head of
 * the theme. Text from data reaches gnuplot as strings of letters and octal escapes, never
 * as code; missing is NaN, so that no [c] is ever skipped in silence. The result depends
 * on the input and gnuplot's version alone. In SVG the text stays text, and title and desc
 * say in words what the picture shows.
 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/cite.h"
#include "lib/frame.h"
#include "lib/gnuplot.h"
#include "lib/labels.h"
#include "lib/num.h"
#include "lib/show.h"
#include "lib/tab.h"
#include "lib/typeset.h"

enum {
    SERIES_MOST = 4,
    WIDTH = 800,
    PNG = 2,         /* pixels of a PNG for one of SVG */
    EDGE = 14,       /* white at the sides */
    TITLE_SIZE = 18, /* sizes of type and their line heights, in pixels */
    TITLE_LINE = 24,
    TEXT_SIZE = 13,
    TEXT_LINE = 18,
    SMALL_SIZE = 11,
    SMALL_LINE = 16,
    AXIS = 26,       /* room for the years under a panel */
    PANEL_ONE = 320, /* height of a single panel, and of one of several */
    PANEL_MANY = 180,
    LABEL_SIZE = 12,
    LABEL_LINE = 15,
    LABEL_MOST = 150, /* widest label of a series before it wraps */
    HEAD_MOST = 280,  /* with --rows: the widest label of a row */
    GAP = 14,         /* between the panel and the labels at its right */
    BAR = 4,          /* half the width of a bar */
    TRENDS_WHOLE = 3, /* so many trends are said in full */
    LISTED = 12       /* most points listed in the text alternative, a series */
};

/* pngcairo takes sizes of type in points of 4/3 pixel, svg in pixels. */
#define POINT 0.75

static const char *const palette[SERIES_MOST] = {"#12436D", "#28A197", "#801650",
                                                 "#F46A25"};
static const char *const grey = "#8a9196";
static const char *const ink = "#1a1a1a", *const pale_ink = "#505a5f";
static const int dash[SERIES_MOST] = {1, 2, 4, 5}, mark[SERIES_MOST] = {7, 5, 9, 13};

static const char *template, *theme = "pipeline/plots/theme.gp", *format = "svg";
static const char *title, *subtitle, *panel_columns;
static const char *breaks, *trend, *codes = LABELS_DIR, *sources = CITE_FILE;
static const char *x_column;
static bool rows;
static struct opt_list names, marks, highlights, remarks;
static long digits = 1;
static const struct opt opts[] = {
    {"template", 't', OPT_TEXT, &template, "FILE",
     "the figure's plot command, in gnuplot's language"},
    {"theme", 0, OPT_TEXT, &theme, "FILE",
     "the look; pipeline/plots/theme.gp by default"},
    {"format", 'f', OPT_TEXT, &format, "FORMAT", "svg (the default) or png"},
    {"title", 0, OPT_TEXT, &title, "TEXT", "the finding, in at most 15 words"},
    {"subtitle", 0, OPT_TEXT, &subtitle, "TEXT", "statistic, place and period"},
    {"panel", 'p', OPT_TEXT, &panel_columns, "COLUMN[,COLUMN]",
     "a panel of its own for each value of these columns of the key, or unit"},
    {"name", 'n', OPT_LIST, &names, "CODE=TEXT",
     "what to call a series or a panel; CODE is what varies in its key, joined by "
     "commas"},
    {"highlight", 0, OPT_LIST, &highlights, "CODE",
     "a series that gets a colour, at most four; the others are grey"},
    {"x", 'x', OPT_TEXT, &x_column, "COLUMN",
     "a key column of dates for the x axis in place of period"},
    {"rows", 'r', OPT_FLAG, &rows, NULL,
     "one line of the picture for each row of the table, its number along the x axis"},
    {"remark", 0, OPT_LIST, &remarks, "TEXT", "a caution to print below the picture"},
    {"mark", 'm', OPT_LIST, &marks, "PERIOD", "shade this period"},
    {"breaks", 'b', OPT_TEXT, &breaks, "FILE",
     "breaks in the series (register, indicator, date, label)"},
    {"trend", 0, OPT_TEXT, &trend, "FILE", "the table of stage trend"},
    {"digits", 'd', OPT_COUNT, &digits, "N",
     "digits after the point in the text alternative; 1 by default"},
    {"codes", 0, OPT_TEXT, &codes, "DIR",
     "folder of the code lists, " LABELS_DIR " by default; empty: codes as they are"},
    {"sources", 0, OPT_TEXT, &sources, "FILE",
     "list of sources, " CITE_FILE " by default; empty: no source line"},
    {0},
};

/* What was drawn and is explained in the footer, one bit each. */
enum used {
    USED_BAR = 1,
    USED_HELD = 2,
    USED_FLOOR = 4,
    USED_CEILING = 8,
    USED_GONE = 16,
    USED_CI = 32,
    USED_CRI = 64,
    USED_RANGE = 128,
    USED_BARE = 256,
    USED_PI = 512,
    USED_TREND = 1024
};

struct point {
    struct tab_row row;
    struct period period;
    struct amount amount;
    double est_lo, est_hi; /* whiskers */
    double x;
    bool held, broken, gone;           /* withheld; a break before it; nothing known */
    const char *when, *value, *bounds; /* in words */
    unsigned marks;                    /* shorthand */
};

struct series {
    const char *code, *label, *color;
    int style; /* of dash and mark; -1: in the background */
    struct point **point;
    size_t n;
    double aside; /* of its bars, in x */
};

struct panel {
    const char *code, *label, *unit;
    struct series *series;
    size_t n;
    double least, most, step; /* of the y axis */
    double top, height;       /* in pixels from above */
};

/* What a trend says of a series, or of a part of it between breaks. */
struct trend {
    const char *label, *span, *says;
    size_t place; /* of its series */
    struct period period;
    struct panel *panel;
    const struct point *like; /* a point of the series */
    double change;            /* percent a year, of a log-linear model; NAN: none */
};

/* A break that is drawn. */
struct fault {
    const char *date, *label;
    double x;
};

struct texts {
    const char **item;
    size_t n;
};

struct plot {
    struct mem *m;
    struct tab tab;
    struct labels labels;
    struct cite cite;
    struct point *point;
    size_t points;
    int *panel_at, panel_n, x_at;
    bool *varies; /* per column of the key; not for the axis and the panel */
    struct panel *panel;
    size_t n, longest; /* most points of a series */
    struct fault *fault;
    size_t faults;
    struct period *shade;
    struct texts codes, looks, publishers, footer;
    struct trend *trend;
    size_t trends;
    unsigned used, marks;              /* how points are drawn; their shorthand */
    double x_least, x_most, step, bar; /* step: with --rows, of the x axis */
    double left, right, height;        /* of the panels; of the picture; in pixels */
    struct typeset_lines *head;        /* with --rows: the label of each point */
    double row;                        /* how high a row is */
    double arrow;                      /* in parts of the y axis */
};

static size_t
texts_add(struct mem *m, struct texts *t, const char *text)
{
    for (size_t i = 0; i < t->n; i++)
        if (!strcmp(t->item[i], text))
            return i;
    t->item =
        mem_grow(m, t->item, t->n * sizeof *t->item, (t->n + 1) * sizeof *t->item);
    t->item[t->n++] = mem_copy(m, text);
    return t->n - 1;
}

static const char *
joined(struct mem *m, const char *a, const char *between, const char *b)
{
    return *a ? mem_print(m, "%s%s%s", a, between, b) : b;
}

static double
decimal_year(long day)
{
    long year, month, mday;
    period_civil(day, &year, &month, &mday);
    long first = period_day(year, 1, 1), next = period_day(year + 1, 1, 1);
    return (double)year + (double)(day - first) / (double)(next - first);
}

/* How the point will be drawn. */
static unsigned
used_by(const struct point *q, const char *interval)
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
    if (isfinite(q->amount.lo) && isfinite(q->amount.hi))
        return used | (q->held ? USED_HELD : USED_BAR);
    return used | (isfinite(q->amount.lo) ? USED_FLOOR : USED_CEILING);
}

static void
read_date(struct plot *p, struct point *q)
{
    const char *text = q->row.cell[p->x_at];
    long day;
    if (!period_published(text, &day))
        tab_die(&p->tab, &q->row, x_column, "%s is not a date, as --x wants it",
                msg_quote(text));
    q->period = (struct period){'D', day, day, day};
    q->x = decimal_year(day);
}

static void
read_point(struct plot *p, struct point *q)
{
    const char *lo = tab_cell(&p->tab, &q->row, TAB_LO);
    const char *hi = tab_cell(&p->tab, &q->row, TAB_HI);
    const char *interval = tab_cell(&p->tab, &q->row, TAB_INTERVAL);
    const char *status = tab_cell(&p->tab, &q->row, TAB_STATUS);
    bool rounded = false;
    q->period = tab_period(&p->tab, &q->row);
    q->amount = tab_amount(&p->tab, &q->row);
    q->x = period_middle(&q->period);
    if (x_column)
        read_date(p, q);
    q->est_lo = q->amount.est_lo;
    q->est_hi = q->amount.est_hi;
    if (q->amount.known && !strcmp(interval, "range")) {
        num_parse(lo, &q->est_lo);
        num_parse(hi, &q->est_hi);
    }
    q->held = strchr(status, 'Q') != NULL;
    q->broken = strchr(status, 'B') != NULL;
    /* That a count is not negative says nothing. */
    if (!*hi && !strcmp(lo, "0") && tab_counted(tab_cell(&p->tab, &q->row, TAB_UNIT)))
        lo = "";
    q->gone = !q->amount.known && !*lo && !*hi;
    p->used |= used_by(q, interval);
    q->when = x_column ? show_date(p->m, q->row.cell[p->x_at])
                       : show_period(p->m, tab_cell(&p->tab, &q->row, TAB_PERIOD));
    if (q->amount.known)
        q->value = show_number(p->m, tab_cell(&p->tab, &q->row, TAB_VALUE), digits,
                               true, &rounded);
    q->bounds = show_bounds(p->m, lo, hi, interval, digits, true, &rounded);
    q->marks = show_marks(status, interval);
    if (*q->bounds)
        q->marks &= ~SHOW_MARK('x'); /* the bounds say it */
    p->marks |= q->marks;
}

static void
read_publishers(struct plot *p, const struct point *q)
{
    const char *text = tab_cell(&p->tab, &q->row, TAB_SOURCE);
    size_t n;
    for (; *p->cite.path && *text; text += n + (text[n] == '+')) {
        const struct cite_source *s = cite_next(&p->cite, text, &n);
        if (!s)
            tab_die(&p->tab, &q->row, "source", "%s is not in the list of sources %s",
                    msg_quote(mem_text(p->m, text, strcspn(text, "@+"))), p->cite.path);
        texts_add(p->m, &p->publishers, s->publisher);
    }
}

static void
read_panel_columns(struct plot *p)
{
    p->panel_at = mem_array(p->m, (size_t)p->tab.n, sizeof *p->panel_at);
    for (const char *at = panel_columns ? panel_columns : ""; *at;) {
        size_t n = strcspn(at, ",");
        const char *name = mem_text(p->m, at, n);
        int c = tab_find(&p->tab, name);
        if ((c < 0 || c >= p->tab.key - 1) && c != p->tab.at[TAB_UNIT])
            die_at(EX_DATAERR, (struct place){p->tab.in.file, 1, NULL},
                   "no key column %s left of period, as in --panel", msg_quote(name));
        if (p->panel_n < p->tab.n)
            p->panel_at[p->panel_n++] = c;
        at += n + (at[n] == ',');
    }
}

static bool
is_panel_column(const struct plot *p, int column)
{
    for (int i = 0; i < p->panel_n; i++)
        if (p->panel_at[i] == column)
            return true;
    return false;
}

static void
read_points(struct plot *p)
{
    size_t size = 0;
    struct tab_row row;
    tab_open(&p->tab, p->m, NULL, tab_contract, TAB_UNIQUE);
    read_panel_columns(p);
    p->x_at = x_column ? tab_find(&p->tab, x_column) : p->tab.at[TAB_PERIOD];
    if (p->x_at < 0 || p->x_at >= p->tab.key)
        die_at(EX_DATAERR, (struct place){p->tab.in.file, 1, NULL},
               "no key column %s, as in --x", msg_quote(x_column));
    while (tab_next(&p->tab, &row)) {
        if (p->points == size) {
            size_t more = size ? 2 * size : 64;
            p->point = mem_grow(p->m, p->point, size * sizeof *p->point,
                                more * sizeof *p->point);
            size = more;
        }
        struct point *q = &p->point[p->points++];
        q->row = tab_keep(&p->tab, p->m, &row);
        read_point(p, q);
        read_publishers(p, q);
    }
    tab_close(&p->tab);
    if (!p->points)
        die(EX_DATAERR, "%s: has no rows, expected something to draw", p->tab.in.file);
    p->varies = mem_array(p->m, (size_t)p->tab.key, sizeof *p->varies);
    for (int c = 0; c < p->tab.key; c++)
        for (size_t i = 1; i < p->points; i++)
            p->varies[c] |=
                !is_panel_column(p, c) && (rows || c != p->x_at) &&
                strcmp(p->point[i].row.cell[c], p->point[0].row.cell[c]) != 0;
}

/* What --name says of a series or a panel, or NULL. */
static const char *
given_name(const char *code)
{
    size_t n = strlen(code);
    for (size_t i = 0; i < names.n; i++)
        if (!strncmp(names.item[i], code, n) && names.item[i][n] == '=')
            return names.item[i] + n + 1;
    return NULL;
}

static const char *
name_of(struct plot *p, const struct point *q, const char *code)
{
    const char *label = "", *given = given_name(code);
    if (given)
        return given;
    for (int c = 0; c < p->tab.key; c++)
        if (p->varies[c] && !(rows && !strcmp(q->row.cell[c], "_T")))
            label =
                joined(p->m, label, ", ",
                       c == p->tab.at[TAB_PERIOD]
                           ? show_period(p->m, q->row.cell[c])
                           : labels_get(&p->labels, p->tab.column[c], q->row.cell[c]));
    return label;
}

static const char *
code_of(struct plot *p, const struct point *q)
{
    const char *code = "";
    for (int c = 0; c < p->tab.key; c++)
        if (p->varies[c])
            code = joined(p->m, code, ",", q->row.cell[c]);
    return code;
}

static struct panel *
find_panel(struct plot *p, const struct point *q)
{
    const char *code = "", *label = "";
    for (int i = 0; i < p->panel_n; i++) {
        const char *cell = q->row.cell[p->panel_at[i]];
        code = joined(p->m, code, ",", cell);
        /* The unit stands beside the label anyway. */
        if (p->panel_at[i] != p->tab.at[TAB_UNIT])
            label = joined(p->m, label, ", ",
                           labels_get(&p->labels, p->tab.column[p->panel_at[i]], cell));
    }
    for (size_t i = 0; i < p->n; i++)
        if (!strcmp(p->panel[i].code, code))
            return &p->panel[i];
    p->panel = mem_grow(p->m, p->panel, p->n * sizeof *p->panel,
                        (p->n + 1) * sizeof *p->panel);
    struct panel *a = &p->panel[p->n++];
    a->code = code;
    a->label = given_name(code) ? given_name(code) : label;
    a->unit = "";
    return a;
}

static struct series *
find_series(struct plot *p, struct panel *a, const struct point *q)
{
    const char *code = rows ? "" : code_of(p, q);
    for (size_t i = 0; i < a->n; i++)
        if (!strcmp(a->series[i].code, code))
            return &a->series[i];
    a->series = mem_grow(p->m, a->series, a->n * sizeof *a->series,
                         (a->n + 1) * sizeof *a->series);
    struct series *s = &a->series[a->n++];
    *s = (struct series){.code = code, .label = rows ? "" : name_of(p, q, code)};
    s->point = mem_array(p->m, p->points, sizeof *s->point);
    texts_add(p->m, &p->codes, code_of(p, q));
    texts_add(p->m, &p->looks, s->label);
    return s;
}

/* One unit a panel, or several that are all counted. */
static void
add_unit(struct plot *p, struct panel *a, const struct point *q)
{
    const char *code = tab_cell(&p->tab, &q->row, TAB_UNIT);
    const char *unit = labels_get(&p->labels, "unit", code);
    const char *at = strstr(a->unit, unit);
    if (at)
        return;
    if (*a->unit &&
        (!tab_counted(code) ||
         !tab_counted(tab_cell(&p->tab, &a->series[0].point[0]->row, TAB_UNIT))))
        tab_die(
            &p->tab, &q->row, "unit",
            "%s beside %s on one axis: draw them in panels of their own with --panel",
            msg_quote(unit), msg_quote(a->unit));
    a->unit = joined(p->m, a->unit, ", ", unit);
}

static int
by_time(const void *a, const void *b)
{
    const struct point *const *x = a, *const *y = b;
    return ((*x)->x > (*y)->x) - ((*x)->x < (*y)->x);
}

/* Those in the background are drawn first. */
static int
by_style(const void *a, const void *b)
{
    const struct series *x = a, *y = b;
    int d = (x->style >= 0) - (y->style >= 0);
    return d ? d : strcmp(x->code, y->code);
}

static void
check_codes(const struct plot *p)
{
    for (size_t i = 0; i < names.n + highlights.n; i++) {
        bool name = i < names.n, found = false;
        const char *text = name ? names.item[i] : highlights.item[i - names.n];
        size_t n = name ? strcspn(text, "=") : strlen(text);
        for (size_t k = 0; name && k < p->n; k++)
            found |=
                strlen(p->panel[k].code) == n && !strncmp(p->panel[k].code, text, n);
        for (size_t k = 0; k < p->codes.n; k++)
            found |=
                strlen(p->codes.item[k]) == n && !strncmp(p->codes.item[k], text, n);
        if (!found)
            usage(name ? "--%s: no series or panel has the code %s"
                       : "--%s: no series has the code %s",
                  name ? "name" : "highlight", msg_quote_n(text, n));
    }
    if (highlights.n > SERIES_MOST)
        usage("--highlight: %zu series, expected at most %d", highlights.n,
              SERIES_MOST);
    for (size_t a = 0; a < p->n && !highlights.n; a++)
        if (p->panel[a].n > SERIES_MOST)
            die(EX_DATAERR,
                "%s: %zu series, of which a reader can tell %d apart: keep fewer, or "
                "name those that get a colour with --highlight",
                p->tab.in.file, p->panel[a].n, SERIES_MOST);
}

/* What has one name looks the same in every panel, where there are colours for all. */
static void
set_style(struct plot *p, struct series *s, size_t place)
{
    int style = -1;
    if (!highlights.n)
        style = p->looks.n > SERIES_MOST ? (int)place
                                         : (int)texts_add(p->m, &p->looks, s->label);
    for (size_t i = 0; i < highlights.n; i++)
        if (!strcmp(highlights.item[i], s->code))
            style = (int)i;
    s->style = style;
    s->color = style < 0 ? grey : palette[style];
    if (!rows)
        qsort(s->point, s->n, sizeof *s->point, by_time);
}

static void
group(struct plot *p)
{
    for (size_t i = 0; i < p->points; i++) {
        struct panel *a = find_panel(p, &p->point[i]);
        struct series *s = find_series(p, a, &p->point[i]);
        s->point[s->n++] = &p->point[i];
        p->longest = s->n > p->longest ? s->n : p->longest;
        if (rows)
            texts_add(p->m, &p->codes, code_of(p, &p->point[i]));
        add_unit(p, a, &p->point[i]);
    }
    check_codes(p);
    for (size_t a = 0; a < p->n; a++) {
        for (size_t i = 0; i < p->panel[a].n; i++)
            set_style(p, &p->panel[a].series[i], i);
        qsort(p->panel[a].series, p->panel[a].n, sizeof *p->panel[a].series, by_style);
    }
}

/* Whether a break is one of a series of the figure; only with columns of those names. */
static bool
concerns(const struct plot *p, const struct tab *t, const struct tab_row *row)
{
    static const char *const same[] = {"register", "indicator"};
    for (size_t i = 0; i < p->points; i++) {
        bool all = true;
        for (int k = 0; k < 2; k++) {
            int here = tab_find(&p->tab, same[k]), there = tab_find(t, same[k]);
            all &= here >= 0 && !strcmp(p->point[i].row.cell[here], row->cell[there]);
        }
        if (all)
            return true;
    }
    return false;
}

static int
by_date(const void *a, const void *b)
{
    const struct fault *x = a, *y = b;
    int d = (x->x > y->x) - (x->x < y->x);
    return d ? d : strcmp(x->label, y->label);
}

static void
read_breaks(struct plot *p)
{
    static const char *const need[] = {"register", "indicator", "date", "label", NULL};
    struct tab t;
    struct tab_row row;
    tab_open(&t, p->m, breaks, need, TAB_ANY);
    int date = tab_find(&t, "date"), label = tab_find(&t, "label");
    while (tab_next(&t, &row)) {
        struct period when;
        if (!period_parse(row.cell[date], &when))
            tab_die(&t, &row, "date", "%s is not a date", msg_quote(row.cell[date]));
        double x = decimal_year(when.first);
        if (!concerns(p, &t, &row) || x <= p->x_least || x >= p->x_most)
            continue;
        p->fault = mem_grow(p->m, p->fault, p->faults * sizeof *p->fault,
                            (p->faults + 1) * sizeof *p->fault);
        p->fault[p->faults++] = (struct fault){show_date(p->m, row.cell[date]),
                                               mem_copy(p->m, row.cell[label]), x};
    }
    tab_close(&t);
    if (p->faults)
        qsort(p->fault, p->faults, sizeof *p->fault, by_date);
}

/* A row of the trend's table belongs to the series whose key it has: both have the same
 * columns up to statistic. */
static const struct point *
point_of_trend(const struct plot *p, const struct tab *t, const struct tab_row *row)
{
    for (size_t i = 0; i < p->points; i++) {
        bool same = true;
        for (int c = 0; same && c < p->tab.key - 1; c++) {
            int there = tab_find(t, p->tab.column[c]);
            same = there >= 0 && !strcmp(row->cell[there], p->point[i].row.cell[c]);
        }
        if (same)
            return &p->point[i];
    }
    tab_die(t, row, "statistic",
            "no series of the figure has this key: is it its trend?");
}

/* Series by series in the order of the table, and each from its first segment on. */
static int
by_span(const void *a, const void *b)
{
    const struct trend *x = a, *y = b;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    return (x->period.first > y->period.first) - (x->period.first < y->period.first);
}

/* The rows with a sentence, one a segment: they have the deciding statistic. */
static void
read_trend(struct plot *p)
{
    static const char *const need[] = {"statistic", "period",   "value",
                                       "unit",      "sentence", NULL};
    struct tab t;
    struct tab_row row;
    tab_open(&t, p->m, trend, need, TAB_ANY);
    int sentence = tab_find(&t, "sentence");
    while (tab_next(&t, &row)) {
        const char *says = strstr(row.cell[sentence], ": ");
        if (!says)
            continue;
        p->trend = mem_grow(p->m, p->trend, p->trends * sizeof *p->trend,
                            (p->trends + 1) * sizeof *p->trend);
        struct trend *r = &p->trend[p->trends++];
        r->like = point_of_trend(p, &t, &row);
        r->panel = find_panel(p, r->like);
        r->label = joined(p->m, r->panel->label, ", ",
                          name_of(p, r->like, code_of(p, r->like)));
        r->place = p->trends;
        for (size_t i = 0; i + 1 < p->trends; i++)
            if (!strcmp(p->trend[i].label, r->label))
                r->place = p->trend[i].place;
        r->period = tab_period(&t, &row);
        r->span = show_period(p->m, tab_cell(&t, &row, TAB_PERIOD));
        r->says = mem_copy(p->m, says + 2);
        r->change = NAN;
        if (!strcmp(tab_cell(&t, &row, TAB_UNIT), "percent_per_year"))
            num_parse(tab_cell(&t, &row, TAB_VALUE), &r->change);
    }
    tab_close(&t);
    if (p->trends)
        qsort(p->trend, p->trends, sizeof *p->trend, by_span);
}

static void
read_marks(struct plot *p)
{
    p->shade = mem_array(p->m, marks.n + 1, sizeof *p->shade);
    for (size_t i = 0; i < marks.n; i++)
        if (!period_parse(marks.item[i], &p->shade[i]))
            usage("--mark: %s is not a period", msg_quote(marks.item[i]));
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
stretch(struct panel *a, double x)
{
    if (isfinite(x) && x > a->most)
        a->most = x;
    if (isfinite(x) && x < a->least)
        a->least = x;
}

/* The y axis begins at 0 unless something is below it. */
static void
scale(struct plot *p, struct panel *a)
{
    bool whole = true;
    double room = 0;
    a->least = a->most = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < a->n; i++)
            for (size_t k = 0; k < a->series[i].n; k++) {
                const struct point *q = a->series[i].point[k];
                stretch(a, q->amount.value);
                stretch(a, q->est_lo);
                stretch(a, q->est_hi);
                if (q->gone)
                    continue;
                stretch(a, q->amount.lo + (isfinite(q->amount.hi) ? 0 : room));
                stretch(a, q->amount.hi - (isfinite(q->amount.lo) ? 0 : room));
                whole &= tab_counted(tab_cell(&p->tab, &q->row, TAB_UNIT));
            }
        room = (a->most - a->least) * p->arrow * 1.3;
    }
    if (a->most <= a->least)
        a->most = a->least + 1;
    a->step = nice((a->most - a->least) / (p->n > 1 && !rows ? 3.5 : 5.5));
    if (whole && a->step < 1)
        a->step = 1;
    a->most = ceil(a->most / a->step - 1e-9) * a->step;
    a->least = floor(a->least / a->step + 1e-9) * a->step;
}

static char *
number_text(struct plot *p, double x)
{
    char text[NUM_MAX];
    bool rounded = false;
    return show_number(p->m, num_text(x, text), 3, true, &rounded);
}

static bool
labelled(const struct panel *a)
{
    return a->n > 1 || *a->series[0].label;
}

/* With --rows: what stands right of a line. */
static const char *
row_value(struct plot *p, const struct point *q)
{
    const char *text = q->amount.known ? q->value : q->bounds;
    if (q->amount.known && *q->bounds) {
        const char *level = strstr(q->bounds, "I ");
        text = mem_print(p->m, "%s (%s)", text, level ? level + 2 : q->bounds);
    }
    return q->marks ? joined(p->m, text, " ", show_set(p->m, q->marks)) : text;
}

/* The numbers of the rows along x, one scale for all panels. */
static void
measure_rows(struct plot *p)
{
    double labels = 0, values = 0;
    struct panel all = {0};
    p->arrow = 0.08;
    p->head = mem_array(p->m, p->points, sizeof *p->head);
    for (size_t i = 0; i < p->n; i++) {
        struct panel *a = &p->panel[i];
        scale(p, a);
        stretch(&all, a->most);
        stretch(&all, a->least);
        all.step = fmax(all.step, a->step);
        a->least = 0;
        a->most = (double)a->series[0].n;
    }
    for (size_t i = 0; i < p->points; i++) {
        const struct point *q = &p->point[i];
        struct typeset_lines *t = &p->head[i];
        *t = typeset_wrap(p->m, name_of(p, q, code_of(p, q)), LABEL_SIZE, false,
                          HEAD_MOST);
        for (size_t l = 0; l < t->n; l++)
            labels = fmax(labels, typeset_width(t->line[l], LABEL_SIZE, false));
        p->row = fmax(p->row, (double)t->n * LABEL_LINE + 10);
        values = fmax(values, typeset_width(row_value(p, q), LABEL_SIZE, false));
    }
    p->x_least = floor(all.least / all.step + 1e-9) * all.step;
    p->x_most = ceil(all.most / all.step - 1e-9) * all.step;
    p->step = all.step;
    p->left = EDGE + labels + 10;
    p->right = WIDTH - EDGE - values - GAP;
}

static void
measure(struct plot *p)
{
    double numbers = 0, labels = 0;
    p->x_least = INFINITY;
    p->x_most = -INFINITY;
    p->arrow = 0.08;
    for (size_t i = 0; i < p->points; i++) {
        p->x_least = fmin(p->x_least, decimal_year(p->point[i].period.first));
        p->x_most = fmax(p->x_most, decimal_year(p->point[i].period.last + 1));
    }
    for (size_t i = 0; i < p->n; i++) {
        struct panel *a = &p->panel[i];
        scale(p, a);
        numbers =
            fmax(numbers, typeset_width(number_text(p, a->most), LABEL_SIZE, false));
        numbers = fmax(numbers, typeset_width(number_text(p, a->most - a->step),
                                              LABEL_SIZE, false));
        numbers =
            fmax(numbers, typeset_width(number_text(p, a->least), LABEL_SIZE, false));
        for (size_t k = 0; labelled(a) && k < a->n; k++) {
            struct typeset_lines t =
                typeset_wrap(p->m, a->series[k].label, LABEL_SIZE, true, LABEL_MOST);
            for (size_t l = 0; l < t.n; l++)
                labels = fmax(labels, typeset_width(t.line[l], LABEL_SIZE, true));
        }
    }
    p->left = EDGE + numbers + 8;
    p->right = WIDTH - EDGE - (labels > 0 ? labels + GAP : 0);
}

/* Joined by a line: both known, one right after the other, no break between. Dates of
 * another column have no next one, and are joined. */
static bool
follows(const struct point *q, const struct point *before)
{
    if (x_column)
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
enum { COLUMNS = 17 };

static void
put_point(FILE *f, const struct panel *a, const struct series *s, size_t k)
{
    const struct point *q = s->point[k];
    bool bare = isnan(q->est_lo) && isnan(q->est_hi);
    bool low = isfinite(q->amount.lo), high = isfinite(q->amount.hi);
    bool known = q->amount.known, both = !known && !q->gone && low && high;
    bool span = q->period.freq == 'I';
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
        known_or(q->gone, a->least),
        q->x + s->aside,
        known_or(span, decimal_year(q->period.first)),
        known_or(span, decimal_year(q->period.last + 1)),
        (double)(s->n - k) - 0.5,
        known_or(known && !bare, q->amount.value),
        known_or(known && bare, q->amount.value),
    };
    put_numbers(f, x, COLUMNS);
}

/* One block a series; a row of NaN where the line is not to be joined. */
static void
put_data(FILE *f, const struct panel *a)
{
    double nothing[COLUMNS];
    for (int c = 0; c < COLUMNS; c++)
        nothing[c] = NAN;
    fprintf(f, "$data << END_OF_DATA\n");
    for (size_t i = 0; i < a->n; i++) {
        const struct series *s = &a->series[i];
        if (i)
            fprintf(f, "\n\n");
        for (size_t k = 0; k < s->n; k++) {
            if (k && !rows && !follows(s->point[k], s->point[k - 1]))
                put_numbers(f, nothing, COLUMNS);
            put_point(f, a, s, k);
        }
    }
    fprintf(f, "END_OF_DATA\n");
}

static bool
has_point(const struct trend *r, const struct series *s, size_t k)
{
    return s->point[k]->period.first >= r->period.first &&
           s->point[k]->period.last <= r->period.last;
}

static double
years(const struct period *p)
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
static bool
fit_level(const struct trend *r, const struct series *s, double *start, double *level)
{
    double b = log1p(r->change / 100), observed = 0, shape = 0;
    size_t n = 0;
    for (size_t k = 0; k < s->n; k++) {
        const struct point *q = s->point[k];
        if (!has_point(r, s, k) || q->gone)
            continue;
        if (!q->amount.known || q->period.freq == 'I')
            return false;
        if (!n++)
            *start = years(&q->period);
        observed += q->amount.value;
        shape += exp(b * (years(&q->period) - *start));
    }
    *level = observed / shape;
    return isfinite(b) && n > 1 && observed > 0;
}

/* The series that a trend is about. */
static const struct series *
series_of(struct plot *p, const struct trend *r)
{
    const char *code = code_of(p, r->like);
    for (size_t k = 0; k < r->panel->n; k++)
        if (!strcmp(r->panel->series[k].code, code))
            return &r->panel->series[k];
    die(EX_SOFTWARE, "internal: a trend without its series");
}

/* One block a line; the colours, half transparent, are an array beside it. */
static void
put_trends(struct plot *p, FILE *f, const struct panel *a)
{
    const char *colors = "";
    size_t n = 0;
    fprintf(f, "$trend << END_OF_DATA\n");
    for (size_t i = 0; i < p->trends; i++) {
        const struct trend *r = &p->trend[i];
        const struct series *s = series_of(p, r);
        double start, level, b = log1p(r->change / 100);
        if (r->panel != a || !fit_level(r, s, &start, &level))
            continue;
        for (size_t k = 0; k < s->n; k++)
            if (has_point(r, s, k)) {
                double t = years(&s->point[k]->period) - start;
                put_numbers(f, (double[]){s->point[k]->x, level * exp(b * t)}, 2);
            }
        fprintf(f, "\n\n");
        colors = joined(p->m, colors, ", ", mem_print(p->m, "'#80%s'", s->color + 1));
        n++;
    }
    /* gnuplot looks at the first color even when there is no line. */
    fprintf(f, "END_OF_DATA\ntrend_n = %zu\narray trend_color[%zu] = [%s]\n", n,
            n ? n : 1, n ? colors : "'#000000'");
}

/* How wide a bar is, in x, and how far the bars of each series stand aside. */
static void
set_aside(struct plot *p, struct panel *a)
{
    double year = (p->right - p->left) / (p->x_most - p->x_least), narrowest = year;
    size_t n = 0, i = 0;
    for (size_t k = 0; k < a->n; k++) {
        bool barred = false;
        for (size_t j = 0; j < a->series[k].n; j++) {
            const struct point *q = a->series[k].point[j];
            barred |= !q->amount.known;
            narrowest = fmin(
                narrowest, year * (double)(q->period.last + 1 - q->period.first) / 365);
        }
        n += barred;
    }
    double half = n ? fmin(BAR, 0.6 * narrowest / (2.6 * (double)n)) : BAR;
    p->bar = half / year;
    for (size_t k = 0; k < a->n; k++) {
        bool barred = false;
        for (size_t j = 0; j < a->series[k].n; j++)
            barred |= !a->series[k].point[j]->amount.known;
        if (barred)
            a->series[k].aside = ((double)i++ - (double)(n - 1) / 2) * 2.6 * p->bar;
    }
}

/* A line of text with its left, right end or centre at x and its middle at y, pixels from
 * above. */
static void
put_text(struct plot *p, FILE *f, double x, double y, const char *at, double size,
         bool bold, const char *color, const char *text)
{
    fprintf(f, "set label %s at screen %.6f, screen %.6f %s front noenhanced ",
            gnuplot_quote(p->m, text), x / WIDTH, 1 - y / p->height, at);
    fprintf(f, "font 'DejaVu Sans%s,%g' tc rgb '%s'\n", bold ? ":Bold" : "", size,
            color);
}

/* Lines of text from y down; returns where the next may begin. */
static double
put_lines(struct plot *p, FILE *f, double y, double line, double size, bool bold,
          const char *color, const char *text)
{
    struct typeset_lines t = typeset_wrap(p->m, text, size, bold, WIDTH - 2 * EDGE);
    for (size_t i = 0; i < t.n; i++, y += line)
        put_text(p, f, EDGE, y + line / 2, "left", size, bold, color, t.line[i]);
    return y;
}

static size_t
count_lines(struct plot *p, double size, bool bold, const char *text)
{
    return typeset_wrap(p->m, text, size, bold, WIDTH - 2 * EDGE).n;
}

static double
pixel_x(const struct plot *p, double x)
{
    return p->left + (x - p->x_least) / (p->x_most - p->x_least) * (p->right - p->left);
}

static double
pixel_y(const struct panel *a, double y)
{
    return a->top + (a->most - y) / (a->most - a->least) * a->height;
}

/* The last point of a series that stands somewhere, and where. */
static const struct point *
last_seen(const struct series *s, double *y)
{
    for (size_t k = s->n; k-- > 0;) {
        const struct point *q = s->point[k];
        if (q->gone)
            continue;
        *y = q->amount.known           ? q->amount.value
             : !isfinite(q->amount.hi) ? q->amount.lo
             : !isfinite(q->amount.lo) ? q->amount.hi
                                       : (q->amount.lo + q->amount.hi) / 2;
        /* An estimate without a number has its interval alone. */
        if (isfinite(*y))
            return q;
        *y = (q->est_lo + q->est_hi) / 2;
        if (isfinite(*y))
            return q;
    }
    *y = 0;
    return s->point[s->n - 1];
}

/* The label of each series at the right of its last point, moved apart, with a thin line
 * to the point when it is not right beside it. */
static void
put_labels(struct plot *p, FILE *f, const struct panel *a)
{
    if (!labelled(a))
        return;
    struct typeset_place *place = mem_array(p->m, a->n, sizeof *place);
    struct typeset_lines *text = mem_array(p->m, a->n, sizeof *text);
    for (size_t i = 0; i < a->n; i++) {
        double y;
        last_seen(&a->series[i], &y);
        text[i] = typeset_wrap(p->m, a->series[i].label, LABEL_SIZE, true, LABEL_MOST);
        place[i].want = pixel_y(a, y);
        place[i].size = (double)text[i].n * LABEL_LINE + 4;
    }
    typeset_spread(p->m, place, a->n, a->top - 6, a->top + a->height + 6);
    for (size_t i = 0; i < a->n; i++) {
        const struct series *s = &a->series[i];
        double y, from = place[i].at - (double)text[i].n * LABEL_LINE / 2;
        const struct point *q = last_seen(s, &y);
        double x = pixel_x(p, q->x + (q->amount.known ? 0 : s->aside)) + 6;
        for (size_t l = 0; l < text[i].n; l++)
            put_text(p, f, p->right + GAP, from + ((double)l + 0.5) * LABEL_LINE,
                     "left", LABEL_SIZE, s->style >= 0,
                     s->style >= 0 ? s->color : pale_ink, text[i].line[l]);
        if (p->right + GAP - 3 - x > 4)
            fprintf(
                f,
                "set arrow from screen %.6f, screen %.6f to screen %.6f, screen %.6f "
                "nohead lc rgb '%s' lw 0.7 dt 3\n",
                x / WIDTH, 1 - pixel_y(a, y) / p->height, (p->right + GAP - 3) / WIDTH,
                1 - place[i].at / p->height, s->color);
    }
}

/* Years under the axis, in the middle of each. */
static void
put_years(struct plot *p, FILE *f)
{
    static const long steps[] = {1, 2, 5, 10, 20, 50, 100};
    double year = (p->right - p->left) / (p->x_most - p->x_least);
    long step = 0, first = (long)floor(p->x_least + 1e-6);
    for (int i = 0; i < 7 && (!step || (double)step * year < 44); i++)
        step = steps[i];
    fprintf(f, "set xtics (");
    const char *comma = "";
    for (long y = first; (double)y + 0.5 < p->x_most; y++)
        if (y % step == 0 && (double)y + 0.5 > p->x_least) {
            fprintf(f, "%s'%ld' %ld.5", comma, y, y);
            comma = ", ";
        }
    fprintf(f, ") font 'DejaVu Sans,%d'\n", LABEL_SIZE);
}

/* With --rows: labels left, numbers right, the scale below. */
static void
put_row_texts(struct plot *p, FILE *f, const struct panel *a)
{
    char text[NUM_MAX];
    const struct series *s = &a->series[0];
    for (size_t k = 0; k < s->n; k++) {
        const struct point *q = s->point[k];
        const struct typeset_lines *t = &p->head[q - p->point];
        double y = a->top + ((double)k + 0.5) * p->row;
        for (size_t l = 0; l < t->n; l++)
            put_text(p, f, EDGE, y + ((double)l - (double)(t->n - 1) / 2) * LABEL_LINE,
                     "left", LABEL_SIZE, false, ink, t->line[l]);
        put_text(p, f, p->right + GAP, y, "left", LABEL_SIZE, false, ink,
                 row_value(p, q));
    }
    fprintf(f, "unset ytics\nset xtics (");
    long n = lround((p->x_most - p->x_least) / p->step);
    for (long i = 0; i <= n; i++) {
        double x = p->x_least + (double)i * p->step;
        fprintf(f, "%s%s %s", i ? ", " : "", gnuplot_quote(p->m, number_text(p, x)),
                num_text(x, text));
    }
    fprintf(f, ") font 'DejaVu Sans,%d'\nbar = 0.16\n", LABEL_SIZE);
    fprintf(f, "arrow = %s\n", num_text((p->x_most - p->x_least) * p->arrow, text));
}

static void
put_axes(struct plot *p, FILE *f, const struct panel *a)
{
    char text[NUM_MAX];
    fprintf(f, "set xrange [%s:", num_text(p->x_least, text));
    fprintf(f, "%s]\n", num_text(p->x_most, text));
    fprintf(f, "set yrange [%s:", num_text(a->least, text));
    fprintf(f, "%s]\n", num_text(a->most, text));
    fprintf(f, "set lmargin at screen %.6f\nset rmargin at screen %.6f\n",
            p->left / WIDTH, p->right / WIDTH);
    fprintf(f, "set tmargin at screen %.6f\nset bmargin at screen %.6f\n",
            1 - a->top / p->height, 1 - (a->top + a->height) / p->height);
    if (rows) {
        put_row_texts(p, f, a);
        return;
    }
    fprintf(f, "set ytics (");
    long n = lround((a->most - a->least) / a->step);
    for (long i = 0; i <= n; i++) {
        double y = a->least + (double)i * a->step;
        fprintf(f, "%s%s %s", i ? ", " : "", gnuplot_quote(p->m, number_text(p, y)),
                num_text(y, text));
    }
    fprintf(f, ") font 'DejaVu Sans,%d'\n", LABEL_SIZE);
    put_years(p, f);
    fprintf(f, "arrow = %s\n", num_text((a->most - a->least) * p->arrow, text));
    fprintf(f, "bar = %s\n", num_text(p->bar, text));
}

/* What stands in the row above a panel: shaded periods by name, breaks by number. */
static void
put_signs(struct plot *p, FILE *f, const struct panel *a)
{
    size_t n = 0;
    struct typeset_place *place =
        mem_array(p->m, marks.n + p->faults + 1, sizeof *place);
    const char **text = mem_array(p->m, marks.n + p->faults + 1, sizeof *text);
    for (size_t i = 0; i < marks.n; i++) {
        double from = decimal_year(p->shade[i].first),
               to = decimal_year(p->shade[i].last + 1);
        fprintf(f,
                "set object rectangle from first %.6f, graph 0 to first %.6f, graph 1 "
                "behind fc rgb '#ececec' fs solid noborder\n",
                from, to);
        text[n] = show_period(p->m, marks.item[i]);
        place[n++].want = pixel_x(p, (from + to) / 2);
    }
    for (size_t i = 0; i < p->faults; i++) {
        fprintf(
            f,
            "set arrow from first %.6f, graph 0 to first %.6f, graph 1 nohead back lc "
            "rgb '%s' lw 1 dt 2\n",
            p->fault[i].x, p->fault[i].x, grey);
        text[n] = mem_print(p->m, "%zu", i + 1);
        place[n++].want = pixel_x(p, p->fault[i].x);
    }
    for (size_t i = 0; i < n; i++)
        place[i].size = typeset_width(text[i], SMALL_SIZE, true) + 6;
    typeset_spread(p->m, place, n, p->left, p->right);
    for (size_t i = 0; i < n; i++)
        put_text(p, f, place[i].at, a->top - 9, "center", SMALL_SIZE, true, pale_ink,
                 text[i]);
}

static void
put_array(FILE *f, struct plot *p, const struct panel *a, const char *name,
          const char *(*text)(struct plot *, const struct series *))
{
    fprintf(f, "array %s[%zu] = [", name, a->n);
    for (size_t i = 0; i < a->n; i++)
        fprintf(f, "%s%s", i ? ", " : "", text(p, &a->series[i]));
    fprintf(f, "]\n");
}

static const char *
color_of(struct plot *p, const struct series *s)
{
    return mem_print(p->m, "'%s'", s->color);
}

static const char *
dash_of(struct plot *p, const struct series *s)
{
    return mem_print(p->m, "%d", s->style < 0 ? 1 : dash[s->style]);
}

static const char *
mark_of(struct plot *p, const struct series *s)
{
    return mem_print(p->m, "%d", s->style < 0 ? 7 : mark[s->style]);
}

static const char *
size_of(struct plot *p, const struct series *s)
{
    return mem_print(p->m, "%s",
                     s->style < 0      ? "0.3"
                     : p->longest > 40 ? "0.5"
                                       : "0.9");
}

static const char *
width_of(struct plot *p, const struct series *s)
{
    return mem_print(p->m, "%s", s->style < 0 ? "1" : "2");
}

static void
put_panel(struct plot *p, FILE *f, struct panel *a)
{
    if (!rows)
        set_aside(p, a);
    put_axes(p, f, a);
    put_data(f, a);
    put_trends(p, f, a);
    const char *head = a->unit;
    double y = a->top - (marks.n || p->faults ? 32 : 18);
    if (*a->label)
        put_text(p, f, EDGE, y, "left", TEXT_SIZE, true, ink, a->label);
    double x = EDGE + (*a->label ? typeset_width(a->label, TEXT_SIZE, true) + 8 : 0);
    put_text(p, f, x, y, "left", LABEL_SIZE, false, pale_ink, head);
    put_signs(p, f, a);
    if (!rows)
        put_labels(p, f, a);
    fprintf(f, "rows = %d\n", rows);
    fprintf(f, "panel = %td\nseries_n = %zu\n", a - p->panel + 1, a->n);
    put_array(f, p, a, "series_color", color_of);
    put_array(f, p, a, "series_dash", dash_of);
    put_array(f, p, a, "series_mark", mark_of);
    put_array(f, p, a, "series_size", size_of);
    put_array(f, p, a, "series_width", width_of);
    fprintf(f, "load %s\nload %s\n", gnuplot_quote(p->m, theme),
            gnuplot_quote(p->m, template));
    fprintf(f, "unset label\nunset arrow\nunset object\n");
}

/* Each sentence whole when they are few; else one paragraph with what stands before the
 * first semicolon: the table of the trend has the rest. */
static void
say_trends(struct plot *p)
{
    const char *text = "";
    for (size_t i = 0; i < p->trends; i++) {
        const struct trend *r = &p->trend[i];
        const char *head = joined(p->m, r->label, ", ", r->span);
        if (p->trends <= TRENDS_WHOLE) {
            texts_add(p->m, &p->footer, mem_print(p->m, "%s: %s", head, r->says));
            continue;
        }
        size_t n = strcspn(r->says, ";");
        bool open = r->says[n] && memchr(r->says, '(', n);
        n -= !r->says[n] && n && r->says[n - 1] == '.';
        text = joined(
            p->m, text, "; ",
            mem_print(p->m, "%s %.*s%s", head, (int)n, r->says, open ? ")" : ""));
    }
    if (*text)
        texts_add(p->m, &p->footer, mem_print(p->m, "Trends: %s.", text));
}

/* What the drawing means, as far as it was used; then breaks, trend and publishers. */
static void
make_footer(struct plot *p)
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
        {USED_BARE, "Open mark: a number without an interval."},
    };
    const char *text = "";
    for (size_t i = 0; i < sizeof meaning / sizeof *meaning; i++)
        if (p->used & meaning[i].bit && (rows || meaning[i].bit != USED_BARE))
            text = joined(p->m, text, " ", meaning[i].text);
    for (char c = 'a'; rows && c <= 'z'; c++)
        if (p->marks & SHOW_MARK(c))
            text = joined(p->m, text, " ",
                          mem_print(p->m, "[%c] %s.", c, show_meaning(c)));
    if (*text)
        texts_add(p->m, &p->footer, text);
    text = "";
    for (size_t i = 0; i < p->faults; i++)
        text = joined(
            p->m, text, "; ",
            mem_print(p->m, "%zu %s (%s)", i + 1, p->fault[i].label, p->fault[i].date));
    if (*text)
        texts_add(p->m, &p->footer, mem_print(p->m, "Breaks: %s.", text));
    say_trends(p);
    for (size_t i = 0; i < remarks.n; i++)
        texts_add(p->m, &p->footer, remarks.item[i]);
    text = "";
    for (size_t i = 0; i < p->publishers.n && i < 4; i++)
        text = joined(p->m, text, "; ", p->publishers.item[i]);
    if (p->publishers.n > 4)
        text = mem_print(p->m, "%s and %zu more", text, p->publishers.n - 4);
    if (*text)
        texts_add(p->m, &p->footer,
                  mem_print(p->m,
                            "Source: %s. Each statement is listed with the table.",
                            text));
}

static void
lay_out(struct plot *p)
{
    double y = EDGE;
    if (title)
        y += TITLE_LINE * (double)count_lines(p, TITLE_SIZE, true, title);
    if (subtitle)
        y += TEXT_LINE * (double)count_lines(p, TEXT_SIZE, false, subtitle);
    for (size_t i = 0; i < p->n; i++) {
        y += marks.n || p->faults ? 50 : 36;
        p->panel[i].top = y;
        p->panel[i].height = rows       ? p->row * (double)p->panel[i].series[0].n
                             : p->n > 1 ? PANEL_MANY
                                        : PANEL_ONE;
        y += p->panel[i].height + AXIS;
    }
    for (size_t i = 0; i < p->trends; i++) {
        double start, level;
        if (fit_level(&p->trend[i], series_of(p, &p->trend[i]), &start, &level))
            p->used |= USED_TREND;
    }
    make_footer(p);
    for (size_t i = 0; i < p->footer.n; i++)
        y += SMALL_LINE * (double)count_lines(p, SMALL_SIZE, false, p->footer.item[i]) +
             4;
    p->height = ceil(y + EDGE);
}

static FILE *
write_script(struct plot *p)
{
    FILE *f = gnuplot_script();
    fprintf(f, "set encoding utf8\n");
    if (!strcmp(format, "svg"))
        fprintf(f,
                "set terminal svg size %d,%g font 'DejaVu Sans,%d' background "
                "'#ffffff' noenhanced\n",
                WIDTH, p->height, LABEL_SIZE);
    else
        fprintf(f,
                "set terminal pngcairo size %d,%g font 'DejaVu Sans,%d' background "
                "'#ffffff' noenhanced fontscale %g linewidth %d pointscale %g "
                "dashlength 0.7\n",
                WIDTH * PNG, p->height * PNG, LABEL_SIZE, PNG * POINT, PNG,
                PNG / POINT);
    double y = EDGE;
    if (title)
        y = put_lines(p, f, y, TITLE_LINE, TITLE_SIZE, true, ink, title);
    if (subtitle)
        put_lines(p, f, y, TEXT_LINE, TEXT_SIZE, false, pale_ink, subtitle);
    y = p->panel[p->n - 1].top + p->panel[p->n - 1].height + AXIS;
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

/* "11 in 2021", the latest of equals. */
static const char *
extreme(struct plot *p, const struct series *s, int sign)
{
    const struct point *best = NULL;
    for (size_t k = 0; k < s->n; k++) {
        const struct point *q = s->point[k];
        if (q->amount.known &&
            (!best || sign * (q->amount.value - best->amount.value) >= 0))
            best = q;
    }
    return best ? mem_print(p->m, "%s in %s", best->value, best->when) : "";
}

static const char *
say_series(struct plot *p, const struct series *s)
{
    const struct point *first = NULL, *last = NULL;
    const char *bounded = "", *gone = "";
    size_t known = 0, bounds = 0, nothing = 0;
    for (size_t k = 0; k < s->n; k++) {
        const struct point *q = s->point[k];
        if (q->amount.known) {
            first = first ? first : q;
            last = q;
            known++;
        } else if (q->gone) {
            if (nothing++ < LISTED)
                gone = joined(p->m, gone, ", ", q->when);
        } else if (bounds++ < LISTED) {
            bounded = joined(p->m, bounded, ", ",
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
say_rows(struct plot *p, const struct panel *a)
{
    const char *text = "";
    for (size_t k = 0; k < a->series[0].n; k++) {
        const struct point *q = a->series[0].point[k];
        text = joined(p->m, text, "; ",
                      mem_print(p->m, "%s: %s", name_of(p, q, code_of(p, q)),
                                q->gone ? "no number known" : row_value(p, q)));
    }
    return mem_print(p->m, "%s.", text);
}

/* The picture in words. */
static const char *
describe(struct plot *p)
{
    const char *text = subtitle ? mem_print(p->m, "%s.", subtitle) : "";
    for (size_t i = 0; i < p->n; i++) {
        const struct panel *a = &p->panel[i];
        const char *head =
            mem_print(p->m, "%s%s%zu %s, unit: %s.", a->label, *a->label ? ": " : "",
                      rows ? a->series[0].n : a->n, rows ? "rows" : "series", a->unit);
        text = joined(p->m, text, " ", head);
        if (rows)
            text = joined(p->m, text, " ", say_rows(p, a));
        for (size_t k = a->n; !rows && k-- > 0;)
            text = joined(p->m, text, " ", say_series(p, &a->series[k]));
    }
    for (size_t i = 0; i < marks.n; i++)
        text = joined(p->m, text, " ",
                      mem_print(p->m, "Shaded: %s.", show_period(p->m, marks.item[i])));
    for (size_t i = 0; i < p->footer.n; i++)
        text = joined(p->m, text, " ", p->footer.item[i]);
    return text;
}

static void
put_escaped(const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '&':
            fputs("&amp;", stdout);
            break;
        case '<':
            fputs("&lt;", stdout);
            break;
        case '>':
            fputs("&gt;", stdout);
            break;
        default:
            putchar((unsigned char)*text < ' ' ? ' ' : *text);
        }
}

/* A prefix for ids, so that two figures fit into one page: the template's name. */
static const char *
slug(struct mem *m)
{
    const char *base = strrchr(template, '/');
    base = base ? base + 1 : template;
    char *id = mem_text(m, base, strcspn(base, "."));
    for (char *c = id; *c; c++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-",
                    *c))
            *c = '-';
    return id;
}

/* gnuplot's SVG with a role, title and desc of ours, without its own name and version and
 * the titles it makes up for parts, and with fonts to fall back on. */
static void
write_svg(struct plot *p, const char *svg)
{
    static const char font[] = "font-family=\"DejaVu Sans", bold[] = ":Bold",
                      made_up[] = "<title>gnuplot_plot_";
    const char *rest = strstr(svg, "</desc>"), *id = slug(p->m);
    if (!rest)
        die(EX_SOFTWARE, "internal: gnuplot's SVG has no desc to replace");
    printf(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        "<svg width=\"%d\" height=\"%g\" viewBox=\"0 0 %d %g\" role=\"img\"\n"
        " aria-labelledby=\"%s-title %s-desc\"\n xmlns=\"http://www.w3.org/2000/svg\" "
        "xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n",
        WIDTH, p->height, WIDTH, p->height, id, id);
    printf("<title id=\"%s-title\">", id);
    put_escaped(title ? title : id);
    printf("</title>\n<desc id=\"%s-desc\">", id);
    put_escaped(describe(p));
    printf("</desc>\n");
    for (rest += strlen("</desc>"); *rest; rest++)
        if (!strncmp(rest, font, sizeof font - 1)) {
            printf("font-family=\"DejaVu Sans, Verdana, sans-serif\"");
            rest += sizeof font - 1;
            if (!strncmp(rest, bold, sizeof bold - 1)) {
                printf(" font-weight=\"bold\"");
                rest += sizeof bold - 1;
            }
        } else if (!strncmp(rest, made_up, sizeof made_up - 1)) {
            rest = strstr(rest, "</title>") + strlen("</title>") - 1;
        } else {
            putchar(*rest);
        }
}

static void
must_read(const char *path)
{
    if (access(path, R_OK))
        die(EX_NOINPUT, "%s: cannot be read: %s", path, strerror(errno));
}

static int
run(struct mem *run, int n, char **operand)
{
    (void)n;
    (void)operand;
    static struct plot p;
    size_t size;
    p.m = run;
    if (rows && (x_column || marks.n || breaks || highlights.n))
        usage("--rows goes without --x, --mark, --breaks and --highlight");
    if (!template)
        usage("--template is missing: the figure's plot command");
    if (strcmp(format, "svg") && strcmp(format, "png"))
        usage("--format: %s is unknown, expected svg or png", msg_quote(format));
    must_read(theme);
    must_read(template);
    labels_open(&p.labels, run, codes);
    cite_open(&p.cite, run, sources);
    read_marks(&p);
    read_points(&p);
    group(&p);
    if (rows)
        measure_rows(&p);
    else
        measure(&p);
    if (breaks)
        read_breaks(&p);
    if (trend)
        read_trend(&p);
    lay_out(&p);
    char *drawn = gnuplot_run(run, write_script(&p), template, &size);
    if (!strcmp(format, "svg"))
        write_svg(&p, drawn);
    else
        fwrite(drawn, 1, size, stdout);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT,  "",   0,  0,
                                       opts,       tab_contract, NULL, run};
    return frame_main(&stage, argc, argv);
}
