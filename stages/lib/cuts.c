#include "cuts.h"

#include <stdlib.h>
#include <string.h>

struct cut {
    const char *counter, *indicator, *label, *date;
    long day;
};

void
cuts_read(struct cuts *c, struct mem *run, const char *path)
{
    static const char *const need[] = {"register", "indicator", "date", "label", NULL};
    struct tab t;
    struct tab_row row;
    struct period p;
    size_t size = 0;
    *c = (struct cuts){0};
    if (!path)
        return;
    tab_open(&t, run, path, need, TAB_ANY);
    int counter = tab_find(&t, "register"), indicator = tab_find(&t, "indicator");
    int date = tab_find(&t, "date"), label = tab_find(&t, "label");
    while (tab_next(&t, &row)) {
        if (!period_parse(row.cell[date], &p))
            tab_die(&t, &row, "date",
                    "%s is not a date, expected one like 2019, 2019-04 or 2019-04-29",
                    msg_quote(row.cell[date]));
        if (c->n == size) {
            size_t more = size ? 2 * size : 32;
            c->cut =
                mem_grow(run, c->cut, size * sizeof *c->cut, more * sizeof *c->cut);
            size = more;
        }
        c->cut[c->n++] = (struct cut){
            mem_copy(run, row.cell[counter]), mem_copy(run, row.cell[indicator]),
            mem_copy(run, row.cell[label]), mem_copy(run, row.cell[date]), p.first};
    }
    tab_close(&t);
}

static bool
fits(const char *cell, const struct tab *t, const struct tab_row *row, const char *name)
{
    int at = tab_find(t, name);
    return !*cell || (at >= 0 && !strcmp(cell, row->cell[at]));
}

const char *
cuts_between(const struct cuts *c, const struct tab *t, struct mem *m,
             const struct tab_row *before, const struct tab_row *row)
{
    struct period a = tab_period(t, before), b = tab_period(t, row);
    char *text = NULL;
    for (size_t i = 0; i < c->n; i++) {
        const struct cut *k = &c->cut[i];
        if (k->day <= a.last || k->day > b.last ||
            !fits(k->counter, t, row, "register") ||
            !fits(k->indicator, t, row, "indicator"))
            continue;
        text = mem_print(m, "%s%s%s (%s)", text ? text : "", text ? ", " : "", k->date,
                         k->label);
    }
    if (!text && strchr(tab_cell(t, row, TAB_STATUS), 'B'))
        text = mem_print(m, "%s (status B)", tab_cell(t, row, TAB_PERIOD));
    return text;
}

void
cuts_check(const struct tab *t, const struct tab_series *s)
{
    struct period first = tab_period(t, &s->row[0]), before = first;
    const char *unit = tab_cell(t, &s->row[0], TAB_UNIT);
    for (size_t i = 1; i < s->n; i++) {
        const struct tab_row *row = &s->row[i];
        struct period p = tab_period(t, row);
        const char *text = tab_cell(t, row, TAB_PERIOD);
        if (p.freq != first.freq)
            tab_die(
                t, row, "period",
                "%s in a series of frequency %c, expected one frequency; choose with "
                "`keep freq=%c`",
                msg_quote(text), first.freq, first.freq);
        if (p.freq == 'I' && labs(p.last - p.first - (first.last - first.first)) > 1)
            tab_die(t, row, "period",
                    "%s is not as long as the first interval of the series, expected "
                    "intervals of one length",
                    msg_quote(text));
        if (p.first <= before.last)
            tab_die(t, row, "period", "%s overlaps the period before it",
                    msg_quote(text));
        if (strcmp(tab_cell(t, row, TAB_UNIT), unit))
            tab_die(t, row, "unit", "%s in a series counted in %s",
                    msg_quote(tab_cell(t, row, TAB_UNIT)), msg_quote(unit));
        before = p;
    }
}
