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

#define CASE "ljung_box"

static void
nile(void **state)
{
    (void)state;
    double x[128], r[12];
    size_t n = ref_column(CASE, "nile.csv", "value", x, 128);
    assert_int_equal(st_acf(x, n, 12, r), ST_OK);
    for (size_t k = 1; k <= 12; k++) {
        char name[32];
        snprintf(name, sizeof name, "acf%zu", k);
        ref_close(r[k - 1], ref_value(CASE, "nile", name), 13);
    }
    struct st_portmanteau t;
    assert_int_equal(st_ljung_box(r, n, 1, 0, &t), ST_OK);
    ref_close(t.q, ref_value(CASE, "nile", "LB_Q_lag1"), 13);
    ref_close(t.p, ref_value(CASE, "nile", "LB_p_lag1"), 10);
    assert_int_equal(st_ljung_box(r, n, 4, 0, &t), ST_OK);
    ref_close(t.q, ref_value(CASE, "nile", "LB_Q_lag4"), 13);
    assert_true(fabs(t.p - ref_value(CASE, "nile", "LB_p_lag4")) < 2e-16);
}

/* R takes 1 minus the lower tail, so that its small p values hold few digits. */
static void
small_tails(void **state)
{
    (void)state;
    double x[128], r[10];
    size_t n = ref_column(CASE, "nile.csv", "value", x, 128);
    struct st_portmanteau t;
    assert_int_equal(st_acf(x, n, 10, r), ST_OK);
    assert_int_equal(st_ljung_box(r, n, 10, 2, &t), ST_OK);
    ref_close(t.q, ref_value(CASE, "nile", "LB_Q_lag10_fitdf2"), 13);
    ref_close(t.df, ref_value(CASE, "nile", "df_lag10_fitdf2"), 16);
    assert_true(fabs(t.p - ref_value(CASE, "nile", "LB_p_lag10_fitdf2")) < 2e-16);
}

static void
gas(void **state)
{
    (void)state;
    double x[128], r[8];
    size_t n = ref_column(CASE, "ukgas_dlog4.csv", "value", x, 128);
    struct st_portmanteau t;
    assert_int_equal(st_acf(x, n, 8, r), ST_OK);
    assert_int_equal(st_ljung_box(r, n, 4, 0, &t), ST_OK);
    ref_close(t.q, ref_value(CASE, "ukgas_dlog4", "LB_Q_lag4"), 13);
    ref_close(t.p, ref_value(CASE, "ukgas_dlog4", "LB_p_lag4"), 12);
    assert_int_equal(st_ljung_box(r, n, 8, 0, &t), ST_OK);
    ref_close(t.p, ref_value(CASE, "ukgas_dlog4", "LB_p_lag8"), 12);
}

/* Over all lags the autocorrelations of any series add up to -1/2. */
static void
sum_of_all(void **state)
{
    (void)state;
    static const double x[] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
    double r[9], sum = 0;
    assert_int_equal(st_acf(x, 10, 9, r), ST_OK);
    for (size_t k = 0; k < 9; k++)
        sum += r[k];
    ref_close(sum, -0.5, 14);
}

static void
partial(void **state)
{
    (void)state;
    double x[128], r[10], work[16], p[8];
    size_t n = ref_column(CASE, "nile.csv", "value", x, 128);
    struct st_portmanteau t;
    assert_int_equal(st_acf(x, n, 10, r), ST_OK);
    assert_int_equal(st_pacf(r, 8, ROOM(work), p), ST_OK);
    for (size_t k = 1; k <= 8; k++) {
        char name[32];
        snprintf(name, sizeof name, "pacf%zu", k);
        ref_close(p[k - 1], ref_value(CASE, "nile", name), 12.5);
    }
    assert_int_equal(st_box_pierce(r, n, 10, 0, &t), ST_OK);
    ref_close(t.q, ref_value(CASE, "nile", "BP_Q_lag10"), 13);
    /* Nothing is left to explain after a perfect first order. */
    static const double one[] = {1, 1};
    assert_int_equal(st_pacf(one, 2, ROOM(work), p), ST_RANK);
}

static void
refusals(void **state)
{
    (void)state;
    static const double same[] = {2, 2, 2}, nan[] = {1, NAN, 2}, x[] = {1, 2, 4};
    double r[3] = {9, 9, 9};
    struct st_portmanteau t;
    assert_int_equal(st_acf(same, 3, 1, r), ST_ALL_TIED);
    assert_int_equal(st_acf(nan, 3, 1, r), ST_NOT_A_NUMBER);
    assert_int_equal(st_acf(x, 3, 3, r), ST_TOO_FEW);
    assert_int_equal(st_ljung_box(r, 3, 1, 1, &t), ST_TOO_FEW);
    assert_int_equal(st_ljung_box(r, 3, 3, 0, &t), ST_TOO_FEW);
    ref_close(r[0], 9, 16);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nile),    cmocka_unit_test(small_tails),
        cmocka_unit_test(gas),     cmocka_unit_test(sum_of_all),
        cmocka_unit_test(partial), cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
