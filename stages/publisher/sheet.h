/*
 * sheet - what the readers of the two kinds of workbooks share; sheet_in.h is the outside.
 *
 * A reader takes cells in order, sheet_cell() each, and says sheet_row() at the end of a
 * row; sheet.c does the rest (range, blank rows, limits).
 */
#ifndef SHEET_H
#define SHEET_H

#include "publisher/number_format.h"
#include "publisher/sheet_in.h"
#include "publisher/zip_parts.h"

#define SHEET_ROWS 1048576
#define SHEET_COLUMNS 16384

/* Text that grows while XML hands it out in pieces. */
struct sheet_text {
    char *text;
    size_t n, size;
};

struct sheet_merge {
    int column, last_column;
    long first, last;
    const char *text; /* what stands there, once it was read */
};

struct sheet {
    struct mem *run;
    struct zip_parts package;
    struct part *part;                 /* of the rows */
    const struct sheet_choice *choice; /* NULL: only the names are wanted */
    char *const *there;                /* the names of all sheets, `sheets` of them */
    int sheets;
    const char *name; /* of the sheet */
    long first_row, last_row;
    int first_column, last_column;
    void *reader;           /* of xlsx or ods */
    struct sheet_text cell; /* text of the cell at hand */
    struct mem cell_mem;    /* and what is made of it */

    /* The row at hand: its cells' texts one after the other, blank ones too. */
    char *text;
    size_t text_len, text_size;
    size_t *start;
    int cells;
    size_t start_size;

    bool no_zeros; /* the sheet shows none */
    bool outside;  /* the row has text in columns that are not read */
    struct sheet_cut cut;
    bool row_hidden; /* the row at hand */
    struct sheet_merge *merge;
    size_t merges, merge_next; /* those before merge_next begin here or above */
    size_t
        over[SHEET_COLUMNS + 1]; /* of each column the last one, by its number from 1 */
    size_t tall[SHEET_COLUMNS], talls; /* those over several rows that reach this one */
    bool spread[SHEET_COLUMNS +
                1]; /* columns in which each row has a merged cell's text */
    char column_hidden[SHEET_COLUMNS + 1]; /* 1: hidden, 2: and text was found in it */

    /* Rows that were read and not yet given out. */
    struct mem rows_mem;
    struct sheet_row *row;
    size_t head, tail, row_size;
    const struct sheet_row *at; /* the one that was given out, NULL for a gap */
    long given;                 /* number of the last row that was given out */
    long reading;               /* number of the row at hand, for messages */
    size_t total;
    int width;
    char **out;
    size_t out_size;
};

struct sheet_row {
    long number, times;
    char **cell;
    int n;
    struct sheet_span *span; /* what stands over it in cells that began above */
    int spans;
};

struct sheet_span {
    int place; /* from 0 */
    const char *text;
};

/* Puts a text at column 1, 2, ... of the row at hand; those between are blank. */
void sheet_cell(struct sheet *s, int column, const char *text);

/* A cell that stands over others. Those of a sheet are told in order of their first rows, before
 * the rows that they reach. */
void sheet_merged(struct sheet *s, struct sheet_merge merge);

/* Text that stands under a merged cell: counted, and no part of the row. */
void sheet_covered(struct sheet *s, int column, const char *text);

/* The merged cell that stands over this one of the row at hand, or NULL. */
struct sheet_merge *sheet_merge_over(struct sheet *s, int column);

/* The texts of merged cells that began above the row, as many as *n. */
struct sheet_span *sheet_spans(struct sheet *s, long number, int *n);

/* "B7" of column 2. */
const char *sheet_cell_at(char name[static SHEET_CELL_NAME], size_t column, long row);

/* The row at hand is this one; to be called before its cells. */
void sheet_row_begins(struct sheet *s, long number);

/* Columns from first to last are hidden. */
void sheet_hide_columns(struct sheet *s, int first, int last);

/* Ends the row at hand, which has this number and stands so many times. */
void sheet_row(struct sheet *s, long number, long times);

/* A stored number as a plain decimal, `text` with this many places more on the left of the
 * point; ends with 65 when it is none. */
const char *sheet_number(struct sheet *s, const char *text, int places);

/* A stored number whose format shows percent: 0.872 is "87.2%". */
const char *sheet_percent(struct sheet *s, const char *text);

/* A day of a workbook's count, as much of it as is shown: "2017-05-17T12:00:00", "12:00:00". Days
 * that no spreadsheet shows are sheet_not_shown, 0 and 60 of the system of 1900 days that
 * never were. */
const char *sheet_serial(struct mem *m, double serial, bool from_1904,
                         enum number_shows shown);

/* "-P1DT12H00M59.70S" as -36:00:59.7; NULL when it is no such duration. */
const char *sheet_duration(struct mem *m, const char *text);

/* "2017-05-17T12:00:59.70" as 2017-05-17T12:00:59.7, without the time at its beginning; the text
 * itself when it is another. */
const char *sheet_moment(struct mem *m, const char *text);

/* A moment that begins with a day, as much of it as a format shows, with the words beside it (" as "
 * and all that is printed, when they stand within); NULL when the format shows no day, month or
 * year. */
const char *sheet_moment_shown(struct mem *m, const struct number_format *format,
                               const char *moment);

/* Whether a cell shows the name of an error of a spreadsheet: #N/A, Err:502. */
bool sheet_is_error(const char *text);

_Noreturn void sheet_die(const struct sheet *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The place of the sheet that is meant among these, whose name is kept in s->name; -1 when
 * none is. Ends with 65 when there is no such sheet, or more than one. */
int sheet_choose(struct sheet *s, char *const there[], int n);

/* Begins the text of a cell, adds to it. */
void sheet_text_clear(struct sheet *s);
void sheet_text_add(struct sheet *s, const char *text, size_t n);

/* Adds text that stands there otherwise: the digits of a mark above or below the line become those
 * of U+2070 and U+2080, so that 1,234 with the mark 5 is not 12,345; what is struck out is
 * overlaid with U+0336. */
enum sheet_look { LOOK_PLAIN, LOOK_RAISED, LOOK_LOWERED, LOOK_STRUCK };
void sheet_text_look(struct sheet *s, enum sheet_look look, const char *text, size_t n);

/* The text of the cell at hand as it looks. */
const char *sheet_looking(struct sheet *s, enum sheet_look look, const char *text);

/* Counts the cell at hand, when it has text and is in the range, among those of the cut. */
void sheet_tell(struct sheet *s, struct sheet_cells *cells, int column,
                const char *text);

/* A format that depends on what stands in these cells hides what stands there. */
void sheet_conditional(struct sheet *s, const char *range);

/* A number whose digits stand apart by words, as it is shown; with the number behind it when it looks
 * like another. */
const char *sheet_apart(struct mem *m, const char *shown, const char *number);

/* Open the sheet and set s->part. */
void xlsx_open(struct sheet *s);
void ods_open(struct sheet *s);

#endif
