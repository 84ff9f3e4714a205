#include "integrity/rule_judge.h"

#include "integrity/bind.h"
#include "integrity/function.h"

void
rule_judge_all(struct rules *rules, struct statements *s, rule_codes *codes,
               struct findings *report)
{
    struct rings rings = {.sum = NULL};
    for (struct rule *r = rules->first; r; r = r->next) {
        struct judge j = {s, report, r, &rings};
        rings.named = (struct texts){0};
        rings.sum = NULL;
        r->number =
            findings_rule(report, r->name, r->says, r->severity, r->file, r->line);
        report->rule[r->number].idle = r->idle;
        if (rule_bind(r, s, codes, report))
            r->function->judge(&j);
        else
            report->rule[r->number].idle = true;
    }
}
