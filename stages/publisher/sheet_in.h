/*
 * sheet_in - the rows of one sheet of a workbook (.xlsx, .ods), as csv_in gives those of a
 * CSV file.
 *
 * Cells are texts: numbers as plain decimals of at most 15 significant digits (what a
 * spreadsheet itself holds), dates as ISO 8601, TRUE and FALSE, an error by its name (#N/A),
 * formulas by the value that was stored. How a cell looks (colour, percent, decimals) is
 * not data. Of merged cells the first holds the text, the others are blank. Blank rows up
 * to the last one with text are rows; hidden rows, columns and sheets are read like any.
 */
#ifndef SHEET_IN_H
#define SHEET_IN_H

#include "table/csv_in.h"

struct sheet_in {
    const char *file; /* as shown in messages */
    struct sheet *sheet;
};

/*
 * Opens sheet `name`, or when that is NULL the sheet of this number from 1 on. range is NULL
 * or "A3", "A3:M", "A3:M200": what lies outside it is not read. Ends with 65 when there is
 * no such sheet (naming those that are there), when the file is no workbook or is damaged.
 */
void sheet_open(struct sheet_in *in, struct mem *run, const char *path,
                const char *name, long number, const char *range);

/* What is wrong with a range, or NULL. */
const char *sheet_range_fault(const char *range);

/* The next row; row->line is its number in the sheet. CSV_ROW or CSV_END. */
enum csv_got sheet_next(struct sheet_in *in, struct csv_row *row);

/* Rows from now on have at least n cells, blank ones at the end. */
void sheet_width(struct sheet_in *in, int n);

void sheet_close(struct sheet_in *in);

#endif
