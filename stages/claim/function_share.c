/*
 * share(PART, WHOLE)              in percent
 * majority(PART, WHOLE)           more than half, a comparison
 */
#include "claim/function.h"
#include "claim/reader.h"

static void
judge_share(const struct evidence *e, struct node *n)
{
    n->judged->number =
        number_ratio(e, n->at, &n->arg[0]->judged->number, &n->arg[1]->judged->number);
}

static char *
inside(struct words *w, const struct node *n)
{
    return words_pair(w, words_inside, n, " as a share of ");
}

const struct claim_function claim_share = {.name = "share",
                                           .usage = "share(PART, WHOLE)",
                                           .takes = "nn",
                                           .gives = TYPE_NUMBER,
                                           .together = true,
                                           .judge = judge_share,
                                           .inside = inside,
                                           .of_zero = "of 0 there is no share",
                                           .base = 1};

/* A share of more than 50 percent. */
static struct node *
more_than_half(struct parser *p, struct node *n)
{
    n->function = &claim_share;
    n->type = TYPE_NUMBER;
    return join(p, NODE_MORE, TYPE_TRUTH, n->at, n, constant(p, n->at, 50, "percent"));
}

const struct claim_function claim_majority = {.name = "majority",
                                              .usage = "majority(PART, WHOLE)",
                                              .takes = "nn",
                                              .gives = TYPE_TRUTH,
                                              .becomes = more_than_half};
