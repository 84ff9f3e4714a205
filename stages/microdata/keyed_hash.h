/*
 * keyed_hash - XXH3 under a secret of this run, where every record needs it.
 */
#ifndef KEYED_HASH_H
#define KEYED_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "program/xxh3.h"

/* Drawn by the first groups_new(). */
#define HASH_SECRET XXH3_SECRET_DEFAULT_SIZE
extern unsigned char hash_secret[HASH_SECRET];

/* The hash of these bytes in this run of the program. */
static inline uint64_t
keyed_hash(const char *key, size_t n)
{
    return XXH3_64bits_withSecret(key, n, hash_secret, sizeof hash_secret);
}

#endif
