#include "table/gzip_member.h"

#include <isa-l/igzip_lib.h>
#include <stdint.h>
#include <stdlib.h>
#include <sysexits.h>

#include "program/msg.h"

#define HEADER 12 /* bytes before the extra fields */

struct gzip_unpacker {
    struct inflate_state z;
};

static size_t
two(const unsigned char *p)
{
    return p[0] | (size_t)p[1] << 8;
}

size_t
gzip_member_size(const unsigned char *from, size_t n)
{
    /* Magic, deflate, extra fields and no other. */
    if (n < HEADER || from[0] != 0x1f || from[1] != 0x8b || from[2] != 8 ||
        from[3] != 4)
        return 0;
    size_t end = HEADER + two(from + 10);
    for (size_t at = HEADER; at + 4 <= end && end <= n; at += 4 + two(from + at + 2))
        if (from[at] == 'B' && from[at + 1] == 'C' && two(from + at + 2) == 2 &&
            at + 6 <= end)
            return two(from + at + 4) + 1;
    return 0;
}

size_t
gzip_member_text(const unsigned char *from, size_t size)
{
    size_t text = size < 4 ? 0 : two(from + size - 4) | two(from + size - 2) << 16;
    return text < GZIP_MEMBER_MAX ? text : GZIP_MEMBER_MAX;
}

struct gzip_unpacker *
gzip_unpacker_new(void)
{
    struct gzip_unpacker *u = malloc(sizeof *u);
    if (!u)
        die(EX_OSERR, "out of memory for unpacking gzip");
    return u;
}

void
gzip_unpacker_free(struct gzip_unpacker *u)
{
    free(u);
}

bool
gzip_member_unpack(struct gzip_unpacker *u, const unsigned char *from, size_t n,
                   char *to, size_t *got)
{
    struct inflate_state *z = &u->z;
    isal_inflate_init(z);
    z->crc_flag = ISAL_GZIP;
    z->next_in = (unsigned char *)(uintptr_t)from; /* read alone */
    z->avail_in = (uint32_t)n;
    z->next_out = (unsigned char *)to;
    z->avail_out = GZIP_MEMBER_MAX;
    int code = isal_inflate(z);
    *got = GZIP_MEMBER_MAX - z->avail_out;
    return code == ISAL_DECOMP_OK && z->block_state == ISAL_BLOCK_FINISH &&
           z->avail_in == 0;
}
