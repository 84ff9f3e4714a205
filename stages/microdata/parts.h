/*
 * parts - a plain file of records cut where records end, for threads and for machines.
 *
 * Where a record ends follows from all quotes before it, so they are counted first: nothing
 * is guessed. A file whose quotes stand where RFC 4180 does not let them has parts too, which
 * the readers of the parts will find broken; such a file is to be read whole.
 */
#ifndef PARTS_H
#define PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "program/mem.h"
#include "table/csv_in.h"

struct parts {
    struct csv_part *part;
    uint64_t *sum; /* of each, the checksum of the header's text and the part's bytes */
    size_t n;      /* from 1 to as many as were wanted; without a record one is empty */
    uint64_t set;  /* tells these parts of this file from others */
};

/* One part as whoever counts it names it: the first of `of` is 1; of 0: not known. */
struct part_name {
    size_t number, of;
    uint64_t set, sum;
};

/*
 * n parts of about equal size of the file from byte `from`, the first of a record on line
 * `line`, behind this header. Reads the file twice, with one thread a part. Ends with 66 when it
 * cannot be opened, with 74 when it cannot be read or changes meanwhile.
 */
struct parts parts_of(struct mem *run, const char *path, const struct csv_row *header,
                      long long from, long line, size_t n);

/* Ends with 65 when the file cannot be that of which this is a part: it is too short, or longer
 * than the last of the parts, or no line ends at an end of it. */
void part_check(const char *path, const struct csv_part *part,
                const struct part_name *name);

/* A part as FROM-TO:LINE, and with what tells it from the others and what it held as
 * FROM-TO:LINE:IofN:SET:SUM. */
#define PART_TEXT 160
void part_text(const struct parts *p, size_t i, char out[PART_TEXT]);
bool part_read(const char *text, struct csv_part *part, struct part_name *name);

#endif
