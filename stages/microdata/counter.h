/*
 * counter - a counter as its own files have it (count.h): one record at a time (count.c), and
 * many at once where nothing needs to be looked up (count_ahead.c).
 */
#ifndef COUNTER_H
#define COUNTER_H

#include "microdata/count.h"
#include "microdata/group_cache.h"
#include "microdata/recode.h"

#define COUNT_AHEAD 64 /* records at once */

/* What a table makes of each of many records. */
struct counted_ahead {
    size_t
        *code; /* by column: the place of its field among the cells that are wanted */
    size_t *where;   /* by condition */
    size_t measured; /* of a sum */
    uint64_t id[COUNT_AHEAD];
    unsigned char mark[COUNT_AHEAD];
    amount128 amount[COUNT_AHEAD];
};

/* One table as this file of records has it: fields by their place. */
struct counted {
    const struct tally_table *table;
    const struct header_names *header;
    struct recode **recode; /* by column, NULL for a constant */
    size_t **field;         /* by column, as many as the column has */
    size_t *where, measured, contributor;
    char *joined; /* texts of several fields */
    size_t joined_room;
    struct groups *groups;
    amount128 *const *amounts; /* of these */
    struct count_account account;
    struct group_cache cache;
    size_t runs;              /* of the groups when the cache was last emptied */
    bool cacheable;           /* few enough columns, and amounts that add up */
    const struct code **code; /* of the record at hand, by column */
    uint64_t id;              /* of all its codes, or 0 */
    char *key;
    size_t key_n, key_room;
    amount128 amount;
    bool takes; /* the record at hand counts here */
    struct counted_ahead ahead;
};

struct counter {
    struct counted *table;
    size_t tables;
    const struct header_names *guard; /* for records that no column may look at */
    size_t *wanted, wanteds;          /* fields that are looked at */
    const char *first;                /* name of the first of them */
    struct csv_span *seen;            /* those of the record at hand, for the guard */
    size_t cells;                     /* of a record; 0: none is counted ahead */
    struct csv_span *cell;  /* those that are wanted, of COUNT_AHEAD records */
    unsigned pause, pauses; /* calls to be passed over, and how many the next time */
};

bool where_meets(const struct where *w, const char *text, size_t n);

/* The record at hand into its group; row may be NULL when only its codes tell the group. */
void counted_add(struct counted *t, const struct csv_row *row);

/* Makes the counter ready to count ahead, when it can: field[] are the n places of those
 * fields of a record of so many cells that are wanted. */
void counter_fit_ahead(struct counter *c, struct mem *run, size_t cells,
                       const size_t *field, size_t n);

#endif
