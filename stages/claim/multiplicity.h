/*
 * multiplicity - how many trends an article asks for. Each trend() is tested at the 5 %
 * level by itself; of several, the chance that one of them is wrong is larger, and the
 * sentence on each says so. They are not adjusted as `trend` adjusts many series (Benjamini
 * and Hochberg 1995): which sentences an article has, and which are put into readings, is
 * the choice of two writers, and a verdict on one sentence must not change with the others.
 */
#ifndef MULTIPLICITY_H
#define MULTIPLICITY_H

#include "claim/claims.h"

/* Different spans of series in trend(), in all tests; codes stand in place of names. */
size_t multiplicity(struct mem *m, const struct claims *claims);

#endif
