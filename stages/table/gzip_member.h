/*
 * gzip_member - members of a gzip file that say how long they are (BGZF, as bgzip writes it: a
 * field BC in the header, section 4.1 of the SAM format specification, HTS-specs), so that the
 * next can be found without unpacking this one. What a header says is held against what is there.
 */
#ifndef GZIP_MEMBER_H
#define GZIP_MEMBER_H

#include <stdbool.h>
#include <stddef.h>

#define GZIP_MEMBER_MAX ((size_t)1 << 16) /* bytes of a member, packed and not */
#define GZIP_MEMBER_HEADER 18             /* bytes of its header as bgzip writes it */

/* How many bytes the member that begins here has, by its header; 0 when it does not say. n bytes
 * may be looked at. */
size_t gzip_member_size(const unsigned char *from, size_t n);

/* How many bytes it holds unpacked, as its end says; at most GZIP_MEMBER_MAX. */
size_t gzip_member_text(const unsigned char *from, size_t size);

struct gzip_unpacker;

/* Ends with 71 when there is no memory. */
struct gzip_unpacker *gzip_unpacker_new(void);
void gzip_unpacker_free(struct gzip_unpacker *u);

/* Unpacks a member of n bytes into at most GZIP_MEMBER_MAX bytes; got: how many. False when it is
 * damaged, is shorter or longer than n, or holds more. */
bool gzip_member_unpack(struct gzip_unpacker *u, const unsigned char *from, size_t n,
                        char *to, size_t *got);

#endif
