#include "integrity/formula.h"

#include <ctype.h>
#include <string.h>

#include "program/msg.h"

/* A column or an indicator; a sign behind it is an operator. */
static char *
read_word(struct rule_reader *in)
{
    return rule_read_text(in, "_", "a name");
}

static void
read_override(struct rule_reader *in, struct rule_node *f)
{
    static const char *const parts[] = {NULL,       "previous", "year-before", "*",
                                        "quarters", "months",   "years"};
    if (f->overrides == RULE_OVERRIDES)
        rule_wrong(in, "more than %d cells in brackets", RULE_OVERRIDES);
    struct rule_override *o = &f->override[f->overrides++];
    o->column = read_word(in);
    rule_expect(in, "=");
    o->text = rule_read_text(in, "_-*/", "a cell");
    o->part = PART_CELL;
    bool period = !strcmp(o->column, "period");
    for (int p = PART_PREVIOUS; p <= PART_YEARS; p++)
        if (!strcmp(o->text, parts[p]) && (p == PART_OTHERS) == !period)
            o->part = (enum rule_part)p;
    bool many = o->part >= PART_OTHERS;
    if (many && !f->sum)
        rule_wrong(in, "[%s=%s] is many figures, expected it within sum(...)",
                   o->column, o->text);
    for (int i = 0; i + 1 < f->overrides; i++)
        if (many && f->override[i].part >= PART_OTHERS)
            rule_wrong(in, "two cells in brackets that stand for many, expected one");
}

static bool
is_many(const struct rule_node *f)
{
    for (int i = 0; i < f->overrides; i++)
        if (f->override[i].part >= PART_OTHERS)
            return true;
    return false;
}

static struct rule_node *
read_figure(struct rule_reader *in)
{
    struct rule_node *f = mem_get(in->run, sizeof *f);
    f->kind = NODE_FIGURE;
    f->line = in->line;
    f->sum = rule_accept(in, "sum");
    if (f->sum)
        rule_expect(in, "(");
    char *word = read_word(in);
    f->earlier = !strcmp(word, "earlier");
    f->indicator = f->earlier || !strcmp(word, "this") ? NULL : word;
    if (rule_accept(in, "[")) {
        do
            read_override(in, f);
        while (rule_accept(in, ","));
        rule_expect(in, "]");
    }
    if (f->sum) {
        rule_expect(in, ")");
        if (!is_many(f))
            rule_wrong(in,
                       "sum(...) of one figure, expected * or parts of the period in "
                       "brackets");
    }
    f->optional = rule_accept(in, "?");
    return f;
}

static struct rule_node *read_sum(struct rule_reader *in);

static struct rule_node *
read_number(struct rule_reader *in)
{
    struct rule_node *n = mem_get(in->run, sizeof *n);
    n->kind = NODE_NUMBER;
    n->number = rule_read_number(in);
    return n;
}

static struct rule_node *
read_primary(struct rule_reader *in)
{
    struct rule_node *n;
    rule_blanks(in);
    const char *from = in->at;
    if (rule_accept(in, "(")) {
        n = read_sum(in);
        rule_expect(in, ")");
    } else if (isdigit((unsigned char)*in->at)) {
        n = read_number(in);
    } else {
        return read_figure(in);
    }
    if (rule_accept(in, "?"))
        rule_wrong(in, "%s: ? stands behind a figure, which may be missing, alone",
                   msg_quote(mem_text(in->run, from, (size_t)(in->at - from))));
    return n;
}

static struct rule_node *
join(struct rule_reader *in, enum rule_node_kind kind, struct rule_node *left,
     struct rule_node *right)
{
    struct rule_node *n = mem_get(in->run, sizeof *n);
    *n = (struct rule_node){.kind = kind, .left = left, .right = right};
    return n;
}

static struct rule_node *
read_product(struct rule_reader *in)
{
    struct rule_node *n = read_primary(in);
    for (;;) {
        if (rule_accept(in, "*"))
            n = join(in, NODE_MULTIPLY, n, read_primary(in));
        else if (rule_accept(in, "/"))
            n = join(in, NODE_DIVIDE, n, read_primary(in));
        else
            return n;
    }
}

static struct rule_node *
read_sum(struct rule_reader *in)
{
    struct rule_node *n = read_product(in);
    for (;;) {
        if (rule_accept(in, "+"))
            n = join(in, NODE_ADD, n, read_product(in));
        else if (rule_accept(in, "-"))
            n = join(in, NODE_SUBTRACT, n, read_product(in));
        else
            return n;
    }
}

void
formula_read(struct rule_reader *in, struct rule *r)
{
    r->left = read_sum(in);
    r->compare = rule_accept(in, "<=") ? '<' : rule_accept(in, ">=") ? '>' : '=';
    if (r->compare == '=')
        rule_expect(in, "=");
    r->right = read_sum(in);
    r->factor = 1;
    if (rule_accept(in, "within")) {
        if (rule_accept(in, "factor")) {
            r->factor = rule_read_number(in);
        } else {
            r->slack = rule_read_number(in);
            if (rule_accept(in, "%")) {
                r->relative = r->slack / 100;
                r->slack = 0;
            }
        }
        if (rule_accept(in, "or"))
            r->pass = rule_read_number(in);
    }
    rule_blanks(in);
    if (*in->at)
        rule_wrong(in, "%s after the end of the rule", msg_quote(in->at));
}
