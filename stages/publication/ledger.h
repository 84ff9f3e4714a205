/*
 * ledger - all statements that are held, by series, for the pages that tell of them.
 *
 * Of a dated site only what had been published by its day.
 */
#ifndef LEDGER_H
#define LEDGER_H

#include "dataset/labels.h"
#include "dataset/sources.h"
#include "publication/site.h"
#include "table/table.h"

struct said {
    char **cell;
    const char *file;
    long line;
    size_t rows; /* of its ledger */
    const struct source *source;
    const char *amount; /* in words: "5", "[c] 0 to 4", "less than in 2017" */
    bool taken;         /* by `vintage`, of those with its key */
};

/* Statements of one key but the period, by period and then as they were published. */
struct said_series {
    struct said *said;
    size_t n;
    const char *page; /* from the first page, or NULL when none tells of it */
};

struct ledger {
    struct mem *m;
    struct table tab; /* the columns; no file */
    struct sources cite;
    struct labels labels;
    struct said *said;
    size_t n;
    struct said_series
        *series; /* by names: what is counted, the area, all before parts */
    size_t n_series;
};

void ledger_read(struct ledger *l, const struct site *s);

const char *ledger_cell(const struct ledger *l, const struct said *a,
                        enum table_column c);
const char *ledger_named(const struct ledger *l, const struct said *a,
                         const char *column);

/* The key in words, without its period and what stands for all. */
const char *ledger_words(struct ledger *l, struct mem *m, const struct said *a);

/* The same without what is counted. */
const char *ledger_words_of_area(struct ledger *l, struct mem *m, const struct said *a);

/* True for a number of all sexes, ages, forms and citizenships. */
bool ledger_is_whole(const struct ledger *l, const struct said *a);

/* How many statements from i on have its period. */
size_t ledger_same(const struct ledger *l, const struct said_series *s, size_t i);

/* Which of n statements from a on, with one key, `vintage` takes; the last where it takes none. */
const struct said *ledger_taken(const struct said a[], size_t n);

/* From where one statement's period begins to where the other's ends; one period once. */
const char *ledger_span(const struct ledger *l, struct mem *m, const struct said *first,
                        const struct said *last);

/* The first and the newest of n statements that give a number; false when none does. */
bool ledger_ends(const struct ledger *l, const struct said a[], size_t n,
                 const struct said **first, const struct said **newest);

#endif
