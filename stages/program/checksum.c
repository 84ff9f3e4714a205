#include "program/checksum.h"

#include "program/msg.h"
#include "program/xxh3.h"

struct checksum {
    XXH3_state_t state;
};

uint64_t
checksum_of(const void *bytes, size_t n)
{
    return XXH3_64bits(bytes, n);
}

struct checksum *
checksum_new(void)
{
    struct checksum *c = aligned_alloc(_Alignof(struct checksum), sizeof *c);
    if (!c)
        die(EX_OSERR, "out of memory for a checksum");
    checksum_begin(c);
    return c;
}

void
checksum_begin(struct checksum *c)
{
    XXH3_INITSTATE(&c->state);
    XXH3_64bits_reset(&c->state);
}

void
checksum_add(struct checksum *c, const void *bytes, size_t n)
{
    XXH3_64bits_update(&c->state, bytes, n);
}

uint64_t
checksum_value(const struct checksum *c)
{
    return XXH3_64bits_digest(&c->state);
}

void
checksum_free(struct checksum *c)
{
    free(c);
}
