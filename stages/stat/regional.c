#include "stat/regional.h"

#include <math.h>
#include <stdbool.h>

#include "stat/rng.h"

/* Sums over places of the least and the greatest signs of x[j] - x[i], which are the same where
 * all values are known. */
struct signs {
    double *least, *most;
    size_t years;
    bool known;
};

/* The range of S, and how far from 0 it is at least and at most. */
struct sum {
    double lo, hi, near, far;
};

size_t
st_regional_work(size_t years)
{
    return 2 * years * years;
}

static bool
is_bounds(double lo, double hi)
{
    return isnan(lo) || (lo <= hi && lo < INFINITY && hi > -INFINITY);
}

static double
sign(double x)
{
    return (double)((x > 0) - (x < 0)); /* 0 for NAN */
}

static enum st_status
signs(const double lo[], const double hi[], size_t places, size_t years,
      struct signs *d)
{
    bool varies = false;
    for (size_t i = 0; i < years * years; i++)
        d->least[i] = d->most[i] = 0;
    d->known = true;
    for (size_t k = 0; k < places; k++, lo += years, hi += years)
        for (size_t i = 0; i < years; i++) {
            if (!is_bounds(lo[i], hi[i]))
                return ST_NOT_A_NUMBER;
            d->known = d->known && !(lo[i] < hi[i]);
            for (size_t j = 0; j < years; j++) {
                double least = i == j ? 0 : sign(lo[j] - hi[i]);
                double most = i == j ? 0 : sign(hi[j] - lo[i]);
                d->least[i * years + j] += least;
                d->most[i * years + j] += most;
                varies = varies || most > 0;
            }
        }
    return varies ? ST_OK : ST_ALL_TIED;
}

static struct sum
sum_of(const struct signs *d, const size_t order[])
{
    double lo = 0, hi = 0;
    for (size_t i = 0; i < d->years; i++)
        for (size_t j = i + 1; j < d->years; j++) {
            size_t at = order[i] * d->years + order[j];
            lo += d->least[at];
            hi += d->known ? 0 : d->most[at];
        }
    hi = d->known ? lo : hi;
    return (struct sum){lo, hi, lo <= 0 && hi >= 0 ? 0 : fmin(fabs(lo), fabs(hi)),
                        fmax(fabs(lo), fabs(hi))};
}

static void
swap(size_t order[], size_t i, size_t j)
{
    size_t kept = order[i];
    order[i] = order[j];
    order[j] = kept;
}

/* Orders that are as far as s: surely, and perhaps. */
struct as_far {
    double surely, perhaps, count;
};

static void
compare(const struct signs *d, const size_t order[], const struct sum *s,
        struct as_far *n)
{
    struct sum other = sum_of(d, order);
    n->count++;
    n->surely += other.near >= s->far;
    n->perhaps += other.far >= s->near;
}

/* All orders but the first (Heap 1963, The Computer Journal 6:293). */
static void
all_orders(const struct signs *d, size_t order[], const struct sum *s, struct as_far *n)
{
    size_t turn[ST_REGIONAL_EXACT] = {0}, i = 1;
    while (i < d->years) {
        if (turn[i] >= i) {
            turn[i++] = 0;
            continue;
        }
        swap(order, i % 2 ? turn[i] : 0, i);
        compare(d, order, s, n);
        turn[i]++;
        i = 1;
    }
}

static void
drawn_orders(const struct signs *d, size_t order[], const struct sum *s, size_t draws,
             uint64_t seed, struct as_far *n)
{
    struct rng r;
    rng_seed(&r, seed);
    for (size_t k = 0; k < draws; k++) {
        for (size_t i = d->years - 1; i > 0; i--)
            swap(order, i, (size_t)rng_below(&r, i + 1));
        compare(d, order, s, n);
    }
}

enum st_status
st_regional(const double lo[], const double hi[], size_t places, size_t years,
            size_t draws, uint64_t seed, double work[], size_t n_work,
            struct st_regional *out)
{
    size_t order[ST_REGIONAL_YEARS];
    struct signs d = {work, work + years * years, years, true};
    if (n_work < st_regional_work(years))
        return ST_NO_ROOM;
    if (years < 3 || !places)
        return ST_TOO_FEW;
    if (years > ST_REGIONAL_YEARS)
        return ST_TOO_LARGE;
    enum st_status e = signs(lo, hi, places, years, &d);
    if (e)
        return e;
    for (size_t i = 0; i < years; i++)
        order[i] = i;
    struct sum s = sum_of(&d, order);
    struct as_far n = {1, 1, 1}; /* the order itself */
    bool exact = years <= ST_REGIONAL_EXACT;
    if (exact)
        all_orders(&d, order, &s, &n);
    else
        drawn_orders(&d, order, &s, draws, seed, &n);
    *out = (struct st_regional){s.lo, s.hi, n.surely / n.count, n.perhaps / n.count,
                                exact};
    return ST_OK;
}
