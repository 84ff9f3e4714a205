/*
 * tabulation - lays out a table of the contract as a document: what holds for all of it,
 * shorthand, the table, notes, methods, sources.
 */
#ifndef TABULATION_H
#define TABULATION_H

#include "document/document.h"

struct tabulation {
    const char *codes,
        *sources;       /* folder of code lists, list of sources; "": as they are */
    const char *across; /* columns of the key set side by side, or NULL */
    const char *const *name; /* "CODE=TEXT": what to call a column set across */
    size_t names;
    const char *as_of; /* not NULL: a name without its column is no fault */
    long digits;       /* after the point */
    const char *file;  /* the table; NULL: standard input */
    const char *const
        *lead; /* pages that tell of the rows' values, in order, or NULL */
    bool page; /* false: the table alone, so that it must say all itself */
};

/* Reads a table into d, which has its title and subtitle. Ends with
 * 64, 65 or 66. */
void tabulate(struct document *d, const struct tabulation *how);

/* A column's name as people say it. */
const char *tabulation_heading(struct mem *m, const char *column);

#endif
