/*
 * per(X, POPULATION, 100,000)     per head
 */
#include "claim/function.h"

static void
judge_per(const struct evidence *e, struct node *n)
{
    struct number x = number_operate(e, NODE_DIVIDE, n->at, &n->arg[0]->judged->number,
                                     &n->arg[1]->judged->number);
    x = number_operate(e, NODE_MULTIPLY, n->at, &x, &n->arg[2]->judged->number);
    x.unit = NULL;
    n->judged->number = x;
}

static char *
inside(struct words *w, const struct node *n)
{
    return words_pair(w, words_operand, n, " for ");
}

static char *
say(struct words *w, const struct node *n)
{
    char *how = inside(w, n), *result = words_figure(w, &n->judged->number);
    return words_says_nothing(&n->judged->number)
               ? how
               : mem_print(w->m, "%s per %s (%s)", result, words_phrase(w, n->arg[2]),
                           how);
}

const struct claim_function claim_per = {.name = "per",
                                         .usage = "per(NUMBER, POPULATION, HEADS)",
                                         .takes = "nnn",
                                         .gives = TYPE_NUMBER,
                                         .judge = judge_per,
                                         .inside = inside,
                                         .say = say};
