/*
 * code_sums - the cells of all codes of a column add up to that of the total, everything else
 * alike; where codes are parts of others (parents.h), each to the nearest one above that is there.
 */
#ifndef CODE_SUMS_H
#define CODE_SUMS_H

#include "disclosure/parents.h"
#include "disclosure/release.h"

/*
 * Adds these sums to the release. p: the parents of this column's codes, or NULL. at_most: cells that are
 * not there are unknown; else they count as 0, but for a code with a parent that no cell of the
 * release has. Ends with 65 when a part's unit is not that of its total.
 */
void code_sums(struct release *r, size_t column, struct parents *p, bool at_most);

#endif
