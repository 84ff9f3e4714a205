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
        assert_int_equal(st_regional(x, x, 1, n, 99999, 1, ROOM(work), &r), ST_OK);
        ref_close(r.s_lo, k.s, 15);
        if (n <= ST_REGIONAL_EXACT)
            ref_close(r.p_hi, k.p, 12);
        else
            assert_true(fabs(r.p_hi - k.p) < 0.005);
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
    assert_int_equal(st_regional(x, x, 1, 5, 99, 1, ROOM(work), &one), ST_OK);
    assert_int_equal(st_regional(x, x, 3, 5, 99, 1, ROOM(work), &three), ST_OK);
    ref_close(one.p_hi, 10.0 / 120,
              14); /* |S| >= 8: 1 + 4 orders, and their reverses */
    ref_close(three.p_hi, one.p_hi, 14);
    ref_close(three.s_lo, 24, 15);
    ref_close(three.p_lo, three.p_hi, 15);
    assert_int_equal(st_regional(missing, missing, 2, 5, 99, 1, ROOM(work), &one),
                     ST_OK);
    ref_close(one.s_lo, 12, 15);
}

/* Two places, four years, three values within bounds: S and p of every completion lie in
 * the ranges. */
static void
every_completion(void **state)
{
    (void)state;
    const double lo[] = {1, 3, 0, 7, 2, 0, 5, 9}, hi[] = {1, 3, 4, 7, 2, 4, 5, 12};
    double x[8], work[32];
    struct st_regional g, r;
    assert_int_equal(st_regional(lo, hi, 2, 4, 0, 1, ROOM(work), &g), ST_OK);
    assert_true(g.s_lo < g.s_hi && g.p_lo < g.p_hi);
    for (int a = 0; a <= 4; a++)
        for (int b = 0; b <= 4; b++)
            for (int c = 9; c <= 12; c++) {
                for (int i = 0; i < 8; i++)
                    x[i] = lo[i];
                x[2] = a;
                x[5] = b;
                x[7] = c;
                assert_int_equal(st_regional(x, x, 2, 4, 0, 1, ROOM(work), &r), ST_OK);
                assert_true(g.s_lo <= r.s_lo && r.s_hi <= g.s_hi);
                assert_true(g.p_lo <= r.p_lo && r.p_hi <= g.p_hi);
            }
    const double open_lo[] = {1, 2, 3, 10}, open_hi[] = {1, 2, 3, INFINITY};
    assert_int_equal(st_regional(open_lo, open_hi, 1, 4, 0, 1, ROOM(work), &g), ST_OK);
    ref_close(g.s_lo, 6, 15);
    ref_close(g.p_hi, 2.0 / 24, 14);
}

static void
refused(void **state)
{
    (void)state;
    const double flat[] = {1, 1, 1, 1}, endless[] = {1, 2, INFINITY, 4};
    double work[32];
    struct st_regional r;
    assert_int_equal(st_regional(flat, flat, 1, 4, 9, 1, ROOM(work), &r), ST_ALL_TIED);
    assert_int_equal(st_regional(flat, flat, 1, 2, 9, 1, ROOM(work), &r), ST_TOO_FEW);
    assert_int_equal(st_regional(endless, endless, 1, 4, 9, 1, ROOM(work), &r),
                     ST_NOT_A_NUMBER);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_place), cmocka_unit_test(copies),
        cmocka_unit_test(every_completion), cmocka_unit_test(refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
