/*
 * comparison - whether two judged sides stand to one another as a comparison says.
 */
#ifndef COMPARISON_H
#define COMPARISON_H

#include "claim/judge.h"

/* Of a comparison whose sides are judged; marks in a set under each or any which of its
 * members hold. */
enum truth comparison(const struct evidence *e, struct node *n);

#endif
