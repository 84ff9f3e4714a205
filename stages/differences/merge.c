#include <stdlib.h>
#include <string.h>

#include "differences/differences.h"

static void
found(const struct difference *d, differences_put *put, struct mem *m, struct mem *run)
{
    differences.count[d->change]++;
    if (d->change != SAME || differences.all)
        put(d, m, run);
}

static void
put_alone(int which, const struct table_row *row, differences_put *put, struct mem *m,
          struct mem *run)
{
    struct difference r = {
        which == OLD ? REMOVED : ADDED, {NULL, NULL}, mem_copy(m, ""), "", "", 0};
    r.of[which] = row;
    table_amount(&differences.side[which].tab, row);
    found(&r, put, m, run);
}

/* qsort has no room for it */
static const struct table *sorting;

static int
by_source(const void *va, const void *vb)
{
    const struct table_row *a = va, *b = vb;
    int c = strcmp(table_cell(sorting, a, TABLE_SOURCE),
                   table_cell(sorting, b, TABLE_SOURCE));
    return c ? c : (a->line > b->line) - (a->line < b->line);
}

static void
compare_groups(differences_put *put, struct mem *m, struct mem *run)
{
    struct table_series *old = &differences.side[OLD].group,
                        *new = &differences.side[NEW].group;
    bool one = old->n == 1 && new->n == 1;
    for (int s = 0; s < 2 && !one; s++) {
        sorting = &differences.side[s].tab;
        qsort(differences.side[s].group.row, differences.side[s].group.n,
              sizeof(struct table_row), by_source);
    }
    for (size_t i = 0, j = 0; i < old->n || j < new->n;) {
        int c = i == old->n ? 1 : j == new->n ? -1 : 0;
        if (!c && !one)
            c = strcmp(
                table_cell(&differences.side[OLD].tab, &old->row[i], TABLE_SOURCE),
                table_cell(&differences.side[NEW].tab, &new->row[j], TABLE_SOURCE));
        if (c < 0) {
            put_alone(OLD, &old->row[i++], put, m, run);
        } else if (c > 0) {
            put_alone(NEW, &new->row[j++], put, m, run);
        } else {
            struct difference r =
                differences_rows(&old->row[i++], &new->row[j++], m, run);
            found(&r, put, m, run);
        }
    }
}

static void
advance(struct side *s)
{
    s->any = table_series_next(&s->tab, 0, &s->group);
}

static int
compare_keys(void)
{
    if (!differences.side[OLD].any || !differences.side[NEW].any)
        return differences.side[OLD].any ? -1 : 1;
    for (int i = 0; i < differences.keys; i++) {
        int c = strcmp(differences_key_cell(OLD, differences.side[OLD].group.row, i),
                       differences_key_cell(NEW, differences.side[NEW].group.row, i));
        if (c)
            return c;
    }
    return 0;
}

void
differences_find(differences_put *put, struct mem *run)
{
    struct mem m = {0};
    advance(&differences.side[OLD]);
    advance(&differences.side[NEW]);
    while (differences.side[OLD].any || differences.side[NEW].any) {
        mem_reset(&m);
        int c = compare_keys();
        if (c == 0)
            compare_groups(put, &m, run);
        for (int s = 0; s < 2; s++) {
            struct table_series *g = &differences.side[s].group;
            if (c && s == (c < 0 ? OLD : NEW))
                for (size_t i = 0; i < g->n; i++)
                    put_alone(s, &g->row[i], put, &m, run);
            if (c == 0 || s == (c < 0 ? OLD : NEW))
                advance(&differences.side[s]);
        }
    }
    mem_release(&m);
}

long
differences_changed(void)
{
    long n = 0;
    for (int c = UNIT; c < REMOVED; c++)
        n += differences.count[c];
    return n;
}
