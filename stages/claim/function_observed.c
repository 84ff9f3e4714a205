/*
 * observed(A)                     the value of an estimate without its interval
 */
#include "claim/function.h"

static void
judge_observed(const struct evidence *e, struct node *n)
{
    (void)e;
    struct number x = n->arg[0]->judged->number;
    if (x.estimate && x.known && !x.about)
        x.lo = x.hi = x.value;
    x.estimate = NULL;
    n->judged->number = x;
}

static char *
say(struct words *w, const struct node *n)
{
    const struct node *a = n->arg[0];
    if (a->kind == NODE_REF)
        return words_cell(w, a->judged->cell, &n->judged->number);
    return mem_print(w->m, "%s as observed", words_phrase(w, a));
}

const struct claim_function claim_observed = {.name = "observed",
                                              .usage = "observed(ESTIMATE)",
                                              .takes = "n",
                                              .gives = TYPE_NUMBER,
                                              .judge = judge_observed,
                                              .inside = say,
                                              .say = say};
