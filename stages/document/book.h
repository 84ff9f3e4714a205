/*
 * book - a document as the sheets of a workbook, as the Government Analysis Function asks
 * ("Releasing statistics in spreadsheets", 2021): a cover, contents, notes, one table a
 * sheet; the name of the sheet's content in A1, no empty cell in a table, nothing merged.
 * What render_xlsx.c and render_ods.c share.
 */
#ifndef BOOK_H
#define BOOK_H

#include "document/render.h"

enum book_style {
    BOOK_TEXT,
    BOOK_HEADING, /* A1 of a sheet */
    BOOK_HEAD,    /* of a column */
    BOOK_LINK,
    BOOK_NUMBER, /* and `decimals` digits after the point */
    BOOK_STYLES
};

enum { BOOK_DECIMALS = 4 }; /* most digits that are shown after the point */

struct book_cell {
    enum book_style style;
    int decimals;
    const char *text;  /* as people read it; clean */
    const char *value; /* a plain decimal, or NULL: text */
    const char *url;   /* an address that is live, or NULL */
    const char *sheet; /* a sheet that it leads to, or NULL */
};

struct book_sheet {
    const char *name;
    struct book_cell *cell; /* rows of `columns` cells; text NULL: no cell */
    size_t rows, columns, room;
    size_t head; /* row of the table's header from 0; the table goes on to the end */
    bool has_table;
    size_t width[64]; /* of the first columns, in characters */
};

struct book {
    struct mem *m;
    const char *title;
    struct book_sheet *sheet;
    size_t n;
};

void book_make(struct book *b, const struct document *d);

/* "A", "Z", "AA": the name of a column from 0. */
const char *book_column(struct mem *m, size_t column);

#endif
