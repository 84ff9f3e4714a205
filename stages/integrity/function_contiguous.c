/*
 * contiguous                   no period is missing between the first and the last of a series
 */
#include "integrity/function.h"

static void
judge(const struct judge *j)
{
    const struct statements *s = j->s;
    for (int k = 0; k < s->keys; k++) {
        struct rule_series series = rule_series_of(j, k);
        for (int i = 1; i < series.n; i++) {
            const struct statements_key *a = &s->key[series.key[i - 1]],
                                        *b = &s->key[series.key[i]];
            if (a->period.freq != b->period.freq || a->period.freq == 'I')
                continue;
            rule_judged(j);
            if (b->period.index == a->period.index + 1)
                continue;
            char from[PERIOD_MAX];
            period_text(a->period.freq, a->period.index + 1, from);
            rule_finding(
                j, rule_statement(j, b->best), "period", true,
                (double)(b->period.index - a->period.index - 1),
                mem_print(j->r->run, "%s is missing after %s%s: %s [%s]", from,
                          statements_text(s, s->dims - 1, a->part[s->dims - 1]),
                          b->period.index - a->period.index > 2
                              ? ", and more before this row"
                              : "",
                          j->rule->says, statements_key_text(s, series.key[i])));
        }
    }
}

const struct rule_function rule_contiguous = {.name = "contiguous", .judge = judge};
