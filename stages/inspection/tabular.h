/*
 * tabular - a table against its schema: header, types, constraints, cells of each row.
 */
#ifndef INSPECTION_TABULAR_H
#define INSPECTION_TABULAR_H

#include "inspection/inspection.h"

/* Reads the file and takes its rows. */
void inspect_table(struct inspected *t);

#endif
