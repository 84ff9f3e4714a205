/*
 * count(SET), count(SET > 5)      how many are held, of how many it holds
 */
#include "claim/function.h"
#include "claim/members.h"

static struct number
number_held(const struct judged *set)
{
    double n = 0;
    for (size_t i = 0; i < set->n; i++)
        n += set->cell[i].held == HELD && !set->cell[i].gap;
    return number_exactly(n);
}

static void
judge_count(const struct evidence *e, struct node *n)
{
    struct node *of = n->arg[0];
    if (of->kind == NODE_REF) {
        n->judged->number = number_held(of->judged);
        return;
    }
    struct judged *set = of->arg[0]->judged;
    members_hold_each(e, of);
    n->judged->number = members_holding(set);
    n->judged->number.status = set->number.status;
}

static char *
inside(struct words *w, const struct node *n)
{
    const struct node *of = n->arg[0];
    return of->kind == NODE_REF ? words_inside(w, of)
                                : mem_print(w->m, "of %s", words_inside(w, of->arg[0]));
}

const struct claim_function claim_count = {.name = "count",
                                           .usage = "count(SET > NUMBER)",
                                           .takes = "c",
                                           .gives = TYPE_NUMBER,
                                           .together = true,
                                           .judge = judge_count,
                                           .result = "the count, ",
                                           .inside = inside};
