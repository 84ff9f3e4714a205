/*
 * ranks - the places that publishers give to the members of a set: rank 1 is the largest,
 * whatever numbers are held. Which indicator ranks which is told by codes/indicator.csv.
 */
#ifndef RANKS_H
#define RANKS_H

#include "claim/judge.h"

/* How a published rank is told of a series that has words: "place 2 by number of persons
 * referred in the UK in 2020". */
#define RANKED_BY "by number of "

/* The cells of the ranks on the members of a reference, which is one figure or a set of codes
 * of one column in one period; none when it is not, or nothing ranks it. */
struct cell *ranks_cells(const struct evidence *e, const struct ref *ref, size_t *n);

/* The members that a set leaves out, "!GBR", as a reference of their own; *n: how many. */
const struct ref *ranks_left_out(const struct evidence *e, const struct ref *ref,
                                 size_t *n);

/* Looks up what is held of them for a judged set, among whose members a place may be higher
 * than the published one. */
void ranks_find(const struct evidence *e, struct node *set);

/* By the places that one edition gives to two figures, which differ in one code: YES when a
 * stands before b and so is larger, NO when behind. The places are then told. */
enum truth ranks_before(const struct evidence *e, struct node *a, struct node *b);

/* The place of a member, and that it is told of it; NULL when none is held. */
const struct number *ranks_of(struct judged *set, const char *code);

/* What numbers say and what places say: the one that decides; neither when they contradict
 * one another. */
enum truth ranks_decide(struct judged *set, enum truth by_number, enum truth by_rank);

#endif
