/*
 * rng - a sequential generator of random numbers: xoshiro256++ (Blackman and Vigna, 2021, ACM
 * Transactions on Mathematical Software 47(4) 36), its state filled from the seed by
 * splitmix64. The same seed gives the same numbers on every machine. Certified by
 * tests/unit/rng.c.
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
uint64_t rng_next(struct rng *r);

/* Uniform on (0, 1): 52 bits, never 0 and never 1. */
double rng_unit(struct rng *r);

/* Uniform on 0..n-1 without bias, n > 0. */
uint64_t rng_below(struct rng *r, uint64_t n);

/* Standard normal, by inversion: one draw each. */
double rng_normal(struct rng *r);

/* A random order of x[0..n-1] (Fisher and Yates). */
void rng_shuffle(struct rng *r, double x[], uint64_t n);

#endif
