/*
 * evidence - what is held about the quantities that a claims file refers to: the table
 * (one row per key), and, when given, all statements, which tell why a row is not there.
 */
#ifndef EVIDENCE_H
#define EVIDENCE_H

#include "claim/book.h"
#include "claim/claims.h"
#include "dataset/indicators.h"
#include "dataset/labels.h"
#include "dataset/registers.h"
#include "dataset/series_breaks.h"
#include "dataset/sources.h"

enum held {
    HELD,          /* row is there */
    HELD_NOT,      /* no statement */
    HELD_LEFT_OUT, /* a statement, but the table's makers did not choose it */
    HELD_PERHAPS,  /* only statements that may have been published after the article */
    HELD_LATER,    /* only statements published after the article */
    HELD_UNDATED,  /* only statements without a date */
    HELD_OWN       /* only what the article itself says */
};

/* One quantity: one code per dim of the reference, and a period. */
struct cell {
    const struct ref *ref;
    const char **code;
    const char *period;
    struct period when;
    enum held held;
    const struct book *book; /* the row's */
    const struct book_row *row;
    const struct cell *part; /* what it follows from (parts.h), each held */
    size_t parts;
    const struct cell *whole; /* that bounds it: the first of part[], or NULL */
    const struct cell
        *gap;    /* of a bound that follows: why nothing is held, else NULL */
    bool rivals; /* part[] are statements of different numbers (rivals.h) */
    bool every;  /* and they are all that any edition said */
    const char *source,
        *published; /* HELD_LATER: the first; UNDATED, OWN: one of them */
};

/* A table that a claim names. */
struct shelf {
    const char *path;
    struct book book;
};

/* What one publisher put out on one day: all its tables and summaries of that day. */
struct edition {
    const char *publisher; /* NULL: none */
    const char *credit;    /* with whose figures it passes on */
    long day;
    const char *document; /* only this source of it; NULL: all of that day */
};

struct evidence {
    struct mem *m;
    const char *file; /* of the claims, for messages */
    const struct claims *claims;
    enum basis basis;
    long day; /* what was held then; LONG_MAX: all that is held, dated or not */
    struct edition pinned; /* every cell is taken from this edition alone */
    bool loose;            /* what belongs together need not be of one edition */
    bool quarters;      /* sets of a year that stay open are closed by their quarters */
    bool trying;        /* faults are gathered: none ends the run */
    bool every_edition; /* a cell is anything that editions out by the day say of it */
    struct book table;
    struct shelf *shelf;
    size_t n_shelf;
    struct book *statements; /* NULL: none given */
    struct book *spelling;   /* what codes must be in; NULL: the statements */
    struct sources cite;
    struct registers registers;
    struct indicators adds;
    struct series_breaks breaks;
    struct labels *labels;
    size_t trends; /* that the article asks for (multiplicity.h) */
};

/* The table that a reference is looked up in. */
const struct book *evidence_table(const struct evidence *e, const struct ref *ref);

/* A column that the reference names and the table has not as a key, or NULL. */
const char *evidence_lacking(const struct book *b, const struct ref *ref);

/* Reads every table that a claim names. */
void evidence_shelve(struct evidence *e);

/* The cells of a reference; a set may have many. *open: the set may have members that no
 * one has stated (another country, another year), so it can disprove but not prove. */
struct cell *evidence_cells(const struct evidence *e, const struct ref *ref, size_t *n,
                            bool *open);

/* What is held on one cell, or why nothing is; its ref, code, period and when are set. */
void evidence_find_alone(const struct evidence *e, struct cell *c);

/* The same; what no one stated may follow from its parts in time, or lie within a whole. */
void evidence_find(const struct evidence *e, struct cell *c);

/* Puts the newest vintage of the series into the key, of those that were out on the day of
 * the evidence; false when none was. */
bool evidence_vintage(const struct evidence *e, const struct book *b, char **key);

/* The article may be a source itself, or its own figures would bear it out: a fault when a
 * source has its address or its title and is not named as its own. What copies its own is
 * its own too. */
void evidence_own(struct mem *m, struct claims *c, const struct sources *cite);

/* Puts codes in place of names (spelling.c). A fault when a column or code is nowhere in
 * the statements and not declared absent (it is misspelt), when a declared one is there
 * after all, when a source is unknown, when the article is a source and does not say so. */
void evidence_check(const struct evidence *e);

/* The statements on a cell: rows of e->statements from *first up to the one before *end. */
void evidence_statements(const struct evidence *e, const struct cell *c, size_t *first,
                         size_t *end);

/* The leading key columns that the reference fixes to one code each, as a key; how many. */
int evidence_fixed(const struct book *b, const struct ref *ref, char *key[]);

/* The code is of one country or form, not of a total, a group, two citizenships at once. */
bool evidence_single(const char *column, const char *code);

/* The rows of the cell's series in a table with vintages, of all days and periods. */
void evidence_days(const struct evidence *e, const struct cell *c, size_t *first,
                   size_t *end);

/* The statement counts on e->day: it is not the article's own, and was out by then. */
bool evidence_admits(const struct evidence *e, const struct book_row *statement);

/* Which publisher's edition of which day a source belongs to; false when it is unknown. */
bool evidence_edition(const struct evidence *e, const char *source,
                      struct edition *out);

/* One of the sources of the cell's row is of this edition. */
bool evidence_is_of(const struct evidence *e, const char *source,
                    const struct edition *want);

/* The code of a cell in a key column; `_T` when the reference names none. */
const char *evidence_code(const struct cell *c, const char *column);

/* The source of a held cell as id@published. */
const char *evidence_source(const struct evidence *e, const struct cell *c);

/* True when id (up to '@' or '+') is in the list. */
bool evidence_names(const struct names *list, const char *id);

/* Adds a fault of the claims file. */
void evidence_fault(const struct evidence *e, struct spot at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds one that judging met; ends as evidence_die() unless all readings are being tried. */
void evidence_unfit(const struct evidence *e, struct spot at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds it and ends with 65 and all faults so far. */
_Noreturn void evidence_die(const struct evidence *e, struct spot at,
                            const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
