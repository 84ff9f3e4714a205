#include "microdata/group_cache.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "program/msg.h"

#define DENSE_BITS 13
#define HASHED ((size_t)1 << 12)
#define ID_BITS 14

struct cached {
    uint64_t id;
    uint32_t group;
};

static void *
zeros(size_t n, size_t size)
{
    void *p = calloc(n, size);
    if (!p)
        die(EX_OSERR, "out of memory: %zu bytes wanted", n * size);
    return p;
}

static unsigned
all_bits(const struct group_cache *c)
{
    unsigned all = 0;
    for (size_t i = 0; i < c->columns; i++)
        all += c->bits[i];
    return all;
}

/* An empty table of places for as many bits as there are now. */
static void
make_dense(struct group_cache *c)
{
    free(c->dense);
    c->dense = zeros((size_t)1 << all_bits(c), sizeof *c->dense);
    c->beyond = 0;
    for (size_t i = 0; i < c->columns; i++)
        c->beyond |= (RECODE_IDS - ((uint64_t)1 << c->bits[i])) << (ID_BITS * i);
}

void
group_cache_open(struct group_cache *c, size_t columns)
{
    *c = (struct group_cache){.columns = columns};
    make_dense(c);
}

/* One of two places: ids of few codes a column stand close to one another and apart. */
static uint32_t *
hashed_at(struct group_cache *c, uint64_t id)
{
    size_t i = (id ^ id >> 8 ^ id >> 22 ^ id >> 36) & (HASHED - 1);
    struct cached *k = &c->hashed[i];
    if (k->id && k->id != id)
        k = &c->hashed[i ^ 1];
    if (k->id != id)
        *k = (struct cached){id, 0};
    return &k->group;
}

uint32_t *
group_cache_grow(struct group_cache *c, uint64_t id)
{
    if (c->hashed)
        return hashed_at(c, id);
    for (size_t i = 0; i < c->columns; i++)
        while (id >> (ID_BITS * i) & (RECODE_IDS - ((uint64_t)1 << c->bits[i])))
            c->bits[i]++;
    if (all_bits(c) <= DENSE_BITS) {
        make_dense(c);
        return group_cache_at(c, id);
    }
    c->beyond = ~(uint64_t)0;
    c->hashed = zeros(HASHED, sizeof *c->hashed);
    return hashed_at(c, id);
}

void
group_cache_clear(struct group_cache *c)
{
    if (c->hashed)
        memset(c->hashed, 0, HASHED * sizeof *c->hashed);
    else
        memset(c->dense, 0, sizeof *c->dense << all_bits(c));
}

void
group_cache_close(struct group_cache *c)
{
    free(c->dense);
    free(c->hashed);
}
