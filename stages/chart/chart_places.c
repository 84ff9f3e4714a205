/*
 * chart_places - where the numbers stand in the picture, for what is laid over it.
 */
#include <math.h>

#include "chart/chart.h"
#include "document/display.h"
#include "program/num.h"

double
chart_pixel_x(const struct chart *p, double x)
{
    return p->left + (x - p->x_least) / (p->x_most - p->x_least) * (p->right - p->left);
}

double
chart_pixel_y(const struct chart_panel *a, double y)
{
    double down = (a->most - y) / (a->most - a->least);
    return a->top + (a->ranks ? 1 - down : down) * a->height;
}

/* What a point is drawn at: its number, or the middle or end of its bounds; NAN: nowhere. */
static double
drawn_at(const struct chart_point *q)
{
    double lo = q->amount.lo, hi = q->amount.hi;
    if (q->amount.known)
        return q->amount.value;
    if (q->gone)
        return NAN;
    double y = !isfinite(hi) ? lo : !isfinite(lo) ? hi : (lo + hi) / 2;
    /* An estimate without a number has its interval alone. */
    return isfinite(y) ? y : (q->est_lo + q->est_hi) / 2;
}

const struct chart_point *
chart_last_seen(const struct chart_series *s, double *y)
{
    for (size_t k = s->n; k-- > 0;) {
        *y = drawn_at(s->point[k]);
        if (isfinite(*y))
            return s->point[k];
    }
    *y = 0;
    return s->point[s->n - 1];
}

/* The publishers behind a row, each once. */
static const char *
publishers_of(struct chart *p, const struct chart_point *q)
{
    struct texts name = {0};
    const char *text = table_cell(&p->tab, &q->row, TABLE_SOURCE), *out = "";
    size_t n;
    for (; *p->cite.path && *text; text += n + (text[n] == '+')) {
        const struct source *s = sources_next(&p->cite, text, &n);
        if (s)
            texts_add(p->m, &name, sources_credit(p->m, s));
    }
    for (size_t i = 0; i < name.n; i++)
        out = chart_join(p->m, out, "; ", name.item[i]);
    return out;
}

/* "TIP, 2018: 5; not validated; US Department of State" */
static const char *
words_of(struct chart *p, const struct chart_series *s, const struct chart_point *q)
{
    const char *who = p->opt->rows ? "" : s->label;
    const char *out = mem_print(p->m, "%s: %s", chart_join(p->m, who, ", ", q->when),
                                q->value ? q->value : "no number");
    if (*q->bounds)
        out = mem_print(p->m, "%s (%s)", out, q->bounds);
    for (char c = 'a'; c <= 'z'; c++)
        if (q->marks & DISPLAY_MARK(c))
            out = mem_print(p->m, "%s; %s", out, display_meaning(c));
    return chart_join(p->m, out, "; ", publishers_of(p, q));
}

static void
put_place(struct chart *p, const struct chart_panel *a, const struct chart_series *s,
          size_t k)
{
    const struct chart_point *q = s->point[k];
    int n = p->tab.key;
    double at = drawn_at(q), x, y;
    if (p->opt->rows) {
        x = isfinite(at) ? chart_pixel_x(p, at) : p->left;
        y = a->top + ((double)k + 0.5) * p->row;
    } else {
        x = chart_pixel_x(p, q->x + q->aside);
        y = isfinite(at) ? chart_pixel_y(a, at) : a->top + a->height;
    }
    char **cell = mem_array(p->m, (size_t)n + 3, sizeof *cell);
    for (int c = 0; c < n; c++)
        cell[c] = q->row.cell[c];
    cell[n] = mem_print(p->m, "%.1f", x);
    cell[n + 1] = mem_print(p->m, "%.1f", y);
    cell[n + 2] = mem_copy(p->m, words_of(p, s, q));
    table_write(cell, n + 3);
}

void
chart_places(struct chart *p)
{
    char **cell = mem_array(p->m, (size_t)p->tab.key + 3, sizeof *cell);
    static char x[] = "x", y[] = "y", words[] = "words";
    for (int c = 0; c < p->tab.key; c++)
        cell[c] = p->tab.column[c];
    cell[p->tab.key] = x;
    cell[p->tab.key + 1] = y;
    cell[p->tab.key + 2] = words;
    table_write(cell, p->tab.key + 3);
    for (size_t i = 0; i < p->n; i++) {
        struct chart_panel *a = &p->panel[i];
        for (size_t j = 0; j < a->n; j++)
            for (size_t k = 0; k < a->series[j].n; k++)
                put_place(p, a, &a->series[j], k);
    }
}
