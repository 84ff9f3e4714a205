/*
 * cell_fault - what is wrong with a cell, a row or a header of a table, and what was expected:
 * one wording in all stages. Who asks puts file, line and column before it.
 *
 * Each gives a sentence in m, or NULL when there is no such fault.
 */
#ifndef CELL_FAULT_H
#define CELL_FAULT_H

#include <stdbool.h>

#include "program/mem.h"
#include "table/csv_in.h"

/* A cell that is no plain decimal (num.h). */
const char *cell_fault_number(struct mem *m, const char *cell);
/* One that is no period (period.h). */
const char *cell_fault_period(struct mem *m, const char *cell);
/* Status: a letter that is none; with sorted, also an order that is none. */
const char *cell_fault_status(struct mem *m, const char *cell, bool sorted);
/* An interval that is no word for what bounds mean. */
const char *cell_fault_interval(struct mem *m, const char *cell);
/* A comparison that is none, or is not parted by one blank from the next. */
const char *cell_fault_compare(struct mem *m, const char *cell);
/* Status beside value: O or Q if and only if the value is empty. */
const char *cell_fault_missing(struct mem *m, const char *status, const char *value);

/* A row of another width than the header, n names; column NULL where not all cells were taken
 * (csv_want). */
const char *cell_fault_width(struct mem *m, const struct csv_row *row,
                             char *const column[], size_t n);
/* A header that is one cell, in which another separator stands. */
const char *cell_fault_header(struct mem *m, const struct csv_row *header);

/* That a row has the key of another, in a line above: n columns and what stands in them.
 * Never NULL. */
const char *cell_fault_twice(struct mem *m, const char *const column[],
                             char *const cell[], size_t n, long above);

#endif
