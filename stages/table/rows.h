/*
 * rows - a table held in memory until it can be written in order. `ingest` and `clean` end
 * with it, since what they make of the key decides the order.
 */
#ifndef ROWS_H
#define ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "program/mem.h"
#include "table/rejects.h"

/* What becomes of a second row with one key and source. */
enum rows_repeats { ROWS_REJECT, ROWS_ADD, ROWS_KEEP };

struct rows {
    struct mem *run;
    char *const *column;
    int n, key, value, source; /* key: columns left of value; source: -1 without */
    int lo, hi, interval, unit, status, locator; /* -1 without */
    struct rows_row *row;
    size_t rows;
    enum rows_repeats repeats;
};

/* One row and where it came from; raw is there for the rejects. */
struct rows_row {
    char **cell;
    long line;
    const char *raw;
    size_t raw_len;
};

void rows_open(struct rows *r, struct mem *run, char *const column[], int n);

/* Keeps a copy of the cells. */
void rows_add(struct rows *r, char *const cell[], const struct csv_row *from);

/*
 * Sorts by key bytewise, then by source, then by line. Two statements of one source with
 * one key cannot both stand. If they are the same the first stays; if they differ all go to
 * the rejects, since which one holds cannot be told. With ROWS_ADD what they say is added
 * up, or all go: whole values and bounds; a part without a bound has 0 below when its unit is
 * counted, and leaves the sum open otherwise. Returns how many were added to another row. Then writes header and rows.
 */
long rows_write(struct rows *r, struct rejects *rejects, const char *file);

#endif
