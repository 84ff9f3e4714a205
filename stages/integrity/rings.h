/*
 * rings - the keys that differ in one part alone form a ring; how long it is and where it
 * begins is found once for all keys, and what is summed over one is kept.
 *
 * A rule that is about each of n keys and sums the others would add n squared amounts, so in
 * a long ring all are added once, and the key's own is taken off again. That is done where
 * it is exact: with whole numbers of one unit.
 */
#ifndef INTEGRITY_RINGS_H
#define INTEGRITY_RINGS_H

#include <stdbool.h>

#include "dataset/statements.h"
#include "program/texts.h"

enum { LONG_RING = 64 };

struct ring_sum {
    const char *unit;
    double lo, hi;           /* of those that have such a bound */
    int n, lo_open, hi_open; /* all; those without */
    bool exact;
};

struct rings {
    int *first[STORE_DIMS], *size[STORE_DIMS]; /* of the ring of each key */
    struct texts named;   /* dimension, first key and source of ... */
    struct ring_sum *sum; /* ... those summed for the rule at hand */
};

/* Fills first[dim] and size[dim], once. */
void rings_find(struct rings *r, struct mem *m, const struct statements *s, int dim);

#endif
