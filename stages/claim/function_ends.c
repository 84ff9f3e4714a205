/*
 * first(SET), last(SET)           of the periods that are held
 */
#include <math.h>

#include "claim/function.h"

static bool
is_stated(const struct cell *c)
{
    return c->held == HELD && !c->gap;
}

/* The earliest or latest member that is held; several of one period give their hull.
 * holds[] marks them. */
static struct number
at_end(const struct judged *set, bool latest)
{
    const struct cell *best = NULL;
    struct number x = number_unknown;
    for (size_t i = 0; i < set->n; i++) {
        const struct cell *c = &set->cell[i];
        bool better = !best || (latest ? c->when.last > best->when.last
                                       : c->when.first < best->when.first);
        if (is_stated(c) && better)
            best = c;
    }
    for (size_t i = 0; i < set->n; i++) {
        const struct cell *c = &set->cell[i];
        bool chosen = best && is_stated(c) &&
                      (latest ? c->when.last == best->when.last
                              : c->when.first == best->when.first);
        set->holds[i] = chosen ? TRUTH_YES : TRUTH_NO;
        if (chosen && c == best)
            x = set->member[i];
        else if (chosen)
            x = number_within(fmin(x.lo, set->member[i].lo),
                              fmax(x.hi, set->member[i].hi));
    }
    return x;
}

static void
judge_first(const struct evidence *e, struct node *n)
{
    (void)e;
    n->judged->number =
        number_like(at_end(n->arg[0]->judged, false), &n->arg[0]->judged->number);
}

static void
judge_last(const struct evidence *e, struct node *n)
{
    (void)e;
    n->judged->number =
        number_like(at_end(n->arg[0]->judged, true), &n->arg[0]->judged->number);
}

static char *
say_first(struct words *w, const struct node *n)
{
    return mem_print(w->m, "%s, the earliest held",
                     words_members(w, n->arg[0], true, TRUTH_YES));
}

static char *
say_last(struct words *w, const struct node *n)
{
    return mem_print(w->m, "%s, the latest held",
                     words_members(w, n->arg[0], true, TRUTH_YES));
}

const struct claim_function claim_first = {.name = "first",
                                           .usage = "first(SET)",
                                           .takes = "s",
                                           .gives = TYPE_NUMBER,
                                           .marks = true,
                                           .judge = judge_first,
                                           .say = say_first};

const struct claim_function claim_last = {.name = "last",
                                          .usage = "last(SET)",
                                          .takes = "s",
                                          .gives = TYPE_NUMBER,
                                          .marks = true,
                                          .judge = judge_last,
                                          .say = say_last};
