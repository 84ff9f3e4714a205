/*
 * part(A)                         what is inside A
 */
#include <math.h>

#include "claim/function.h"

static void
judge_part(const struct evidence *e, struct node *n)
{
    (void)e;
    const struct number *a = &n->arg[0]->judged->number;
    struct number x = number_within(0, a->about ? INFINITY : fmax(0, a->hi));
    x.unit = a->unit;
    x.status = a->status;
    n->judged->number = x;
}

static char *
say(struct words *w, const struct node *n)
{
    return mem_print(w->m, "a part of %s", words_phrase(w, n->arg[0]));
}

const struct claim_function claim_part = {.name = "part",
                                          .usage = "part(WHOLE)",
                                          .takes = "n",
                                          .gives = TYPE_NUMBER,
                                          .judge = judge_part,
                                          .inside = say,
                                          .say = say};
