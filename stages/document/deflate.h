/*
 * deflate - packs bytes (RFC 1951) in the fixed codes alone, so that the same bytes come of the
 * same bytes with whatever libraries: a library of compression may pack otherwise in its next
 * version, or on another processor.
 */
#ifndef DEFLATE_H
#define DEFLATE_H

#include <stdio.h>

/* Writes n bytes, packed as one block. */
void deflate_put(FILE *out, const unsigned char *in, size_t n);

#endif
