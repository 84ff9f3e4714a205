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

/* How it stands in period i: "1,452 in 2023 Q1 (Albania), more than 1,163 (the UK)". */
static char *
one_of(struct words *w, const struct node *of, size_t i, enum truth truth)
{
    char *text = words_member(w, of->arg[0]->judged, i);
    const struct judged *other = of->arg[1]->judged;
    bool pairs = of->arg[1]->type == TYPE_SET;
    size_t k = pairs ? members_pair(of, i) : 0;
    if (pairs && k == other->n)
        return text;
    return mem_print(w->m, "%s, %s %s", text, words_how(of->kind, truth),
                     pairs ? words_member(w, other, k) : words_phrase(w, of->arg[1]));
}

/* The periods of the streak, as far as they are sure; of rises or falls from the number on
 * that is the first base; and which was before them and is no part of it: "10,582 in 2020,
 * 12,700 in 2021 and 16,921 in 2022, after 10,606 in 2019". On a card the ends. */
static char *
steps(struct words *w, const struct node *n, size_t sure)
{
    const struct node *of = n->arg[0];
    const struct judged *set = of->arg[0]->judged;
    bool moves = of->kind == NODE_CALL, pairs = !moves && of->arg[1]->type == TYPE_SET;
    size_t start = set->n - sure - moves, said = 0;
    size_t most = moves ? SPAN_BRIEFLY : 1;
    bool ends = w->brief && set->n - start > most;
    char **part = mem_array(w->m, set->n - start, sizeof *part);
    for (size_t i = start; i < set->n; i++)
        if (!ends || i + 1 == set->n || (moves && i == start))
            part[said++] =
                pairs ? one_of(w, of, i, TRUTH_YES) : words_member(w, set, i);
    char *text = ends && moves ? mem_print(w->m, "from %s to %s", part[0], part[1])
                 : ends        ? mem_print(w->m, "the last: %s", part[0])
                               : words_listed(w, part, said);
    if (!moves && !pairs && sure)
        text = mem_print(w->m, "%s, %s%s %s", text, said > 1 ? "each " : "",
                         words_how(of->kind, TRUTH_YES), words_phrase(w, of->arg[1]));
    if (start == 0 || !n->judged->number.known)
        return text;
    if (!sure && !moves)
        return one_of(w, of, start - 1, TRUTH_NO);
    return moves ? set->holds[start] == TRUTH_NO
                       ? mem_print(w->m, "%s, after %s", text,
                                   words_member(w, set, start - 1))
                       : text
                 : mem_print(w->m, "%s; before it %s", text,
                             one_of(w, of, start - 1, TRUTH_NO));
}

static char *
say(struct words *w, const struct node *n)
{
    const struct number *x = &n->judged->number;
    size_t sure = (size_t)(x->known ? x->value : x->lo);
    bool all = x->known || sure > 0;
    char *how = all ? steps(w, n, sure) : inside(w, n), *result = words_figure(w, x);
    if (words_unstated(result))
        return how;
    return mem_print(w->m, "%s in a row (%s)", result, how);
}

const struct claim_function claim_streak = {.name = "streak",
                                            .usage = "streak(SPAN > SPAN)",
                                            .takes = "m",
                                            .gives = TYPE_NUMBER,
                                            .judge = judge_streak,
                                            .cannot = cannot_be,
                                            .inside = inside,
                                            .say = say};
