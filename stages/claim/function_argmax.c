/*
 * argmax(SET) = KEY, argmin(SET) = KEY
 *                                 the period or code of the largest, the smallest
 */
#include <math.h>

#include "claim/function.h"
#include "claim/members.h"

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
    return is_extreme(call->arg[0]->judged, key->text, true);
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
