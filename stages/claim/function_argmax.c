/*
 * argmax(SET) = KEY, argmin(SET) = KEY
 *                                 the period or code of the largest, the smallest;
 *                                 where numbers leave it open, a published rank
 *                                 of the same year decides who is the largest
 */
#include <math.h>

#include "claim/function.h"
#include "claim/members.h"
#include "claim/ranks.h"

/* By its published place: rank 1 is the largest. */
static enum truth
is_first(struct judged *set, const char *key)
{
    const struct number *place = ranks_of(set, key), one = number_exactly(1);
    return place ? truth_compare(NODE_EQUAL, place, &one) : TRUTH_UNKNOWN;
}

/* The member named by key is the largest, or as large as any. */
static enum truth
is_extreme(const struct judged *set, const char *key, bool largest)
{
    const struct number *x = members_named(set, key);
    if (!x)
        return TRUTH_UNKNOWN;
    struct number other = number_within(-INFINITY, set->rest);
    bool closed = !set->open || (largest && truth_less(x, &other) == TRUTH_NO);
    enum truth t = closed ? TRUTH_YES : TRUTH_UNKNOWN;
    for (size_t i = 0; i < set->n; i++) {
        const struct number *y = &set->member[i];
        enum truth beaten = y == x    ? TRUTH_NO
                            : largest ? truth_less(x, y)
                                      : truth_less(y, x);
        if (truth_not(beaten) < t)
            t = truth_not(beaten);
    }
    return t;
}

static enum truth
is_largest(const struct node *call, const struct node *key)
{
    struct judged *set = call->arg[0]->judged;
    enum truth by_rank = is_first(set, key->text);
    return ranks_decide(set, is_extreme(set, key->text, true), by_rank);
}

static enum truth
is_smallest(const struct node *call, const struct node *key)
{
    return is_extreme(call->arg[0]->judged, key->text, false);
}

const struct claim_function claim_argmax = {.name = "argmax",
                                            .usage = "argmax(SET) = KEY",
                                            .takes = "s",
                                            .gives = TYPE_KEY,
                                            .together = true,
                                            .is = is_largest,
                                            .result = "largest"};

const struct claim_function claim_argmin = {.name = "argmin",
                                            .usage = "argmin(SET) = KEY",
                                            .takes = "s",
                                            .gives = TYPE_KEY,
                                            .together = true,
                                            .is = is_smallest,
                                            .result = "smallest"};
