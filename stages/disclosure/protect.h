/*
 * protect - which cells of a release must be withheld beside the small ones, so that no small
 * one can be computed.
 *
 * A count from 1 up to below - 1 is small. For each, two linear programmes look for the
 * cheapest set of further cells that lets it be as great as below - 1 and as small as 1 with
 * every sum intact (Kelly, Golden and Assad 1992, doi:10.1002/net.3230220407, whose network
 * is here a programme over all tables together, so that linked tables and more than two ways
 * are covered). Cells once withheld cost nothing to the next ones, so the small cells are
 * taken from the one that needs most. At last, cells that are no longer needed are published again
 * where that leaves every small one covered.
 *
 * Whoever knows all that is published, not the values, then finds for each small cell a range
 * that holds 1 to below - 1; `ranges` proves it.
 */
#ifndef PROTECT_H
#define PROTECT_H

#include "disclosure/release.h"

struct protect_result {
    size_t small, further; /* cells withheld for themselves, and beside them */
    double lost;           /* the sum of the further ones */
};

/*
 * The release has all values; those to be withheld get `withheld`, bounds from 0 up without
 * an end. False when a small cell cannot be covered (nothing that could be withheld is left);
 * *uncovered says which.
 */
bool protect(struct release *r, long below, struct protect_result *result,
             size_t *uncovered);

#endif
