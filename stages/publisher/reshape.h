/*
 * reshape - makes rows of the table out of rows of a publisher's file, as a layout says.
 */
#ifndef RESHAPE_H
#define RESHAPE_H

#include "publisher/layout.h"
#include "publisher/source.h"
#include "table/rejects.h"
#include "table/rows.h"

/* in: rows of the source; values: of each; left: rows of the result left out; lost: rows of
 * the result that a reject would have made beyond the one that it counts for. */
struct reshape_counts {
    long in, values, left, lost;
};

/* raw: the texts of cells stay as they are. */
struct reshape_counts reshape(struct mem *run, struct layout *l, struct source *s,
                              struct rows *rows, struct rejects *rejects, bool raw);

#endif
