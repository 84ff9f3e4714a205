#include "integrity/bind.h"

#include <string.h>

#include "integrity/function.h"

struct binding {
    const struct rule *rule;
    const struct statements *s;
    rule_codes *codes;
    struct findings *report;
    int table; /* of the rule's file, or -1 */
    bool sound;
};

static const char *
unknown(const struct binding *b, const char *what, const char *name,
        const char *const there[])
{
    const char *near = msg_nearest(name, there);
    return mem_print(b->s->run, "no %s %s in the ledger%s%s", what, msg_quote(name),
                     near ? "; the nearest is " : "", near ? near : "");
}

static void
need_column(const struct binding *b, long line, int at, const char *name)
{
    if (at < 0)
        die_at(EX_DATAERR, (struct place){b->rule->file, line, NULL}, "rule %s: %s",
               b->rule->name,
               unknown(b, "column", name, (const char *const *)b->s->tab.column));
}

/* The rule is not judged: a name that is nowhere would pass for what was never stated. Only
 * a rule that may find nothing may name what a project has not yet. */
static void
add_unknown(struct binding *b, long line, const char *what, const char *name,
            const char *const there[])
{
    if (b->rule->idle)
        return;
    b->sound = false;
    b->report->rule[b->rule->number].severity = SEVERITY_ERROR;
    findings_add(b->report, (struct finding){.table = b->table,
                                             .rule = b->rule->number,
                                             .type = "row-constraint",
                                             .line = line,
                                             .text = unknown(b, what, name, there)});
}

/* A code of a key column is one that some row has or a list knows. */
static void
need_code(struct binding *b, long line, int dim, const char *code)
{
    const struct statements *s = b->s;
    const struct statements_names *names = &s->names[dim];
    const char *column = s->tab.column[dim];
    struct period p;
    if (statements_part(s, dim, code) >= 0 ||
        (dim == s->dims - 1 ? period_parse(code, &p)
                            : b->codes(column, code) == CODE_LISTED))
        return;
    const char **there = mem_array(s->run, (size_t)names->n + 1, sizeof *there);
    for (int i = 0; i < names->n; i++)
        there[i] = names->text[i];
    add_unknown(b, line, column, code, there);
}

static void
bind_node(struct binding *b, struct rule_node *n)
{
    if (!n)
        return;
    bind_node(b, n->left);
    bind_node(b, n->right);
    for (int i = 0; i < n->overrides; i++) {
        struct rule_override *o = &n->override[i];
        o->dim = statements_dim(b->s, o->column);
        need_column(b, n->line, o->dim, o->column);
        if (o->part == PART_CELL)
            need_code(b, n->line, o->dim, o->text);
    }
    int indicator = n->indicator ? statements_dim(b->s, "indicator") : 0;
    need_column(b, n->line, indicator, "indicator");
    if (n->indicator)
        need_code(b, n->line, indicator, n->indicator);
}

/* Patterns need not meet anything; a code alone is one that there is. */
static void
bind_condition(struct binding *b, struct rule_condition *c)
{
    static const char *const none[] = {NULL};
    if (c->on != ON_KEY && c->on != ON_CELL)
        return;
    c->at = table_find(&b->s->tab, c->name);
    need_column(b, c->line, c->at, c->name);
    c->on = c->at < b->s->dims ? ON_KEY : ON_CELL;
    for (int i = 0; i < c->n; i++) {
        if (c->value[i][strcspn(c->value[i], "*?[\\")])
            continue;
        if (c->on == ON_KEY)
            need_code(b, c->line, c->at, c->value[i]);
        else if (b->codes(c->name, c->value[i]) == CODE_NOT_LISTED)
            add_unknown(b, c->line, c->name, c->value[i], none);
    }
}

/* False when the rule names what is not there. */
static bool
bind(struct binding *b, struct rule *r)
{
    b->table = -1;
    for (int i = 0; i < b->report->tables; i++)
        if (!strcmp(b->report->table[i].file, r->file))
            b->table = i;
    for (int i = 0; i < r->conditions; i++)
        bind_condition(b, &r->condition[i]);
    bind_node(b, r->left);
    bind_node(b, r->right);
    r->at = r->function->names_column ? table_find(&b->s->tab, r->argument) : 0;
    need_column(b, r->line, r->at, r->argument);
    return b->sound;
}

bool
rule_bind(struct rule *r, const struct statements *s, rule_codes *codes,
          struct findings *report)
{
    struct binding b = {r, s, codes, report, -1, true};
    return bind(&b, r);
}
