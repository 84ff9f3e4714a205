#include "dataset/series_breaks.h"

#include <stdlib.h>
#include <string.h>

struct series_break {
    const char *counter, *indicator, *label, *date;
    long day;
};

void
series_breaks_read(struct series_breaks *c, struct mem *run, const char *path)
{
    static const char *const need[] = {"register", "indicator", "date", "label", NULL};
    struct table t;
    struct table_row row;
    struct period p;
    size_t size = 0;
    *c = (struct series_breaks){0};
    if (!path)
        return;
    table_open(&t, run, path, need, TABLE_ANY);
    int counter = table_find(&t, "register"), indicator = table_find(&t, "indicator");
    int date = table_find(&t, "date"), label = table_find(&t, "label");
    while (table_next(&t, &row)) {
        if (!period_parse(row.cell[date], &p))
            table_die(&t, &row, "date",
                      "%s is not a date, expected one like 2019, 2019-04 or 2019-04-29",
                      msg_quote(row.cell[date]));
        if (c->n == size) {
            size_t more = size ? 2 * size : 32;
            c->cut =
                mem_grow(run, c->cut, size * sizeof *c->cut, more * sizeof *c->cut);
            size = more;
        }
        c->cut[c->n++] = (struct series_break){
            mem_copy(run, row.cell[counter]), mem_copy(run, row.cell[indicator]),
            mem_copy(run, row.cell[label]), mem_copy(run, row.cell[date]), p.first};
    }
    table_close(&t);
}

static bool
fits(const char *cell, const struct table *t, const struct table_row *row,
     const char *name)
{
    int at = table_find(t, name);
    return !*cell || (at >= 0 && !strcmp(cell, row->cell[at]));
}

const char *
series_breaks_between(const struct series_breaks *c, const struct table *t,
                      struct mem *m, const struct table_row *before,
                      const struct table_row *row)
{
    struct period a = table_period(t, before), b = table_period(t, row);
    char *text = NULL;
    for (size_t i = 0; i < c->n; i++) {
        const struct series_break *k = &c->cut[i];
        if (k->day <= a.last || k->day > b.last ||
            !fits(k->counter, t, row, "register") ||
            !fits(k->indicator, t, row, "indicator"))
            continue;
        text = mem_print(m, "%s%s%s (%s)", text ? text : "", text ? ", " : "", k->date,
                         k->label);
    }
    if (!text && strchr(table_cell(t, row, TABLE_STATUS), 'B'))
        text = mem_print(m, "%s (status B)", table_cell(t, row, TABLE_PERIOD));
    return text;
}

void
series_breaks_check(const struct table *t, const struct table_series *s)
{
    struct period first = table_period(t, &s->row[0]), before = first;
    const char *unit = table_cell(t, &s->row[0], TABLE_UNIT);
    for (size_t i = 1; i < s->n; i++) {
        const struct table_row *row = &s->row[i];
        struct period p = table_period(t, row);
        const char *text = table_cell(t, row, TABLE_PERIOD);
        if (p.freq != first.freq)
            table_die(
                t, row, "period",
                "%s in a series of frequency %c, expected one frequency; choose with "
                "`keep freq=%c`",
                msg_quote(text), first.freq, first.freq);
        if (p.freq == 'I' && labs(p.last - p.first - (first.last - first.first)) > 1)
            table_die(t, row, "period",
                      "%s is not as long as the first interval of the series, expected "
                      "intervals of one length",
                      msg_quote(text));
        if (p.first <= before.last)
            table_die(t, row, "period", "%s overlaps the period before it",
                      msg_quote(text));
        if (strcmp(table_cell(t, row, TABLE_UNIT), unit))
            table_die(t, row, "unit", "%s in a series counted in %s",
                      msg_quote(table_cell(t, row, TABLE_UNIT)), msg_quote(unit));
        before = p;
    }
}
