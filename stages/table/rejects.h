/*
 * rejects - rows that a stage cannot take: put aside in a file, or the end of the run.
 *
 * The file is CSV: line,column,code,raw,reason. code uses Frictionless's names. raw is the
 * record as read, so that nothing is lost and it can be mended and read again.
 */
#ifndef REJECTS_H
#define REJECTS_H

#include <stdio.h>

#include "table/csv_in.h"

struct rejects {
    FILE *out; /* NULL: the first bad row ends the run with 65 */
    long n;
};

/* path NULL: no file. Ends with 73 when the file cannot be made. */
void rejects_open(struct rejects *r, const char *path);

/* Puts one row aside. column "" when it is the whole row. */
void reject(struct rejects *r, const char *file, const struct csv_row *row,
            const char *column, const char *code, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* A row that could not be read. A fatal fault ends the run, since nothing more can be read. */
void reject_fault(struct rejects *r, const char *file, const struct csv_fault *fault,
                  const struct csv_row *row);

#endif
