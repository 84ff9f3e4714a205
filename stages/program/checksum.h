/*
 * checksum - 64 bits of bytes, the same in every run and on every machine (XXH3). It shows what
 * was changed by chance, not what someone forged.
 */
#ifndef CHECKSUM_H
#define CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

uint64_t checksum_of(const void *bytes, size_t n);

/* The same of bytes that come piece by piece. Ends with 71 when there is no memory. */
struct checksum;
struct checksum *checksum_new(void);
void checksum_begin(struct checksum *c); /* anew, of nothing */
void checksum_add(struct checksum *c, const void *bytes, size_t n);
uint64_t checksum_value(const struct checksum *c);
void checksum_free(struct checksum *c);

#endif
