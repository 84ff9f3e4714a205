/*
 * both(A, B)                      two descriptions of one quantity
 */
#include <math.h>

#include "claim/function.h"

static struct number
intersect(const struct evidence *e, struct spot at, const struct number *a,
          const struct number *b)
{
    struct number x = number_within(fmax(a->lo, b->lo), fmin(a->hi, b->hi));
    if (number_below(x.hi, x.lo))
        x = (struct number){-INFINITY, INFINITY, .clash = true};
    bool clash = x.clash;
    number_carry(e, &x, a, b);
    x.clash = x.clash || clash;
    x.unit = number_unit(e, at, a->unit, b->unit);
    return x;
}

static void
judge_both(const struct evidence *e, struct node *n)
{
    n->judged->number =
        intersect(e, n->at, &n->arg[0]->judged->number, &n->arg[1]->judged->number);
}

static char *
inside(struct words *w, const struct node *n)
{
    return words_pair(w, words_phrase, n, ", and also ");
}

const struct claim_function claim_both = {.name = "both",
                                          .usage = "both(A, B)",
                                          .takes = "nn",
                                          .gives = TYPE_NUMBER,
                                          .judge = judge_both,
                                          .inside = inside};
