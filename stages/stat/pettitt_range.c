#include "stat/pettitt_range.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* How many values of a set lie below and above one: the set is part of sorted[0..n), held
 * as a Fenwick tree over the ranks, count[1..n]. */
struct ranks {
    const double *sorted;
    double *count;
    size_t n;
    double all;
};

size_t
st_pettitt_range_work(size_t n)
{
    return 6 * n + 4;
}

static int
by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Values of sorted[] that are less than v, or not greater. */
static size_t
rank_of(const struct ranks *r, double v, bool with)
{
    size_t low = 0, high = r->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (r->sorted[middle] < v || (with && r->sorted[middle] <= v))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void
put(struct ranks *r, double v, double times)
{
    for (size_t i = rank_of(r, v, false) + 1; i <= r->n; i += i & (~i + 1))
        r->count[i] += times;
    r->all += times;
}

static double
first(const struct ranks *r, size_t n)
{
    double sum = 0;
    for (size_t i = n; i; i -= i & (~i + 1))
        sum += r->count[i];
    return sum;
}

/* Values of the set below v less those above. */
static double
below_above(const struct ranks *r, double v)
{
    return first(r, rank_of(r, v, false)) - (r->all - first(r, rank_of(r, v, true)));
}

static struct ranks
ranks_on(const double *sorted, size_t n, double *count)
{
    memset(count, 0, (n + 1) * sizeof *count);
    return (struct ranks){sorted, count, n, 0};
}

enum st_status
st_pettitt_range(const double lo[], const double hi[], size_t n, double work[],
                 size_t n_work, double *least, double *most)
{
    if (n < 2)
        return ST_TOO_FEW;
    if (n_work < st_pettitt_range_work(n))
        return ST_NO_ROOM;
    double *low = work, *high = low + n, *tree = high + n, a = 0, b = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(lo[i]) || isnan(hi[i]))
            return ST_NOT_A_NUMBER;
        if (lo[i] > hi[i])
            return ST_CONTRADICTION;
        low[i] = lo[i];
        high[i] = hi[i];
    }
    qsort(low, n, sizeof *low, by_value);
    qsort(high, n, sizeof *high, by_value);
    struct ranks low_left = ranks_on(low, n, tree),
                 low_right = ranks_on(low, n, tree + n + 1),
                 high_left = ranks_on(high, n, tree + 2 * (n + 1)),
                 high_right = ranks_on(high, n, tree + 3 * (n + 1));
    for (size_t i = 0; i < n; i++) {
        put(&low_right, lo[i], 1);
        put(&high_right, hi[i], 1);
    }
    *least = *most = 0;
    for (size_t k = 0; k + 1 < n; k++) {
        put(&low_right, lo[k], -1);
        put(&high_right, hi[k], -1);
        a += below_above(&high_right, lo[k]) + below_above(&low_left, hi[k]);
        b += below_above(&low_right, hi[k]) + below_above(&high_left, lo[k]);
        put(&low_left, lo[k], 1);
        put(&high_left, hi[k], 1);
        *least = fmax(*least, a > 0 ? a : b < 0 ? -b : 0);
        *most = fmax(*most, fmax(fabs(a), fabs(b)));
    }
    return ST_OK;
}
