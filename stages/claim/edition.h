/*
 * edition - parts and whole of one edition: which publisher's edition of which day has all
 * the figures of an expression, so that a share, sum or rank does not mix two.
 */
#ifndef EDITION_H
#define EDITION_H

#include "claim/judge.h"

/* The edition that the figures below a judged node are to be taken from: the newest that
 * was out on e->day and has them all, those of the figures' owners before relays; one
 * document alone where it has all that the edition has. Of a set that no one can list it has
 * the total, and the most members. None (publisher NULL) when there is no such edition, or the
 * figures are of one already, or they are periods of one series, none a part of another: 8,837 for half a year stops
 * to hold when a quarter of it is restated. */
struct edition edition_for(const struct evidence *e, const struct node *n);

/* The held figures below the node are not all of one edition. A comparison of different
 * periods is not meant to be. */
bool edition_mixed(const struct evidence *e, const struct node *n);

/* A set of codes of one open column; all else is one code and one period. */
bool edition_can_close(const struct ref *ref);

/* Under a pinned edition: how many the members of an open set that the edition does not
 * list can have together, its published total less those listed; nothing when codes that are
 * no members, such as those of two citizenships at once, have just that; INFINITY when it has
 * no total. */
double edition_rest(const struct evidence *e, const struct ref *ref,
                    const struct judged *set);

#endif
