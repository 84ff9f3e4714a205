/*
 * change(FROM, TO)                in percent of FROM; change(X[2016..2018])
 */
#include "claim/function.h"
#include "document/display.h"

static void
judge_change(const struct evidence *e, struct node *n)
{
    struct number hundred = number_exactly(100);
    const struct number *base = &n->arg[0]->judged->number;
    struct number r = number_ratio(e, n->at, &n->arg[1]->judged->number, base);
    hundred.unit = "percent";
    n->judged->number = number_operate(e, NODE_SUBTRACT, n->at, &r, &hundred);
    number_unless_zero(&n->judged->number, base);
    n->judged->number.unit = "percent";
}

static char *
inside(struct words *w, const struct node *n)
{
    return mem_print(w->m, "from %s", words_pair(w, words_inside, n, " to "));
}

static const char *
remark(struct mem *m, const struct node *n)
{
    const struct node *a = n->arg[0], *b = n->arg[1];
    if (a->kind != NODE_REF || b->kind != NODE_REF || a->judged->n != 1 ||
        b->judged->n != 1 || a->judged->cell->when.first <= b->judged->cell->when.first)
        return "";
    return mem_print(m,
                     " The base, %s, is later than the end, %s: change(FROM, TO) "
                     "takes the base first.",
                     display_period(m, a->judged->cell->period),
                     display_period(m, b->judged->cell->period));
}

const struct claim_function claim_change = {.name = "change",
                                            .usage = "change(FROM, TO)",
                                            .takes = "nn",
                                            .gives = TYPE_NUMBER,
                                            .ends = "fl",
                                            .judge = judge_change,
                                            .result = "a change of ",
                                            .inside = inside,
                                            .of_zero = "a change from 0 has no "
                                                       "percentage",
                                            .base = 0,
                                            .remark = remark};
