#include "bounds/system.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What a row itself says of its bounds, taken into the node. */
static void
take_bounds(const struct table *t, struct node *q, const struct table_row *row)
{
    struct amount a = table_amount(t, row);
    if (!strcmp(table_cell(t, row, TABLE_INTERVAL), "approx"))
        return;
    bool whole = table_counted(q->unit) && !a.known;
    double lo = whole ? ceil(a.lo) : a.lo, hi = whole ? floor(a.hi) : a.hi;
    if (lo > q->lo.at) {
        q->lo.at = lo;
        q->lo_by = row;
    }
    if (hi < q->hi.at) {
        q->hi.at = hi;
        q->hi_by = row;
    }
}

static struct node *
add_node(const struct table *t, struct system *s, const char *period, const char *unit,
         const struct table_row *row)
{
    struct node *q = &s->node[s->n++];
    struct period p;
    period_parse(period, &p);
    double least = table_counted(unit) ? 0 : -INFINITY;
    *q = (struct node){.period = period,
                       .unit = unit,
                       .first = p.first,
                       .last = p.last,
                       .row = row,
                       .lo = {least, false, 0, ST_OWN},
                       .hi = {INFINITY, false, 0, ST_OWN}};
    if (row) {
        q->value = *table_cell(t, row, TABLE_VALUE) != '\0';
        take_bounds(t, q, row);
    }
    return q;
}

static int
by_period(const void *a, const void *b)
{
    return strcmp(((const struct node *)a)->period, ((const struct node *)b)->period);
}

static size_t *
place_of_days(struct system *s, long first, long last, struct mem *m)
{
    size_t n = s->days.n;
    size_t k = texts_add(m, &s->days, mem_print(m, "%ld/%ld", first, last));
    if (k == n) {
        s->of_days = mem_more(m, s->of_days, n, sizeof *s->of_days);
        s->of_days[n] = 0;
    }
    return &s->of_days[k];
}

static struct node *
node_of_days(struct system *s, const char *period, struct mem *m)
{
    struct period p;
    period_parse(period, &p);
    for (; s->known < s->n; s->known++) {
        const struct node *q = &s->node[s->known];
        size_t *place = place_of_days(s, q->first, q->last, m);
        if (!*place)
            *place = s->known + 1;
    }
    size_t at = *place_of_days(s, p.first, p.last, m);
    return at ? &s->node[at - 1] : NULL;
}

/* The node of a period, told by its text or else by its days; the first `sorted` are in
 * order. NULL: none. */
static struct node *
find_node(struct system *s, size_t sorted, const char *period, struct mem *m)
{
    const struct node key = {.period = period};
    struct node *q = bsearch(&key, s->node, sorted, sizeof key, by_period);
    return q ? q : node_of_days(s, period, m);
}

static void
sort_nodes(struct system *s)
{
    qsort(s->node, s->n, sizeof *s->node, by_period);
    s->days = (struct texts){0};
    s->known = 0;
}

/* The next comparison of a row's cell, checked; NULL at its end. */
static const char *
next_word(const struct table *t, const struct table_row *row, const char **rest,
          struct mem *m)
{
    struct period p;
    if (!**rest)
        return NULL;
    size_t n = strcspn(*rest, " ");
    char *word = mem_text(m, *rest, n);
    if (!*word || !strchr("<>=", *word) || !period_parse(word + 1, &p))
        table_die(
            t, row, "compare",
            "%s is not a comparison, expected <, > or = and a period, several parted "
            "by one blank",
            msg_quote(word));
    *rest += n + ((*rest)[n] == ' ');
    return word;
}

