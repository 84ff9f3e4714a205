/*
 * layout - how a published table is read and what its columns become: a file of directives,
 * read into structs. The head of stages/ingest.c describes the language. Nothing here knows
 * the file that is read with it.
 */
#ifndef LAYOUT_H
#define LAYOUT_H

#include "program/pattern.h"
#include "publisher/cells.h"
#include "publisher/sheet_in.h"

#define LAYOUT_COLUMNS 64 /* of the result, at most */

/* A word with the place where it was written; at.file NULL: there is none. */
struct layout_word {
    const char *text;
    struct place at;
};

/* What fills a column of the result; at.file NULL: nothing does. */
struct layout_fill {
    struct pattern pattern;
    struct place at;
};

/* Columns of the source whose names fit a pattern hold values. */
struct layout_across {
    struct pattern pattern;
    int slot[PATTERN_SLOTS]; /* columns of the result, -1 for {_} */
    struct layout_bind {
        const char *column, *text;
        int to;
    } * bind;
    int binds;
    struct tally *tally;
};

/* COLUMN = TEXT..., or != when it is negated. */
struct layout_condition {
    const char *column;
    bool negate;
    struct layout_text {
        struct pattern pattern;
        struct tally *tally;
    } * text;
    int texts;
};

struct layout_filter {
    bool only; /* rows that do not meet it are left out, else those that do */
    struct layout_condition *condition;
    int conditions;
    struct place at;
    struct tally *tally; /* of rows that meet all of several conditions, else NULL */
    long left;           /* rows of the result left out */
};

/* One cell that holds several columns. */
struct layout_split {
    const char *column;
    struct pattern pattern;
    struct place at;
};

struct layout {
    const char *path;
    char delimiter;
    unsigned allow;
    const char *encoding; /* NULL: UTF-8 */
    struct sheet_choice sheet;
    const char *range;
    struct pattern file; /* of the file's name; file_at.file NULL: any */
    struct place file_at;
    long skip;
    const char *skip_to, *footer;
    int headers;

    char *column[LAYOUT_COLUMNS + 1]; /* of the result, NULL at the end */
    int columns, value;
    struct place output_at;
    struct layout_fill fill[LAYOUT_COLUMNS];

    struct layout_across *across;
    struct layout_filter *filter;
    struct layout_word *ignore;
    struct layout_down {
        struct layout_word column;
        struct tally *tally;
        bool merged; /* not every blank cell, those that are merged with one above */
    } * down;
    struct layout_split *split;
    size_t acrosses, filters, ignores, downs, splits;

    struct cells *rules;
    struct tallies tallies;

    /* set directives that are not yet placed */
    struct layout_setting {
        char *column, *text;
        struct place at;
    } * setting;
    size_t settings;
};

/* The words of `allow`, in the order of the flags CSV_ALLOW_, NULL at the end. */
extern const char *const layout_allow[];

/* What the command says in place of the layout. */
struct layout_command {
    const char *const *set; /* COLUMN=TEMPLATE */
    size_t sets;
    const char *sheet; /* or NULL */
    bool statements;   /* the columns that only statements have are there too */
};

/* Reads a layout; ends with 65, 66 or 64 when it, or the command, is wrong. */
void layout_read(struct layout *l, struct mem *run, const char *path,
                 const struct layout_command *command);

/* Index of a column of the result; ends with 65 when there is none of that name. */
int layout_column(const struct layout *l, const char *name, struct place at);

#endif
