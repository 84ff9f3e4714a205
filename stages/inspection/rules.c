#include "inspection/rules.h"

#include <string.h>

#include "inspection/ledger.h"
#include "integrity/rule.h"
#include "integrity/rule_judge.h"
#include "program/folder.h"

/* The codes of a column of the ledger: the choices of its field, or the column of another
 * table that it refers to. */
static enum rule_code
listed(const char *column, const char *code)
{
    const struct resource *r = inspection.ledger;
    if (inspection_rows_lost())
        return CODE_LISTED;
    int at = inspected_field(r, column);
    const struct field *f = &r->field[at];
    enum rule_code found = f->choice ? CODE_NOT_LISTED : CODE_NO_LIST;
    for (size_t i = 0; f->choice && i < f->choices; i++)
        if (!strcmp(f->choice[i], code))
            return CODE_LISTED;
    for (int i = 0; i < r->foreigns; i++) {
        const struct foreign *key = &r->foreign[i];
        if (key->from.n != 1 || key->from.at[0] != at)
            continue;
        const struct inspected *t = inspection_of(key->resource);
        found = t->whole ? CODE_NOT_LISTED : found;
        for (long k = 0; k < t->rows; k++)
            if (!strcmp(t->row[k].cell[key->to.at[0]], code))
                return CODE_LISTED;
    }
    return found;
}

/* A rule that looks at nothing guards nothing. Where rows are lost, that may be why. */
static void
check_judged(void)
{
    for (int i = 0; i < inspection.report.rules && !inspection_rows_lost(); i++) {
        struct findings_rule *r = &inspection.report.rule[i];
        int t = 0;
        if (r->judged || r->idle)
            continue;
        while (t < inspection.package.n &&
               strcmp(inspection.package.resource[t].file, r->file))
            t++;
        r->severity = SEVERITY_ERROR;
        findings_add(&inspection.report,
                     (struct finding){.table = t < inspection.package.n ? t : -1,
                                      .rule = i,
                                      .type = "row-constraint",
                                      .line = r->line,
                                      .text = "finds nothing to judge"});
    }
}

void
inspect_rules(const char *folder, bool asked_for)
{
    struct statements *s = mem_get(inspection.m, sizeof *s);
    struct rules *rules = NULL;
    size_t n;
    inspect_ledger(s);
    if (inspection.ledger && !s->statements && !inspection_rows_lost())
        inspection_fault(inspection_of(inspection.ledger), "row-count", 0, 0, NULL,
                         "no statement is held, so no rule judges any");
    char **file = folder_to_read(inspection.m, folder, "*.rule", &n);
    if (!n && (inspection.ledger || asked_for))
        die(EX_NOINPUT, "%s: holds no file *.rule, so nothing would be judged", folder);
    for (size_t i = 0; inspection.ledger && i < n; i++)
        rules = rules_load(inspection.m, rules, file[i]);
    if (rules)
        rule_judge_all(rules, s, listed, &inspection.report);
    check_judged();
}
