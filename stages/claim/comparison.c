#include "claim/comparison.h"

#include <math.h>
#include <string.h>

#include "claim/function.h"
#include "claim/members.h"
#include "claim/ranks.h"

/* The intervals share a point. An "about" number holds its value and more. */
static enum truth
overlaps(const struct number *a, const struct number *b)
{
    struct number pa = a->about ? number_point(a) : *a,
                  pb = b->about ? number_point(b) : *b;
    bool unheld = (!a->known && isinf(a->lo) && isinf(a->hi)) ||
                  (!b->known && isinf(b->lo) && isinf(b->hi));
    if (unheld)
        return TRUTH_UNKNOWN;
    if (!number_below(pa.hi, pb.lo) && !number_below(pb.hi, pa.lo))
        return TRUTH_YES;
    return a->about || b->about ? TRUTH_UNKNOWN : TRUTH_NO;
}

static enum truth
near(const struct number *a, const struct number *b, const struct number *within)
{
    struct number d = number_within(a->lo - b->hi, a->hi - b->lo);
    double least = d.lo > 0 ? d.lo : d.hi < 0 ? -d.hi : 0;
    struct number far = number_within(least, fmax(fabs(d.lo), fabs(d.hi)));
    return truth_not(truth_less(within, &far));
}

/* A tolerance in percent is of the number that is named. */
static struct number
reach(const struct number *named, const struct node *tolerance)
{
    const struct number *t = &tolerance->judged->number;
    if (!t->unit || strcmp(t->unit, "percent"))
        return *t;
    double a = fabs(named->lo), b = fabs(named->hi);
    struct number size = number_within(fmin(a, b), fmax(a, b));
    return number_multiply(size.lo, size.hi, t->lo / 100, t->hi / 100);
}

/* near, about, almost, just over: how far a is from b, and on which side. */
static enum truth
toward(const struct node *n, const struct number *a, const struct number *b)
{
    struct number far = reach(b, n->arg[2]);
    struct number low = number_within(b->lo - far.hi, b->hi - far.lo);
    struct number high = number_within(b->lo + far.lo, b->hi + far.hi);
    if (n->kind == NODE_ALMOST)
        return truth_least(truth_compare(NODE_AT_LEAST, a, &low),
                           truth_compare(NODE_LESS, a, b));
    if (n->kind == NODE_JUST_OVER)
        return truth_least(truth_compare(NODE_MORE, a, b),
                           truth_compare(NODE_AT_MOST, a, &high));
    return near(a, b, &far);
}

/* Every word of the text is one of the statement's comparisons. */
static enum truth
says(const struct evidence *e, const struct cell *c, const char *text)
{
    if (c->held != HELD)
        return TRUTH_UNKNOWN;
    const char *said =
        mem_print(e->m, " %s ", book_cell(c->book, c->row, TABLE_COMPARE));
    while (*text) {
        size_t n = strcspn(text, " ");
        if (n && !strstr(said, mem_print(e->m, " %.*s ", (int)n, text)))
            return TRUTH_NO;
        text += n;
        text += strspn(text, " ");
    }
    return TRUTH_YES;
}

static enum truth
covers(const struct cell *c, const char *text)
{
    struct period p;
    if (c->held != HELD)
        return TRUTH_UNKNOWN;
    period_parse(text, &p);
    return c->when.first <= p.first && c->when.last >= p.last ? TRUTH_YES : TRUTH_NO;
}

/* What published places say of two figures that numbers leave open. */
static enum truth
by_places(const struct evidence *e, struct node *n)
{
    enum truth larger = ranks_before(e, n->arg[0], n->arg[1]);
    if (larger == TRUTH_UNKNOWN)
        return TRUTH_UNKNOWN;
    switch ((int)n->kind) {
    case NODE_MORE:
    case NODE_AT_LEAST:
        return larger;
    case NODE_LESS:
    case NODE_AT_MOST:
        return truth_not(larger);
    default:
        return n->kind == NODE_DIFFERENT ? TRUTH_YES : TRUTH_NO;
    }
}

/* The call on one side cannot be just what the other side is. */
static bool
cannot_be(const struct node *call, const struct node *other)
{
    const struct number *x = &other->judged->number;
    return call->kind == NODE_CALL && call->function->cannot && x->known && !x->about &&
           call->function->cannot(call, x->value);
}

static struct node *
node_of(const struct evidence *e, enum node_kind kind, struct node *a, struct node *b)
{
    struct node *out = mem_get(e->m, sizeof *out);
    *out = (struct node){.kind = kind, .type = TYPE_TRUTH, .at = a->at};
    out->arg[0] = a;
    out->arg[1] = b;
    out->n = 2;
    return out;
}

