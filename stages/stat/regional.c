#include "stat/regional.h"

#include <math.h>
#include <stdbool.h>

#include "stat/rng.h"

size_t
st_regional_work(size_t years)
{
    return years * years;
}

/* The sum over places of the signs of x[j] - x[i]. */
static enum st_status
signs(const double x[], size_t places, size_t years, double d[])
{
    bool varies = false;
    for (size_t i = 0; i < years * years; i++)
        d[i] = 0;
    for (size_t k = 0; k < places; k++)
        for (size_t i = 0; i < years; i++)
            for (size_t j = 0; j < years; j++) {
                double a = x[k * years + i], b = x[k * years + j];
                if (isinf(a) || isinf(b))
                    return ST_NOT_A_NUMBER;
                double sign = (double)((b > a) - (b < a)); /* 0 where one is NAN */
                d[i * years + j] += sign;
                varies = varies || sign > 0;
            }
    return varies ? ST_OK : ST_ALL_TIED;
}

static double
sum_of(const double d[], size_t years, const size_t order[])
{
    double s = 0;
    for (size_t i = 0; i < years; i++)
        for (size_t j = i + 1; j < years; j++)
            s += d[order[i] * years + order[j]];
    return s;
}

static void
swap(size_t order[], size_t i, size_t j)
{
    size_t kept = order[i];
    order[i] = order[j];
    order[j] = kept;
}

/* All orders (Heap 1963, The Computer Journal 6:293). */
static double
all_orders(const double d[], size_t years, size_t order[], double s)
{
    size_t turn[ST_REGIONAL_EXACT] = {0}, i = 1;
    double count = 1, far = 1;
    while (i < years) {
        if (turn[i] >= i) {
            turn[i++] = 0;
            continue;
        }
        swap(order, i % 2 ? turn[i] : 0, i);
        count++;
        far += fabs(sum_of(d, years, order)) >= fabs(s);
        turn[i]++;
        i = 1;
    }
    return far / count;
}

static double
drawn_orders(const double d[], size_t years, size_t order[], double s, size_t draws,
             uint64_t seed)
{
    struct rng r;
    double far = 1;
    rng_seed(&r, seed);
    for (size_t k = 0; k < draws; k++) {
        for (size_t i = years - 1; i > 0; i--)
            swap(order, i, (size_t)rng_below(&r, i + 1));
        far += fabs(sum_of(d, years, order)) >= fabs(s);
    }
    return far / (double)(draws + 1);
}

enum st_status
st_regional(const double x[], size_t places, size_t years, size_t draws, uint64_t seed,
            double work[], size_t n_work, struct st_regional *out)
{
    size_t order[ST_REGIONAL_YEARS];
    if (n_work < st_regional_work(years))
        return ST_NO_ROOM;
    if (years < 3 || !places)
        return ST_TOO_FEW;
    if (years > ST_REGIONAL_YEARS)
        return ST_TOO_LARGE;
    enum st_status e = signs(x, places, years, work);
    if (e)
        return e;
    for (size_t i = 0; i < years; i++)
        order[i] = i;
    struct st_regional r = {.s = sum_of(work, years, order),
                            .exact = years <= ST_REGIONAL_EXACT};
    r.p = r.exact ? all_orders(work, years, order, r.s)
                  : drawn_orders(work, years, order, r.s, draws, seed);
    *out = r;
    return ST_OK;
}
