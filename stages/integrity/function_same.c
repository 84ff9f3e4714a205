/*
 * same COLUMN                  the rows of a series, whoever states them, have this cell alike
 */
#include <string.h>

#include "integrity/function.h"

static void
read(struct rule_reader *in, struct rule *r, const char *rest)
{
    (void)r;
    if (!*rest || rest[strcspn(rest, " \t")])
        rule_wrong(in, "%s after same, expected the name of one column",
                   msg_quote(rest));
}

/* The first statement of the series that has another cell than the first of all. */
static const struct statement *
first_other(const struct judge *j, const struct rule_series *series,
            const struct statement **first)
{
    *first = NULL;
    for (int i = 0; i < series->n; i++) {
        const struct statements_key *key = &j->s->key[series->key[i]];
        for (int a = key->first; a < key->first + key->n; a++) {
            const struct statement *st = rule_statement(j, a);
            if (!*first)
                *first = st;
            else if (strcmp(st->row.cell[j->rule->at], (*first)->row.cell[j->rule->at]))
                return st;
        }
    }
    return NULL;
}

static void
judge(const struct judge *j)
{
    const struct rule *r = j->rule;
    for (int k = 0; k < j->s->keys; k++) {
        struct rule_series series = rule_series_of(j, k);
        const struct statement *first, *other = first_other(j, &series, &first);
        j->r->rule[r->number].judged += first != NULL;
        if (other)
            rule_finding(j, other, r->argument, false, 0,
                         mem_print(j->r->run, "%s, but %s in %s:%ld: %s [%s, %s]",
                                   other->row.cell[r->at], first->row.cell[r->at],
                                   j->r->table[first->table].file, first->row.line,
                                   r->says, statements_key_text(j->s, other->key),
                                   other->source->id));
    }
}

const struct rule_function rule_same = {
    .name = "same", .names_column = true, .read = read, .judge = judge};
