#include "stat/mse_urn.h"

#include "stat/rng.h"

static void
guide(struct mse_urn *urn)
{
    while (urn->n >> urn->shift >= MSE_GUIDE)
        urn->shift++;
    for (uint32_t i = 0, k = 0; i << urn->shift < urn->n; i++) {
        while (i << urn->shift >= urn->upto[k])
            k++;
        urn->from[i] = (unsigned char)k;
    }
}

enum st_status
st_mse_urn(const struct loglin_table *t, struct mse_urn *out)
{
    struct mse_urn urn = {0};
    if (!(t->margin[0] < 4294967296.0))
        return ST_TOO_LARGE;
    for (unsigned w = 1; w < 1u << t->lists; w++) {
        if (!(t->count[w] > 0))
            continue;
        int at = urn.kinds++;
        for (; at > 0 && t->count[urn.kind[at - 1]] < t->count[w]; at--)
            urn.kind[at] = urn.kind[at - 1];
        urn.kind[at] = (unsigned char)w;
    }
    for (int k = 0; k < urn.kinds; k++) {
        urn.n += (uint32_t)t->count[urn.kind[k]];
        urn.upto[k] = urn.n;
    }
    guide(&urn);
    *out = urn;
    return ST_OK;
}

void
st_mse_draw(const struct mse_urn *urn, int lists, uint64_t seed, uint64_t replicate,
            struct loglin_table *out)
{
    struct rng rng;
    rng_seed(&rng, seed);
    rng_seed(&rng, rng_next(&rng) + replicate);
    *out = (struct loglin_table){.lists = lists};
    struct rng_range range = rng_range(urn->n);
    uint32_t drawn[LOGLIN_CELLS] = {0};
    for (uint32_t i = 0; i < urn->n; i++) {
        uint32_t one = (uint32_t)rng_range_next(&rng, range);
        int k = urn->from[one >> urn->shift];
        while (one >= urn->upto[k])
            k++;
        drawn[k]++;
    }
    for (int k = 0; k < urn->kinds; k++)
        out->count[urn->kind[k]] = drawn[k];
    st_loglin_margins(out);
}
