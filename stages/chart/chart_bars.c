/*
 * chart_bars - how wide the bars of a panel are, and where they stand beside each other and
 * beside the numbers of other series.
 */
#include <math.h>

#include "chart/chart.h"

/* In pixels of the SVG. */
enum {
    BAR = 4,  /* half the width of a bar, at most, */
    THIN = 2, /* and at least, where it makes room for a mark */
    MARK = 6  /* half the width of a mark, and a little more */
};

#define BESIDE 2.6 /* from bar to bar, in halves of one */

/* Whether it has bounds alone, to be drawn as a bar or a foot with an arrow. */
static bool
is_bar(const struct chart_point *q)
{
    return !q->amount.known && !q->gone;
}

static bool
has_bars(const struct chart_series *s)
{
    bool any = false;
    for (size_t k = 0; k < s->n; k++)
        any |= !s->point[k]->amount.known;
    return any;
}

/* Whether its bar would stand on the number that another series has for the same period. */
static bool
meets_number(const struct chart *p, const struct chart_panel *a,
             const struct chart_point *q)
{
    double range = a->most - a->least, near = range * MARK / a->height;
    double lo = q->amount.lo, hi = q->amount.hi;
    double bottom = isfinite(lo) ? lo : hi - range * p->arrow;
    double top = isfinite(hi) ? hi : lo + range * p->arrow;
    for (size_t i = 0; i < a->n && is_bar(q); i++)
        for (size_t k = 0; k < a->series[i].n; k++) {
            const struct chart_point *r = a->series[i].point[k];
            if (r->amount.known && r->x == q->x && r->amount.value > bottom - near &&
                r->amount.value < top + near)
                return true;
        }
    return false;
}

/* How far a bar that would stand on a number stands beside it: the bars of one period left and
 * right of it. */
static double
clear_of_number(const struct chart_panel *a, const struct chart_point *q, double half)
{
    size_t n = 0, at = 0;
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < a->series[i].n; k++) {
            const struct chart_point *r = a->series[i].point[k];
            at = r == q ? n : at;
            n += is_bar(r) && r->x == q->x;
        }
    size_t left = (n + 1) / 2;
    double off = MARK + half, step = BESIDE * half;
    return at < left ? -off - (double)(left - 1 - at) * step
                     : off + (double)(at - left) * step;
}

static double
narrowest_period(const struct chart_panel *a, double year)
{
    double least = year;
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < a->series[i].n; k++) {
            const struct period *q = &a->series[i].point[k]->period;
            least = fmin(least, year * (double)(q->last + 1 - q->first) / 365);
        }
    return least;
}

/* Half a bar, in pixels: n of them fit into the narrowest period, and beside a mark if they can. */
static double
half_bar(const struct chart *p, const struct chart_panel *a, double period, size_t n,
         bool *beside)
{
    double half = n ? fmin(BAR, 0.6 * period / (BESIDE * (double)n)) : BAR;
    double thin = (period / 2 - MARK) / (2 + BESIDE * (double)((n + 1) / 2 - 1));
    bool met = false;
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < a->series[i].n; k++)
            met |= meets_number(p, a, a->series[i].point[k]);
    *beside = met && thin >= THIN;
    return *beside ? fmin(half, thin) : half;
}

/* How wide a bar is, in x, and how far each stands aside: the bars of several series side by
 * side, and beside the number of another where they would stand on it. */
void
chart_set_aside(struct chart *p, struct chart_panel *a)
{
    double year = (p->right - p->left) / (p->x_most - p->x_least);
    size_t n = 0, place = 0;
    bool beside;
    for (size_t i = 0; i < a->n; i++)
        n += has_bars(&a->series[i]);
    double half = half_bar(p, a, narrowest_period(a, year), n, &beside);
    p->bar = half / year;
    for (size_t i = 0; i < a->n; i++) {
        const struct chart_series *s = &a->series[i];
        double aside = ((double)place - (double)(n - 1) / 2) * BESIDE * half;
        place += has_bars(s);
        for (size_t k = 0; k < s->n; k++) {
            struct chart_point *q = s->point[k];
            double off =
                beside && meets_number(p, a, q) ? clear_of_number(a, q, half) : aside;
            q->aside = q->amount.known ? 0 : off / year;
        }
    }
}
