/*
 * record_high(X[..2023]), record_low(...)
 *                                 the last is above, below, every other, a
 *                                 comparison
 */
#include "claim/function.h"
#include "claim/members.h"

/* The last period is above (below) each other one. */
static enum truth
is_record(struct judged *set, bool high)
{
    enum truth t = set->open || set->n < 2 ? TRUTH_UNKNOWN : TRUTH_YES;
    const struct number *x = set->n ? &set->member[set->n - 1] : NULL;
    for (size_t i = 0; i < set->n; i++) {
        const struct number *y = &set->member[i];
        set->holds[i] = y == x ? TRUTH_UNKNOWN
                        : high ? truth_less(y, x)
                               : truth_less(x, y);
        if (y != x)
            t = truth_least(t, set->holds[i]);
    }
    if (set->n && t != TRUTH_YES) /* not one of those that it is held against */
        set->holds[set->n - 1] = TRUTH_YES;
    return t;
}

/* Some other period surely is above (below) the last, not only as high (low). */
static bool
is_passed(const struct judged *set, bool high)
{
    const struct number *x = &set->member[set->n - 1];
    for (size_t i = 0; i + 1 < set->n; i++)
        if (truth_compare(high ? NODE_AT_MOST : NODE_AT_LEAST, &set->member[i], x) !=
            TRUTH_YES)
            return true;
    return false;
}

static char *
record(struct words *w, const struct node *n, bool high)
{
    const struct judged *set = n->arg[0]->judged;
    if (set->n < 2)
        return mem_copy(w->m, "no other period is held");
    const struct number *it = &set->member[set->n - 1];
    char *last = words_member(w, set, set->n - 1);
    if (n->judged->truth == TRUTH_YES)
        return mem_print(w->m, "%s, the %s of %zu since %s; next comes %s", last,
                         high ? "highest" : "lowest", set->n,
                         words_period(w, set->cell[0].period),
                         words_member(w, set, members_extreme(set, high, &it, 1)));
    char *with = n->judged->truth == TRUTH_NO && !is_passed(set, high)
                     ? words_equals(w, set, it)
                     : NULL;
    if (with)
        return mem_print(w->m, "%s, equal %s with %s, so not a record alone", last,
                         high ? "highest" : "lowest", with);
    return mem_print(w->m, "%s, %s the %s: %s", last,
                     n->judged->truth == TRUTH_NO ? "not" : "which may or may not be",
                     high ? "highest" : "lowest",
                     words_members(w, n->arg[0], true, n->judged->truth));
}

static void
judge_high(const struct evidence *e, struct node *n)
{
    (void)e;
    n->judged->truth = is_record(n->arg[0]->judged, true);
}

static char *
say_high(struct words *w, const struct node *n)
{
    return record(w, n, true);
}

static void
judge_low(const struct evidence *e, struct node *n)
{
    (void)e;
    n->judged->truth = is_record(n->arg[0]->judged, false);
}

static char *
say_low(struct words *w, const struct node *n)
{
    return record(w, n, false);
}

const struct claim_function claim_record_high = {.name = "record_high",
                                                 .usage = "record_high(SPAN)",
                                                 .takes = "p",
                                                 .gives = TYPE_TRUTH,
                                                 .judge = judge_high,
                                                 .say = say_high};

const struct claim_function claim_record_low = {.name = "record_low",
                                                .usage = "record_low(SPAN)",
                                                .takes = "p",
                                                .gives = TYPE_TRUTH,
                                                .judge = judge_low,
                                                .say = say_low};
