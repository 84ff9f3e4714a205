/*
 * period_sums - a year is its quarters, months and days, a quarter its months, a month its
 * days: tables of both are linked.
 */
#ifndef PERIOD_SUMS_H
#define PERIOD_SUMS_H

#include "disclosure/release.h"

/*
 * Adds these sums to the release, each length of period for itself. A shorter period that no
 * cell of the release has is not known, and the others add up to the longer one at most; one
 * that other cells have counts as 0 where it is not there. Periods of any other form
 * (2019-04-01/2020-03-31) are in no sum, and a note says so where they stand beside others.
 */
void period_sums(struct release *r);

#endif
