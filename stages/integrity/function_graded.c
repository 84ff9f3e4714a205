/*
 * graded A,B                   some statement of each key comes from a source of these grades
 */
#include <string.h>

#include "integrity/function.h"

static void
read(struct rule_reader *in, struct rule *r, const char *rest)
{
    (void)r;
    if (!*rest)
        rule_wrong(in, "no grades after `graded`");
}

static bool
grade_listed(const char *list, const char *grade)
{
    size_t n = strlen(grade);
    while (*list) {
        size_t len = strcspn(list, ",");
        if (len == n && !strncmp(list, grade, n))
            return true;
        list += len + (list[len] == ',');
    }
    return false;
}

static void
judge(const struct judge *j)
{
    const struct statements *s = j->s;
    for (int k = 0; k < s->keys; k++) {
        const struct statements_key *key = &s->key[k];
        const struct statement *best = rule_statement(j, key->best);
        bool good = false;
        if (!key->n || !rule_concerns(j, best))
            continue;
        for (int i = key->first; i < key->first + key->n; i++)
            good = good ||
                   grade_listed(j->rule->argument, rule_statement(j, i)->source->grade);
        rule_judged(j);
        if (!good)
            rule_finding(j, best, "source", false, 0,
                         mem_print(j->r->run, "only %s says it: %s [%s, %s]",
                                   best->source->grade, j->rule->says,
                                   statements_key_text(s, k), best->source->id));
    }
}

const struct rule_function rule_graded = {
    .name = "graded", .read = read, .judge = judge};
