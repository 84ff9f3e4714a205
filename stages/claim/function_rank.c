/*
 * rank(X, SET)                    1 is the largest
 */
#include "claim/function.h"
#include "claim/members.h"

/* No member stands above itself, even where bounds alone say what it is. */
static void
leave_itself(struct judged *set, const struct judged *x)
{
    for (size_t i = 0; x->n == 1 && x->cell[0].row && i < set->n; i++)
        if (set->cell[i].row == x->cell[0].row)
            set->holds[i] = TRUTH_NO;
}

static void
judge_rank(const struct evidence *e, struct node *n)
{
    const struct number *x = &n->arg[0]->judged->number;
    struct judged *set = n->arg[1]->judged;
    number_unit(e, n->at, x->unit, set->number.unit);
    members_hold(set, NODE_MORE, x, true);
    leave_itself(set, n->arg[0]->judged);
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
