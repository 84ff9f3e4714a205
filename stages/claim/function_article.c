/*
 * article(REFERENCE)              what the article itself states
 */
#include "claim/function.h"

static struct node *
article(struct parser *p, struct node *n)
{
    (void)p;
    n->arg[0]->ref->article = true;
    return n->arg[0];
}

const struct claim_function claim_article = {.name = "article",
                                             .usage = "article(REFERENCE)",
                                             .takes = "r",
                                             .gives = TYPE_NUMBER,
                                             .becomes = article};
