#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ref.h"
#include "stat/adjust.h"

#define CASE "p_adjust"

static void
reference(void **state)
{
    (void)state;
    double p[16], work[32], holm[16], bh[16];
    size_t n = ref_column(CASE, "bh1995.csv", "p", p, 16);
    assert_true(st_adjust_work(n) <= 32);
    assert_int_equal(st_holm(p, n, work, holm), ST_OK);
    assert_int_equal(st_benjamini_hochberg(p, n, work, bh), ST_OK);
    for (size_t i = 0; i < n; i++) {
        char name[32];
        snprintf(name, sizeof name, "p%zu", i + 1);
        ref_close(holm[i], ref_value(CASE, "bh1995_holm", name), 15);
        ref_close(bh[i], ref_value(CASE, "bh1995_BH", name), 15);
    }
}

/* Order of input does not matter; equal p have equal results; none falls. */
static void
laws(void **state)
{
    (void)state;
    static const double p[] = {0.04, 0.001, 0.04, 1, 0.2, 0};
    double work[12], holm[6], bh[6], turned[6], other[6];
    assert_int_equal(st_holm(p, 6, work, holm), ST_OK);
    assert_int_equal(st_benjamini_hochberg(p, 6, work, bh), ST_OK);
    for (size_t i = 0; i < 6; i++) {
        turned[i] = p[5 - i];
        assert_true(p[i] <= bh[i] && bh[i] <= holm[i] && holm[i] <= 1);
    }
    ref_close(holm[0], holm[2], 16);
    ref_close(bh[0], bh[2], 16);
    assert_int_equal(st_holm(turned, 6, work, other), ST_OK);
    for (size_t i = 0; i < 6; i++)
        ref_close(other[5 - i], holm[i], 16);
    assert_int_equal(st_benjamini_hochberg(turned, 6, work, other), ST_OK);
    for (size_t i = 0; i < 6; i++)
        ref_close(other[5 - i], bh[i], 16);
}

/* A p that rises lets no adjusted value fall: bounds go in, bounds come out. */
static void
monotone(void **state)
{
    (void)state;
    static const double p[] = {0.01, 0.02, 0.03, 0.5};
    for (size_t raised = 0; raised < 4; raised++)
        for (double by = 0.001; by < 0.5; by *= 3) {
            double work[8], q[4], before[4], after[4];
            memcpy(q, p, sizeof q);
            q[raised] += by;
            assert_int_equal(st_holm(p, 4, work, before), ST_OK);
            assert_int_equal(st_holm(q, 4, work, after), ST_OK);
            for (size_t i = 0; i < 4; i++)
                assert_true(before[i] <= after[i]);
            assert_int_equal(st_benjamini_hochberg(p, 4, work, before), ST_OK);
            assert_int_equal(st_benjamini_hochberg(q, 4, work, after), ST_OK);
            for (size_t i = 0; i < 4; i++)
                assert_true(before[i] <= after[i]);
        }
}

static void
refusals(void **state)
{
    (void)state;
    static const double nan[] = {0.1, NAN}, beyond[] = {0.1, 1.5};
    double work[4], out[2];
    assert_int_equal(st_holm(nan, 2, work, out), ST_NOT_A_NUMBER);
    assert_int_equal(st_benjamini_hochberg(beyond, 2, work, out), ST_DOMAIN);
    assert_int_equal(st_holm(nan, 0, work, out), ST_TOO_FEW);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reference),
        cmocka_unit_test(laws),
        cmocka_unit_test(monotone),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
