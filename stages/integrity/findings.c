#include "integrity/findings.h"

#include <string.h>

#include "program/characters.h"

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
    /* A rule file that the set does not describe has no place in its order: it is named. */
    if (f.table < 0 && f.rule >= 0 && f.line) {
        f.text = mem_print(r->run, "%s:%ld: %s", r->rule[f.rule].file, f.line, f.text);
        f.line = 0;
    }
    /* What no one sees stands written out in every format. */
    f.text = characters_shown(r->run, f.text);
    f.cell = f.cell ? characters_shown(r->run, f.cell) : NULL;
    f.order = r->findings;
    r->finding = mem_more(r->run, r->finding, (size_t)r->findings, sizeof *r->finding);
    r->finding[r->findings++] = f;
}
