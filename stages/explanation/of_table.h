/*
 * of_table - what is told of rows of a table; and --check.
 */
#ifndef EXPLANATION_OF_TABLE_H
#define EXPLANATION_OF_TABLE_H

#include "explanation/explanation.h"

/* Makes the table of e->about again; ends with 65 where it differs from the file. */
void of_table_open(struct explanation *e);

/* Writes the rows asked for, in the format of the run. */
void of_table_write(struct explanation *e);

/* Whether every row asked for leads to rows of datasets whose sources are those of the row:
 * the exit code, with each row that does not on standard error. */
int of_table_check(struct explanation *e);

#endif
