#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ref.h"
#include "stat/armitage.h"

#define CASE "cochran_armitage"

static void
reference(void **state)
{
    (void)state;
    static const char *const set[] = {"smokers", "dose"};
    double d[8], x[8], n[8];
    ref_column(CASE, "input.csv", "score", d, 8);
    ref_column(CASE, "input.csv", "x", x, 8);
    ref_column(CASE, "input.csv", "n", n, 8);
    for (size_t i = 0; i < 2; i++) {
        struct st_armitage a;
        const double *size = n + 4 * i;
        assert_int_equal(st_cochran_armitage(d + 4 * i, x + 4 * i, size, 4, false, &a),
                         ST_OK);
        ref_close(a.z, ref_value(CASE, set[i], "z_N"), 14);
        ref_close(a.z * a.z, ref_value(CASE, set[i], "chi2"), 14);
        ref_close(a.p, ref_value(CASE, set[i], "p_two"), 13);
        assert_int_equal(st_cochran_armitage(d + 4 * i, x + 4 * i, size, 4, true, &a),
                         ST_OK);
        ref_close(a.z, ref_value(CASE, set[i], "z_Nminus1"), 14);
    }
}

static void
other_scores(void **state)
{
    (void)state;
    static const double d[] = {0, 0, 0, 1}, x[] = {83, 90, 129, 70},
                        n[] = {86, 93, 136, 82};
    struct st_armitage a;
    assert_int_equal(st_cochran_armitage(d, x, n, 4, false, &a), ST_OK);
    ref_close(a.z * a.z, ref_value(CASE, "smokers_scores0001", "chi2"), 13);
    ref_close(a.p, ref_value(CASE, "smokers_scores0001", "p"), 12);
}

/* Scores may be shifted and scaled; counting the others turns the sign. */
static void
laws(void **state)
{
    (void)state;
    static const double d[] = {1, 2, 4}, moved[] = {2021, 2024, 2030};
    static const double x[] = {3, 5, 9}, n[] = {20, 20, 21}, rest[] = {17, 15, 12};
    struct st_armitage a, b;
    assert_int_equal(st_cochran_armitage(d, x, n, 3, false, &a), ST_OK);
    assert_int_equal(st_cochran_armitage(moved, x, n, 3, false, &b), ST_OK);
    ref_close(b.z, a.z, 13);
    assert_int_equal(st_cochran_armitage(d, rest, n, 3, false, &b), ST_OK);
    ref_close(b.z, -a.z, 13);
    assert_true(a.z > 0);
}

static void
refusals(void **state)
{
    (void)state;
    static const double d[] = {1, 2}, x[] = {1, 2}, n[] = {5, 5}, zero[] = {0, 0};
    static const double nan[] = {1, NAN}, few[] = {5, 1};
    struct st_armitage a;
    assert_int_equal(st_cochran_armitage(d, zero, n, 2, false, &a), ST_ALL_ZERO);
    assert_int_equal(st_cochran_armitage(d, n, n, 2, false, &a), ST_ALL_TIED);
    assert_int_equal(st_cochran_armitage(n, x, n, 2, false, &a), ST_RANK);
    assert_int_equal(st_cochran_armitage(d, x, few, 2, false, &a), ST_DOMAIN);
    assert_int_equal(st_cochran_armitage(nan, x, n, 2, false, &a), ST_NOT_A_NUMBER);
    assert_int_equal(st_cochran_armitage(d, x, n, 1, false, &a), ST_TOO_FEW);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reference),
        cmocka_unit_test(other_scores),
        cmocka_unit_test(laws),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
