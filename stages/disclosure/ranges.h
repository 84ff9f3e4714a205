/*
 * ranges - for every withheld cell of a release the narrowest range that the published
 * figures allow: the least and the greatest value over all ways to fill the withheld cells
 * so that every sum holds, each value whole and within its published bounds.
 *
 * The least and greatest values are those of linear programmes over real numbers, rounded to
 * whole numbers inwards. For one two-way table that is exact (a transportation polytope is
 * integral); for others whole values may be narrower still, never wider (Fischetti and
 * Salazar 2000, doi:10.1287/mnsc.46.7.1008.12033).
 */
#ifndef RANGES_H
#define RANGES_H

#include "disclosure/release.h"

struct range_of {
    double lo, hi; /* hi may be infinite */
};

/*
 * range[] has a place for every cell; that of a published one is its value. Ends with 65 when
 * nothing fits, 70 when the solver fails. With r->leave_broken cells that hang together and that
 * nothing fits keep their published bounds; how many there are of these is returned, else 0.
 */
size_t ranges_find(const struct release *r, struct range_of range[]);

#endif
