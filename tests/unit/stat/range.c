/* range against every quotient and difference of operands on a grid. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stat/range.h"

#define TOP 3

static struct st_range
of(double lo, double hi)
{
    return (struct st_range){lo, hi};
}

/* Calls check for all intervals with whole ends from -TOP to TOP. */
static void
for_all(void (*check)(struct st_range a, struct st_range b))
{
    for (int al = -TOP; al <= TOP; al++)
        for (int ah = al; ah <= TOP; ah++)
            for (int bl = -TOP; bl <= TOP; bl++)
                for (int bh = bl; bh <= TOP; bh++)
                    check(of(al, ah), of(bl, bh));
}

/* The grid has the ends, so what is finite is reached exactly. */
static void
check_subtract(struct st_range a, struct st_range b)
{
    double lo = INFINITY, hi = -INFINITY;
    for (double x = a.lo; x <= a.hi; x += 0.5)
        for (double y = b.lo; y <= b.hi; y += 0.5) {
            lo = fmin(lo, x - y);
            hi = fmax(hi, x - y);
        }
    struct st_range got = st_range_subtract(a, b);
    assert_true(got.lo == lo && got.hi == hi);
}

static void
check_divide(struct st_range a, struct st_range b)
{
    struct st_range got = of(7, 7);
    double lo = INFINITY, hi = -INFINITY;
    enum st_status s = st_range_divide(a, b, &got);
    if (b.lo == 0 && b.hi == 0) {
        assert_int_equal(s, ST_DOMAIN);
        assert_true(got.lo == 7 && got.hi == 7);
        return;
    }
    assert_int_equal(s, ST_OK);
    for (double x = a.lo; x <= a.hi; x += 0.25)
        for (double y = b.lo; y <= b.hi; y += 0.25)
            if (y != 0) {
                lo = fmin(lo, x / y);
                hi = fmax(hi, x / y);
            }
    assert_true(got.lo <= lo && got.hi >= hi);
    if (b.lo > 0 || b.hi < 0)
        assert_true(got.lo == lo && got.hi == hi);
    /* A divisor near zero: unbounded on the side that the grid runs off to. */
    if (b.lo == 0 || b.hi == 0) {
        double up = b.lo == 0 ? a.hi : -a.lo, down = b.lo == 0 ? a.lo : -a.hi;
        assert_true(up > 0 ? isinf(got.hi) : got.hi == hi);
        assert_true(down < 0 ? isinf(got.lo) : got.lo == lo);
    }
}

static void
subtract(void **state)
{
    (void)state;
    for_all(check_subtract);
    struct st_range r = st_range_subtract(of(5, INFINITY), of(-INFINITY, 2));
    assert_true(r.lo == 3 && isinf(r.hi) && r.hi > 0);
}

static void
divide(void **state)
{
    (void)state;
    for_all(check_divide);
}

static void
divide_unbounded(void **state)
{
    (void)state;
    struct st_range r;
    assert_int_equal(st_range_divide(of(10, INFINITY), of(2, 5), &r), ST_OK);
    assert_true(r.lo == 2 && isinf(r.hi));
    assert_int_equal(st_range_divide(of(10, 20), of(5, INFINITY), &r), ST_OK);
    assert_true(r.lo == 0 && r.hi == 4);
    assert_int_equal(st_range_divide(of(0, INFINITY), of(0, INFINITY), &r), ST_OK);
    assert_true(r.lo == 0 && isinf(r.hi));
}

static void
scale(void **state)
{
    (void)state;
    struct st_range r = st_range_scale(of(-1, INFINITY), -2);
    assert_true(isinf(r.lo) && r.lo < 0 && r.hi == 2);
    r = st_range_scale(of(-INFINITY, INFINITY), 0);
    assert_true(r.lo == 0 && r.hi == 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(subtract),
        cmocka_unit_test(divide),
        cmocka_unit_test(divide_unbounded),
        cmocka_unit_test(scale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
