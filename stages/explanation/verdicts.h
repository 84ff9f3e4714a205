/*
 * verdicts - the verdicts on one claim, judged again, and the rows that they rest on.
 */
#ifndef EXPLANATION_VERDICTS_H
#define EXPLANATION_VERDICTS_H

#include "claim/claims.h"
#include "explanation/explanation.h"

enum { V_CLAIM, V_READING, V_BASIS, V_VERDICT, V_SOURCE, V_WHY, V_MENTIONS, V_CELLS };

/* The verdict on one reading by one basis, and the rows that it rests on. */
struct verdict {
    char *cell[V_CELLS];
    size_t *row, n;
};

struct verdicts {
    const struct recipe_claims *article;
    const struct claims *claims;
    const struct claim *claim;
    struct verdict *item;
    size_t n;
    size_t *number; /* the rows that they rest on, each once */
    size_t numbers;
};

/* The article that has the claim; false when none has. Ends with 64 when several have. article:
 * the name of --article, or "". */
bool verdicts_find(struct explanation *e, const char *id, const char *article,
                   struct verdicts *v);

/* Judges the article again; ends with 65 when its file says something else. */
void verdicts_read(struct explanation *e, struct verdicts *v);

/* The place of a row in the list of numbers, from 1. */
size_t verdicts_number(struct explanation *e, struct verdicts *v, size_t row);

#endif
