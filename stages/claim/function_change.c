/*
 * change(FROM, TO)                in percent of FROM; change(X[2016..2018])
 */
#include "claim/function.h"

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
    return mem_print(w->m, "from %s", words_pair(w, words_operand, n, " to "));
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
                                            .base = 0};
