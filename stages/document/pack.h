/*
 * pack - a zip file of parts, the same bytes for the same parts: stored, dated 1980-01-01.
 */
#ifndef PACK_H
#define PACK_H

#include <stdio.h>

struct pack;

struct pack *pack_open(void);

/* A stream for the next part, good until the next call. Parts stand in this order. */
FILE *pack_part(struct pack *p, const char *name);

/* Writes the file and gives everything back. Ends with 70 or 71 when it cannot. */
void pack_write(struct pack *p, FILE *out);

#endif
