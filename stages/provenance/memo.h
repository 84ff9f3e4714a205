/*
 * memo - what a stage that took long wrote, kept in a folder by all that it was made of: the
 * program itself, its words, what it was given, and the datasets that stages read without being
 * told. When all of these are the same, so is what it would write.
 */
#ifndef MEMO_H
#define MEMO_H

#include "program/mem.h"
#include "program/texts.h"

struct memo {
    const char *folder; /* made when the first is kept */
    struct texts used;  /* by this run */
};

/* The file that holds what the stage of word[0] would write, with `in` for standard input (NULL:
 * none); NULL: it is not kept. */
const char *memo_find(struct memo *k, struct mem *m, char *const word[],
                      const char *in);

/* Keeps the file `out`, which the stage wrote. One that cannot be written is not kept. */
void memo_keep(struct memo *k, struct mem *m, char *const word[], const char *in,
               const char *out);

/* Removes from the folder what this run neither found nor kept. */
void memo_end(struct memo *k, struct mem *m);

#endif
