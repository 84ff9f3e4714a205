/*
 * overlaps - codes of a column that seem to be sums of others although nobody says so.
 *
 * Where no sum over a column is published whole, nothing shows that its codes stand side by
 * side. When then a code is the sum of certain others in every group of cells where all of them
 * are published, and fits them elsewhere, so often and of such numbers that chance would hardly
 * do it (1 in 32, given how many codes could have been tried), it is taken for their sum. So it is
 * without a figure for it when their names are its own with a number behind, and none is against it.
 */
#ifndef OVERLAPS_H
#define OVERLAPS_H

#include "disclosure/release.h"

/*
 * Ends with 65 when a code of a column of three or more seems to be the sum of others (with
 * r->leave_broken a note), else notes what is taken as given. Columns with more than OVERLAPS_CODES codes are
 * looked at only where codes begin as others do (N1 and N2 as N).
 */
#define OVERLAPS_CODES 14
void overlaps_check(const struct release *r, size_t column);

#endif
