/*
 * chart_breaks - breaks and events of the list that concern the series drawn, and the periods
 * that are marked.
 */
#include <stdlib.h>
#include <string.h>

#include "chart/chart.h"
#include "dataset/series_breaks.h"
#include "document/display.h"
#include "program/stage.h"

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

void
chart_read_breaks(struct chart *p)
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

void
chart_read_marks(struct chart *p)
{
    p->shade = mem_array(p->m, p->opt->marks.n + 1, sizeof *p->shade);
    p->mark = mem_array(p->m, p->opt->marks.n + 1, sizeof *p->mark);
    p->shows = mem_array(p->m, p->opt->marks.n + 1, sizeof *p->shows);
    for (size_t i = 0; i < p->opt->marks.n; i++) {
        const char *text = p->opt->marks.item[i];
        size_t n = strcspn(text, "=");
        p->mark[i] = mem_text(p->m, text, n);
        p->shows[i] = text[n] ? text + n + 1 : NULL;
        if (!period_parse(p->mark[i], &p->shade[i]))
            usage("--mark: %s is not a period", msg_quote(p->mark[i]));
    }
}
