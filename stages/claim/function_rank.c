/*
 * rank(X, SET)                    1 is the largest; a published rank too
 */
#include <math.h>
#include <string.h>

#include "claim/function.h"
#include "claim/members.h"
#include "claim/ranks.h"

/* The code of X that varies in the set, or NULL. */
static const char *
code_of(const struct node *x, const struct ref *set)
{
    for (size_t k = 0; x->kind == NODE_REF && !x->ref->set && k < set->n; k++)
        if (ref_runs(&set->dim[k]))
            return evidence_code(x->judged->cell, set->dim[k].column);
    return NULL;
}

/* Within the published place, where that is held, says more and does not contradict. */
static void
narrow(struct node *n, const char *code)
{
    struct judged *set = n->arg[1]->judged;
    struct number *x = &n->judged->number;
    const struct number *place = code ? ranks_of(set, code) : NULL;
    bool decides = place && place->lo <= x->hi && place->hi >= x->lo &&
                   (place->lo > x->lo || place->hi < x->hi);
    ranks_decide(set, TRUTH_UNKNOWN, decides ? TRUTH_YES : TRUTH_UNKNOWN);
    if (decides)
        *x = number_within(fmax(place->lo, x->lo), fmin(place->hi, x->hi));
}

/* a names all columns that b does, with the same codes. */
static bool
covers(const struct cell *a, const struct cell *b)
{
    bool same = !strcmp(a->period, b->period);
    for (size_t k = 0; k < b->ref->n && same; k++)
        same = !strcmp(evidence_code(a, b->ref->dim[k].column), b->code[k]);
    return same;
}

/* The member that is the number itself, set->n for none. */
static size_t
itself(const struct node *n, const struct judged *set)
{
    size_t i = n->kind == NODE_REF && n->judged->n == 1 ? 0 : set->n;
    while (i < set->n && !(covers(&set->cell[i], n->judged->cell) &&
                           covers(n->judged->cell, &set->cell[i])))
        i++;
    return i;
}

static void
judge_rank(const struct evidence *e, struct node *n)
{
    const struct number *x = &n->arg[0]->judged->number;
    struct judged *set = n->arg[1]->judged;
    size_t own = itself(n->arg[0], set);
    number_unit(e, n->at, x->unit, set->number.unit);
    if (own < set->n)
        x = &set->member[own];
    members_hold(set, NODE_MORE, x, true);
    if (own < set->n)
        set->holds[own] = TRUTH_NO; /* it is not above itself, whatever its bounds */
    struct number above = members_holding(set);
    n->judged->number = number_within(above.lo + 1, above.hi + 1);
    if (n->arg[1]->kind == NODE_REF)
        narrow(n, code_of(n->arg[0], n->arg[1]->ref));
    n->judged->number.unit = "rank";
    number_carry(e, &n->judged->number, x, &set->number);
}

/* More members than this are not listed on a card. */
enum { MANY = 3 };

static char *
inside(struct words *w, const struct node *n)
{
    const struct judged *set = n->arg[1]->judged;
    const char *places = words_places(w, set);
    if (*places)
        return mem_copy(w->m, places);
    char *text = words_inside(w, n->arg[0]);
    bool many = w->brief && set->n > MANY && n->arg[1]->kind == NODE_REF && !set->open;
    text = mem_print(w->m, "%s among %s", text,
                     many ? words_how_many(w, n->arg[1], set->n, "")
                          : words_inside(w, n->arg[1]));
    size_t own = itself(n->arg[0], set);
    char *with = own < set->n ? words_equals(w, set, &set->member[own]) : NULL;
    return with ? mem_print(w->m, "%s, equal with %s", text, with) : text;
}

const struct claim_function claim_rank = {.name = "rank",
                                          .usage = "rank(NUMBER, SET)",
                                          .takes = "ns",
                                          .gives = TYPE_NUMBER,
                                          .together = true,
                                          .judge = judge_rank,
                                          .inside = inside};
