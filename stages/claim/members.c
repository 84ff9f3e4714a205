#include "claim/members.h"

#include <math.h>
#include <string.h>

#include "claim/function.h"

void
members_hold(struct judged *set, enum node_kind kind, const struct number *x,
             bool set_is_left)
{
    struct number other = number_within(isinf(set->rest) ? -INFINITY : 0, set->rest);
    set->unlisted =
        set_is_left ? truth_compare(kind, &other, x) : truth_compare(kind, x, &other);
    for (size_t i = 0; i < set->n; i++)
        set->holds[i] = set_is_left ? truth_compare(kind, &set->member[i], x)
                                    : truth_compare(kind, x, &set->member[i]);
}

struct number
members_holding(const struct judged *set)
{
    double yes = 0, maybe = 0;
    for (size_t i = 0; i < set->n; i++) {
        yes += set->holds[i] == TRUTH_YES;
        maybe += set->holds[i] == TRUTH_UNKNOWN;
    }
    bool more = set->open && set->unlisted != TRUTH_NO;
    return number_within(yes, more ? INFINITY : yes + maybe);
}

enum truth
members_quantified(const struct judged *set, bool each)
{
    enum truth t = each ? TRUTH_YES : TRUTH_NO;
    for (size_t i = 0; i < set->n; i++)
        if (each ? set->holds[i] < t : set->holds[i] > t)
            t = set->holds[i];
    enum truth all = each ? TRUTH_YES : TRUTH_NO;
    bool unproved = set->open && t == all && set->unlisted != all;
    return unproved ? TRUTH_UNKNOWN : t;
}

static bool
moves(const struct node *of)
{
    return of->kind == NODE_CALL && of->function->step;
}

static bool
is_closed_span(const struct node *n)
{
    return n->kind == NODE_REF && n->ref->span && n->ref->first && n->ref->last;
}

size_t
members_pair(const struct node *of, size_t i)
{
    const struct judged *a = of->arg[0]->judged, *b = of->arg[1]->judged;
    size_t k = 0;
    if (a->n == b->n && is_closed_span(of->arg[0]) && is_closed_span(of->arg[1]))
        return i;
    while (k < b->n && strcmp(a->cell[i].period, b->cell[k].period))
        k++;
    return k;
}

/* Each period of a series against its fellow of the other. */
static void
hold_pairs(const struct evidence *e, struct node *of)
{
    struct judged *a = of->arg[0]->judged;
    const struct judged *b = of->arg[1]->judged;
    bool closed = is_closed_span(of->arg[0]) && is_closed_span(of->arg[1]);
    if (closed && a->n != b->n)
        evidence_unfit(e, of->at,
                       "period by period: a span of %zu period%s meets one of %zu, "
                       "expected two spans of as many periods",
                       a->n, a->n == 1 ? "" : "s", b->n);
    for (size_t i = 0; i < a->n; i++) {
        size_t k = members_pair(of, i);
        a->holds[i] = k < b->n ? truth_compare(of->kind, &a->member[i], &b->member[k])
                               : TRUTH_UNKNOWN;
    }
}

/* What holds of which member of the set on the left, or between periods. */
void
members_hold_each(const struct evidence *e, struct node *of)
{
    struct judged *set = of->arg[0]->judged;
    if (moves(of)) {
        of->function->step(set);
        return;
    }
    struct judged *other = of->arg[1]->judged;
    number_unit(e, of->at, set->number.unit, other->number.unit);
    if (of->arg[1]->type == TYPE_SET) {
        hold_pairs(e, of);
        set->unlisted = set->open ? TRUTH_UNKNOWN : TRUTH_NO;
    } else {
        members_hold(set, of->kind, &other->number, true);
    }
}

/* The first member of which something can hold: between periods that is the second. */
size_t
members_first(const struct node *of)
{
    return moves(of);
}

enum truth
members_always(const struct evidence *e, struct node *of)
{
    members_hold_each(e, of);
    const struct judged *set = of->arg[0]->judged;
    size_t from = members_first(of);
    enum truth t = set->open || set->n <= from ? TRUTH_UNKNOWN : TRUTH_YES;
    for (size_t i = from; i < set->n; i++)
        t = truth_least(t, set->holds[i]);
    return t;
}

bool
members_is(const struct judged *set, size_t i, const char *key)
{
    const struct cell *c = &set->cell[i];
    struct period p;
    if (period_parse(key, &p))
        return !strcmp(c->period, key);
    for (size_t k = 0; k < c->ref->n; k++)
        if (ref_runs(&c->ref->dim[k]) && !strcmp(c->code[k], key))
            return true;
    return false;
}

const struct number *
members_named(const struct judged *set, const char *key)
{
    for (size_t i = 0; i < set->n; i++)
        if (members_is(set, i, key))
            return &set->member[i];
    return NULL;
}

bool
members_equal(const struct number *a, const struct number *b)
{
    return a != b && truth_compare(NODE_EQUAL, a, b) == TRUTH_YES;
}

size_t
members_extreme(const struct judged *set, bool largest,
                const struct number *const but[], size_t n)
{
    size_t best = set->n;
    for (size_t i = 0; i < set->n; i++) {
        const struct number *x = &set->member[i], *y = &set->member[best];
        bool named = false;
        for (size_t k = 0; k < n && !named; k++)
            named = but[k] == x;
        if (!named && (best == set->n || (largest ? x->hi > y->hi : x->lo < y->lo)))
            best = i;
    }
    return best;
}
