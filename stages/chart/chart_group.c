/*
 * chart_group - points into panels and series: by the codes of which columns, under which names,
 * in which colours and order.
 */
#include <stdlib.h>
#include <string.h>

#include "chart/chart.h"
#include "document/display.h"
#include "program/stage.h"

/* The Analysis Function's palette, at least 3:1 on white; as ink for words, 4.5:1. */
static const char *const palette[CHART_SERIES] = {"#12436D", "#28A197", "#801650",
                                                  "#F46A25"};
static const char *const inks[CHART_SERIES] = {"#12436D", "#1D7A72", "#801650",
                                               "#B8460E"};

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

struct chart_panel *
chart_panel_of(struct chart *p, const struct chart_point *q)
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

/* The order of two rows: that of the table, but areas by their names. */
static int
by_name(struct chart *p, const struct chart_point *a, const struct chart_point *b)
{
    for (int c = 0; c < p->tab.key; c++) {
        int d = strcmp(a->row.cell[c], b->row.cell[c]);
        if (d && labels_are_areas(p->tab.column[c]))
            d = strcmp(label_of(p, a, c), label_of(p, b, c));
        if (d)
            return d;
    }
    return 0;
}

/* With --rows. */
static void
order_rows(struct chart *p, struct chart_series *s)
{
    for (size_t i = 1; i < s->n; i++) {
        struct chart_point *q = s->point[i];
        size_t k = i;
        for (; k && by_name(p, s->point[k - 1], q) > 0; k--)
            s->point[k] = s->point[k - 1];
        s->point[k] = q;
    }
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
    if (p->opt->rows)
        order_rows(p, s);
    else
        qsort(s->point, s->n, sizeof *s->point, by_time);
}

/* Panels stand in the order in which --name names them; the rest after these, areas by their
 * names. */
static void
order_panels(struct chart *p)
{
    bool areas = p->panel_n && labels_are_areas(p->tab.column[p->panel_at[0]]);
    for (size_t i = 1; i < p->n; i++) {
        struct chart_panel a = p->panel[i];
        size_t k = i, place = named_place(p, a.code);
        for (; k; k--) {
            const struct chart_panel *b = &p->panel[k - 1];
            size_t of = named_place(p, b->code);
            if (of < place ||
                (of == place && !(areas && strcmp(b->label, a.label) > 0)))
                break;
            p->panel[k] = *b;
        }
        p->panel[k] = a;
    }
}

void
chart_group(struct chart *p)
{
    for (size_t i = 0; i < p->points; i++) {
        struct chart_panel *a = chart_panel_of(p, &p->point[i]);
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
