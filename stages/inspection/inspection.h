/*
 * inspection - a run of stage check: the files of a package, as they were read, and the report.
 */
#ifndef INSPECTION_INSPECTION_H
#define INSPECTION_INSPECTION_H

#include "dataset/data_package.h"
#include "integrity/findings.h"
#include "table/table.h"

/* A file that was read: rows live in the arena of the run. */
struct inspected {
    struct resource *resource;
    int number; /* in the report */
    bool sound; /* its header is as described, so cells can be trusted */
    bool whole; /* and no row was lost */
    struct table_row *row;
    bool *faulty; /* a finding about a cell of this row */
    long rows;
};

struct inspection {
    struct mem *m; /* of the run */
    struct findings report;
    struct data_package package;
    struct inspected *file;        /* one a resource */
    const struct resource *ledger; /* the first table of statements, or NULL */
};
extern struct inspection inspection;

/* path: the description, or the folder that it lies in. */
void inspection_open(struct mem *run, const char *path);
void inspection_close(void);

struct inspected *inspection_of(const struct resource *r);

/* Whether a table has not all the rows that it should. */
bool inspection_rows_lost(void);

/* A finding about a file (NULL: about the package), a line (0: the whole file), a field from 1
 * (0: none). Copies cell and text: a finding outlives the row that it is about. */
void inspection_fault(const struct inspected *t, const char *type, long line, int field,
                      const char *cell, const char *text);

/* The column of that name, or -1; whether the cell means "no value". */
int inspected_field(const struct resource *r, const char *name);
bool inspected_is_missing(const struct resource *r, const char *cell);

#endif
