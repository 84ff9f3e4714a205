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
    BOOK_LINE,     /* above a table: runs on over the columns at its right */
    BOOK_HEAD_END, /* of a column of numbers, and what stands there in place of one */
    BOOK_TEXT_END,
    BOOK_NUMBER, /* and `decimals` digits after the point */
    BOOK_STYLES
};

enum {
    BOOK_DECIMALS = 4, /* most digits that are shown after the point */
    BOOK_WIDTHS = 64,  /* columns of which the width is measured; of the others it is */
    BOOK_WIDTH = 12
};

/* Heights of rows in points: of a line, and of a heading. They are given, so that whoever opens
 * the file need not measure the words that are wrapped. */
#define BOOK_LINE_HIGH 15.75
#define BOOK_HEADING_HIGH 21.0

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
    size_t width[BOOK_WIDTHS]; /* of the first columns, in characters */
    size_t *lines;             /* of each row, as its texts are wrapped */
};

struct book {
    struct mem *m;
    const char *title;
    struct book_sheet *sheet;
    size_t n;
};

void book_make(struct book *b, const struct document *d);

/* The width of a column, in characters. */
size_t book_width(const struct book_sheet *s, size_t column);

/* "A", "Z", "AA": the name of a column from 0. */
const char *book_column(struct mem *m, size_t column);

#endif
