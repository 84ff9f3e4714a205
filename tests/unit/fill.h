/*
 * fill - every filling of the withheld cells of a small release with whole numbers, one cell
 * after the other; a sum is checked as soon as its cells are filled. And numbers for releases
 * made at random.
 */
#ifndef FILL_H
#define FILL_H

#include "disclosure/release.h"

#define FILL_CELLS 256

/* lo and hi: the least and the greatest that each withheld cell was; infinite, the wrong way
 * round, when nothing fits. */
struct fill {
    const struct release *r;
    size_t open[FILL_CELLS], n;
    double value[FILL_CELLS], lo[FILL_CELLS], hi[FILL_CELLS];
    double most;
    size_t last[FILL_CELLS]; /* of each sum: the place of its last open cell */
};

/* most: no withheld cell is tried above it. */
void fill_all(struct fill *s, const struct release *r, double most);

/* From 0 to n - 1, by one sequence for all of a test (Marsaglia 2003, xorshift). */
int any_of(int n);

#endif
