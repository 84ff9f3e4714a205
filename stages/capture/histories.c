#include "capture/histories.h"

#include <math.h>
#include <string.h>

#define PREFIX "list_"

static void
find_columns(struct histories *h, struct mem *m)
{
    const struct table *t = h->tab;
    struct place at = {t->in.file, 1, NULL};
    h->other = mem_array(m, (size_t)t->n, sizeof *h->other);
    for (int i = 0; i < t->key - 1; i++) {
        if (!strcmp(t->column[i], "variant") || !strcmp(t->column[i], "statistic"))
            die_at(EX_DATAERR, at, "column %s is one that this stage makes",
                   msg_quote(t->column[i]));
        if (strncmp(t->column[i], PREFIX, strlen(PREFIX))) {
            h->other[h->others++] = i;
            continue;
        }
        if (h->lists == LOGLIN_LISTS)
            die_at(EX_DATAERR, at, "more than %d columns " PREFIX "NAME left of period",
                   LOGLIN_LISTS);
        h->list[h->lists++] = i;
    }
    if (!h->lists)
        die_at(EX_DATAERR, at,
               "no column " PREFIX "NAME left of period, expected one for "
               "each list with 1 or 0 in it");
}

static unsigned
history(const struct histories *h, const struct table_row *row)
{
    const struct table *t = h->tab;
    unsigned w = 0;
    for (int i = 0; i < h->lists; i++) {
        const char *cell = row->cell[h->list[i]];
        if (strcmp(cell, "0") && strcmp(cell, "1"))
            table_die(t, row, t->column[h->list[i]],
                      "%s, expected 1 for a history on this list, else 0",
                      msg_quote(cell));
        w |= (unsigned)(*cell - '0') << i;
    }
    if (!w)
        table_die(
            t, row, NULL,
            "a history on no list cannot have been counted, expected 1 at least once");
    return w;
}

/* The first row of a problem names what the others share. */
static void
begin(struct problem *p, const struct histories *h, const struct table_row *row,
      struct mem *m)
{
    const struct table *t = h->tab;
    p->table.lists = h->lists;
    p->keys = h->others;
    p->key = mem_array(m, (size_t)h->others + 1, sizeof *p->key);
    for (int i = 0; i < h->others; i++)
        p->key[i] = mem_copy(m, row->cell[h->other[i]]);
    for (int i = 0; i < h->lists; i++)
        p->list[i] = t->column[h->list[i]] + strlen(PREFIX);
    p->period = mem_copy(m, table_cell(t, row, TABLE_PERIOD));
    p->unit = mem_copy(m, table_cell(t, row, TABLE_UNIT));
    p->status = p->source = p->lists_said = "";
    p->reason = h->lists < 2 ? "one-list" : NULL;
}

static void
check_count(const struct problem *p, const struct table *t, const struct table_row *row,
            const struct amount *a)
{
    const char *unit = table_cell(t, row, TABLE_UNIT);
    if (!table_counted(unit))
        table_die(t, row, "unit", "%s is not counted, expected cases (person)",
                  msg_quote(unit));
    if (p->unit && strcmp(p->unit, unit))
        table_die(t, row, "unit", "%s, %s in other rows of this table", msg_quote(unit),
                  msg_quote(p->unit));
    if (a->known && (a->value < 0 || floor(a->value) < a->value))
        table_die(t, row, "value", "%s is not a number of cases, expected 0, 1, 2, ...",
                  msg_quote(table_cell(t, row, TABLE_VALUE)));
}

