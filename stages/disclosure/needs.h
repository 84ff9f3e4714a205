/*
 * needs - what must be left open of the cells of a release that are not to be known: of small
 * counts all small ones, of sums those that would tell the largest contribution too well.
 */
#ifndef NEEDS_H
#define NEEDS_H

#include "disclosure/ranges.h"
#include "disclosure/release.h"
#include "stat/concentration.h"

/* The range of what can be computed of a cell must hold lo to hi. */
struct need {
    bool sensitive;
    double lo, hi;
};

/* Counts from 1 to below - 1, each of which must stay possible. need[] has a place a cell. */
void needs_of_counts(const struct release *r, long below, struct need need[]);

/*
 * Sums that a rule calls unsafe: as far above the sum as the rule asks (st_concentration), and
 * as far below it, but for 0. Ends with 65 at a cell without a value or without as many of the
 * largest contributions as the rule looks at.
 */
void needs_of_sums(const struct release *r, const struct st_concentration *rule,
                   struct need need[]);

/* Whether nothing is needed of the cell, or the range leaves it open. */
bool needs_met(const struct need *need, const struct range_of *range);

#endif
