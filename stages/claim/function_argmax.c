/*
 * argmax(SET) = KEY, argmin(SET) = KEY
 *                                 the period or code of the largest, the smallest
 *                                 alone: of two equals neither is, and rank(X, SET)
 *                                 = 1 is true of both; of a set of several columns
 *                                 KEY is of one, argmax(S) = ALB and argmax(S) =
 *                                 2022; where numbers leave it open, a published
 *                                 rank of the same year decides
 */
#include <math.h>

#include "claim/function.h"
#include "claim/members.h"
#include "claim/ranks.h"

/* By its published place: rank 1 is the largest, alone when no other has it. */
static enum truth
is_first(struct judged *set, const char *key)
{
    const struct number *place = ranks_of(set, key), one = number_exactly(1);
    enum truth t = place ? truth_compare(NODE_EQUAL, place, &one) : TRUTH_UNKNOWN;
    for (size_t i = 0; i < set->ranks && t == TRUTH_YES; i++)
        if (&set->rank[i].place != place && !set->rank[i].beyond &&
            truth_compare(NODE_EQUAL, &set->rank[i].place, &one) == TRUTH_YES)
            t = TRUTH_UNKNOWN;
    return t;
}

/* Some member named by key is beyond this one, which is of another key, or not listed. */
static enum truth
is_beaten(const struct judged *set, const char *key, const struct number *other,
          bool largest)
{
    enum truth t = TRUTH_NO;
    for (size_t i = 0; i < set->n; i++) {
        const struct number *x = &set->member[i];
        enum truth now = largest ? truth_less(other, x) : truth_less(x, other);
        if (members_is(set, i, key) && now > t)
            t = now;
    }
    return t;
}

/* The largest, and no other as large, is among the members named by key. */
static enum truth
is_extreme(const struct judged *set, const char *key, bool largest)
{
    if (!members_named(set, key))
        return TRUTH_UNKNOWN;
    struct number other = number_within(-INFINITY, set->rest);
    bool closed =
        !set->open || (largest && is_beaten(set, key, &other, true) == TRUTH_YES);
    enum truth t = closed ? TRUTH_YES : TRUTH_UNKNOWN;
    for (size_t i = 0; i < set->n; i++)
        if (!members_is(set, i, key))
            t = truth_least(t, is_beaten(set, key, &set->member[i], largest));
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
