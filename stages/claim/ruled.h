/*
 * ruled - a reading judged, and what is written of it: the row of its verdict, the rows of
 * tables that it rests on, the figures themselves.
 */
#ifndef RULED_H
#define RULED_H

#include <stdio.h>

#include "claim/timeline.h"

/* The columns of verdicts, a NULL at the end. */
extern const char *const ruled_column[];

struct ruled_output {
    struct labels *labels;
    FILE *rests;   /* which rows, by file and line; NULL: not asked for */
    FILE *figures; /* the figures, as the main table has its columns; the same */
};

/* Writes the first line of each. */
void ruled_write_heads(const struct ruled_output *to, const struct evidence *e);

/* Judges the whole reading, its test once more on the table without what the article
 * repeats when bare is not NULL, and writes what it comes to. */
enum verdict ruled_write(const struct ruled_output *to, const struct evidence *e,
                         const struct evidence *bare, const struct claim *c,
                         const struct reading *r);

#endif
