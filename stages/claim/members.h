/*
 * members - what holds of the members of a judged set, marked in its holds[].
 */
#ifndef MEMBERS_H
#define MEMBERS_H

#include "claim/judge.h"

/* Marks for which members the comparison with x holds, the set on its left or its right. */
void members_hold(struct judged *set, enum node_kind kind, const struct number *x,
                  bool set_is_left);

/* Marks what holds of each member of the set on the left of a comparison, or between the
 * periods of a movement. */
void members_hold_each(const struct evidence *e, struct node *of);

/* The first member of which something can hold: between periods that is the second. */
size_t members_first(const struct node *of);

/* The member of the series on the right that member i of the one on the left is held against:
 * of two spans of as many periods the one in the same place, else that of the same period; the
 * number of members for none. */
size_t members_pair(const struct node *of, size_t i);

/* How many are marked. */
struct number members_holding(const struct judged *set);

/* Whether each, or any, is marked. */
enum truth members_quantified(const struct judged *set, bool each);

/* Whether a comparison or movement holds in each period. */
enum truth members_always(const struct evidence *e, struct node *of);

/* The largest member (by its upper bound) or the smallest (by its lower one), but for those
 * that are named; set->n when there is no other. */
size_t members_extreme(const struct judged *set, bool largest,
                       const struct number *const but[], size_t n);

/* Member i is of this period or code, in any of the columns that run. */
bool members_is(const struct judged *set, size_t i, const char *key);

/* The first member of this period or code, or NULL. */
const struct number *members_named(const struct judged *set, const char *key);

/* Two members, and surely as large as one another. */
bool members_equal(const struct number *a, const struct number *b);

#endif
