/*
 * top(SET) = Albania, "Viet Nam", British
 *                                 the largest, in this order; published ranks too
 */
#include "claim/function.h"
#include "claim/members.h"
#include "claim/ranks.h"

/* By their published places. */
static enum truth
are_first(struct judged *set, const struct node *key)
{
    enum truth t = TRUTH_YES;
    for (size_t k = 0; k < key->codes; k++) {
        struct number due = number_exactly((double)k + 1);
        const struct number *place = ranks_of(set, key->code[k]);
        t = truth_least(t,
                        place ? truth_compare(NODE_EQUAL, place, &due) : TRUTH_UNKNOWN);
    }
    return t;
}

/* The members named are the largest, in this order, and no other is above the last. */
static enum truth
by_number(const struct judged *set, const struct node *key)
{
    enum truth t = TRUTH_YES;
    const struct number *before = NULL;
    for (size_t k = 0; k < key->codes; k++) {
        const struct number *x = members_named(set, key->code[k]);
        if (!x)
            return TRUTH_UNKNOWN;
        if (before)
            t = truth_least(t, truth_less(x, before));
        before = x;
    }
    for (size_t i = 0; i < set->n; i++) {
        bool named = false;
        for (size_t k = 0; k < key->codes && !named; k++)
            named = members_named(set, key->code[k]) == &set->member[i];
        if (!named)
            t = truth_least(t, truth_less(&set->member[i], before));
    }
    struct number other = number_within(0, set->rest);
    return set->open
               ? truth_least(t, truth_less(&other, before) == TRUTH_YES ? TRUTH_YES
                                                                        : TRUTH_UNKNOWN)
               : t;
}

static enum truth
are_top(const struct node *call, const struct node *key)
{
    struct judged *set = call->arg[0]->judged;
    enum truth by_rank = are_first(set, key);
    return ranks_decide(set, by_number(set, key), by_rank);
}

const struct claim_function claim_top = {.name = "top",
                                         .usage = "top(SET) = KEY, KEY",
                                         .takes = "s",
                                         .gives = TYPE_KEY,
                                         .many = true,
                                         .is = are_top,
                                         .result = "largest"};
