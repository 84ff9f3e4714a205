/*
 * streak(X[2015..2020] > Y[2015..2020]), streak(rose(X[..2020]))
 *                                 how often in a row, up to the last period
 */
#include <math.h>

#include "claim/function.h"
#include "claim/members.h"

/* How often in a row it holds, up to the last period. Before the span it may hold too,
 * unless the span begins with the register. */
static void
judge_streak(const struct evidence *e, struct node *n)
{
    struct node *of = n->arg[0];
    members_hold_each(e, of);
    const struct judged *set = of->arg[0]->judged;
    size_t from = members_first(of), sure = 0, most = 0;
    for (size_t i = set->n; i > from && set->holds[i - 1] == TRUTH_YES; i--)
        sure++;
    for (size_t i = set->n; i > from && set->holds[i - 1] != TRUTH_NO; i--)
        most++;
    bool whole = !of->arg[0]->ref->first && !set->open;
    bool cut = set->n <= from || (most == set->n - from && !whole);
    n->judged->number = number_within((double)sure, cut ? INFINITY : (double)most);
    n->judged->number.status = set->number.status;
}

/* So many in a row end at a period in which it may fail to hold, or go on to the first. */
static bool
cannot_be(const struct node *n, double x)
{
    const struct judged *set = n->arg[0]->arg[0]->judged;
    size_t all = set->n - members_first(n->arg[0]);
    return x < 0 || floor(x) != x ||
           (x < (double)all && set->holds[set->n - 1 - (size_t)x] == TRUTH_YES);
}

static char *
inside(struct words *w, const struct node *n)
{
    const struct node *of = n->arg[0];
    char *a = words_inside(w, of->arg[0]);
    if (of->kind == NODE_CALL)
        return a;
    return mem_print(w->m, "%s, %s %s", a, words_how(of->kind, TRUTH_YES),
                     words_inside(w, of->arg[1]));
}

static char *
say(struct words *w, const struct node *n)
{
    char *how = inside(w, n), *result = words_figure(w, &n->judged->number);
    return words_unstated(result) ? how
                                  : mem_print(w->m, "%s in a row (%s)", result, how);
}

const struct claim_function claim_streak = {.name = "streak",
                                            .usage = "streak(SPAN > SPAN)",
                                            .takes = "m",
                                            .gives = TYPE_NUMBER,
                                            .judge = judge_streak,
                                            .cannot = cannot_be,
                                            .inside = inside,
                                            .say = say};
