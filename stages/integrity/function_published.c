/*
 * published after start, published after end
 *                              of the period that it is about
 */
#include <string.h>

#include "integrity/function.h"

static void
read(struct rule_reader *in, struct rule *r, const char *rest)
{
    (void)r;
    if (strcmp(rest, "after start") && strcmp(rest, "after end"))
        rule_wrong(in, "%s is unknown, expected after start or after end",
                   msg_quote(rest));
}

static void
judge_published(const struct judge *j, const struct statement *st)
{
    const struct rule *r = j->rule;
    bool end = !strcmp(r->argument, "after end");
    if (!st->source->dated)
        return;
    rule_judged(j);
    if (st->source->day >= (end ? st->period.last : st->period.first))
        return;
    rule_finding(j, st, "source", false, 0,
                 mem_print(j->r->run,
                           "%s was published %s, before the %s of %s: %s [%s]",
                           st->source->id, st->source->published, end ? "end" : "start",
                           st->row.cell[j->s->dims - 1], r->says,
                           statements_key_text(j->s, st->key)));
}

static void
judge(const struct judge *j)
{
    rule_each(j, judge_published);
}

const struct rule_function rule_published = {
    .name = "published", .read = read, .judge = judge};
