/*
 * protect - which cells of a release must be withheld beside the sensitive ones, so that none
 * of these can be computed.
 *
 * Sensitive are small counts, or sums that tell too much of who contributes (needs.h). For
 * each, two linear programmes look for the cheapest set of further cells that lets it be as
 * great and as small as it needs with every sum intact (Kelly, Golden and Assad 1992, doi:10.1002/net.3230220407, whose network
 * is here a programme over all tables together, so that linked tables and more than two ways
 * are covered). Cells once withheld cost nothing to the next ones. At last, cells
 * that are no longer needed are published again where that leaves every sensitive one covered.
 *
 * Whoever knows all that is published, not the values, then finds for each sensitive cell a
 * range that holds what it needs; `ranges` proves it before this returns.
 */
#ifndef PROTECT_H
#define PROTECT_H

#include "disclosure/needs.h"

struct protect_result {
    size_t sensitive, further; /* cells withheld for themselves, and beside them */
    double lost;               /* the sum of the further ones */
};

/*
 * The release has all values; those to be withheld get `withheld`, bounds from 0 up without
 * an end. False when a sensitive cell cannot be covered (nothing that could be withheld is
 * left); *uncovered says which.
 */
bool protect(struct release *r, const struct need need[], struct protect_result *result,
             size_t *uncovered);

#endif
