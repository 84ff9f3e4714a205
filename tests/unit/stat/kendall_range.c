#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ref.h"
#include "room.h"
#include "stat/kendall_range.h"

static enum st_status
range(const double lo[], const double hi[], size_t n, bool whole, enum st_kendall_p how,
      struct st_kendall_range *out)
{
    size_t n_work = st_kendall_range_work(n, how);
    double *work = calloc(n_work, sizeof *work);
    enum st_status s = st_kendall_range(lo, hi, n, whole, how, work, n_work, out);
    free(work);
    return s;
}

/* The range by trying every whole number (steps of 1/4 when not whole) in the bounds. */
struct brute {
    double s_lo, s_hi, tau_lo, tau_hi, p_lo, p_hi;
};

static void
try_all(const double lo[], const double hi[], size_t n, double step, size_t at,
        double x[], enum st_kendall_p how, struct brute *b)
{
    if (at < n) {
        for (x[at] = lo[at]; x[at] <= hi[at]; x[at] += step)
            try_all(lo, hi, n, step, at + 1, x, how, b);
        return;
    }
    double work[64];
    struct st_kendall k = {.p = 1};
    enum st_status s = st_kendall(x, n, how, ROOM(work), &k);
    assert_true(s == ST_OK || s == ST_ALL_TIED);
    b->s_lo = fmin(b->s_lo, k.s);
    b->s_hi = fmax(b->s_hi, k.s);
    b->tau_lo = fmin(b->tau_lo, k.tau);
    b->tau_hi = fmax(b->tau_hi, k.tau);
    b->p_lo = fmin(b->p_lo, k.p);
    b->p_hi = fmax(b->p_hi, k.p);
}

static struct brute
brute_force(const double lo[], const double hi[], size_t n, double step,
            enum st_kendall_p how)
{
    double x[16];
    struct brute b = {INFINITY, -INFINITY, INFINITY, -INFINITY, INFINITY, -INFINITY};
    try_all(lo, hi, n, step, 0, x, how, &b);
    return b;
}

static unsigned
random_below(uint64_t *seed, unsigned n)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*seed >> 33) % n;
}

static size_t
random_series(uint64_t *seed, double lo[], double hi[])
{
    size_t n = 4 + random_below(seed, 4);
    for (size_t i = 0; i < n; i++) {
        lo[i] = random_below(seed, 6);
        hi[i] = lo[i] + (random_below(seed, 2) ? random_below(seed, 5) : 0);
    }
    return n;
}

static void
equals_brute_force(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (int round = 0; round < 400; round++) {
        double lo[8], hi[8];
        size_t n = random_series(&seed, lo, hi);
        enum st_kendall_p how = round % 2 ? ST_KENDALL_AUTO : ST_KENDALL_NORMAL;
        struct brute b = brute_force(lo, hi, n, 1, how);
        struct st_kendall_range r;
        assert_int_equal(range(lo, hi, n, true, how, &r), ST_OK);
        assert_true(r.exact && r.exact_p == (how == ST_KENDALL_AUTO));
        ref_close(r.s_lo, b.s_lo, 16);
        ref_close(r.s_hi, b.s_hi, 16);
        ref_close(r.tau_lo, b.tau_lo, 14);
        ref_close(r.tau_hi, b.tau_hi, 14);
        ref_close(r.p_lo, b.p_lo, 13);
        ref_close(r.p_hi, b.p_hi, 13);
    }
}

/* Values that need not be whole: a grid fine enough for every order of 3 bounded points. */
static void
equals_brute_force_real(void **state)
{
    (void)state;
    static const double lo[] = {1, 0, 2, 1, 3}, hi[] = {2, 2, 2, 3, 3};
    struct brute b = brute_force(lo, hi, 5, 0.125, ST_KENDALL_AUTO);
    struct st_kendall_range r;
    assert_int_equal(range(lo, hi, 5, false, ST_KENDALL_AUTO, &r), ST_OK);
    ref_close(r.s_lo, b.s_lo, 16);
    ref_close(r.s_hi, b.s_hi, 16);
    ref_close(r.p_lo, b.p_lo, 14);
    ref_close(r.p_hi, b.p_hi, 14);
}

/* No upper end is the same as an end far above everything else. */
static void
open_above(void **state)
{
    (void)state;
    static const double lo[] = {9, 10, 11, 6, 5, 5};
    static const double open[] = {9, INFINITY, INFINITY, INFINITY, 5, 5};
    static const double far[] = {9, 14, 14, 14, 5, 5};
    struct brute b = brute_force(lo, far, 6, 1, ST_KENDALL_AUTO);
    struct st_kendall_range r;
    assert_int_equal(range(lo, open, 6, true, ST_KENDALL_AUTO, &r), ST_OK);
    assert_true(r.exact);
    ref_close(r.s_lo, b.s_lo, 16);
    ref_close(r.s_hi, b.s_hi, 16);
    ref_close(r.p_lo, b.p_lo, 14);
    ref_close(r.p_hi, b.p_hi, 14);
}