/* One member of a set of listed codes. */
static struct node *
member_of(const struct evidence *e, const struct node *set, const struct cell *c)
{
    struct node *out = mem_get(e->m, sizeof *out);
    struct ref *ref = mem_get(e->m, sizeof *ref);
    *out = *set;
    *ref = *set->ref;
    out->type = TYPE_NUMBER;
    out->ref = ref;
    ref->set = false;
    ref->dim = mem_array(e->m, ref->n, sizeof *ref->dim);
    for (size_t k = 0; k < ref->n; k++) {
        ref->dim[k] = set->ref->dim[k];
        ref->dim[k].n = 1;
        ref->dim[k].code = mem_array(e->m, 1, sizeof *ref->dim[k].code);
        ref->dim[k].code[0] = c->code[k];
    }
    return out;
}

/* What places say, member by member, of a comparison of one figure with listed ones that
 * numbers leave open. */
static enum truth
each_apart(const struct evidence *e, struct node *n, bool left)
{
    const struct node *side = n->arg[!left], *set = side->arg[0];
    struct node *all = NULL;
    if (n->arg[left]->kind != NODE_REF || set->kind != NODE_REF || !set->ref->period ||
        set->judged->open || !set->judged->ranks)
        return TRUTH_UNKNOWN;
    for (size_t i = 0; i < set->judged->n; i++) {
        struct node *other = mem_get(e->m, sizeof *other);
        struct node *one = member_of(e, set, &set->judged->cell[i]);
        *other = *n->arg[left];
        one = node_of(e, n->kind, left ? one : other, left ? other : one);
        all = all ? node_of(e, side->kind == NODE_EACH ? NODE_AND : NODE_OR, all, one)
                  : one;
    }
    if (!all)
        return TRUTH_UNKNOWN;
    judge(e, all);
    if (all->judged->truth != TRUTH_UNKNOWN)
        n->judged->instead = all;
    return all->judged->truth;
}

static enum truth
compared(const struct evidence *e, struct node *n)
{
    struct node *a = n->arg[0], *b = n->arg[1];
    if (b->kind == NODE_KEY) {
        enum truth t = a->function->is(a, b);
        return n->kind == NODE_EQUAL ? t : truth_not(t);
    }
    bool left = a->kind == NODE_EACH || a->kind == NODE_ANY;
    bool right = b->kind == NODE_EACH || b->kind == NODE_ANY;
    struct node *set = left ? a->arg[0] : right ? b->arg[0] : NULL;
    number_comparable(e, n->at, &(left ? set : a)->judged->number,
                      &(right ? set : b)->judged->number);
    if (!set) {
        enum truth t = truth_compare(n->kind, &a->judged->number, &b->judged->number);
        bool exact = n->kind == NODE_EQUAL || n->kind == NODE_DIFFERENT;
        if (t == TRUTH_UNKNOWN && exact && (cannot_be(a, b) || cannot_be(b, a)))
            return n->kind == NODE_EQUAL ? TRUTH_NO : TRUTH_YES;
        return t == TRUTH_UNKNOWN ? by_places(e, n) : t;
    }
    members_hold(set->judged, n->kind, &(left ? b : a)->judged->number, left);
    enum truth t = members_quantified(set->judged, (left ? a : b)->kind == NODE_EACH);
    return t == TRUTH_UNKNOWN ? each_apart(e, n, left) : t;
}

enum truth
comparison(const struct evidence *e, struct node *n)
{
    struct judged *a = n->arg[0]->judged, *b = n->n > 1 ? n->arg[1]->judged : NULL;
    switch ((int)n->kind) {
    case NODE_OVERLAPS:
        number_comparable(e, n->at, &a->number, &b->number);
        return overlaps(&a->number, &b->number);
    case NODE_NEAR:
    case NODE_ABOUT:
    case NODE_ALMOST:
    case NODE_JUST_OVER:
        number_comparable(e, n->at, &a->number, &b->number);
        return toward(n, &a->number, &b->number);
    case NODE_BETWEEN:
        number_comparable(e, n->at, &a->number, &b->number);
        number_comparable(e, n->at, &a->number, &n->arg[2]->judged->number);
        return truth_least(
            truth_compare(NODE_AT_LEAST, &a->number, &b->number),
            truth_compare(NODE_AT_MOST, &a->number, &n->arg[2]->judged->number));
    case NODE_COVERS:
        return covers(a->cell, n->text);
    case NODE_SAYS:
        return says(e, a->cell, n->text);
    default:
        return compared(e, n);
    }
}
