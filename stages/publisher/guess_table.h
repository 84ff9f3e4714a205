/*
 * guess_table - a file's rows in memory, and where in them a table seems to be.
 */
#ifndef GUESS_TABLE_H
#define GUESS_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "program/mem.h"

#define GUESS_ROWS 100000 /* more say nothing more about what the columns are */
#define GUESS_TOP 200     /* as many show whether a sheet has a table */

struct guess_row {
    char **cell; /* squeezed */
    size_t n;    /* up to the last cell with text */
    size_t text; /* cells with text */
    long line;
};

struct guess_table {
    const char *file, *sheet; /* sheet NULL: CSV */
    char delimiter;
    const char *encoding; /* NULL: UTF-8 */
    unsigned allow;       /* what the file needs of CSV_ALLOW_ */
    struct guess_row *row;
    size_t rows;
    size_t header, first,
        end; /* rows: the header, the first of the table, behind its last */
    size_t columns;
    size_t blank; /* rows without text inside of the table */
};

/* Reads a CSV file, or a sheet by its place from 0 on, so many rows of it at most. */
void guess_read_csv(struct guess_table *t, struct mem *run, const char *path);
void guess_read_sheet(struct guess_table *t, struct mem *run, const char *path,
                      long place, size_t most);

/* Whether a third of the cells of the first rows are numbers, those of the first column (of
 * notes, perhaps) aside. */
bool guess_is_numeric(const struct guess_table *t);

/* Finds header and rows; false when nothing looks like a table. */
bool guess_find(struct guess_table *t);

#endif
