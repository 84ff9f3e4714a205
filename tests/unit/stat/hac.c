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
#include "stat/hac.h"
#include "stat/lsq.h"

#define CASE "newey_west_hac"

static double x[3 * 32], e[32], inverse[9], work[1024];
static size_t n;

/* RealInv on RealGNP and RealInt, without the row that has no real interest. */
static int
fit(void **state)
{
    (void)state;
    double gnp[32], rate[32], y[32], coef[3];
    struct st_lsq r;
    n = ref_column(CASE, "investment.csv", "RealGNP", gnp, 32) - 1;
    ref_column(CASE, "investment.csv", "RealInt", rate, 32);
    ref_column(CASE, "investment.csv", "RealInv", y, 32);
    size_t n_room = st_lsq_work(n, 3);
    struct dd *room = calloc(n_room, sizeof *room);
    for (size_t i = 0; i < n; i++) {
        x[i] = 1;
        x[n + i] = gnp[i + 1];
        x[2 * n + i] = rate[i + 1];
    }
    enum st_status s = st_lsq(x, y + 1, NULL, n, 3, 1, room, n_room, coef, inverse, &r);
    free(room);
    for (size_t i = 0; i < n; i++)
        e[i] = y[i + 1] - coef[0] - coef[1] * x[n + i] - coef[2] * x[2 * n + i];
    return s != ST_OK || n * 3 > 96 || st_newey_west_auto_work(n, 3) > 1024;
}

static void
reference(void **state)
{
    (void)state;
    static const size_t lag[] = {1, 3, 4};
    for (size_t i = 0; i < 3; i++)
        for (int adjust = 0; adjust < 2; adjust++) {
            char test[64];
            double cov[9];
            snprintf(test, sizeof test, "investment_NW_lag%zu_prewhiteF_adjust%s",
                     lag[i], adjust ? "TRUE" : "FALSE");
            assert_int_equal(
                st_newey_west(x, e, n, 3, inverse, lag[i], adjust, ROOM(work), cov),
                ST_OK);
            ref_close(sqrt(cov[0]), ref_value(CASE, test, "se[(Intercept)]"), 10);
            ref_close(sqrt(cov[4]), ref_value(CASE, test, "se[RealGNP]"), 10);
            ref_close(sqrt(cov[8]), ref_value(CASE, test, "se[RealInt]"), 10);
            ref_close(cov[1], ref_value(CASE, test, "vcov_uptri2"), 10);
            ref_close(cov[3], cov[1], 10);
        }
}

static void
white(void **state)
{
    (void)state;
    double cov[9];
    assert_int_equal(st_newey_west(x, e, n, 3, inverse, 0, false, ROOM(work), cov),
                     ST_OK);
    ref_close(sqrt(cov[4]), ref_value(CASE, "investment_HC0", "se[RealGNP]"), 10);
    static const char *const test[] = {"investment_HC0", "investment_HC1",
                                       "investment_HC2", "investment_HC3"};
    for (int k = 0; k < 4; k++) {
        double v[9];
        assert_int_equal(st_white((enum st_white)k, x, e, n, 3, inverse, ROOM(work), v),
                         ST_OK);
        ref_close(sqrt(v[0]), ref_value(CASE, test[k], "se[(Intercept)]"), 10);
        ref_close(sqrt(v[8]), ref_value(CASE, test[k], "se[RealInt]"), 10);
    }
    ref_close(cov[5], ref_value(CASE, "investment_HC0", "vcov_uptri5"), 10);
    assert_int_equal(st_newey_west(x, e, n, 3, inverse, 0, true, ROOM(work), cov),
                     ST_OK);
    ref_close(sqrt(cov[8]), ref_value(CASE, "investment_HC1", "se[RealInt]"), 10);
}

static void
automatic(void **state)
{
    (void)state;
    for (int white = 0; white < 2; white++) {
        const char *test =
            white ? "investment_NW_auto_prewhiteT" : "investment_NW_auto_prewhiteF";
        double cov[9], bandwidth;
        assert_int_equal(st_newey_west_auto(x, e, n, 3, inverse, white, false,
                                            ROOM(work), cov, &bandwidth),
                         ST_OK);
        ref_close(bandwidth, ref_value(CASE, test, "bw"), 10);
        ref_close(sqrt(cov[4]), ref_value(CASE, test, "se[RealGNP]"), 10);
        ref_close(cov[5], ref_value(CASE, test, "vcov_uptri5"), 9.5);
    }
}

static void
refusals(void **state)
{
    (void)state;
    double cov[9], bad[4] = {1, NAN, 2, 3}, column[4] = {1, 1, 1, 1}, one = 0.25;
    double flat[5] = {0}, ones[5] = {1, 1, 1, 1, 1}, fifth = 0.2, width = 9;
    double dummy[8] = {1, 1, 1, 1, 0, 0, 0, 1},
           own[4] = {1.0 / 3, -1.0 / 3, -1.0 / 3, 4.0 / 3};
    assert_int_equal(
        st_newey_west_auto(column, bad, 4, 1, &one, 0, 0, ROOM(work), cov, &width),
        ST_TOO_FEW);
    assert_int_equal(
        st_newey_west_auto(ones, flat, 5, 1, &fifth, 0, 0, ROOM(work), cov, &width),
        ST_ALL_TIED);
    assert_int_equal(
        st_newey_west_auto(ones, flat, 5, 1, &fifth, 1, 0, ROOM(work), cov, &width),
        ST_RANK);
    assert_true(width > 8);
    assert_int_equal(st_white(ST_HC3, dummy, column, 4, 2, own, ROOM(work), cov),
                     ST_RANK);
    assert_int_equal(st_white(ST_HC0, column, bad, 4, 1, &one, ROOM(work), cov),
                     ST_NOT_A_NUMBER);
    assert_int_equal(st_newey_west(x, e, 3, 3, inverse, 1, false, ROOM(work), cov),
                     ST_TOO_FEW);
    assert_int_equal(st_newey_west(x, e, n, 3, inverse, n, false, ROOM(work), cov),
                     ST_TOO_FEW);
    assert_int_equal(st_newey_west(column, bad, 4, 1, &one, 1, false, ROOM(work), cov),
                     ST_NOT_A_NUMBER);
    assert_int_equal((int)st_newey_west_lag(100), 4);
    assert_int_equal((int)st_newey_west_lag(20), 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reference),
        cmocka_unit_test(white),
        cmocka_unit_test(automatic),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, fit, NULL);
}
