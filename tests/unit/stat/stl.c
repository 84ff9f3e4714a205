#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ref.h"
#include "room.h"
#include "stat/stl.h"

#define CASE "stl_quarterly"
enum { MAX = 500 };

static double y[MAX], seasonal[MAX], trend[MAX], weight[MAX], want[MAX], work[8 * MAX];

/* Greatest difference from a column of a reference file. */
static double
worst(const char *file, const char *column, const double ours[])
{
    size_t n = ref_column(CASE, file, column, want, MAX);
    double most = 0;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, fabs(ours[i] - want[i]));
    return most;
}

static void
hold(const char *file, const struct st_stl *how, double tolerance, int weights)
{
    size_t n = ref_column(CASE, file, "value", y, MAX);
    assert_true(st_stl_work(n, how->period) <= sizeof work / sizeof *work);
    assert_int_equal(st_stl(how, y, n, ROOM(work), seasonal, trend, weight), ST_OK);
    double s = worst(file, "seasonal", seasonal), t = worst(file, "trend", trend);
    double w = weights ? worst(file, "weights", weight) : 0;
    if (s > tolerance || t > tolerance || w > 100 * tolerance) {
        print_error("%s: seasonal differs by %g, trend by %g, weights by %g\n", file, s,
                    t, w);
        fail();
    }
}

static void
quarterly(void **state)
{
    (void)state;
    struct st_stl how = st_stl_default(4, 7, 0);
    assert_int_equal(how.trend.window, 9);
    assert_int_equal(how.low.window, 5);
    hold("log_ukgas_s7_inner2_outer0.csv", &how, 1e-12, 0);
    how.inner = how.outer = 1;
    hold("log_ukgas_s7_inner1_outer1.csv", &how, 1e-12, 1);
    /* From five outer loops on implementations part (R and statsmodels too): the weights
     * go round without settling, and rounding decides. Loose by need. */
    how.outer = 15;
    hold("log_ukgas_s7_robust.csv", &how, 0.06, 0);
}

static void
periodic(void **state)
{
    (void)state;
    struct st_stl how = st_stl_default(4, 0, 0);
    assert_int_equal(how.trend.window, 7);
    hold("log_ukgas_periodic.csv", &how, 1e-12, 0);
}

static void
monthly_with_jumps(void **state)
{
    (void)state;
    struct st_stl how = st_stl_default(12, 21, 0);
    assert_int_equal(how.trend.window, 21);
    assert_int_equal(how.trend.jump, 3);
    hold("log_co2_s21.csv", &how, 1e-12, 0);
}

/* A line and a figure that never changes come back apart. */
static void
known_parts(void **state)
{
    (void)state;
    static const double figure[] = {3, -1, -4, 2};
    struct st_stl how = st_stl_default(4, 0, 0);
    for (size_t i = 0; i < 40; i++)
        y[i] = 10 + 0.5 * (double)i + figure[i % 4];
    how.inner = 50;
    assert_int_equal(st_stl(&how, y, 40, ROOM(work), seasonal, trend, weight), ST_OK);
    for (size_t i = 0; i < 40; i++) {
        assert_true(fabs(seasonal[i] - figure[i % 4]) < 0.02);
        assert_true(fabs(seasonal[i] + trend[i] - y[i]) < 0.02);
    }
}

static void
refusals(void **state)
{
    (void)state;
    struct st_stl how = st_stl_default(4, 7, 0), even = how,
                  one = st_stl_default(1, 7, 0);
    assert_int_equal(st_stl(&how, y, 7, ROOM(work), seasonal, trend, weight),
                     ST_TOO_FEW);
    even.seasonal.window = 8;
    assert_int_equal(st_stl(&even, y, 40, ROOM(work), seasonal, trend, weight),
                     ST_DOMAIN);
    assert_int_equal(st_stl(&one, y, 40, ROOM(work), seasonal, trend, weight),
                     ST_DOMAIN);
    y[3] = NAN;
    assert_int_equal(st_stl(&how, y, 40, ROOM(work), seasonal, trend, weight),
                     ST_NOT_A_NUMBER);
    /* A constant has no remainder: every weight 1, no NaN. */
    for (size_t i = 0; i < 40; i++)
        y[i] = 5;
    how.outer = 2;
    assert_int_equal(st_stl(&how, y, 40, ROOM(work), seasonal, trend, weight), ST_OK);
    for (size_t i = 0; i < 40; i++)
        assert_true(isfinite(weight[i]) && fabs(trend[i] - 5) < 1e-12);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quarterly),          cmocka_unit_test(periodic),
        cmocka_unit_test(monthly_with_jumps), cmocka_unit_test(known_parts),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
