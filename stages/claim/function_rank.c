/*
 * rank(X, SET)                    1 is the largest
 */
#include <string.h>

#include "claim/function.h"
#include "claim/members.h"

/* a names all columns that b does, with the same codes. */
static bool
covers(const struct cell *a, const struct cell *b)
{
    bool same = !strcmp(a->period, b->period);
    for (size_t k = 0; k < b->ref->n && same; k++)
        same = !strcmp(evidence_code(a, b->ref->dim[k].column), b->code[k]);
    return same;
}

/* The member that is the number itself, set->n for none. */
static size_t
itself(const struct node *n, const struct judged *set)
{
    size_t i = n->kind == NODE_REF && n->judged->n == 1 ? 0 : set->n;
    while (i < set->n && !(covers(&set->cell[i], n->judged->cell) &&
                           covers(n->judged->cell, &set->cell[i])))
        i++;
    return i;
}

static void
judge_rank(const struct evidence *e, struct node *n)
{
    const struct number *x = &n->arg[0]->judged->number;
    struct judged *set = n->arg[1]->judged;
    size_t own = itself(n->arg[0], set);
    number_unit(e, n->at, x->unit, set->number.unit);
    if (own < set->n)
        x = &set->member[own];
    members_hold(set, NODE_MORE, x, true);
    if (own < set->n)
        set->holds[own] = TRUTH_NO; /* it is not above itself, whatever its bounds */
    struct number above = members_holding(set);
    n->judged->number = number_within(above.lo + 1, above.hi + 1);
    n->judged->number.unit = "rank";
    number_carry(e, &n->judged->number, x, &set->number);
}

static char *
inside(struct words *w, const struct node *n)
{
    return words_pair(w, words_inside, n, " among ");
}

const struct claim_function claim_rank = {.name = "rank",
                                          .usage = "rank(NUMBER, SET)",
                                          .takes = "ns",
                                          .gives = TYPE_NUMBER,
                                          .together = true,
                                          .judge = judge_rank,
                                          .inside = inside};
