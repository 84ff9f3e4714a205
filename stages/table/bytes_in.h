/*
 * bytes_in - the bytes of a file, a pipe or standard input, gzip unpacked. By
 * ISA-L, which (with gzip_member.h nothing else knows it) unpacks three times as fast as zlib.
 *
 * gzip is told by its first two bytes. All members are read (RFC 1952); whatever stands
 * behind the last one and is none is a fault, also zeros: it may be data.
 */
#ifndef BYTES_IN_H
#define BYTES_IN_H

#include <isa-l/igzip_lib.h>
#include <stdbool.h>
#include <stddef.h>

#include "program/checksum.h"

enum bytes_got { BYTES_OK, BYTES_END, BYTES_DAMAGED, BYTES_FAILED };

struct bytes_in {
    int fd;
    bool known;     /* the first bytes were seen */
    bool part;      /* not to be read beyond what is left */
    long long left; /* bytes that are still to come, of a part or a whole file as it was
                       when it was opened; from 0 down: not known */
    bool ended, between;  /* the input has ended; no member is begun and not ended */
    bool sized, cut;      /* this member says how long it is; see bytes_cut() */
    struct checksum *sum; /* of what was read, or NULL */
    char why[128];        /* for BYTES_DAMAGED */
    unsigned char *next;  /* what was read and was not yet taken */
    size_t avail;         /* so many bytes of it */
    struct inflate_state *gzip; /* NULL: plain */
    unsigned char packed[1 << 16];
};

/* Takes over an open descriptor. */
void bytes_open(struct bytes_in *in, int fd);

/* The same for n bytes of a plain file from where it stands; negative: to its end. */
void bytes_open_part(struct bytes_in *in, int fd, long long n);

/* True when bytes were read and they are those of a whole plain file, which has parts. */
bool bytes_can_part(const struct bytes_in *in);

/* Fills to[0..n) as far as the input goes; got is less than n only at its end. BYTES_END:
 * nothing is left. BYTES_DAMAGED, too, when a file ends before it did when it was opened. BYTES_FAILED: errno says why. */
enum bytes_got bytes_read(struct bytes_in *in, void *to, size_t n, size_t *got);

/* True when a file as bgzip writes it was read to its end and the empty member with which these
 * end was not the last: members behind the last may be lost. */
bool bytes_cut(const struct bytes_in *in);

/* Closes the descriptor; false with errno when that fails. */
bool bytes_close(struct bytes_in *in);

#endif
