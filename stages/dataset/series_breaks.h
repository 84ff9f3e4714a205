/*
 * series_breaks - where series break, from a file such as datasets/breaks.csv, and the status
 * letter B.
 *
 * Columns: key columns left of `date` say what is concerned (register and indicator at least):
 * a code, several parted by blanks, `!` and codes for all but these, or empty for all. date is a
 * period; the break is at its first day. label says it in a few words. kind: `break`, from
 * then on the figures mean something else; `event`, something happened that they may show, and
 * no series is parted there. Without that column, or with an empty cell, it is a break.
 */
#ifndef SERIES_BREAKS_H
#define SERIES_BREAKS_H

#include "table/table.h"

#define BREAKS_FILE "datasets/breaks.csv"

struct series_break {
    const char *label, *date;
    long day;
    bool event;
    char **concerns; /* a cell for each of the columns below */
};

struct series_breaks {
    struct series_break *cut;
    size_t n;
    char **column; /* those left of date */
    int columns;
};

/* path NULL: no file. */
void series_breaks_read(struct series_breaks *c, struct mem *run, const char *path);

/* Whether c->cut[i] concerns a row. A column that the table does not have concerns no one
 * code: then only an empty cell fits. */
bool series_breaks_fits(const struct series_breaks *c, size_t i, const struct table *t,
                        const struct table_row *row);

/* The break between two rows that follow one another, in words: a break begins with the
 * first period that ends on its day or later. Events are none. NULL when there is none. */
const char *series_breaks_between(const struct series_breaks *c, const struct table *t,
                                  struct mem *m, const struct table_row *before,
                                  const struct table_row *row);

/* Checks that a series has one frequency and one unit and that its periods do not
 * overlap; ends with 65 at the line. */
void series_breaks_check(const struct table *t, const struct table_series *s);

#endif
