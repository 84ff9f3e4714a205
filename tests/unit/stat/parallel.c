/* Against least squares worked by hand, and what must hold of any two series. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ref.h"
#include "room.h"
#include "stat/parallel.h"

static const double t[] = {1, 2, 3, 4, 5};

static void
values(void **state)
{
    (void)state;
    /* Differences 1, 3, 2, 5, 4: slope 0.8, residual sum of squares 3.6, se 0.34641. */
    const double y1[] = {11, 13, 12, 15, 14}, y2[] = {10, 10, 10, 10, 10};
    double work[15];
    struct st_parallel p;
    assert_int_equal(st_parallel(false, t, y1, y2, 5, 0.95, ROOM(work), &p), ST_OK);
    ref_close(p.difference, 0.8, 14);
    ref_close(p.level_difference, 3, 14);
    ref_close(p.dispersion, 1.2, 13);
    ref_close((p.hi - p.lo) / 2, 3.182446305284263 * sqrt(0.12), 12);
    ref_close(p.parallel_p, 0.1040880386618, 9);
}

static void
properties(void **state)
{
    (void)state;
    const double a[] = {100, 120, 140, 170, 205}, b[] = {50, 60, 70, 85, 103};
    double work[15];
    struct st_parallel p, q;
    assert_int_equal(st_parallel(true, t, a, b, 5, 0.95, ROOM(work), &p), ST_OK);
    assert_int_equal(st_parallel(true, t, b, a, 5, 0.95, ROOM(work), &q), ST_OK);
    ref_close(p.difference, -q.difference, 10);
    ref_close(p.parallel_p, q.parallel_p, 10);
    assert_true(p.parallel_p > 0.5 && p.coincident_p < 0.01);
    assert_int_equal(st_parallel(true, t, a, a, 5, 0.95, ROOM(work), &p), ST_OK);
    assert_true(p.parallel_p > 0.999 && p.coincident_p > 0.999);
    assert_int_equal(st_parallel(false, t, a, a, 5, 0.95, ROOM(work), &p), ST_ALL_TIED);
    assert_int_equal(st_parallel(true, t, a, b, 3, 0.95, ROOM(work), &p), ST_TOO_FEW);
    const double zero[] = {0, 0, 0, 0, 0}, less[] = {1, 2, -1, 4, 5};
    assert_int_equal(st_parallel(true, t, a, zero, 5, 0.95, ROOM(work), &p),
                     ST_ALL_ZERO);
    assert_int_equal(st_parallel(true, t, a, less, 5, 0.95, ROOM(work), &p), ST_DOMAIN);
}

/* Errors that may be AR(1) are never less, whatever the series; here neighbours depend. */
static void
dependent(void **state)
{
    (void)state;
    const double y1[] = {11, 12, 14, 15, 15, 14, 12, 11, 10, 10, 11, 13},
                 y2[] = {10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10},
                 when[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    double work[300];
    struct st_parallel p, q;
    for (size_t n = 4; n <= 12; n++) {
        assert_int_equal(st_parallel(true, when, y1, y2, n, 0.95, ROOM(work), &p),
                         ST_OK);
        assert_int_equal(st_parallel_ar1(true, when, y1, y2, n, 0.95, ROOM(work), &q),
                         ST_OK);
        ref_close(q.difference, p.difference, 15);
        assert_true(q.lo <= p.lo && q.hi >= p.hi);
        assert_true(q.parallel_p >= p.parallel_p && q.coincident_p >= p.coincident_p);
        assert_true(q.rho > 0 && q.rho < 0.95);
    }
    /* A perfect fit of counts leaves Poisson's limits. */
    assert_int_equal(st_parallel(true, when, y2, y2, 12, 0.95, ROOM(work), &p), ST_OK);
    assert_int_equal(st_parallel_ar1(true, when, y2, y2, 12, 0.95, ROOM(work), &q),
                     ST_OK);
    ref_close(q.hi, p.hi, 15);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(values),
                                       cmocka_unit_test(properties),
                                       cmocka_unit_test(dependent)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
