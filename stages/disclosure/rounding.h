/*
 * rounding - every count of a release rounded up or down to a multiple of a base, so that all
 * sums hold among the rounded ones: controlled rounding (Cox and Ernst
 * 1982, INFOR 20(4), 423-432). Multiples stay as they are.
 *
 * The choice of up or down is a linear programme that moves values least in sum. For one table
 * of two ways it always has a solution in whole steps (a network); for linked tables or
 * more ways there may be none.
 */
#ifndef ROUNDING_H
#define ROUNDING_H

#include "disclosure/release.h"

/* rounded[] has a place for every cell. False when no rounding in whole steps was found. */
bool rounding_find(const struct release *r, long base, double rounded[]);

#endif
