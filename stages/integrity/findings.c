#include "integrity/findings.h"

#include <fnmatch.h>
#include <string.h>

#include "program/characters.h"
#include "program/msg.h"
#include "program/num.h"

void
findings_init(struct findings *r, struct mem *run, const char *file)
{
    *r = (struct findings){.run = run, .file = file};
}

int
findings_table(struct findings *r, const char *name, const char *file)
{
    r->table = mem_more(r->run, r->table, (size_t)r->tables, sizeof *r->table);
    r->table[r->tables] = (struct findings_table){.name = name, .file = file};
    return r->tables++;
}

int
findings_rule(struct findings *r, const char *name, const char *says,
              enum severity severity, const char *file, long line)
{
    r->rule = mem_more(r->run, r->rule, (size_t)r->rules, sizeof *r->rule);
    r->rule[r->rules] = (struct findings_rule){
        .name = name, .says = says, .file = file, .line = line, .severity = severity};
    return r->rules++;
}

void
findings_add(struct findings *r, struct finding f)
{
    /* What no one sees stands written out in every format. */
    f.text = characters_shown(r->run, f.text);
    f.cell = f.cell ? characters_shown(r->run, f.cell) : NULL;
    f.order = r->findings;
    r->finding = mem_more(r->run, r->finding, (size_t)r->findings, sizeof *r->finding);
    r->finding[r->findings++] = f;
}

static bool
covers(const struct exception *e, const struct finding *f)
{
    return !f->known && f->key && !fnmatch(e->key, f->key, 0) &&
           !fnmatch(e->source, f->source ? f->source : "", 0) &&
           (e->bounded == f->differs || !e->findings) &&
           (!e->bounded || (f->difference >= e->least && f->difference <= e->most));
}

static void
excuse_one(struct findings *r, const struct exception *e, int table)
{
    int rule = 0;
    while (rule < r->rules && strcmp(r->rule[rule].name, e->rule))
        rule++;
    struct finding fault = {.table = table,
                            .rule = -1,
                            .type = "exception",
                            .line = e->line,
                            .field = 1,
                            .column = "rule",
                            .cell = e->rule};
    if (rule == r->rules) {
        fault.text = mem_print(r->run, "%s is not a rule", msg_quote(e->rule));
        findings_add(r, fault);
        return;
    }
    long n = 0, before = r->findings;
    double least = 0, most = 0;
    for (long i = 0; i < before; i++) {
        struct finding *f = &r->finding[i];
        if (f->rule != rule || !covers(e, f))
            continue;
        f->known = true;
        least = n == 0 || f->difference < least ? f->difference : least;
        most = n == 0 || f->difference > most ? f->difference : most;
        n++;
    }
    if (n == 0 || (e->findings && n != e->findings)) {
        char stated[NUM_MAX];
        fault.text = mem_print(
            r->run, "covers %ld finding%s of the rule %s, expected %s as it states", n,
            n == 1 ? "" : "s", e->rule,
            e->findings ? num_text((double)e->findings, stated) : "some");
        findings_add(r, fault);
    } else if (e->bounded && (least != e->least || most != e->most)) {
        char a[NUM_MAX], b[NUM_MAX];
        fault.text =
            mem_print(r->run,
                      "the differences that it covers lie in %s..%s, expected these "
                      "bounds and no wider ones",
                      num_text(least, a), num_text(most, b));
        findings_add(r, fault);
    }
}

void
findings_excuse(struct findings *r, const struct exception e[], int n, int table)
{
    /* Those that state a number first, so that they have their own. */
    for (int any = 0; any < 2; any++)
        for (int i = 0; i < n; i++)
            if ((e[i].findings == 0) == any)
                excuse_one(r, &e[i], table);
}
