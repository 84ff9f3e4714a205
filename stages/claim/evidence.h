/*
 * evidence - what is held about the quantities that a claims file refers to: the table
 * (one row per key), and, when given, all statements, which tell why a row is not there.
 */
#ifndef EVIDENCE_H
#define EVIDENCE_H

#include "claim/claims.h"
#include "dataset/sources.h"
#include "table/table.h"

struct book_row {
    char **cell;
    long line;
    struct amount amount;
    struct period period;
};

/* A table in memory, in key order. */
struct book {
    struct table tab;
    struct book_row *row;
    size_t n;
};

void book_read(struct book *b, struct mem *m, const char *path, enum table_order order);

/* The cell of a column that tab.at[] knows, "" when the table has none. */
const char *book_cell(const struct book *b, const struct book_row *row,
                      enum table_column c);

enum held {
    HELD,          /* row is there */
    HELD_NOT,      /* no statement */
    HELD_LEFT_OUT, /* a statement, but the table's makers did not choose it */
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
    const char *source,
        *published; /* HELD_LATER: the first; UNDATED, OWN: one of them */
};

/* A table that a claim names. */
struct shelf {
    const char *path;
    struct book book;
};

struct evidence {
    struct mem *m;
    const char *file; /* of the claims, for messages */
    const struct claims *claims;
    enum basis basis;
    struct book table;
    struct shelf *shelf;
    size_t n_shelf;
    struct book *statements; /* NULL: none given */
    struct sources cite;
};

/* Reads every table that a claim names. */
void evidence_shelve(struct evidence *e);

/* The cells of a reference; a set may have many. *open: the set may have members that no
 * one has stated (another country, another year), so it can disprove but not prove. */
struct cell *evidence_cells(const struct evidence *e, const struct ref *ref, size_t *n,
                            bool *open);

/* Ends with 65 when a column or code is nowhere in the statements and not declared absent
 * (it is misspelt), when a declared one is there after all, or a source is unknown. */
void evidence_check(const struct evidence *e);

/* The code of a cell in a key column; `_T` when the reference names none. */
const char *evidence_code(const struct cell *c, const char *column);

/* The source of a held cell as id@published. */
const char *evidence_source(const struct evidence *e, const struct cell *c);

/* True when id (up to '@' or '+') is in the list. */
bool evidence_names(const struct names *list, const char *id);

_Noreturn void evidence_die(const struct evidence *e, struct spot at,
                            const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
