/*
 * closing - an open set of a year, or of any run of quarters, from the sets of its quarters,
 * each from the edition that closes it best: a member that no edition states of the year is
 * at most, and when the quarters are complete exactly, what they come to. So a ranking of a
 * year can be decided although no edition lists all members of the year.
 */
#ifndef CLOSING_H
#define CLOSING_H

#include "claim/judge.h"

/* The reference is judged, open, of one period; adds members to n->judged and lowers
 * `rest`, when each quarter has an edition with its total and members that add up over
 * time. True when it did. */
bool closing_by_quarters(const struct evidence *e, struct node *n);

/* The same reference of one of its quarters, k from 0; NULL past the last, and for a period
 * that is no run of quarters. */
struct ref *closing_quarter(const struct evidence *e, const struct ref *ref, long k);

#endif