/* Convictions in Albania, 2014-2019, with and without the press figure for 2016. */
static void
albania(void **state)
{
    (void)state;
    static const double lo[] = {9, 10, 18, 6, 5, 5}, hi[] = {9, 17, 18, 17, 5, 5};
    struct brute b = brute_force(lo, hi, 6, 1, ST_KENDALL_AUTO);
    struct st_kendall_range r;
    assert_int_equal(range(lo, hi, 6, true, ST_KENDALL_AUTO, &r), ST_OK);
    ref_close(r.s_lo, -8, 16);
    ref_close(r.s_hi, -4, 16);
    ref_close(r.p_lo, b.p_lo, 14);
    ref_close(r.p_hi, b.p_hi, 14);
}

static void
all_known(void **state)
{
    (void)state;
    static const double x[] = {4, 7, 7, 9, 8, 12, 3};
    double work[32];
    struct st_kendall k;
    struct st_kendall_range r;
    assert_int_equal(st_kendall(x, 7, ST_KENDALL_AUTO, ROOM(work), &k), ST_OK);
    assert_int_equal(range(x, x, 7, true, ST_KENDALL_AUTO, &r), ST_OK);
    ref_close(r.patterns, 1, 16);
    ref_close(r.s_lo, k.s, 16);
    ref_close(r.s_hi, k.s, 16);
    ref_close(r.tau_lo, k.tau, 15);
    ref_close(r.p_lo, k.p, 15);
    ref_close(r.p_hi, k.p, 15);
}

/* More points than patterns can be visited: the bounds must hold the small problem's
 * range, repeated completions drawn at random must lie within them. */
static void
outer_holds_completions(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (int round = 0; round < 40; round++) {
        double lo[40], hi[40], x[40], work[128];
        for (size_t i = 0; i < 40; i++) {
            lo[i] = random_below(&seed, 8) + (double)(i * (size_t)round) / 40;
            lo[i] = floor(lo[i]);
            hi[i] = i % 3 ? lo[i] : lo[i] + 2 + random_below(&seed, 6);
        }
        struct st_kendall_range r;
        assert_int_equal(range(lo, hi, 40, true, ST_KENDALL_AUTO, &r), ST_OK);
        assert_false(r.exact);
        assert_false(r.exact_p);
        for (int draw = 0; draw < 500; draw++) {
            struct st_kendall k;
            for (size_t i = 0; i < 40; i++)
                x[i] = draw % 3 == 0 ? (i < 20 ? lo[i] : hi[i])
                       : draw % 3 == 1
                           ? (i < 20 ? hi[i] : lo[i])
                           : lo[i] + random_below(&seed, (unsigned)(hi[i] - lo[i]) + 1);
            assert_int_equal(st_kendall(x, 40, ST_KENDALL_NORMAL, ROOM(work), &k),
                             ST_OK);
            assert_true(r.s_lo <= k.s && k.s <= r.s_hi);
            assert_true(r.p_lo <= k.p && k.p <= r.p_hi);
            assert_true(r.tau_lo <= k.tau && k.tau <= r.tau_hi);
        }
    }
}

/* Nothing is known beyond "below 5" of many points: p can be anything up to 1. */
static void
outer_knows_nothing(void **state)
{
    (void)state;
    double lo[30], hi[30];
    for (size_t i = 0; i < 30; i++) {
        lo[i] = 0;
        hi[i] = 4;
    }
    struct st_kendall_range r;
    assert_int_equal(range(lo, hi, 30, true, ST_KENDALL_AUTO, &r), ST_OK);
    ref_close(r.s_lo, -435, 16);
    ref_close(r.s_hi, 435, 16);
    ref_close(r.p_hi, 1, 16);
    ref_close(r.tau_hi, 1, 16);
}

static void
refusals(void **state)
{
    (void)state;
    static const double lo[] = {1, 5, 2}, hi[] = {1, 4, 2}, nan[] = {1, NAN, 2};
    static const double half[] = {1, 2.5, 2};
    static const double between[] = {1, 1.25, 2}, above[] = {1, 1.75, 2};
    struct st_kendall_range r;
    assert_int_equal(range(lo, hi, 3, true, ST_KENDALL_AUTO, &r), ST_CONTRADICTION);
    assert_int_equal(range(between, above, 3, true, ST_KENDALL_AUTO, &r),
                     ST_CONTRADICTION);
    assert_int_equal(range(nan, hi, 3, true, ST_KENDALL_AUTO, &r), ST_NOT_A_NUMBER);
    assert_int_equal(range(half, half, 3, true, ST_KENDALL_AUTO, &r), ST_DOMAIN);
    assert_int_equal(range(half, half, 3, false, ST_KENDALL_AUTO, &r), ST_OK);
    assert_int_equal(range(lo, lo, 1, true, ST_KENDALL_AUTO, &r), ST_TOO_FEW);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equals_brute_force),
        cmocka_unit_test(equals_brute_force_real),
        cmocka_unit_test(open_above),
        cmocka_unit_test(albania),
        cmocka_unit_test(all_known),
        cmocka_unit_test(outer_holds_completions),
        cmocka_unit_test(outer_knows_nothing),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
