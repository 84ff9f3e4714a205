/*
 * rng - a sequential generator of random numbers: xoshiro256++ (Blackman and Vigna, 2021, ACM
 * Transactions on Mathematical Software 47(4) 36), its state filled from the seed by
 * splitmix64. The same seed gives the same numbers on every machine. Certified by
 * tests/unit/stat/rng.c.
 */
#ifndef STAT_RNG_H
#define STAT_RNG_H

#include <stdint.h>

/* As written in method columns. */
#define RNG_NAME "xoshiro256++"

struct rng {
    uint64_t s[4];
};

void rng_seed(struct rng *r, uint64_t seed);

static inline uint64_t
rng_rotate(uint64_t x, int by)
{
    return (x << by) | (x >> (64 - by));
}

static inline uint64_t
rng_next(struct rng *r)
{
    uint64_t *s = r->s, out = rng_rotate(s[0] + s[3], 23) + s[0], t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rng_rotate(s[3], 45);
    return out;
}

/* Uniform on (0, 1): 52 bits, never 0 and never 1. */
double rng_unit(struct rng *r);

/* Uniform on 0..n-1 without bias, n > 0. */
uint64_t rng_below(struct rng *r, uint64_t n);

/* The same for many draws with one n. Numbers from the last whole multiple of n on would
 * favour small results and are drawn again. */
struct rng_range {
    uint64_t n, beyond;
};

static inline struct rng_range
rng_range(uint64_t n)
{
    return (struct rng_range){n, UINT64_MAX - UINT64_MAX % n};
}

static inline uint64_t
rng_range_next(struct rng *r, struct rng_range range)
{
    uint64_t x;
    do
        x = rng_next(r);
    while (x >= range.beyond);
    return x % range.n;
}

/* Standard normal, by inversion: one draw each. */
double rng_normal(struct rng *r);

/* A random order of x[0..n-1] (Fisher and Yates). */
void rng_shuffle(struct rng *r, double x[], uint64_t n);

#endif
