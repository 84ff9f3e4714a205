/*
 * marked V, unmarked V         the status of each row has this letter, or has it not
 */
#include <string.h>

#include "integrity/function.h"

static void
read(struct rule_reader *in, struct rule *r, const char *rest)
{
    (void)r;
    if (strlen(rest) != 1 || !strchr(TABLE_STATUS_LETTERS, *rest))
        rule_wrong(in, "%s is no letter of status, expected one of %s", msg_quote(rest),
                   TABLE_STATUS_LETTERS);
}

static void
judge_mark(const struct judge *j, const struct statement *st, bool wanted)
{
    const struct rule *r = j->rule;
    const char *status = table_cell(&j->s->tab, &st->row, TABLE_STATUS);
    rule_judged(j);
    if ((strchr(status, *r->argument) != NULL) == wanted)
        return;
    rule_finding(j, st, "status", false, 0,
                 mem_print(j->r->run, "%s %s %s: %s [%s, %s]", status,
                           wanted ? "lacks" : "has", r->argument, r->says,
                           statements_key_text(j->s, st->key), st->source->id));
}

static void
one_marked(const struct judge *j, const struct statement *st)
{
    judge_mark(j, st, true);
}

static void
one_unmarked(const struct judge *j, const struct statement *st)
{
    judge_mark(j, st, false);
}

static void
judge_marked(const struct judge *j)
{
    rule_each(j, one_marked);
}

static void
judge_unmarked(const struct judge *j)
{
    rule_each(j, one_unmarked);
}

const struct rule_function rule_marked = {
    .name = "marked", .read = read, .judge = judge_marked};
const struct rule_function rule_unmarked = {
    .name = "unmarked", .read = read, .judge = judge_unmarked};
