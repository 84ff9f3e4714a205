/*
 * holds LEFT = RIGHT           or <=, >=; both are sums, products and quotients of numbers and
 *                              figures. A figure is `this`, an indicator, or `earlier` (the
 *                              statement before this one about the same thing), with
 *                              [COLUMN=CELL,...] where another cell than that of the row at
 *                              hand is meant: [register=GLOTIP], [period=previous],
 *                              [period=year-before]. sum(...) of a figure with [COLUMN=*] adds
 *                              all other cells of the column that there are, with
 *                              [period=quarters], [period=months] or [period=years] the parts
 *                              of the period. A figure that is not there makes the rule silent
 *                              about this row; with ? behind it counts as 0. A code that no
 *                              row and no list of codes has is a fault, also in `for`. After =
 *                              may stand `within 0.5`, `within 2 %`, `within factor 3`, and
 *                              `or 5` for a difference that is always let pass
 */
#include <math.h>

#include "integrity/evaluate.h"
#include "integrity/formula.h"
#include "program/num.h"

/* How far LEFT and RIGHT are apart at the least, with sign; 0 when they can agree. */
static double
gap(const struct rule *r, const struct amount_of *a, const struct amount_of *b)
{
    if (a->lo > b->hi && r->compare != '>')
        return a->lo - b->hi;
    if (a->hi < b->lo && r->compare != '<')
        return a->hi - b->lo;
    return 0;
}

static bool
lets_pass(const struct rule *r, const struct amount_of *a, const struct amount_of *b,
          double difference)
{
    double size = fabs(difference);
    double x = fabs(difference > 0 ? a->lo : a->hi);
    double y = fabs(difference > 0 ? b->hi : b->lo);
    double greater = x > y ? x : y, smaller = x > y ? y : x;
    /* What decimal figures cannot show in binary is no difference. */
    double dust = greater * 1e-12;
    return size <= r->slack + dust || size <= r->pass + dust ||
           (r->relative > 0 && size <= r->relative * greater + dust) ||
           (r->factor > 1 && greater <= r->factor * smaller + dust);
}

/* Figures that are added, two or more. */
static bool
is_sum(const struct rule_node *n)
{
    return n->kind == NODE_ADD && (n->left->kind == NODE_FIGURE || is_sum(n->left)) &&
           (n->right->kind == NODE_FIGURE || is_sum(n->right));
}

static void
note_lacking(const struct evaluation *e)
{
    struct findings *r = e->j->r;
    struct findings_rule *rule = &r->rule[e->j->rule->number];
    if (rule->lacking++)
        return;
    rule->first_lacking =
        mem_print(r->run, "%s:%ld: no %s beside [%s, %s]", r->table[e->at->table].file,
                  e->at->row.line, e->lacks, statements_key_text(e->j->s, e->at->key),
                  e->at->source->id);
}

static void
judge_holds(const struct judge *j, const struct statement *st)
{
    const struct rule *r = j->rule;
    struct mem *m = j->r->run;
    struct evaluation e = {.j = j, .at = st, .sum = is_sum(r->left)};
    struct amount_of a = evaluate(&e, r->left), b = evaluate(&e, r->right);
    if (e.silent || (e.lacks && !e.present))
        return;
    if (e.lacks)
        note_lacking(&e);
    rule_judged(j);
    if (e.units) {
        rule_finding(
            j, st, "unit", false, 0,
            mem_print(m, "adds %s, which are two units: %s", e.units, r->says));
        return;
    }
    double difference = gap(r, &a, &b);
    if (difference == 0 || lets_pass(r, &a, &b, difference))
        return;
    e = (struct evaluation){.j = j, .at = st, .sum = e.sum, .show = true};
    evaluate(&e, r->left);
    evaluate(&e, r->right);
    char d[NUM_MAX];
    const char *more = e.shown > TERMS_SHOWN
                           ? mem_print(m, " and %d more", e.shown - TERMS_SHOWN)
                           : "";
    rule_finding(j, st, "value", true, difference,
                 mem_print(m, "%s against %s, a difference of %s%s%s%s%s: %s [%s, %s]",
                           evaluation_amount(m, a.lo, a.hi),
                           evaluation_amount(m, b.lo, b.hi), num_text(difference, d),
                           e.terms ? " (" : "", e.terms ? e.terms : "", more,
                           e.terms ? ")" : "", r->says,
                           statements_key_text(j->s, st->key), st->source->id));
}

static void
read(struct rule_reader *in, struct rule *r, const char *rest)
{
    (void)rest;
    formula_read(in, r);
}

static void
judge(const struct judge *j)
{
    rule_each(j, judge_holds);
}

const struct rule_function rule_holds = {.name = "holds", .read = read, .judge = judge};
