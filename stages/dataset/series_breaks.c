#include "dataset/series_breaks.h"

#include <stdlib.h>
#include <string.h>

#include "table/result.h"

static bool
is_event(const struct table *t, const struct table_row *row, int kind)
{
    const char *cell = kind < 0 ? "" : row->cell[kind];
    if (*cell && strcmp(cell, "break") && strcmp(cell, "event"))
        table_die(t, row, "kind", "%s, expected break or event", msg_quote(cell));
    return !strcmp(cell, "event");
}

static void
read_one(struct series_breaks *c, struct mem *run, const struct table *t,
         const struct table_row *row, const int at[])
{
    struct period p;
    struct series_break *k = &c->cut[c->n++];
    if (!period_parse(row->cell[at[0]], &p))
        table_die(t, row, "date",
                  "%s is not a date, expected one like 2019, 2019-04 or 2019-04-29",
                  msg_quote(row->cell[at[0]]));
    k->date = mem_copy(run, row->cell[at[0]]);
    k->label = mem_copy(run, row->cell[at[1]]);
    k->event = is_event(t, row, at[2]);
    k->day = p.first;
    k->concerns = mem_array(run, (size_t)c->columns + 1, sizeof *k->concerns);
    for (int i = 0; i < c->columns; i++)
        k->concerns[i] = mem_copy(run, row->cell[i]);
}

void
series_breaks_read(struct series_breaks *c, struct mem *run, const char *path)
{
    static const char *const need[] = {"register", "indicator", "date", "label", NULL};
    struct table t;
    struct table_row row;
    *c = (struct series_breaks){0};
    if (!path)
        return;
    table_open(&t, run, path, need, TABLE_ANY);
    const int at[] = {table_find(&t, "date"), table_find(&t, "label"),
                      table_find(&t, "kind")};
    c->columns = at[0];
    c->column = mem_array(run, (size_t)c->columns + 1, sizeof *c->column);
    for (int i = 0; i < c->columns; i++)
        c->column[i] = mem_copy(run, t.column[i]);
    while (table_next(&t, &row)) {
        c->cut = mem_more(run, c->cut, c->n, sizeof *c->cut);
        read_one(c, run, &t, &row, at);
    }
    table_close(&t);
}

/* Whether a cell of the file means this code: "", "A", "A B", "!A B". */
static bool
means(const char *cell, const char *code)
{
    bool all_but = *cell == '!', found = false;
    cell += all_but;
    for (size_t n; *cell && !found; cell += n + (cell[n] == ' ')) {
        n = strcspn(cell, " ");
        found = n == strlen(code) && !strncmp(cell, code, n);
    }
    return found != all_but;
}

bool
series_breaks_fits(const struct series_breaks *c, size_t i, const struct table *t,
                   const struct table_row *row)
{
    for (int k = 0; k < c->columns; k++) {
        const char *cell = c->cut[i].concerns[k];
        int at = table_find(t, c->column[k]);
        if (*cell && (at < 0 || !means(cell, row->cell[at])))
            return false;
    }
    return true;
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
        if (k->event || k->day <= a.last || k->day > b.last ||
            !series_breaks_fits(c, i, t, row))
            continue;
        text = mem_print(m, "%s%s%s (%s)", text ? text : "", text ? ", " : "", k->date,
                         k->label);
    }
    if (!text && strchr(table_cell(t, row, TABLE_STATUS), 'B'))
        text = mem_print(m, "%s (status B)",
                         result_span_words(m, table_cell(t, row, TABLE_PERIOD)));
    return text;
}

/* Intervals of one length: to a day; from four weeks on to three, as calendar months and half
 * years differ. */
static bool
as_long(const struct period *a, const struct period *b)
{
    long one = a->last - a->first + 1, other = b->last - b->first + 1;
    return labs(one - other) <= (one >= 28 && other >= 28 ? 3 : 1);
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
        if (p.freq == 'I' && !as_long(&p, &first))
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
