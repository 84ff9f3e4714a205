/*
 * contrasts - what is asked of stage contrast, a pair that is compared, and its rows.
 */
#ifndef CONTRASTS_CONTRASTS_H
#define CONTRASTS_CONTRASTS_H

#include <stdbool.h>

#include "program/mem.h"
#include "stat/status.h"
#include "table/level.h"
#include "table/result.h"
#include "table/table.h"

enum contrasts_kind { COUNTS, RATES, SHARES };

struct contrasts {
    enum contrasts_kind kind;
    const char *exposure_name, *total_name; /* columns, or NULL */
    const struct level *level;              /* of limits and verdicts */
    long completions;
    bool chi2;
    char *column, *first, *second; /* of --by */
    int by_at, size_at;            /* columns; size_at -1: none */
    const struct table *table;
    struct result *result;
    struct mem *m;
};
extern struct contrasts contrasts;

/* One side: whole numbers lo..hi (hi may be infinite), over `size`. */
struct side {
    double lo, hi, size;
    const char *why; /* it cannot be used, or NULL */
    bool inexact;    /* published as about, or estimated: anything within its limits */
};

struct pair {
    struct side a, b;
    bool bounded;
    char **key;
    struct result_row row; /* what all statistics of the pair share */
    const char *label;
};

struct limits {
    double estimate, lo, hi;
};

/* What a row says as a side. */
struct side contrasts_side(const struct table_row *row);

/* Writes all statistics of two rows; of a row without a partner, the reason. */
void contrasts_compare(const struct table_row *a, const struct table_row *b);
void contrasts_lone(const struct table_row *row);

/* There are no more completions than are to be tried. */
bool contrasts_few(const struct pair *p);

/* No event, or nothing but events, says nothing of a ratio: any may be. */
bool contrasts_silent(const struct pair *p, enum st_status s);

void contrasts_put(struct pair *p, const char *statistic, const char *unit,
                   const char *method, struct limits l, const char *interval,
                   const char *reason);
/* Without a value; the statistic that comes first says why in words. */
void contrasts_put_reason(struct pair *p, const char *statistic, const char *reason);

#endif
