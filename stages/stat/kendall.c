#include "stat/kendall.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "stat/limits.h"

#define PAIRS (ST_KENDALL_EXACT * (ST_KENDALL_EXACT - 1) / 2)

size_t
st_kendall_work(size_t n)
{
    return 2 * n;
}

/* Merges the sorted runs from[0..left) and from[left..n) into to. Returns how many pairs
 * stood in falling order. */
static double
merge(const double *from, size_t left, size_t n, double *to)
{
    size_t i = 0, j = left;
    double falling = 0;
    for (size_t k = 0; k < n; k++) {
        if (j == n || (i < left && from[i] <= from[j])) {
            to[k] = from[i++];
        } else {
            falling += (double)(left - i);
            to[k] = from[j++];
        }
    }
    return falling;
}

/* Sorts x upwards with the help of spare. Returns the number of falling pairs. */
static double
merge_sort(double *x, double *spare, size_t n)
{
    double falling = 0, *from = x, *to = spare;
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t at = 0; at < n; at += 2 * width) {
            size_t left = n - at < width ? n - at : width;
            size_t both = n - at < 2 * width ? n - at : 2 * width;
            falling += merge(from + at, left, both, to + at);
        }
        double *swap = from;
        from = to;
        to = swap;
    }
    if (from != x)
        memcpy(x, from, n * sizeof *x);
    return falling;
}

/*
 * Adds [size + t choose t]_q to the product in count[0..most], which holds the orders of
 * the values so far by falling pairs; only the lower half of the distribution is asked
 * for, where each step is a sum that grows and nothing cancels.
 */
static void
add_group(double count[], size_t most, size_t size, size_t t)
{
    for (size_t i = 1; i <= t; i++) {
        for (size_t k = most; k >= size + i; k--)
            count[k] -= count[k - size - i];
        for (size_t k = i; k <= most; k++)
            count[k] += count[k - i];
    }
}

double
st_kendall_exact(double s, size_t n, const size_t group[], size_t groups)
{
    double count[PAIRS + 1] = {1}, orders = 1, tail = 0;
    size_t untied = n * (n - 1) / 2, size = 0;
    for (size_t g = 0; g < groups; g++)
        untied -= group[g] * (group[g] - 1) / 2;
    size_t beyond = (size_t)(((double)untied - fabs(s)) / 2);
    if (!(fabs(s) > 0))
        return 1;
    for (size_t g = 0; g < groups; g++) {
        add_group(count, beyond, size, group[g]);
        for (size_t i = 1; i <= group[g]; i++)
            orders *= (double)(size + i) / (double)i;
        size += group[g];
    }
    for (; size < n; size++) {
        add_group(count, beyond, size, 1);
        orders *= (double)(size + 1);
    }
    for (size_t k = 0; k <= beyond; k++)
        tail += count[k];
    return fmin(1, 2 * tail / orders);
}

double
st_kendall_mid(double s, size_t n, const size_t group[], size_t groups)
{
    double untied = (double)n * ((double)n - 1) / 2, beyond = 0;
    for (size_t g = 0; g < groups; g++)
        untied -= (double)group[g] * ((double)group[g] - 1) / 2;
    if (fabs(s) + 2 <= untied)
        beyond = st_kendall_exact(fabs(s) + 2, n, group, groups);
    return (st_kendall_exact(s, n, group, groups) + beyond) / 2;
}

enum st_status
st_kendall(const double x[], size_t n, enum st_kendall_p how, double work[],
           size_t n_work, struct st_kendall *out)
{
    if (n_work < st_kendall_work(n))
        return ST_NO_ROOM;
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i]))
            return ST_NOT_A_NUMBER;
    if (n < 2)
        return ST_TOO_FEW;
    size_t group[ST_KENDALL_EXACT], groups = 0;
    double m = (double)n, pairs = m * (m - 1) / 2, tied = 0;
    double cubic = m * (m - 1) * (2 * m + 5);
    memcpy(work, x, n * sizeof *x);
    double falling = merge_sort(work, work + n, n);
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && work[j] <= work[i]; j++)
            ;
        double t = (double)(j - i);
        tied += t * (t - 1) / 2;
        cubic -= t * (t - 1) * (2 * t + 5);
        if (j - i > 1 && n <= ST_KENDALL_EXACT)
            group[groups++] = j - i;
    }
    if (!(tied < pairs))
        return ST_ALL_TIED;
    struct st_kendall k = {.s = pairs - tied - 2 * falling, .var = cubic / 18};
    bool corrected = how == ST_KENDALL_AUTO || how == ST_KENDALL_NORMAL;
    double less = corrected && fabs(k.s) > 0;
    k.z = (k.s - copysign(less, k.s)) / sqrt(k.var);
    k.tau = k.s / sqrt(pairs * (pairs - tied));
    k.exact =
        n <= ST_KENDALL_EXACT && (how == ST_KENDALL_AUTO || how == ST_KENDALL_MID);
    k.p = !k.exact                ? st_normal_p(k.z)
          : how == ST_KENDALL_MID ? st_kendall_mid(k.s, n, group, groups)
                                  : st_kendall_exact(k.s, n, group, groups);
    *out = k;
    return ST_OK;
}
