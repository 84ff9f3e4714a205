#include <math.h>
#include <string.h>

#include "differences/differences.h"
#include "program/num.h"

enum change
differences_cells(const struct compared *c, const char *old, const char *new)
{
    double a, b;
    if (!strcmp(old, new))
        return SAME;
    if (num_parse(old, &a) && num_parse(new, &b)) {
        if (fabs(b - a) <= differences.tolerance * fabs(a))
            return differences.tolerance > 0 ? SAME : TEXT;
        return c->change;
    }
    if (c->change != REVISED)
        return c->change;
    return *new ? RELEASED : WITHHELD;
}

static struct difference_tally *
find_tally(const char *unit, struct mem *run)
{
    struct difference_tally **t = &differences.tally;
    while (*t && strcmp((*t)->unit, unit))
        t = &(*t)->next;
    if (!*t) {
        *t = mem_get(run, sizeof **t);
        (*t)->unit = mem_copy(run, unit);
    }
    return *t;
}

const char *
differences_key_cell(int which, const struct table_row *row, int i)
{
    return differences.side[which].key[i] < 0
               ? "_T"
               : row->cell[differences.side[which].key[i]];
}

char *
differences_key_text(int which, const struct table_row *row, struct mem *m)
{
    char *text = mem_copy(m, differences_key_cell(which, row, 0));
    for (int i = 1; i < differences.keys; i++)
        text = mem_print(m, "%s,%s", text, differences_key_cell(which, row, i));
    return text;
}

/* The two have numbers in one unit. */
static void
measure(struct difference *r, double old, double new, struct mem *m, struct mem *run)
{
    struct difference_tally *t =
        find_tally(table_cell(&differences.side[OLD].tab, r->of[OLD], TABLE_UNIT), run);
    t->n++;
    if (r->change != REVISED)
        return;
    char text[NUM_MAX];
    double d = r->difference = new - old, percent = old != 0 ? 100 * d / fabs(old) : 0;
    if (!isfinite(d) || !isfinite(percent))
        table_die(
            &differences.side[NEW].tab, r->of[NEW], "value",
            "the change from the old table's number is larger than a number can be "
            "(1.8e308)");
    r->revision = mem_copy(m, num_text(d, text));
    if (old != 0)
        r->percent = mem_copy(m, num_text(percent, text));
    t->up += d > 0;
    t->down += d < 0;
    t->sum += d;
    t->sum_size += fabs(d);
    if (fabs(d) > fabs(t->greatest)) {
        t->greatest = d;
        t->greatest_key = differences_key_text(NEW, r->of[NEW], run);
    }
}

struct difference
differences_rows(const struct table_row *old, const struct table_row *new,
                 struct mem *m, struct mem *run)
{
    struct difference r = {SAME, {old, new}, mem_copy(m, ""), "", "", 0};
    bool unit = false;
    for (int i = 0; i < differences.n_compared; i++) {
        const struct compared *c = &differences.compared[i];
        enum change change =
            differences_cells(c, old->cell[c->at[OLD]], new->cell[c->at[NEW]]);
        if (change == SAME)
            continue;
        unit = unit || change == UNIT;
        r.columns = mem_print(m, "%s%s%s", r.columns, *r.columns ? " " : "", c->name);
        if (change < r.change)
            r.change = change;
    }
    struct amount a = table_amount(&differences.side[OLD].tab, old),
                  b = table_amount(&differences.side[NEW].tab, new);
    if (a.known && b.known && !unit)
        measure(&r, a.value, b.value, m, run);
    return r;
}
