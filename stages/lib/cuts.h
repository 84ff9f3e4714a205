/*
 * cuts - where series break: a file of definitional breaks (register, indicator, date,
 * label; an empty cell fits all) and the status letter B.
 */
#ifndef CUTS_H
#define CUTS_H

#include "tab.h"

struct cuts {
    struct cut *cut;
    size_t n;
};

/* path NULL: no file. A date is a period; the break is at its first day. */
void cuts_read(struct cuts *c, struct mem *run, const char *path);

/* The break between two rows that follow one another, in words: a break begins with the
 * first period that ends on its day or later. NULL when there is none. */
const char *cuts_between(const struct cuts *c, const struct tab *t, struct mem *m,
                         const struct tab_row *before, const struct tab_row *row);

/* Checks that a series has one frequency and one unit and that its periods do not
 * overlap; ends with 65 at the line. */
void cuts_check(const struct tab *t, const struct tab_series *s);

#endif
