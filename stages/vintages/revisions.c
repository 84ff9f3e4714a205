#include "vintages/series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "program/num.h"
#include "vintages/admit.h"
#include "vintages/choose.h"
#include "vintages/edition.h"

static int
by_date(const void *va, const void *vb)
{
    const struct source *a = ((const struct statement *)va)->source;
    const struct source *b = ((const struct statement *)vb)->source;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return strcmp(a->cited, b->cited);
}

static int
by_vintage(const void *va, const void *vb)
{
    const struct edition *a = va, *b = vb;
    int c = strcmp(a->published, b->published);
    return c ? c : (a->number > b->number) - (a->number < b->number);
}

/* Fills in how e revises the newest edition before it that has a number in its unit. */
static void
revise(const struct table *t, struct edition *e, const struct edition *oldest,
       struct mem *m)
{
    double now, before;
    char text[NUM_MAX];
    if (!num_parse(e->row.cell[t->at[TABLE_VALUE]], &now))
        return;
    for (const struct edition *p = e; p-- > oldest;) {
        if (!num_parse(p->row.cell[t->at[TABLE_VALUE]], &before) ||
            strcmp(table_cell(t, &e->row, TABLE_UNIT),
                   table_cell(t, &p->row, TABLE_UNIT)))
            continue;
        double change = now - before,
               percent = before != 0 ? 100 * change / fabs(before) : 0;
        if (!isfinite(change) || !isfinite(percent))
            table_die(t, &e->row, "value",
                      "the change from the number of %s is larger than a number can be "
                      "(1.8e308)",
                      msg_quote(table_cell(t, &p->row, TABLE_SOURCE)));
        e->revision = mem_copy(m, num_text(change, text));
        e->against = table_cell(t, &p->row, TABLE_SOURCE);
        if (before != 0)
            e->percent = mem_copy(m, num_text(percent, text));
        return;
    }
}

/* The editions of one key, oldest first; returns how many. */
static size_t
editions_of(const struct table *t, struct statement *s, size_t n, struct edition *e,
            struct mem *m)
{
    size_t made = 0;
    if (n)
        qsort(s, n, sizeof *s, by_date);
    for (size_t i = 0, k; i < n; i += k) {
        const struct source *by = s[i].source;
        for (k = 1; i + k < n && !by_date(&s[i], &s[i + k]);)
            k++;
        e[made] = (struct edition){choose(t, &s[i], k, m), by->cited, "", "", "", 0};
        if (by->dated)
            revise(t, &e[made], e, m);
        made++;
    }
    return made;
}

void
series_write_revisions(const struct table *t, const struct table_series *series,
                       struct mem *m)
{
    struct statement *s = mem_array(m, series->n, sizeof *s);
    struct edition *e = mem_array(m, series->n, sizeof *e);
    size_t made = 0;
    for (size_t i = 0, k; i < series->n; i += k) {
        k = series_same_key(t, &series->row[i], series->n - i);
        made +=
            editions_of(t, s, admit(t, &series->row[i], k, s, false, m), &e[made], m);
    }
    for (size_t i = 0; i < made; i++)
        e[i].number = i;
    if (made)
        qsort(e, made, sizeof *e, by_vintage);
    for (size_t i = 0; i < made; i++)
        edition_write(&e[i], m);
}
