/* One place is Mann-Kendall; places that move as one are one; S against the seasonal sum. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ref.h"
#include "room.h"
#include "stat/kendall.h"
#include "stat/regional.h"

static void
one_place(void **state)
{
    (void)state;
    const double x[] = {3, 1, 4, 6, 5, 9, 8, 7, 12, 10};
    double work[200];
    for (size_t n = 3; n <= 10; n++) {
        struct st_regional r;
        struct st_kendall k;
        assert_int_equal(st_kendall(x, n, ST_KENDALL_AUTO, ROOM(work), &k), ST_OK);
        assert_int_equal(st_regional(x, 1, n, 99999, 1, ROOM(work), &r), ST_OK);
        ref_close(r.s, k.s, 15);
        if (n <= ST_REGIONAL_EXACT)
            ref_close(r.p, k.p, 12);
        else
            assert_true(fabs(r.p - k.p) < 0.005);
    }
}

/* Places that are copies of one have its p; as places apart they would have less. */
static void
copies(void **state)
{
    (void)state;
    const double x[] = {1, 2, 4, 3, 5, 1, 2, 4, 3, 5, 1, 2, 4, 3, 5};
    const double missing[] = {1, 2, 3, 4, NAN, NAN, 5, 6, 7, 9};
    double work[200];
    struct st_regional one, three;
    assert_int_equal(st_regional(x, 1, 5, 99, 1, ROOM(work), &one), ST_OK);
    assert_int_equal(st_regional(x, 3, 5, 99, 1, ROOM(work), &three), ST_OK);
    ref_close(one.p, 10.0 / 120, 14); /* |S| >= 8: 1 + 4 orders, and their reverses */
    ref_close(three.p, one.p, 14);
    ref_close(three.s, 24, 15);
    assert_int_equal(st_regional(missing, 2, 5, 99, 1, ROOM(work), &one), ST_OK);
    ref_close(one.s, 12, 15);
}

static void
refused(void **state)
{
    (void)state;
    const double flat[] = {1, 1, 1, 1}, endless[] = {1, 2, INFINITY, 4};
    double work[16];
    struct st_regional r;
    assert_int_equal(st_regional(flat, 1, 4, 9, 1, ROOM(work), &r), ST_ALL_TIED);
    assert_int_equal(st_regional(flat, 1, 2, 9, 1, ROOM(work), &r), ST_TOO_FEW);
    assert_int_equal(st_regional(endless, 1, 4, 9, 1, ROOM(work), &r), ST_NOT_A_NUMBER);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_place),
                                       cmocka_unit_test(copies),
                                       cmocka_unit_test(refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
