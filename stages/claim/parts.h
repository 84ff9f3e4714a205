/*
 * parts - what follows for a quantity that no one stated from its parts in time, or from a
 * whole that it lies in: quarters or months that are all held add up; some of them are a
 * lower bound; and a quarter is at most its year, less what the year's own edition states of
 * the rest. Only counts whose parts add up (codes/indicator.csv), neither "about" nor
 * estimated.
 */
#ifndef PARTS_H
#define PARTS_H

#include "claim/evidence.h"

/* c was looked up alone and is not held. When something follows its row says it, part[]
 * what it follows from, and gap, when it is a bound alone, why nothing is held. */
void parts_find(const struct evidence *e, struct cell *c);

/* Puts a row into c that says what follows from the cells of c->part. */
void parts_row(const struct evidence *e, struct cell *c, struct amount amount);

/* Its parts in time add up: a count in its own unit, of an indicator that adds. */
bool parts_add(const struct evidence *e, const struct cell *c);

/* The index of the period of this freq that the day is in. */
long parts_index(char freq, long day);

#endif
