#include "integrity/function.h"

#include <fnmatch.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const struct statement *
rule_statement(const struct judge *j, int i)
{
    return &j->s->statement[i];
}

static bool
cell_among(const struct rule_condition *c, const char *cell)
{
    for (int i = 0; i < c->n; i++)
        if (c->patterns ? !fnmatch(c->value[i], cell, 0) : !strcmp(c->value[i], cell))
            return true;
    return false;
}

static bool
meets(const struct statements *s, const struct statement *st,
      const struct rule_condition *c)
{
    char freq[2] = {st->period.freq, '\0'};
    switch (c->on) {
    case ON_SPAN:
        return (st->period.first >= c->first && st->period.last <= c->last) !=
               c->negate;
    case ON_FREQ:
        return cell_among(c, freq) != c->negate;
    case ON_GRADE:
        return cell_among(c, st->source->grade) != c->negate;
    case ON_KEY:
        return cell_among(c, statements_text(s, c->at, s->key[st->key].part[c->at])) !=
               c->negate;
    case ON_CELL:
        break;
    }
    return cell_among(c, st->row.cell[c->at]) != c->negate;
}

bool
rule_concerns(const struct judge *j, const struct statement *st)
{
    for (int i = 0; i < j->rule->conditions; i++)
        if (!meets(j->s, st, &j->rule->condition[i]))
            return false;
    return true;
}

void
rule_judged(const struct judge *j)
{
    j->r->rule[j->rule->number].judged++;
}

void
rule_finding(const struct judge *j, const struct statement *st, const char *column,
             bool differs, double difference, const char *text)
{
    const struct statements *s = j->s;
    int at = table_find(&s->tab, column);
    findings_add(j->r, (struct finding){.table = st->table,
                                        .rule = j->rule->number,
                                        .type = "row-constraint",
                                        .line = st->row.line,
                                        .field = at + 1,
                                        .column = column,
                                        .cell = st->row.cell[at],
                                        .key = statements_key_text(s, st->key),
                                        .source = st->source->id,
                                        .differs = differs,
                                        /* As exceptions state it. */
                                        .difference = round(difference * 1000) / 1000,
                                        .text = text});
}

void
rule_each(const struct judge *j,
          void (*judge)(const struct judge *j, const struct statement *st))
{
    const struct statements *s = j->s;
    for (int i = 0; i < s->statements; i++) {
        const struct statement *st = &s->statement[i];
        if (j->rule->from == FROM_LATEST && s->key[st->key].best != i)
            continue;
        if (rule_concerns(j, st))
            judge(j, st);
    }
}

/* qsort has no room for it */
static const struct statements *sorting;

static int
by_time(const void *va, const void *vb)
{
    const struct period *a = &sorting->key[*(const int *)va].period;
    const struct period *b = &sorting->key[*(const int *)vb].period;
    if (a->freq != b->freq)
        return a->freq < b->freq ? -1 : 1;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return (a->last > b->last) - (a->last < b->last);
}

struct rule_series
rule_series_of(const struct judge *j, int k)
{
    const struct statements *s = j->s;
    struct rule_series out = {0};
    int dim = s->dims - 1;
    rings_find(j->rings, j->r->run, s, dim);
    if (j->rings->first[dim][k] != k)
        return out;
    out.key = mem_array(j->r->run, (size_t)j->rings->size[dim][k], sizeof *out.key);
    int o = k;
    do {
        if (s->key[o].n && rule_concerns(j, rule_statement(j, s->key[o].best)))
            out.key[out.n++] = o;
        o = statements_other(s, o, dim);
    } while (o != k);
    sorting = s;
    if (out.n)
        qsort(out.key, (size_t)out.n, sizeof *out.key, by_time);
    return out;
}
