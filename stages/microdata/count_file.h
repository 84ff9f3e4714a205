/*
 * count_file - a file of records, or a part of it, into a counter.
 */
#ifndef COUNT_FILE_H
#define COUNT_FILE_H

#include "microdata/count.h"
#include "table/rejects.h"

struct count_options {
    size_t memory;       /* bytes for all groups */
    size_t threads;      /* from 1 up; more than one for files alone, plain or packed */
    const char *rejects; /* a file for bad records, or NULL: the first ends the run */
    const struct csv_part *part; /* NULL: the whole file */
    struct checksum
        *sum; /* to become that of a part and the header, as parts.h has it */
};

/* records = counted + left out + rejected, for each table. */
struct count_result {
    struct counter *counter;
    long long records, rejected;
    const char *file; /* as shown in messages */
};

/*
 * With several threads each takes the next block of whole records (record_blocks.h); when any
 * record is not as it should be, all is thrown away and the file read once more from its
 * beginning by one thread, which says what is wrong in the order of the file. The result is
 * the same with any number of threads. Ends with 65 at the first bad record without a file
 * for rejects.
 */
struct count_result count_file(struct mem *run, const struct declaration *d,
                               const char *path, const struct count_options *o);

#endif
