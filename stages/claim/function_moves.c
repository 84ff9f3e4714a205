/*
 * rose(X[2014..2017]), fell(...)  in each period against the one before, a
 *                                 comparison; also of what is computed,
 *                                 rose(share(X[2014..2017], Y[2014..2017]))
 */
#include "claim/function.h"
#include "claim/members.h"

static void
judge_moves(const struct evidence *e, struct node *n)
{
    n->judged->truth = members_always(e, n);
}

/* "from 10 in 2015 to 9 in 2016, from ...": the steps of this truth. */
static char *
steps(struct words *w, const struct judged *set, enum truth truth)
{
    char **part = mem_array(w->m, set->n + 1, sizeof *part);
    size_t n = 0;
    for (size_t i = 1; i < set->n; i++)
        if (set->holds[i] == truth) {
            char *from = words_member(w, set, i - 1);
            part[n++] = mem_print(w->m, "from %s to %s", from, words_member(w, set, i));
        }
    return words_listed(w, part, n);
}

/* The periods of a movement in words. */
static char *
moved(struct words *w, const struct node *n, const char *how)
{
    const struct judged *set = n->arg[0]->judged;
    if (n->judged->truth == TRUTH_YES && set->n == 2) {
        char *last = words_member(w, set, 1);
        return mem_print(w->m, "%s, %s than %s", last, how, words_member(w, set, 0));
    }
    if (n->judged->truth == TRUTH_YES)
        return mem_print(w->m, "%s; each %s than the one before",
                         words_members(w, n->arg[0], false, TRUTH_UNKNOWN), how);
    return mem_print(w->m, "%s %s: %s",
                     n->judged->truth == TRUTH_NO ? "not" : "it may or may not be", how,
                     steps(w, set, n->judged->truth));
}

static void
step_rose(struct judged *set)
{
    for (size_t i = 1; i < set->n; i++)
        set->holds[i] = truth_less(&set->member[i - 1], &set->member[i]);
    if (set->n)
        set->holds[0] = TRUTH_UNKNOWN;
}

static char *
say_rose(struct words *w, const struct node *n)
{
    return moved(w, n, "more");
}

static void
step_fell(struct judged *set)
{
    for (size_t i = 1; i < set->n; i++)
        set->holds[i] = truth_less(&set->member[i], &set->member[i - 1]);
    if (set->n)
        set->holds[0] = TRUTH_UNKNOWN;
}

static char *
say_fell(struct words *w, const struct node *n)
{
    return moved(w, n, "less");
}

const struct claim_function claim_rose = {.name = "rose",
                                          .usage = "rose(SPAN)",
                                          .takes = "p",
                                          .gives = TYPE_TRUTH,
                                          .judge = judge_moves,
                                          .step = step_rose,
                                          .spreads = NODE_AND,
                                          .moves = NODE_MORE,
                                          .say = say_rose};

const struct claim_function claim_fell = {.name = "fell",
                                          .usage = "fell(SPAN)",
                                          .takes = "p",
                                          .gives = TYPE_TRUTH,
                                          .judge = judge_moves,
                                          .step = step_fell,
                                          .spreads = NODE_AND,
                                          .moves = NODE_LESS,
                                          .say = say_fell};
