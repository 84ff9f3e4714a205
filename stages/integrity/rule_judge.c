#include "integrity/rule_judge.h"

#include "integrity/bind.h"
#include "integrity/function.h"

void
rule_judge_all(struct rules *rules, struct statements *s, rule_codes *codes,
               struct findings *report)
{
    for (struct rule *r = rules->first; r; r = r->next) {
        struct judge j = {s, report, r};
        r->number =
            findings_rule(report, r->name, r->says, r->severity, r->file, r->line);
        report->rule[r->number].idle = r->idle;
        if (rule_bind(r, s, codes, report))
            r->function->judge(&j);
        else
            report->rule[r->number].idle = true;
    }
}
