/*
 * times(X, BASE)                  how many times as many; times(X[2016..2018])
 */
#include "claim/function.h"

static void
judge_times(const struct evidence *e, struct node *n)
{
    const struct number *a = &n->arg[0]->judged->number;
    const struct number *b = &n->arg[1]->judged->number;
    number_unit(e, n->at, a->unit, b->unit);
    n->judged->number = number_operate(e, NODE_DIVIDE, n->at, a, b);
    number_unless_zero(&n->judged->number, b);
    n->judged->number.unit = NULL;
}

static char *
inside(struct words *w, const struct node *n)
{
    return words_pair(w, words_operand, n, " against ");
}

static char *
say(struct words *w, const struct node *n)
{
    char *how = inside(w, n), *result = words_figure(w, &n->judged->number);
    return words_says_nothing(&n->judged->number)
               ? how
               : mem_print(w->m, "%s times as many (%s)", result, how);
}

const struct claim_function claim_times = {.name = "times",
                                           .usage = "times(NUMBER, BASE)",
                                           .takes = "nn",
                                           .gives = TYPE_NUMBER,
                                           .ends = "lf",
                                           .judge = judge_times,
                                           .inside = inside,
                                           .of_zero = "no number is so many times 0",
                                           .base = 1,
                                           .say = say};
