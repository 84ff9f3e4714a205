/*
 * group_cache - the numbers of groups by the ids of their codes, so that a record of a known
 * group needs no key and no hash.
 *
 * While the columns have few codes the ids together are the place in a table, which is then
 * small enough to stay near the processor; with more of them, one of two places in a larger one.
 */
#ifndef GROUP_CACHE_H
#define GROUP_CACHE_H

#include <stddef.h>
#include <stdint.h>

#include "microdata/recode.h"

#define GROUP_CACHE_COLUMNS 4 /* ids of 14 bits that fit into one number */

struct group_cache {
    size_t columns;
    unsigned bits[GROUP_CACHE_COLUMNS]; /* that the ids of a column take in a place */
    uint64_t beyond;                    /* bits of ids that have no place in dense[] */
    uint32_t *dense; /* by place: the number of the group plus 1, or 0 */
    struct cached *hashed;
};

/* Of up to GROUP_CACHE_COLUMNS columns. */
void group_cache_open(struct group_cache *c, size_t columns);

/*
 * Where the number of a group plus 1 stands, or 0 when it is not known, to be set by who
 * knows it. id: the ids of the columns (each from 1 up), the last in the lowest 14 bits. What is
 * returned holds until the next call.
 */
uint32_t *group_cache_grow(struct group_cache *c, uint64_t id);

static inline uint32_t *
group_cache_at(struct group_cache *c, uint64_t id)
{
    size_t place = 0;
    unsigned at = 0;
    if (id & c->beyond)
        return group_cache_grow(c, id);
    for (size_t i = 0; i < c->columns; i++) {
        place |= (size_t)(id % RECODE_IDS) << at;
        at += c->bits[i];
        id /= RECODE_IDS;
    }
    return &c->dense[place];
}

/* Numbers of groups are others from now on. */
void group_cache_clear(struct group_cache *c);

void group_cache_close(struct group_cache *c);

#endif
