/*
 * sheet_in - the rows of one sheet of a workbook (.xlsx, .ods), as csv_in gives those of a
 * CSV file.
 *
 * Cells are texts: numbers as plain decimals of at most 15 significant digits (what a
 * spreadsheet itself holds; whole numbers that have more are as stored, and counted), a
 * number that is shown as percent with its sign ("87.2%"), dates as ISO 8601 and times to
 * the millisecond, TRUE and FALSE, an error by its name (#N/A), formulas by the value that
 * was stored, and sheet_uncalculated where none was. Digits above the line are those of
 * U+2070, "1234" with a footnote mark 5 is no number, nor is one of which a part is struck
 * out. A number other than 0 whose format shows words alone ("[c]") is these words, or
 * sheet_not_shown; words beside it that say more than a currency ("<5", "50 p"), and words
 * between its digits ("2019/20"), are part of the text; a number that is shown with another sign
 * is "7 (stored -7)". A date is as much of it as is shown ("2020-02" of Feb 2020), with such words
 * too. How else a cell looks (colour, decimals) is not data; text in the colour of its ground,
 * thousands left out and a 0 shown as nothing are counted. Of merged cells the first holds
 * the text, the others are blank. Blank rows up to the last one with text are rows; hidden
 * rows, columns and sheets are read like any.
 */
#ifndef SHEET_IN_H
#define SHEET_IN_H

#include "program/pattern.h"
#include "table/csv_in.h"

/* Which sheet: by its number from 1 on, or the one whose name fits a pattern. */
struct sheet_choice {
    bool any; /* the source is a workbook */
    long number;
    struct pattern name;
    struct place at;
};

/* The text of a cell whose formula was never calculated. */
extern const char sheet_uncalculated[];

/* The text of a cell whose format shows nothing of its number, which is not 0. */
extern const char sheet_not_shown[];

/* Room for the name of any cell. */
#define SHEET_CELL_NAME 32

/* Cells that are to be told of: how many, and the first, "B7". */
struct sheet_cells {
    long n;
    char first[SHEET_CELL_NAME];
};

/* What holds text and lies outside of the range: rows above and below it, and rows of it
 * with such cells beside it; and what lies inside and no reader sees: hidden rows, columns,
 * the sheet itself. Known when the sheet has ended. */
struct sheet_cut {
    long above, below, beside;
    long hidden_rows, hidden_columns;
    bool hidden;
    struct sheet_cells
        merged; /* over several rows, of which the first alone has the text */
    struct sheet_cells covered; /* with text that no reader sees under a merged one */
    struct sheet_cells
        unseen; /* in the colour of their ground, or no format shows it */
    struct sheet_cells scaled; /* shown in thousands, millions, powers of ten */
    struct sheet_cells zeros;  /* 0 that is shown as nothing */
    const char
        *conditional; /* where a format that hides depends on what stands there */
    long long_numbers, long_row; /* of more than 15 digits, and the row of the first */
};

struct sheet_in {
    const char *file; /* as shown in messages */
    const char *name; /* of the sheet */
    struct sheet *sheet;
};

/*
 * Opens a sheet. range is NULL or "A3", "A3:M", "A3:M200": what lies outside it is not read.
 * Ends with 65 when no sheet or more than one is meant (naming those that are there), when
 * the file is no workbook or is damaged.
 */
void sheet_open(struct sheet_in *in, struct mem *run, const char *path,
                const struct sheet_choice *choice, const char *range);

/* The names of a workbook's sheets, in order; returns how many. */
int sheet_names(struct mem *run, const char *path, char ***name);

/* What is wrong with a range, or NULL. */
const char *sheet_range_fault(const char *range);

/* How many columns a range has; 0 when it does not say the last. */
size_t sheet_range_width(const char *range);

/* The next row; row->line is its number in the sheet. CSV_ROW or CSV_END. */
enum csv_got sheet_next(struct sheet_in *in, struct csv_row *row);

/* "B7" for the cell at this place (from 0) of a row. */
char *sheet_cell_name(const struct sheet_in *in, struct mem *m, size_t place, long row);

/* What the row that was given out last has at this place (from 0) of a cell that began in a row
 * above; NULL when no such cell stands there. */
const char *sheet_spanned(const struct sheet_in *in, size_t place);

/* "C3:C4" when the cell at this place (from 0) of a row is one of merged cells, and not the first;
 * or NULL. */
const char *sheet_merged_into(const struct sheet_in *in, struct mem *m, size_t place,
                              long row);

/* Merged cells of this column are those of each of their rows: they need not be said. */
void sheet_spread(struct sheet_in *in, size_t place);

struct sheet_cut sheet_cut(const struct sheet_in *in);

/* Rows from now on have at least n cells, blank ones at the end. */
void sheet_width(struct sheet_in *in, int n);

void sheet_close(struct sheet_in *in);

#endif
