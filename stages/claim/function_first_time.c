/*
 * first_time(fell(X[2020..2022]))
 *                                 in the last period of the span, and in none
 *                                 before it
 * ever(X[2010..2021] > Y[2010..2021])
 *                                 in any period; also of rose() and fell()
 */
#include <string.h>

#include "claim/function.h"
#include "claim/members.h"

static void
judge_first_time(const struct evidence *e, struct node *n)
{
    struct node *of = n->arg[0];
    members_hold_each(e, of);
    const struct judged *set = of->arg[0]->judged;
    size_t from = members_first(of);
    enum truth t = set->n > from ? set->holds[set->n - 1] : TRUTH_UNKNOWN;
    for (size_t i = from; i + 1 < set->n; i++)
        t = truth_least(t, truth_not(set->holds[i]));
    /* A span of one period has none before it; an open one may have others. */
    bool alone = set->n <= from + 1 || set->open;
    n->judged->truth = alone ? truth_least(t, TRUTH_UNKNOWN) : t;
}

static void
judge_ever(const struct evidence *e, struct node *n)
{
    struct node *of = n->arg[0];
    members_hold_each(e, of);
    const struct judged *set = of->arg[0]->judged;
    enum truth t = set->open || set->n <= members_first(of) ? TRUTH_UNKNOWN : TRUTH_NO;
    for (size_t i = members_first(of); i < set->n; i++)
        t = set->holds[i] > t ? set->holds[i] : t;
    n->judged->truth = t;
}

/* "4,418 referred in 2022 Q4, less than 4,586 in 2022 Q3": how it stands in period k. */
static char *
period(struct words *w, const struct node *of, size_t k)
{
    const struct judged *set = of->arg[0]->judged;
    enum truth t = set->holds[k];
    char *it = words_member(w, set, k);
    if (of->kind == NODE_CALL) {
        bool rises = !strcmp(of->function->name, "rose");
        return mem_print(w->m, "%s, %s %s", it,
                         words_how(rises ? NODE_MORE : NODE_LESS, t),
                         words_member(w, set, k - 1));
    }
    const char *how = words_how(of->kind, t);
    if (of->arg[1]->type != TYPE_SET)
        return mem_print(w->m, "%s, %s %s", it, how, words_phrase(w, of->arg[1]));
    const struct judged *other = of->arg[1]->judged;
    size_t at = members_pair(of, k);
    return at < other->n
               ? mem_print(w->m, "%s, %s %s", it, how, words_member(w, other, at))
               : it;
}

/* The periods from..end in which it holds so; on a card the first in which it holds. */
static char *
periods(struct words *w, const struct node *of, size_t end, enum truth t)
{
    const struct judged *set = of->arg[0]->judged;
    char **part = mem_array(w->m, set->n + 1, sizeof *part);
    size_t n = 0;
    for (size_t i = members_first(of); i < end && !(w->brief && n && t == TRUTH_YES);
         i++)
        if (set->holds[i] == t)
            part[n++] = period(w, of, i);
    return n ? words_listed(w, part, n) : mem_copy(w->m, "");
}

/* "2020 Q3 to 2022 Q3", the periods before the last in which it could hold. */
static const char *
before(struct words *w, const struct node *of)
{
    const struct judged *set = of->arg[0]->judged;
    size_t from = members_first(of);
    const char *first = words_period(w, set->cell[from].period);
    return from + 2 == set->n
               ? mem_print(w->m, "in %s", first)
               : mem_print(w->m, "in %s to %s", first,
                           words_period(w, set->cell[set->n - 2].period));
}

static char *
say_first_time(struct words *w, const struct node *n)
{
    const struct node *of = n->arg[0];
    const struct judged *set = of->arg[0]->judged;
    enum truth t = n->judged->truth;
    size_t last = set->n ? set->n - 1 : 0;
    bool failed = set->n > members_first(of) && set->holds[last] == TRUTH_NO;
    if (set->n <= members_first(of) + 1 && !failed)
        return mem_copy(w->m, "no other period is held");
    if (t == TRUTH_YES)
        return mem_print(w->m, "%s; in none before, %s", period(w, of, last),
                         before(w, of));
    if (failed)
        return period(w, of, last);
    if (t == TRUTH_NO)
        return mem_print(w->m, "not the first time: %s",
                         periods(w, of, last, TRUTH_YES));
    return mem_print(w->m, "which may or may not be the first time: %s",
                     periods(w, of, set->n, TRUTH_UNKNOWN));
}

static char *
say_ever(struct words *w, const struct node *n)
{
    const struct node *of = n->arg[0];
    const struct judged *set = of->arg[0]->judged;
    if (n->judged->truth != TRUTH_NO)
        return periods(w, of, set->n, n->judged->truth);
    return mem_print(w->m, "in no period: %s", periods(w, of, set->n, TRUTH_NO));
}

const struct claim_function claim_first_time = {.name = "first_time",
                                                .usage = "first_time(fell(SPAN))",
                                                .takes = "m",
                                                .gives = TYPE_TRUTH,
                                                .judge = judge_first_time,
                                                .say = say_first_time};

const struct claim_function claim_ever = {.name = "ever",
                                          .usage = "ever(SPAN > SPAN)",
                                          .takes = "m",
                                          .spreads = NODE_OR,
                                          .gives = TYPE_TRUTH,
                                          .judge = judge_ever,
                                          .say = say_ever};
