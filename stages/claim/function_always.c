/*
 * always(X[2014..2017] > 5)       in each period, a comparison; also of two series,
 *                                 always(X[2014..2017] > Y[2014..2017]), and of each
 *                                 quarter with that of the year before,
 *                                 always(X[2023-Q1..2023-Q4] > X[2022-Q1..2022-Q4]),
 *                                 and of what is computed of each period,
 *                                 always(share(X[2014..2017], Y[2014..2017]) > 50),
 *                                 always(X[2014..2017] between 5 and 10)
 */
#include "claim/function.h"
#include "claim/members.h"

static void
judge_always(const struct evidence *e, struct node *n)
{
    n->judged->truth = members_always(e, n->arg[0]);
}

/* Two series, or a series and a number, period by period. */
static char *
always(struct words *w, const struct node *n)
{
    const struct node *of = n->arg[0];
    if (of->kind == NODE_CALL)
        return of->function->say(w, of);
    struct judged *a = of->arg[0]->judged;
    const struct judged *b = of->arg[1]->judged;
    enum truth truth = n->judged->truth;
    const char *how = words_how(of->kind, truth);
    size_t said = 0;
    bool pairs = of->arg[1]->type == TYPE_SET;
    if (w->brief && !pairs && truth == TRUTH_YES && a->n > SPAN_BRIEFLY)
        return mem_print(w->m, "%s, each of %zu %s %s",
                         words_members(w, of->arg[0], false, TRUTH_UNKNOWN), a->n, how,
                         words_phrase(w, of->arg[1]));
    char **part = mem_array(w->m, a->n + 1, sizeof *part);
    for (size_t k = 0; k < a->n; k++) {
        if (a->holds[k] != truth || (w->brief && truth == TRUTH_NO && said))
            continue;
        char *left = words_member(w, a, k);
        size_t other = pairs ? members_pair(of, k) : 0;
        bool there = pairs && other < b->n;
        part[said++] =
            there ? mem_print(w->m, "%s, %s %s", left, how, words_member(w, b, other))
                  : left;
    }
    char *text = words_listed(w, part, said);
    const char *each = said < 2 ? "" : *how == 'w' ? "each of " : "each ";
    return pairs ? text
                 : mem_print(w->m, "%s, %s%s %s", text, each, how,
                             words_phrase(w, of->arg[1]));
}

const struct claim_function claim_always = {.name = "always",
                                            .usage = "always(SPAN > SPAN)",
                                            .takes = "m",
                                            .spreads = NODE_AND,
                                            .gives = TYPE_TRUTH,
                                            .judge = judge_always,
                                            .say = always};
