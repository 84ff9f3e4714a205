/*
 * show - numbers, bounds and periods as people read them, and the bracketed shorthand
 * for what a number alone does not say. The contract's own cells are never shown so.
 */
#ifndef SHOW_H
#define SHOW_H

#include <stdbool.h>

#include "mem.h"

/* Digits after the point that `table` shows when it is told nothing else. */
#define SHOW_DIGITS 1

/*
 * A plain decimal for reading: `digits` digits after the point; a number under 1 in size
 * keeps two significant digits, at most four after the point. Ties go away from zero,
 * decided on the decimal digits as written. A whole number is never changed. One that is
 * not zero but would read as zero is "[k]". group: thousands parted by commas.
 * *rounded is set when digits were dropped, else left alone.
 */
char *show_number(struct mem *m, const char *text, long digits, bool group,
                  bool *rounded);

/* "10 to 17", "at least 11", "at most 4", "95 % CI 3.1 to 8.2"; "" without bounds. */
char *show_bounds(struct mem *m, const char *lo, const char *hi, const char *interval,
                  long digits, bool group, bool *rounded);

/* "2017", "2017 Q3", "May 2017", "17 May 2017", "2010 to 2019"; an interval of whole years
 * is said in years. */
char *show_period(struct mem *m, const char *text);

/* A date of publication, whole or partial; "undated" when empty. */
char *show_date(struct mem *m, const char *text);

/*
 * Shorthand is a set of lower-case letters, one bit each, bit 0 is 'a'. show_marks: what
 * status and interval say beside the value; SHOW_ABSENT are those that stand in place of
 * one. show_meaning: the explanation, without the bracketed letter itself.
 */
#define SHOW_MARK(letter) (1U << ((letter) - 'a'))
#define SHOW_ABSENT (SHOW_MARK('c') | SHOW_MARK('k') | SHOW_MARK('x') | SHOW_MARK('z'))
unsigned show_marks(const char *status, const char *interval);
const char *show_meaning(char letter);

/* "[p] [u]" for a set. */
char *show_set(struct mem *m, unsigned marks);

#endif
