/*
 * merit - which of two statements about a key is taken (the head of stage vintage).
 */
#ifndef VINTAGES_MERIT_H
#define VINTAGES_MERIT_H

#include "vintages/statement.h"

/* The steps of the choice; TIE: what is left to the id. */
enum step { SAYS, AVOIDED, PREFERENCE, ORIGIN, DATED, DATE, GRADE, TIE };

/* Steps 1 to 6 of sorted statements; less is better, 0 a tie. *step is the one that decides. */
int merit_weigh(const struct statement *a, const struct statement *b, enum step *step);
int merit(const struct statement *a, const struct statement *b);

/* The statements about one key, the best first. */
void merit_sort(struct statement *s, size_t n);

#endif
