/*
 * record_blocks - the records of one file in blocks, for threads that each take the next one.
 *
 * Whoever takes a block reads it, or unpacks it, while the others read and count theirs; then its
 * quotes are counted, and in its turn it is cut where their number is even and a line feed ends
 * a record. So a block holds whole records, nothing is guessed and no byte is read twice. In a file whose quotes
 * stand where RFC 4180 does not let them the first block that has such a quote begins where
 * a record does, and its reader finds the fault.
 */
#ifndef RECORD_BLOCKS_H
#define RECORD_BLOCKS_H

#include <pthread.h>

#include "table/csv_in.h"
#include "table/gzip_member.h"

/*
 * Of a gzip file whose members say how long they are (gzip_member.h) each thread unpacks the members
 * that it took, and cuts records when those before have done so. When a member is not as its
 * header says there is trouble: as ever, the file is then to be read whole.
 */
struct record_blocks {
    struct csv_in *in;
    size_t bytes;
    bool pieces;         /* a plain file, of which each is read by itself */
    bool members;        /* or one whose members say how long they are */
    bool cut;            /* the last of them was not the empty one that ends a file */
    long long at, size;  /* of the next of them in the file, which is so long */
    long long skip;      /* bytes of text before the first record that is wanted */
    size_t given, done;  /* pieces, or groups of members, that were taken, and cut */
    pthread_cond_t turn; /* done has changed */
    pthread_mutex_t lock;
    char *rest; /* bytes behind the last record's end */
    size_t rest_n, rest_room;
    long line; /* of the first of them */
    bool ended, trouble;
};

/* To begin with {0}, and kept from one block to the next by who takes it. */
struct record_block {
    char *buffer, *text; /* the text lies in the buffer */
    size_t n, room;
    long line; /* on which the first record begins */
    unsigned char *packed;
    struct gzip_unpacker *unpacker;
};

/* The records of `in` from where it stands, which is on this line; bytes: of a block. */
void record_blocks_open(struct record_blocks *b, struct csv_in *in, long line,
                        size_t bytes);
#define RECORD_BLOCK ((size_t)1 << 18)

/* The next block. False when there is none, or there was trouble: the input is damaged or
 * cannot be read, a record is longer than the reader takes, or someone said so. */
bool record_blocks_next(struct record_blocks *b, struct record_block *out);

void record_block_free(struct record_block *block);

/* Says that no more blocks are wanted. */
void record_blocks_trouble(struct record_blocks *b);

void record_blocks_close(struct record_blocks *b);

#endif
