/*
 * mse_urn - the cases of a table, drawn with replacement.
 */
#ifndef STAT_MSE_URN_H
#define STAT_MSE_URN_H

#include <stdint.h>

#include "stat/loglin.h"

enum { MSE_GUIDE = 4096 };

/* The cases of a table, ready to be drawn with replacement. */
struct mse_urn {
    int kinds;
    uint32_t n;
    unsigned char kind[LOGLIN_CELLS]; /* histories that occur, most frequent first */
    uint32_t upto[LOGLIN_CELLS];      /* running totals */
    /* The kind of case number i << shift, so that none is searched from the first on. */
    int shift;
    unsigned char from[MSE_GUIDE];
};
/* ST_TOO_LARGE from 2^32 cases on. */
enum st_status st_mse_urn(const struct loglin_table *t, struct mse_urn *out);

/*
 * Table number replicate of as many cases as the urn has, by the generator of rng.h. Each
 * replicate has a state of its own, the first number under seed plus replicate, so that it
 * draws the same cases whichever thread computes it and whatever came before.
 */
void st_mse_draw(const struct mse_urn *urn, int lists, uint64_t seed,
                 uint64_t replicate, struct loglin_table *out);

#endif
