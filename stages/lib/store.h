/*
 * store - the statements of a set of ledgers, to be looked up by key.
 *
 * A key is one cell per key column; equal keys have one number. Statements of a key stand
 * in the order in which they were published, the ones without a date first.
 */
#ifndef STORE_H
#define STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "tab.h"

#define STORE_DIMS 16

struct store_source {
    const char *id, *published, *grade;
    bool dated;
    long day; /* its last possible day */
};

struct statement {
    struct tab_row row;
    int table; /* of the report */
    struct amount amount;
    bool approx; /* published as about: it bounds nothing */
    const struct store_source *source;
    int key;
    struct period period;
};

struct store_key {
    int part[STORE_DIMS]; /* number of the cell in each key column */
    int first, n;         /* of statement[], after store_index() */
    int best;             /* the one that `vintage` would take */
    struct period period;
};

struct store_names {
    char **text;
    int n;
    long room;
    int *slot;
    size_t slots;
};

struct store {
    struct mem *run;
    struct tab tab; /* the columns; no file */
    int dims;       /* key columns, period the last */
    struct store_source *source;
    int sources;
    struct statement *statement;
    int statements;
    struct store_key *key;
    int keys;
    long statement_room, key_room, source_room;
    struct store_names names[STORE_DIMS];
    int *slot; /* of keys, by all parts */
    size_t slots;
    /* For each key column: keys that are equal in all others, as rings. */
    int *others[STORE_DIMS];
};

/* column[0..n): the header that all ledgers of the set have. False: it has no period
 * just left of value, or too many key columns. */
bool store_init(struct store *s, struct mem *run, char **column, int n);

void store_source(struct store *s, const char *id, const char *published,
                  const char *grade);

/* Takes a row whose cells live as long as the store. False and what is wrong when its
 * amount or period is not sound; then it is left out. */
bool store_add(struct store *s, int table, struct tab_row row, struct tab_fault *fault);

/* To be called once, after all rows. */
void store_index(struct store *s);

/* Column number of a key column, or -1. */
int store_dim(const struct store *s, const char *name);

/* Number of a text in a key column, or -1 when no row has it. */
int store_part(const struct store *s, int dim, const char *text);
const char *store_text(const struct store *s, int dim, int part);

/* Number of the key with these parts, or -1. */
int store_key(const struct store *s, const int part[]);

/* The next key that differs from `key` in one column alone, in a ring. */
int store_other(const struct store *s, int key, int dim);

/* The key's statement from this source, or -1. */
int store_from(const struct store *s, int key, const struct store_source *source);

/* Key cells joined by `|`, as exceptions name them. */
char *store_key_text(const struct store *s, int key);

#endif
