#include "stat/rng.h"

#include <gsl/gsl_cdf.h>

static uint64_t
rotate(uint64_t x, int by)
{
    return (x << by) | (x >> (64 - by));
}

void
rng_seed(struct rng *r, uint64_t seed)
{
    for (int i = 0; i < 4; i++) {
        seed += 0x9e3779b97f4a7c15U;
        uint64_t z = seed;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        r->s[i] = z ^ (z >> 31);
    }
}

uint64_t
rng_next(struct rng *r)
{
    uint64_t *s = r->s, out = rotate(s[0] + s[3], 23) + s[0], t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return out;
}

double
rng_unit(struct rng *r)
{
    return ((double)(rng_next(r) >> 12) + 0.5) * 0x1p-52;
}

uint64_t
rng_below(struct rng *r, uint64_t n)
{
    /* Numbers above the last whole multiple of n would favour small results. */
    uint64_t beyond = UINT64_MAX - UINT64_MAX % n, x;
    do
        x = rng_next(r);
    while (x >= beyond);
    return x % n;
}

double
rng_normal(struct rng *r)
{
    return gsl_cdf_ugaussian_Pinv(rng_unit(r));
}

void
rng_shuffle(struct rng *r, double x[], uint64_t n)
{
    for (uint64_t i = n; i > 1; i--) {
        uint64_t j = rng_below(r, i);
        double t = x[i - 1];
        x[i - 1] = x[j];
        x[j] = t;
    }
}
