/*
 * changes - differences as a table.
 */
#ifndef DIFFERENCES_CHANGES_H
#define DIFFERENCES_CHANGES_H

#include "differences/differences.h"

extern const char *const changes_make[]; /* the columns that are made */

/* Writes the header. Ends with 65 when a key column has the name of one that is made. */
void changes_open(struct mem *run);

/* Writes one row. */
differences_put changes_write;

#endif
