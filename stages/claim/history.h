/*
 * history - what the editions say of a reading, in words: who stated exactly the number
 * that it says, and from when to when it held.
 */
#ifndef HISTORY_H
#define HISTORY_H

#include "claim/timeline.h"

/* Sentences with a blank before each, "" when there is nothing to say. */
const char *history(const struct evidence *e, struct node *test, enum verdict verdict,
                    const struct timeline *t);

#endif
