/* Reads one text in three ways, by the index (AVX2 where there is, and plain) and by libcsv
 * alone, and compares records, cells, lines, raw texts and faults; also cells seen ahead. Shared by the unit tests
 * and the fuzzer. */
#ifndef CSV_COMPARE_H
#define CSV_COMPARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "table/csv_in.h"

/* False, and said on standard error, at the first difference; chunk: bytes read at a time, 0
 * for what the reader takes by itself. */
bool csv_compare(const char *text, size_t n, char delimiter, unsigned allow);
bool csv_compare_file(const char *path, char delimiter, unsigned allow, size_t chunk);

/* What a reader said of a text, one line an event. */
struct csv_said {
    char *text;
    size_t n;
    bool good; /* no fault */
};

/* reader: as ATTEST_CSV_READER; say: what is said of it. The text is the caller's to free. */
struct csv_said csv_said_of(const char *path, const char *reader, char delimiter,
                            unsigned allow, bool say(struct csv_in *, FILE *));

/* What is left in a reader; false when there was a fault. */
bool csv_say(struct csv_in *in, FILE *out);

bool csv_same(const struct csv_said *a, const struct csv_said *b, const char *which);

#endif
