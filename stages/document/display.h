/*
 * display - numbers, bounds and periods as people read them, and the bracketed shorthand
 * for what a number alone does not say. The contract's own cells are never shown so.
 */
#ifndef DISPLAY_H
#define DISPLAY_H

#include <stdbool.h>

#include "program/mem.h"

/* Digits after the point that `table` shows when it is told nothing else. */
#define DISPLAY_DIGITS 1

/* As `digits`: more digits after the point than a number has. */
enum { DISPLAY_EXACT = 400 };

/*
 * A plain decimal for reading: `digits` digits after the point; a number under 1 in size
 * keeps two significant digits, at most four after the point. Ties go away from zero,
 * decided on the decimal digits as written. A whole number is never changed. One that is
 * not zero but would read as zero is "[k]". group: thousands parted by commas.
 * *rounded is set when digits were dropped, else left alone.
 */
char *display_number(struct mem *m, const char *text, long digits, bool group,
                     bool *rounded);

/* What the bounds of an interval code are: "95 % CI", "95 % CrI", "95 % PI"; NULL for those
 * that the truth lies within. */
const char *display_interval(const char *interval);

/* "10 to 17", "at least 11", "at most 4", "95 % CI 3.1 to 8.2"; "" without bounds. */
char *display_bounds(struct mem *m, const char *lo, const char *hi,
                     const char *interval, long digits, bool group, bool *rounded);

/* "2017", "2017 Q3", "May 2017", "17 May 2017", "2010 to 2019"; an interval of whole years
 * is said in years. */
char *display_period(struct mem *m, const char *text);

/* A date of publication, whole or partial; "undated" when empty. */
char *display_date(struct mem *m, const char *text);

/*
 * Shorthand is a set of lower-case letters, one bit each, bit 0 is 'a'. display_marks: what
 * status and interval say beside the value; DISPLAY_ABSENT are those that stand in place of
 * one. display_meaning: the explanation, without the bracketed letter itself.
 */
#define DISPLAY_MARK(letter) (1U << ((letter) - 'a'))
#define DISPLAY_ABSENT \
    (DISPLAY_MARK('c') | DISPLAY_MARK('k') | DISPLAY_MARK('x') | DISPLAY_MARK('z'))
unsigned display_marks(const char *status, const char *interval);
const char *display_meaning(char letter);

/* As a cell has them: "[p] [u]" for a set. As a legend explains one: "[p] provisional".
 * Both come from one table in display.c. */
char *display_set(struct mem *m, unsigned marks);
char *display_legend(struct mem *m, char letter);

/* Whether a text is that shorthand alone, or has it somewhere. */
bool display_is_mark(const char *text, char letter);
bool display_has_mark(const char *text, char letter);

#endif
