/*
 * statements - the statements of a set of ledgers, to be looked up by key.
 *
 * A key is one cell per key column; equal keys have one number. Statements of a key stand
 * in the order in which they were published, the ones without a date first.
 */
#ifndef STATEMENTS_H
#define STATEMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "table/table.h"

#define STORE_DIMS 16

struct statements_source {
    const char *id, *published, *grade;
    const char *copies; /* the id of the source whose text it repeats, or "" */
    bool dated;
    long day; /* its last possible day */
};

struct statement {
    struct table_row row;
    int table; /* of the report */
    struct amount amount;
    bool approx; /* published as about: it bounds nothing */
    const struct statements_source *source;
    int key;
    struct period period;
};

struct statements_key {
    int part[STORE_DIMS]; /* number of the cell in each key column */
    int first, n;         /* of statement[], after statements_index() */
    int best;             /* the one that `vintage` would take */
    struct period period;
};

struct statements_names {
    char **text;
    int n;
    int *slot;
    size_t slots;
};

struct statements {
    struct mem *run;
    struct table tab; /* the columns; no file */
    int dims;         /* key columns, period the last */
    struct statements_source *source;
    int sources;
    struct statement *statement;
    int statements;
    struct statements_key *key;
    int keys;
    struct statements_names names[STORE_DIMS];
    int *slot; /* of keys, by all parts */
    size_t slots;
    /* For each key column: keys that are equal in all others, as rings. */
    int *others[STORE_DIMS];
};

/* column[0..n): the header that all ledgers of the set have. False: it has no period
 * just left of value, or too many key columns. */
bool statements_init(struct statements *s, struct mem *run, char **column, int n);

void statements_source(struct statements *s, const char *id, const char *published,
                       const char *grade, const char *copies);

/* Takes a row whose cells live as long as the store. False and what is wrong when its
 * amount or period is not sound; then it is left out. */
bool statements_add(struct statements *s, int table, struct table_row row,
                    struct table_fault *fault);

/* To be called once, after all rows. */
void statements_index(struct statements *s);

/* Column number of a key column, or -1. */
int statements_dim(const struct statements *s, const char *name);

/* Number of a text in a key column, or -1 when no row has it. */
int statements_part(const struct statements *s, int dim, const char *text);
const char *statements_text(const struct statements *s, int dim, int part);

/* Number of the key with these parts, or -1. */
int statements_key(const struct statements *s, const int part[]);

/* The next key that differs from `key` in one column alone, in a ring. */
int statements_other(const struct statements *s, int key, int dim);

/* The key's statement from this source, or -1. */
int statements_from(const struct statements *s, int key,
                    const struct statements_source *source);

/* Key cells joined by `|`, as exceptions name them. */
char *statements_key_text(const struct statements *s, int key);

#endif
