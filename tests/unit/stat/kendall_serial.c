#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ref.h"
#include "room.h"
#include "stat/acf.h"
#include "stat/kendall_serial.h"
#include "stat/sen.h"

#define CASE "modified_mk_hamed_rao_yue_wang"

static double x[128], work[640], slope;
static size_t n;

static int
read_nile(void **state)
{
    (void)state;
    double t[128], *slopes = calloc(128 * 128, sizeof *slopes);
    struct st_sen s;
    n = ref_column(CASE, "nile.csv", "value", x, 128);
    for (size_t i = 0; i < n; i++)
        t[i] = (double)(i + 1);
    enum st_status e = st_sen(t, x, n, 1, 0.95, slopes, 128 * 128, &s);
    free(slopes);
    slope = s.slope;
    return e != ST_OK || st_serial_work(n) > 640;
}

static void
same_as(const struct st_serial *r, const char *test, const char *z, const char *p,
        const char *var)
{
    ref_close(r->z, ref_value(CASE, test, z), 13);
    ref_close(r->p, ref_value(CASE, test, p), 12);
    ref_close(r->var, ref_value(CASE, test, var), 13);
}

static void
hamed_rao(void **state)
{
    (void)state;
    struct st_serial r;
    ref_close(slope, ref_value(CASE, "nile_mmkh", "Sen_s_slope"), 15);
    assert_int_equal(st_hamed_rao(x, n, slope, 0, ROOM(work), &r), ST_OK);
    same_as(&r, "nile_mmkh", "Corrected_Zc", "new_P-value", "new_variance");
    ref_close(r.factor, ref_value(CASE, "nile_mmkh", "N_N_"), 13);
    assert_int_equal(st_hamed_rao(x, n, slope, 3, ROOM(work), &r), ST_OK);
    same_as(&r, "nile_mmkh3lag", "Corrected_Zc", "new_P-value", "new_variance");
    ref_close(r.factor, ref_value(CASE, "nile_mmkh3lag", "N_N_"), 13);
}

static void
yue_wang(void **state)
{
    (void)state;
    struct st_serial r;
    assert_int_equal(st_yue_wang(x, n, slope, ST_YUE_WANG_MMKY1LAG, ROOM(work), &r),
                     ST_OK);
    same_as(&r, "nile_mmky1lag", "Corrected_Zc", "new_P-value", "new_variance");
    ref_close(r.factor, ref_value(CASE, "nile_mmky1lag", "N_N_"), 13);
    assert_int_equal(st_yue_wang(x, n, slope, ST_YUE_WANG_ALL, ROOM(work), &r), ST_OK);
    same_as(&r, "nile_mmky", "Corrected_Zc", "new_P-value", "new_variance");
}

/* The paper's sum in closed form (Bayley and Hammersley 1946). */
static void
yue_wang_first_order(void **state)
{
    (void)state;
    struct st_serial r, wider;
    double y[128], r1, m = (double)n;
    for (size_t i = 0; i < n; i++)
        y[i] = x[i] - slope * (double)i;
    assert_int_equal(st_acf(y, n, 1, &r1), ST_OK);
    assert_int_equal(st_yue_wang(x, n, slope, ST_YUE_WANG_AR1, ROOM(work), &r), ST_OK);
    assert_int_equal(st_yue_wang(x, n, slope, ST_YUE_WANG_MMKY1LAG, ROOM(work), &wider),
                     ST_OK);
    ref_close(r.factor,
              1 + 2 * (pow(r1, m + 1) - m * r1 * r1 + (m - 1) * r1) /
                      (m * (r1 - 1) * (r1 - 1)),
              12);
    assert_true(r.factor < wider.factor && r.p < wider.p);
}

static void
prewhitened(void **state)
{
    (void)state;
    struct st_serial r;
    assert_int_equal(st_tfpw(x, n, slope, ROOM(work), &r), ST_OK);
    ref_close(r.s, ref_value(CASE, "nile_tfpwmk", "S"), 16);
    same_as(&r, "nile_tfpwmk", "Z-Value", "P-value", "Var_S_");
    assert_int_equal(st_prewhitened(x, n, ROOM(work), &r), ST_OK);
    ref_close(r.s, ref_value(CASE, "nile_pwmk", "S"), 16);
    same_as(&r, "nile_pwmk", "Z-Value", "P-value", "Var_S_");
}

/* Without a significant autocorrelation Hamed and Rao's factor is 1. */
static void
independent(void **state)
{
    (void)state;
    static const double y[] = {5, 3, 8, 1, 9, 2, 7, 4, 6, 5, 8, 3};
    struct st_serial r;
    struct st_kendall k;
    double w[64];
    assert_int_equal(st_kendall(y, 12, ST_KENDALL_NORMAL, ROOM(w), &k), ST_OK);
    assert_int_equal(st_hamed_rao(y, 12, 0, 3, ROOM(w), &r), ST_OK);
    assert_true(r.factor < 1);
    static const double quiet[] = {1, 2, 2, 1, 1, 2, 1, 1, 2, 2, 2, 1};
    assert_int_equal(st_kendall(quiet, 12, ST_KENDALL_NORMAL, ROOM(w), &k), ST_OK);
    assert_int_equal(st_hamed_rao(quiet, 12, 0, 1, ROOM(w), &r), ST_OK);
    ref_close(r.factor, 1, 16);
    ref_close(r.p, k.p, 15);
}

/* A saw makes the variance negative: a refusal and no p. */
static void
negative_variance(void **state)
{
    (void)state;
    double saw[40];
    for (size_t i = 0; i < 40; i++)
        saw[i] = i % 2 ? 1 + (double)i / 1000 : -1;
    struct st_serial r = {.p = 9};
    double w[200];
    assert_int_equal(st_hamed_rao(saw, 40, 0, 1, ROOM(w), &r), ST_NEGATIVE_VARIANCE);
    ref_close(r.p, 9, 16);
}

static void
refusals(void **state)
{
    (void)state;
    static const double line[] = {1, 2, 3, 4, 5}, nan[] = {1, NAN, 2, 3, 4};
    struct st_serial r;
    double w[25];
    assert_int_equal(st_hamed_rao(line, 5, 1, 0, ROOM(w), &r), ST_ALL_TIED);
    assert_int_equal(st_yue_wang(line, 5, 1, ST_YUE_WANG_AR1, ROOM(w), &r),
                     ST_ALL_TIED);
    assert_int_equal(st_tfpw(line, 5, 1, ROOM(w), &r), ST_ALL_TIED);
    assert_int_equal(st_tfpw(nan, 5, 1, ROOM(w), &r), ST_NOT_A_NUMBER);
    assert_int_equal(st_yue_wang(line, 5, NAN, ST_YUE_WANG_AR1, ROOM(w), &r),
                     ST_NOT_A_NUMBER);
    assert_int_equal(st_prewhitened(line, 3, ROOM(w), &r), ST_TOO_FEW);
    assert_int_equal(st_hamed_rao(line, 5, 0, 5, ROOM(w), &r), ST_TOO_FEW);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hamed_rao),
        cmocka_unit_test(yue_wang),
        cmocka_unit_test(yue_wang_first_order),
        cmocka_unit_test(prewhitened),
        cmocka_unit_test(independent),
        cmocka_unit_test(negative_variance),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, read_nile, NULL);
}
