/*
 * comparisons                  published comparisons with other periods agree with the figures
 */
#include <math.h>
#include <string.h>

#include "integrity/function.h"
#include "stat/propagate.h"

#define CHAIN_SHOWN 16

/* Which statement a comparison comes from. */
struct less_by {
    const struct statement *by;
};

/* Where the periods of a series stand in it, from 1, or that there is no series any more. */
static void
place_periods(const struct judge *j, const struct rule_series *series, int place[],
              bool there)
{
    const struct statements *s = j->s;
    for (int i = 0; i < series->n; i++)
        place[s->key[series->key[i]].part[s->dims - 1]] = there ? i + 1 : 0;
}

static bool
find_in(const struct judge *j, const int place[], const char *text, size_t n, int *at)
{
    const struct statements *s = j->s;
    int part = statements_part(s, s->dims - 1, mem_text(j->r->run, text, n));
    *at = part < 0 ? -1 : place[part] - 1;
    return *at >= 0;
}

/* Adds the comparisons of one statement; of <, > one constraint, of = two. */
static size_t
gather(const struct judge *j, const int place[], int at, const struct statement *st,
       struct st_less less[], struct less_by by[], size_t m)
{
    const char *text = table_cell(&j->s->tab, &st->row, TABLE_COMPARE);
    while (*text) {
        size_t n = strcspn(text, " ");
        int other;
        if (n > 1 && find_in(j, place, text + 1, n - 1, &other)) {
            size_t a = (size_t)at, b = (size_t)other;
            bool above = *text == '>';
            less[m] = (struct st_less){above ? b : a, above ? a : b, *text != '='};
            by[m++].by = st;
            if (*text == '=') {
                less[m] = (struct st_less){b, a, false};
                by[m++].by = st;
            }
        }
        text += n + (text[n] == ' ');
    }
    return m;
}

static const char *
said(const struct judge *j, const struct statement *st)
{
    const char *compare = table_cell(&j->s->tab, &st->row, TABLE_COMPARE);
    const char *value = table_cell(&j->s->tab, &st->row, TABLE_VALUE);
    return mem_print(
        j->r->run, "%s%s%s%s by %s", st->row.cell[j->s->dims - 1], *value ? " = " : "",
        value, *compare ? mem_print(j->r->run, " (%s)", compare) : "", st->source->id);
}

/* Names the statements of a contradiction, each once. */
static void
report_conflict(const struct judge *j, const struct rule_series *series,
                const struct st_quantity x[], const struct less_by by[],
                const struct st_less less[], const struct st_conflict *c)
{
    struct mem *m = j->r->run;
    const struct statement *named[CHAIN_SHOWN] = {
        rule_statement(j, j->s->key[series->key[0]].best)};
    int n = 0;
    for (size_t i = 0; i < c->n && c->quantity == ST_OWN && n < CHAIN_SHOWN - 1; i++)
        named[n++] = by[c->circle[i]].by;
    for (int side = 0; side < 2 && c->quantity != ST_OWN; side++) {
        size_t q = c->quantity;
        for (;;) {
            const struct st_side *e = side ? &x[q].hi : &x[q].lo;
            if (e->by == ST_OWN || n >= CHAIN_SHOWN - 2)
                break;
            named[n++] = by[e->by].by;
            q = side ? less[e->by].above : less[e->by].below;
        }
        if (n < CHAIN_SHOWN)
            named[n++] = rule_statement(j, j->s->key[series->key[q]].best);
    }
    char *text = NULL;
    for (int i = 0; i < n; i++) {
        bool again = false;
        for (int k = 0; k < i; k++)
            again = again || named[k] == named[i];
        if (!again)
            text = mem_print(m, "%s%s%s", text ? text : "", text ? "; " : "",
                             said(j, named[i]));
    }
    rule_finding(j, named[0], "compare", false, 0,
                 mem_print(m, "%s, which cannot all be true: %s [%s]", text,
                           j->rule->says, statements_key_text(j->s, named[0]->key)));
}

static void
judge(const struct judge *j)
{
    const struct statements *s = j->s;
    int *place =
        mem_array(j->r->run, (size_t)s->names[s->dims - 1].n + 1, sizeof *place);
    for (int k = 0; k < s->keys; k++) {
        struct rule_series series = rule_series_of(j, k);
        size_t room = 0, m = 0, n = (size_t)series.n;
        for (int i = 0; i < series.n; i++) {
            const struct statements_key *key = &s->key[series.key[i]];
            for (int a = key->first; a < key->first + key->n; a++)
                room += strlen(
                    table_cell(&s->tab, &rule_statement(j, a)->row, TABLE_COMPARE));
        }
        if (!room)
            continue;
        struct st_quantity *x = mem_array(j->r->run, n, sizeof *x);
        struct st_less *less = mem_array(j->r->run, room, sizeof *less);
        struct less_by *by = mem_array(j->r->run, room, sizeof *by);
        place_periods(j, &series, place, true);
        for (int i = 0; i < series.n; i++) {
            const struct statements_key *key = &s->key[series.key[i]];
            const struct statement *best = rule_statement(j, key->best);
            const struct amount *a = &best->amount;
            x[i] = (struct st_quantity){
                table_counted(table_cell(&s->tab, &best->row, TABLE_UNIT)),
                {best->approx ? -INFINITY : a->lo, false, 0, ST_OWN},
                {best->approx ? INFINITY : a->hi, false, 0, ST_OWN}};
            for (int b = key->first; b < key->first + key->n; b++)
                m = gather(j, place, i, rule_statement(j, b), less, by, m);
        }
        place_periods(j, &series, place, false);
        j->r->rule[j->rule->number].judged += (long)m;
        size_t n_work = st_propagate_work(n, m);
        size_t *work = mem_array(j->r->run, n_work, sizeof *work);
        struct st_conflict c;
        if (m && st_propagate(x, n, less, m, work, n_work, &c) == ST_CONTRADICTION)
            report_conflict(j, &series, x, by, less, &c);
    }
}

const struct rule_function rule_comparisons = {.name = "comparisons", .judge = judge};
