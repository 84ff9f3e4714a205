/*
 * chart - a figure between its table and its picture: what stage plot read, where it
 * stands, how it is drawn and what is said of it.
 *
 *     chart_read()     the table, breaks, trends; series by panel; scales
 *     chart_lay_out()  heights and the footer
 *     chart_script()   the script for gnuplot
 *     chart_describe() the text alternative
 *     chart_places()   where the numbers stand, for what is laid over the picture
 */
#ifndef CHART_H
#define CHART_H

#include <stdio.h>

#include "chart/typeset.h"
#include "dataset/labels.h"
#include "dataset/sources.h"
#include "program/stage.h"
#include "program/texts.h"
#include "table/period.h"
#include "table/table.h"

/* Lengths are in pixels of the SVG. */
enum {
    CHART_SERIES = 4, /* as many can be told apart */
    CHART_WIDTH = 800,
    EDGE = 14,       /* white at the sides */
    TITLE_SIZE = 18, /* sizes of type and their line heights */
    TITLE_LINE = 24,
    TEXT_SIZE = 13,
    TEXT_LINE = 18,
    SMALL_SIZE = 11,
    SMALL_LINE = 16,
    FOOTER_MOST = 4, /* lines under a picture */
    AXIS = 26,       /* room for the years under a panel, */
    CROSS = 6,       /* and for crosses between */
    PANEL_ONE = 320, /* height of a single panel, and of one of several */
    PANEL_MANY = 180,
    LABEL_SIZE = 12,
    LABEL_LINE = 15,
    LABEL_MOST = 150, /* widest label of a series before it wraps */
    HEAD_MOST = 280,  /* with --rows: the widest label of a row */
    GAP = 14          /* between the panel and the labels at its right */
};

/* The background, and breaks. */
#define CHART_GREY "#8a9196"
#define CHART_GREY_INK "#505a5f" /* for words */

/* What plot's options say; plot.c explains them. NULL: not given. */
struct chart_options {
    const char *file; /* the table; NULL: standard input */
    const char *template, *theme, *title, *subtitle, *panel_columns, *x_column,
        *against;
    const char *breaks, *trend, *base, *codes, *sources, *as_of;
    struct opt_list names, marks, highlights, remarks;
    bool rows, png, terminal, no_zero, same_scale, from_first;
    long digits;
};

/* What was drawn and is explained in the footer, one bit each. */
enum chart_used {
    USED_BAR = 1,
    USED_HELD = 2,
    USED_FLOOR = 4,
    USED_CEILING = 8,
    USED_GONE = 16,
    USED_LIMITS = 32, /* of an estimate; chart.limits says of which level */
    USED_RANGE = 128,
    USED_BARE = 256,
    USED_TREND = 1024,
    USED_LIFTED = 2048, /* an axis that does not begin at 0 */
    USED_OPEN = 4096,   /* a mark that is provisional, and one that is doubtful */
    USED_PALE = 8192,
    USED_CUT = 16384,     /* a line that is not drawn across a break */
    USED_COVERED = 32768, /* whiskers that their mark covers */
    USED_SMALL = 65536    /* a mark on the axis that is not zero, without its number */
};

struct chart_point {
    struct table_row row;
    struct period period;
    struct amount amount;
    double est_lo, est_hi;             /* whiskers */
    double x, aside;                   /* and how far its bar stands from there */
    bool held, broken, gone;           /* withheld; a break before it; nothing known */
    const char *when, *value, *bounds; /* in words */
    unsigned marks;                    /* shorthand */
};

struct chart_series {
    const char *code, *label, *color, *ink; /* of its marks; of its label */
    int style; /* of dash and mark; -1: in the background */
    struct chart_point **point;
    size_t n;
};

/* A line of text in a panel with its left, right end or centre at x and its middle at y; a thin
 * line from a number to its label. In pixels from above. */
struct chart_word {
    double x, y;
    const char *at;
    double size;
    bool bold;
    const char *ink, *text;
};

struct chart_leader {
    double from_x, from_y, to_x, to_y;
    const char *color;
};

struct chart_panel {
    const char *code, *label, *unit;
    struct chart_series *series;
    size_t n;
    double least, most, step; /* of the y axis */
    double tick;              /* the first one */
    bool ranks;               /* 1 is at the top */
    double top, height;       /* in pixels from above */
    struct chart_word *word;
    size_t words;
    struct chart_leader *leader;
    size_t leaders;
};

/* What a trend says of a series, or of a part of it between breaks. */
struct chart_trend {
    const char *label, *span, *says;
    size_t place; /* of its series */
    struct period period;
    struct chart_panel *panel;
    const struct chart_point *like; /* a point of the series */
    const struct chart_series *series;
    double change;       /* percent a year, of a log-linear model; NAN: none */
    bool fitted;         /* there is a line: */
    double start, level; /* its level at start, in years */
};

/* A break or an event that is drawn. */
struct chart_fault {
    const char *date, *label;
    double x;
    bool event;
};

