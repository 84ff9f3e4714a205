/*
 * pack - a zip file of parts, the same bytes for the same parts: packed by deflate.h, dated
 * 1980-01-01.
 */
#ifndef PACK_H
#define PACK_H

#include <stdio.h>

struct pack;

/* type: what the first part, "mimetype", says as it is, so that the file is known by its first
 * bytes; NULL: there is no such part. */
struct pack *pack_open(const char *type);

/* A stream for the next part, good until the next call. Parts stand in this order. */
FILE *pack_part(struct pack *p, const char *name);

/* Writes the file and gives everything back. Ends with 65, 70 or 71 when it cannot. */
void pack_write(struct pack *p, FILE *out);

#endif
