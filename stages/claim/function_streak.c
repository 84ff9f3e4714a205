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

/* Of a known number of rises or falls: from which number on, and which was before it, that is
 * no part of it; "10,582 in 2020, 12,700 in 2021 and 16,921 in 2022, after 10,606 in 2019". */
static char *
steps(struct words *w, const struct node *n)
{
    const struct judged *set = n->arg[0]->arg[0]->judged;
    size_t base = set->n - 1 - (size_t)n->judged->number.value, said = 0;
    char **part = mem_array(w->m, set->n - base, sizeof *part);
    bool ends = w->brief && set->n - base > 3;
    for (size_t i = base; i < set->n; i += ends ? set->n - 1 - base : 1)
        part[said++] = words_member(w, set, i);
    char *text = ends ? mem_print(w->m, "from %s to %s", part[0], part[1])
                      : words_listed(w, part, said);
    return base > 0 && set->holds[base] == TRUTH_NO
               ? mem_print(w->m, "%s, after %s", text, words_member(w, set, base - 1))
               : text;
}

static char *
say(struct words *w, const struct node *n)
{
    const struct node *of = n->arg[0];
    bool known = of->kind == NODE_CALL && n->judged->number.known;
    char *how = known ? steps(w, n) : inside(w, n),
         *result = words_figure(w, &n->judged->number);
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
