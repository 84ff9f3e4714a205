/*
 * partial - counts of a part of the records, as lines that any number of machines can write
 * and one can add up.
 *
 *     KEY TAB BLOCK TAB AMOUNT
 *
 * KEY is a group's table and codes, or begins with # for what is counted of the records;
 * BLOCK names the part that was counted; AMOUNT is a whole number, of 10^-9 for sums. Lines
 * are sorted bytewise, keys end at the first tab, as Hadoop Streaming and sort want them.
 * One line a block, `~block`, has the version, the number of the block's other lines, the
 * sum of their hashes, the hash of the declaration, and the part (parts.h).
 *
 * Lines are a set: joining is associative and commutative, nothing is added by an empty
 * file, and a block that comes twice counts once. Only whoever adds up checks that each block
 * is there whole.
 */
#ifndef PARTIAL_H
#define PARTIAL_H

#include <stdio.h>

#include "microdata/count_file.h"
#include "microdata/parts.h"

/* Writes what was counted as one block, and which part of a file it is. Ends with 74 when
 * that fails. */
void partial_write(FILE *out, const struct declaration *d, const struct count_result *r,
                   const char *block, const struct part_name *part);

struct partial_set;

/* memory: bytes held before lines go to temporary files. */
struct partial_set *partial_new(struct mem *run, const struct declaration *d,
                                size_t memory);

/* Takes the lines of a file ("-": standard input). Ends with 65 at a line that is none. */
void partial_read(struct partial_set *p, const char *path);

/* Writes the lines, each once. */
void partial_join(struct partial_set *p, FILE *out);

/*
 * Adds the blocks up. Ends with 65 when a block is not whole, comes with different counts,
 * or is of another declaration or version; when a part came under two names, or did not come,
 * which is a note when the set may be incomplete.
 */
struct partial_sum {
    struct groups *
        *table; /* by table of the declaration; groups_finish() is the caller's */
    struct count_account *account;
    long long records, rejected;
    size_t blocks;
};
struct partial_sum partial_add(struct partial_set *p, bool incomplete);

#endif
