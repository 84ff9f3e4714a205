/*
 * encoding - the bytes of a file in a declared encoding, as UTF-8. The only module that knows
 * iconv.
 */
#ifndef ENCODING_H
#define ENCODING_H

#include "program/mem.h"
#include "table/bytes_in.h"

/* Whether a name, in any case, is one of those that are read; and all of them. */
bool encoding_known(const char *name);
const char *encoding_names(void);

/* Ends with 71 when this system does not know the encoding. */
struct encoding;
struct encoding *encoding_open(struct mem *run, const char *name);

/* As bytes_read, in UTF-8. BYTES_DAMAGED, with in->why: bytes that are no character of the
 * encoding. */
enum bytes_got encoding_read(struct encoding *e, struct bytes_in *in, void *to,
                             size_t n, size_t *got);
void encoding_close(struct encoding *e);

#endif
