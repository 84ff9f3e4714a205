/*
 * min(SET), max(SET)              the smallest, the largest
 */
#include <math.h>

#include "claim/function.h"

static struct number
extreme(const struct judged *set, bool largest)
{
    struct number x = set->n ? set->member[0] : number_unknown;
    for (size_t i = 1; i < set->n; i++) {
        const struct number *y = &set->member[i];
        x.lo = largest ? fmax(x.lo, y->lo) : fmin(x.lo, y->lo);
        x.hi = largest ? fmax(x.hi, y->hi) : fmin(x.hi, y->hi);
    }
    if (set->open && largest)
        x.hi = fmax(x.hi, set->rest);
    if (set->open && !largest)
        x.lo = -INFINITY;
    return number_within(x.lo, x.hi);
}

static void
judge_min(const struct evidence *e, struct node *n)
{
    (void)e;
    n->judged->number =
        number_like(extreme(n->arg[0]->judged, false), &n->arg[0]->judged->number);
}

static void
judge_max(const struct evidence *e, struct node *n)
{
    (void)e;
    n->judged->number =
        number_like(extreme(n->arg[0]->judged, true), &n->arg[0]->judged->number);
}

const struct claim_function claim_min = {.name = "min",
                                         .usage = "min(SET)",
                                         .takes = "s",
                                         .gives = TYPE_NUMBER,
                                         .judge = judge_min,
                                         .result = "the smallest, "};

const struct claim_function claim_max = {.name = "max",
                                         .usage = "max(SET)",
                                         .takes = "s",
                                         .gives = TYPE_NUMBER,
                                         .judge = judge_max,
                                         .result = "the largest, "};