/* Lets the rows of one register stand in where the series has no value. */
static void
admit(const struct table *t, struct system *s, size_t sorted, struct admission *a,
      const struct table_series *group, struct mem *m)
{
    const char *unit = s->node->unit;
    for (size_t i = 0; i < group->n; i++) {
        const struct table_row *from = &group->row[i];
        if (strcmp(from->cell[bounds.register_at], a->from))
            continue;
        struct amount amount = table_amount(t, from);
        const char *from_unit = table_cell(t, from, TABLE_UNIT);
        struct node *q = find_node(s, sorted, table_cell(t, from, TABLE_PERIOD), m);
        const char *to_unit = q ? q->unit : a->to_unit ? a->to_unit : unit;
        if ((q && (q->value || q->admitted)) ||
            (!amount.known && isinf(amount.hi) && !*table_cell(t, from, TABLE_LO)))
            continue;
        if (a->to_unit &&
            (strcmp(a->from_unit, from_unit) || strcmp(a->to_unit, to_unit)))
            continue;
        if (!a->to_unit && strcmp(from_unit, to_unit))
            table_die(
                t, from, "unit",
                "%s of %s is not the %s of %s; to admit it all the same name both "
                "units, --admit=%s/%s:%s/%s",
                msg_quote(from_unit), a->from, msg_quote(to_unit), a->to, a->from,
                from_unit, a->to, to_unit);
        if (!q)
            q = add_node(t, s, table_cell(t, from, TABLE_PERIOD), to_unit, NULL);
        q->admitted = from;
        q->value = amount.known;
        take_bounds(t, q, from);
        a->used++;
    }
}

void
system_nodes(const struct table *t, struct system *s, const struct table_series *series,
             const struct table_series *group, struct mem *m)
{
    size_t words = 0;
    for (size_t i = 0; i < series->n; i++)
        words += strlen(table_cell(t, &series->row[i], TABLE_COMPARE)) / 2;
    s->node = mem_array(m, series->n + words + group->n, sizeof *s->node);
    s->less = mem_array(m, 2 * words + 1, sizeof *s->less);
    s->word = mem_array(m, 2 * words + 1, sizeof *s->word);
    for (size_t i = 0; i < series->n; i++) {
        const struct table_row *row = &series->row[i];
        table_period(t, row);
        add_node(t, s, table_cell(t, row, TABLE_PERIOD), table_cell(t, row, TABLE_UNIT),
                 row);
    }
    size_t sorted = s->n;
    for (size_t i = 0; i < series->n; i++) {
        const struct table_row *row = &series->row[i];
        const char *rest = table_cell(t, row, TABLE_COMPARE), *word;
        while ((word = next_word(t, row, &rest, m)))
            if (!find_node(s, sorted, word + 1, m))
                add_node(t, s, word + 1, table_cell(t, row, TABLE_UNIT), NULL);
    }
    for (size_t i = 0; s->to && i < bounds.admissions; i++)
        if (!strcmp(s->to, bounds.admission[i].to))
            admit(t, s, sorted, &bounds.admission[i], group, m);
    sort_nodes(s);
}

static void
add_less(struct system *s, size_t below, size_t above, bool strict, struct word word)
{
    s->less[s->m] = (struct st_less){below, above, strict};
    s->word[s->m++] = word;
}

void
system_comparisons(const struct table *t, struct system *s, struct mem *m)
{
    for (size_t i = 0; i < s->n; i++) {
        const struct table_row *row = s->node[i].row;
        const char *rest = row ? table_cell(t, row, TABLE_COMPARE) : "", *text;
        while (row && (text = next_word(t, row, &rest, m))) {
            const struct node *other = find_node(s, s->n, text + 1, m);
            size_t k = (size_t)(other - s->node);
            if (strcmp(other->unit, s->node[i].unit))
                table_die(t, row, "compare",
                          "%s compares %s with %s, expected one unit", msg_quote(text),
                          msg_quote(s->node[i].unit), msg_quote(other->unit));
            struct word word = {i, text};
            if (*text != '>')
                add_less(s, i, k, *text == '<', word);
            if (*text != '<')
                add_less(s, k, i, *text == '>', word);
        }
    }
    s->x = mem_array(m, s->n, sizeof *s->x);
    for (size_t i = 0; i < s->n; i++)
        s->x[i] = (struct st_quantity){table_counted(s->node[i].unit), s->node[i].lo,
                                       s->node[i].hi};
}