static void
add_history(struct problem *p, const struct histories *h, const struct table_row *row,
            struct mem *m)
{
    const struct table *t = h->tab;
    struct amount a = table_amount(t, row);
    unsigned w = history(h, row);
    check_count(p, t, row, &a);
    if (!p->unit)
        begin(p, h, row, m);
    p->status = table_status(m, p->status, table_cell(t, row, TABLE_STATUS));
    p->source = table_sources(m, p->source, table_cell(t, row, TABLE_SOURCE));
    bool inexact;
    const char *why = table_as_range(t, row, &a, &inexact);
    if (why)
        p->reason = why;
    p->lo += a.lo;
    p->hi += a.hi;
    if (a.known) {
        p->table.count[w] = a.value;
    } else {
        p->table.count[w] = ceil(a.lo);
        p->most[w] = floor(a.hi);
        p->gap[p->gaps++] = (unsigned char)w;
        p->reason = p->reason ? p->reason : "suppressed-count";
    }
}

/* The problem that a row belongs to; a new one has no unit yet. */
static struct problem *
find_problem(struct histories *h, const struct table_row *row, struct mem *m)
{
    for (size_t i = h->n; i-- > 0;) {
        struct problem *p = &h->problem[i];
        bool same = !strcmp(p->period, table_cell(h->tab, row, TABLE_PERIOD));
        for (int k = 0; k < h->others && same; k++)
            same = !strcmp(p->key[k], row->cell[h->other[k]]);
        if (same)
            return p;
    }
    h->problem = mem_more(m, h->problem, h->n, sizeof *h->problem);
    return &h->problem[h->n++];
}

/* Cases that are on just one of lists i and j; for i = j, on i. */
static double
apart(const struct loglin_table *t, int i, int j)
{
    double n = 0;
    for (unsigned w = 1; w < 1u << t->lists; w++)
        if (i == j ? (w >> i & 1) != 0 : (w >> i & 1) != (w >> j & 1))
            n += t->count[w];
    return n;
}

/* Leaves out a list that nobody is on, and makes one of two that hold the same cases: neither
 * says anything of those on no list. */
static struct problem
lists_that_say(struct problem p, struct mem *m)
{
    for (int i = p.table.lists; i-- > 0;)
        for (int j = p.table.lists - 1; j >= i; j--)
            if (!(apart(&p.table, i, j) > 0)) {
                const char *said =
                    i == j ? mem_print(m, "Nobody is on list %s.", p.list[i])
                           : mem_print(m, "Lists %s and %s hold the same cases.",
                                       p.list[i], p.list[j]);
                p.lists_said = mem_print(m, "%s%s%s", said, *p.lists_said ? " " : "",
                                         p.lists_said);
                p = histories_fewer(&p, i, j, m);
            }
    if (p.table.lists < 2)
        p.reason = "one-list";
    return p;
}

void
histories_read(struct histories *h, struct table *t, struct mem *m)
{
    struct table_row row;
    *h = (struct histories){.tab = t};
    find_columns(h, m);
    while (table_next(t, &row)) {
        table_period(t, &row);
        add_history(find_problem(h, &row, m), h, &row, m);
    }
    for (size_t i = 0; i < h->n; i++)
        if (!h->problem[i].reason && histories_total(&h->problem[i].table) > 0)
            h->problem[i] = lists_that_say(h->problem[i], m);
}

double
histories_total(const struct loglin_table *t)
{
    double n = 0;
    for (unsigned w = 1; w < 1u << t->lists; w++)
        n += t->count[w];
    return n;
}

struct problem
histories_fewer(const struct problem *p, int i, int j, struct mem *m)
{
    struct problem q = *p;
    int gone = i == j ? i : j, n = p->table.lists;
    q.table = (struct loglin_table){.lists = n - 1};
    for (int k = gone; k + 1 < n; k++)
        q.list[k] = p->list[k + 1];
    if (i != j)
        q.list[i] = mem_print(m, "%s+%s", p->list[i], p->list[j]);
    for (unsigned w = 1; w < 1u << n; w++) {
        unsigned to = i != j && w >> gone & 1 ? w | 1u << i : w;
        unsigned low = to & ((1u << gone) - 1), high = to >> (gone + 1) << gone;
        q.table.count[low | high] += p->table.count[w];
    }
    q.table.count[0] = 0;
    return q;
}