/* A publisher of numbers that are drawn, and those that passed them on. */
struct chart_credit {
    const char *publisher;
    struct texts via;
    bool itself; /* read in its own files too */
    bool counts; /* not only what rates are divided by */
    size_t uses;
};

struct chart {
    struct mem *m;
    const struct chart_options *opt;
    struct table tab;
    struct labels labels;
    struct sources cite;
    struct chart_point *point;
    size_t points;
    int against_at; /* the column of --against */
    bool alone;     /* a row has nothing there */
    int *panel_at, panel_n, x_at;
    bool elapsed; /* the x axis is of days since, not of dates */
    bool *varies; /* per column of the key; not for the axis and the panel */
    struct chart_panel *panel;
    size_t n, longest; /* most points of a series */
    struct chart_fault *fault;
    size_t faults;
    struct period
        *shade; /* what --mark names, its text, and what it says of it or NULL */
    const char **mark, **shows;
    struct texts codes, looks, footer;
    struct texts limits; /* what those that are drawn are, as `ci95` */
    struct texts bases;  /* sources of what rates are divided by */
    struct chart_credit *credit;
    size_t credits;
    struct chart_trend *trend;
    size_t trends;
    unsigned used, marks;              /* how points are drawn; their shorthand */
    unsigned shared;                   /* the shorthand that all of them have */
    double x_least, x_most, step, bar; /* step: with --rows, of the x axis */
    double left, right, height;        /* of the panels; of the picture; in pixels */
    struct typeset_lines *head;        /* with --rows: the label of each point */
    double row;                        /* how high a row is */
    double arrow;                      /* in parts of the y axis */
};

void chart_read(struct chart *p, struct mem *m, const struct chart_options *opt);
/* Parts of reading: whose numbers a point's are, sources of denominators; the points into panels
 * and series; breaks, marked periods, trends. */
void chart_read_base(struct chart *p);
void chart_read_publishers(struct chart *p, const struct chart_point *q);
void chart_group(struct chart *p);
void chart_read_breaks(struct chart *p);
void chart_read_marks(struct chart *p);
void chart_read_trend(struct chart *p);
/* The panel that a point belongs to; a new one where there is none. */
struct chart_panel *chart_panel_of(struct chart *p, const struct chart_point *q);
void chart_measure(struct chart *p);
void chart_lay_out(struct chart *p);
void chart_set_aside(struct chart *p, struct chart_panel *a);
void chart_place_words(struct chart *p, struct chart_panel *a);
const char *chart_nothing(struct chart *p); /* what is said without a row */
FILE *chart_script(struct chart *p);
/* Parts of a script: the points and the trends of a panel, an array of a text for each of its
 * series, the plot command. */
void chart_put_data(const struct chart *p, FILE *f, const struct chart_panel *a);
void chart_put_trends(struct chart *p, FILE *f, const struct chart_panel *a);
void chart_put_array(FILE *f, struct chart *p, const struct chart_panel *a,
                     const char *name,
                     const char *(*text)(struct chart *, const struct chart_series *));
void chart_put_template(struct chart *p, FILE *f);
const char *chart_describe(struct chart *p);
void chart_from_first(struct chart *p, struct chart_series *s);
void chart_against(struct chart *p, struct chart_point *q, double base);
void chart_footer(struct chart *p);
/* Joined by a line: both known, one right after the other, no break between. Dates of another
 * column have no next one, and are joined. */
bool chart_follows(const struct chart *p, const struct chart_point *q,
                   const struct chart_point *before);

/* Where numbers stand in the SVG, as CSV on standard output: the key of each row that is
 * drawn, x and y in pixels, the number in words. After chart_script(). */
void chart_places(struct chart *p);
double chart_pixel_x(const struct chart *p, double x);
double chart_pixel_y(const struct chart_panel *a, double y);
/* The last point of a series that stands somewhere, and where. */
const struct chart_point *chart_last_seen(const struct chart_series *s, double *y);

/* a and b with between between them; b alone when a is empty. */
const char *chart_join(struct mem *m, const char *a, const char *between,
                       const char *b);
double chart_year(long day);                        /* with decimals */
double chart_years(const struct period *p);         /* since year 0, of its kind */
bool chart_shaded(const struct chart *p, size_t i); /* mark i lies within the axis */
/* USED_OPEN, USED_PALE, or 0 for a plain mark of a known number. */
unsigned chart_look(const struct chart *p, const struct chart_point *q);
const char *
chart_axis(const struct chart *p); /* the x axis by name, where it has one */
bool chart_covers(const struct chart_trend *r, const struct chart_point *q);
const char *chart_name(struct chart *p, const struct chart_point *q, const char *code);
const char *chart_code(struct chart *p, const struct chart_point *q);
double chart_axis_room(const struct chart *p);    /* pixels under a panel */
bool chart_labelled(const struct chart_panel *a); /* its series have labels */
size_t chart_ticks(const struct chart_panel *a);  /* marks along the y axis */
double chart_tick(const struct chart_panel *a, size_t k);
const char *chart_number(struct chart *p, double x);
/* With --rows: what stands right of a line. */
const char *chart_row_value(struct chart *p, const struct chart_point *q);

#endif
