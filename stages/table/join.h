/*
 * join - looks rows up in a second table, for `pair` and `normalise`.
 *
 * The columns to match are given as "geo,period" or, where the names differ, as
 * "citizenship=geo,period" (this table = the second). The second table is read whole; no
 * two of its rows may match the same row, so it must be one statement per key, chosen by
 * `vintage`, and narrowed down by `keep` to the columns that are matched.
 */
#ifndef JOIN_H
#define JOIN_H

#include "table/table.h"

struct join_row {
    struct table_row row;
    struct amount amount;
    bool used;
};

struct join {
    struct table tab; /* the second table */
    const struct table *left;
    int *left_at, *right_at, n; /* the columns matched */
    int left_period;            /* among them, with year; else -1 */
    struct join_row *row;       /* in order of the columns matched */
    size_t rows;
};

/*
 * Reads the second table. With year, a period of the first table finds the year that it
 * lies in. Ends with 64 for a faulty list, 65 for a column or a row that cannot be used.
 */
void join_open(struct join *j, struct mem *run, const struct table *left,
               const char *path, const char *on, bool year);

/* The row that matches, or NULL; m is for what the search needs. */
struct join_row *join_find(const struct join *j, const struct table_row *left,
                           struct mem *m);

#endif
