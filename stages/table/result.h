/*
 * result - statistics as rows of a table (NOTES.md, "Statistics are rows too"): the key
 * columns of the series, `statistic`, period, value and its neighbours, then method,
 * verdict, reason and sentence.
 */
#ifndef RESULT_H
#define RESULT_H

#include <stdbool.h>
#include <stddef.h>

#include "program/mem.h"
#include "table/table.h"

/* One statistic. value, lo, hi: NAN is none, an infinite bound is none. Without a value
 * reason must be given. status is that of the inputs: O and Q in it become E beside a
 * value, and O is added without one; status_stands: it is written as it is. Texts may be
 * NULL. */
struct result_row {
    const char *statistic, *period;
    double value, lo, hi;
    const char *interval, *unit, *status, *source;
    const char *method, *verdict, *reason, *sentence;
    bool status_stands;
    const char *more; /* the column left of method, where there is one */
};

/* The rows of one series, written sorted. Zeroed to begin with. */
struct result {
    int keys;         /* columns left of `statistic` */
    const char *more; /* the name of a column left of method, or NULL */
    struct mem mem;
    char ***row;
    size_t n;
};

/* The columns that result adds or fills, for make[]. */
extern const char *const result_make[];

/* Writes the header. Ends with 65 when the key has a column `statistic` already. */
void result_open(struct result *r, struct mem *run, const struct table *t);

/* The same for what is no series of a table: key[] are the columns left of `statistic`, more
 * is a column left of method, or NULL. */
void result_open_as(struct result *r, struct mem *run, char *const key[], int keys,
                    const char *more);

/* key: the cells left of `statistic`. */
void result_add(struct result *r, char *const key[], const struct result_row *x);

/* Writes the rows added since, sorted by key, and forgets them. */
void result_flush(struct result *r);

/* The span from the first to the last of two periods, "2010/2019", or the one period. */
char *result_span(struct mem *m, const char *first, const char *last);

/* x as a plain decimal of so many significant digits, for sentences; "unlimited" when it
 * is infinite. */
char *result_round(struct mem *m, double x, int digits);

/* The same, in more digits where it would read as `none` or as beyond it, and is not. */
char *result_apart(struct mem *m, double x, int digits, double none);

/* x in so many digits, but no whole unit is rounded away. */
char *result_words(struct mem *m, double x, int digits);

/* A span or an interval as a sentence has it: "2010 to 2017"; one period is itself. */
const char *result_span_words(struct mem *m, const char *span);

#endif
