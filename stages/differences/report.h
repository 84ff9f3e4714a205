/*
 * report - differences for people: counts, revisions by unit, and the rows by kind of change.
 */
#ifndef DIFFERENCES_REPORT_H
#define DIFFERENCES_REPORT_H

#include "differences/differences.h"

/* Takes one row into the list of its kind. */
differences_put changes_list;

/* Prints the report on standard output, once all rows are taken. */
void changes_report(struct mem *run);

#endif
