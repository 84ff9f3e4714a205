/*
 * differences - what is asked of stage diff, the two tables, and what was found so far.
 */
#ifndef DIFFERENCES_DIFFERENCES_H
#define DIFFERENCES_DIFFERENCES_H

#include <stdbool.h>

#include "program/stage.h"
#include "table/table.h"

/* The classes of change, the gravest first, and rows that one table lacks. */
enum change {
    UNIT,
    REVISED,
    WITHHELD,
    RELEASED,
    BOUNDS,
    STATUS,
    TEXT,
    SOURCE,
    REMOVED,
    ADDED,
    SAME,
    CHANGES
};
extern const char *const change_name[CHANGES];

/* One of the two tables, its key columns as those of the result, and the rows at hand,
 * which share a key. */
struct side {
    struct table tab;
    int *key; /* -1: it lacks the column */
    struct table_series group;
    bool any;
};
enum { OLD, NEW };
/* A column right of value that both have. */
struct compared {
    const char *name;
    int at[2];
    enum change change; /* what a difference there is called */
};

/* Of the numbers of one unit that both tables have. */
struct difference_tally {
    const char *unit;
    long n, up, down;
    double sum, sum_size, greatest;
    const char *greatest_key;
    struct difference_tally *next;
};

/* One key, as it is written. */
struct difference {
    enum change change;
    const struct table_row *of[2]; /* NULL: removed or added */
    char *columns;
    const char *revision, *percent;
    double difference;
};

struct differences {
    double tolerance;
    long limit;
    bool all, largest;
    struct opt_list ignore;
    struct side side[2];
    const char **key_name;
    int keys;
    struct compared *compared;
    int n_compared;
    bool columns_differ;
    struct difference_tally *tally;
    long count[CHANGES];
};
extern struct differences differences;

/* Chooses the columns that are compared, and notes those that one table lacks. Ends with 65 for
 * key columns in another order. */
void differences_open(struct mem *run);

/* Passes all keys that differ (with --all, all keys) to put(); the sides are at their end then.
 * m is memory of a key. */
typedef void differences_put(const struct difference *d, struct mem *m,
                             struct mem *run);
void differences_find(differences_put *put, struct mem *run);

/* How two cells differ; SAME: not. */
enum change differences_cells(const struct compared *c, const char *old,
                              const char *new);

/* The difference of two rows of a key; numbers in one unit are counted. */
struct difference differences_rows(const struct table_row *old,
                                   const struct table_row *new, struct mem *m,
                                   struct mem *run);

/* Key column i of a row of OLD or NEW, _T where it lacks it; all of them, parted by commas. */
const char *differences_key_cell(int which, const struct table_row *row, int i);
char *differences_key_text(int which, const struct table_row *row, struct mem *m);

/* How many keys that both have changed. */
long differences_changed(void);

#endif
