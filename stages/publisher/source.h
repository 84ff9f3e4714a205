/*
 * source - a publisher's file as rows of cells under named columns: a CSV file or a sheet,
 * found by its layout, without the lines above its header and below its table.
 *
 * Behind the columns of the file stand derived ones: `sheet`, the sheet's name, and the slots
 * of the layout's `sheet`, `file` and `split` patterns.
 */
#ifndef SOURCE_H
#define SOURCE_H

#include "publisher/column_names.h"
#include "publisher/layout.h"

struct source {
    const char *file; /* as shown in messages */
    const struct layout *layout;
    bool is_sheet;
    struct csv_in csv;
    struct sheet_in book;

    char **name;               /* of all columns, NULL at the end */
    int n, read;               /* all of them, those of the file */
    struct column_names names; /* of the file's */
    struct source_derived {
        const char *text; /* the same in every row; NULL: from a split */
        size_t split;
        int slot;
    } * derived;     /* of the columns from `read` on */
    int *split_from; /* the columns that the layout splits */
    char **cell;     /* of the row at hand */

    struct csv_row held; /* the next one, when it holds one */
    bool holds;

    long line;                 /* of the last row of the header */
    long above, footer, blank; /* rows that were passed over */
};

/* Opens a file (NULL or "-": standard input) and reads up to its header; ends with 65 or 66. */
void source_open(struct source *s, struct mem *run, const struct layout *l,
                 const char *path);

/* Index of a column by its name, or #3 for the third; ends with 65 when there is none, or
 * more than one of that name. */
int source_column(const struct source *s, const char *name, struct place at);

/* Puts the columns of that name into `at`, which has room for all, and returns how many. */
size_t source_columns(const struct source *s, const char *name, int at[]);

/* The next row of the table. Its cells are those of the file alone, and it is CSV_BAD, with
 * a fault, when they cannot be had or are not as many as in the header. */
enum csv_got source_next(struct source *s, struct mem *m, struct csv_row *row,
                         struct csv_fault *fault);

/* Fills the derived columns of the row at hand and returns all its cells; NULL, and the
 * split that is at fault, when a cell does not fit its pattern. */
char **source_cells(struct source *s, struct mem *m, const struct csv_row *row,
                    const struct layout_split **fault);

/* Where a cell is: "nrm.csv, line 14", "nrm.xlsx, sheet Table 2, cell C14". */
char *source_place(const struct source *s, struct mem *m, int column, long line);

/* The same of a workbook without its name: "sheet Table 2, cell C14". */
char *source_sheet_place(const struct source *s, struct mem *m, int column, long line);

/* Ends with 65 when the file was cut, or its table has no end where one is declared. */
void source_close(struct source *s);

#endif
