#include "stat/rng.h"

#include <gsl/gsl_cdf.h>

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

double
rng_unit(struct rng *r)
{
    return ((double)(rng_next(r) >> 12) + 0.5) * 0x1p-52;
}

uint64_t
rng_below(struct rng *r, uint64_t n)
{
    return rng_range_next(r, rng_range(n));
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
