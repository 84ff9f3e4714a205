#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ref.h"
#include "room.h"
#include "stat/segmented.h"

#define CASE "segmented_regression"
enum { MAX = 128 };

static double x[MAX], y[MAX], size[MAX], work[2000];
static struct dd work_dd[2000];

static struct st_segmented
down(size_t k)
{
    struct st_segmented f;
    size_t n = ref_column(CASE, "down.csv", "age", x, MAX);
    ref_column(CASE, "down.csv", "births", size, MAX);
    ref_column(CASE, "down.csv", "cases", y, MAX);
    struct st_segmented_data d = {ST_BINOMIAL, x, y, size, n};
    assert_true(st_segmented_work(n, k) <= sizeof work / sizeof *work);
    assert_true(st_segmented_work_dd(n, k) <= sizeof work_dd / sizeof *work_dd);
    assert_int_equal(st_segmented(&d, k, ROOM(work), ROOM(work_dd), &f), ST_OK);
    return f;
}

static void
births_one_break(void **state)
{
    (void)state;
    const char *test = "down_1bp_logit";
    struct st_segmented f = down(1);
    assert_true(f.deviance <= ref_value(CASE, test, "deviance") * (1 + 1e-10));
    ref_close(f.psi[0], ref_value(CASE, test, "psi1"), 4);
    ref_close(f.psi_se[0], ref_value(CASE, test, "se_psi1"), 3);
    ref_close(f.slope[0], ref_value(CASE, test, "slope1"), 3);
    ref_close(f.slope[1], ref_value(CASE, test, "slope2"), 4);
    ref_close(f.slope_se[0], ref_value(CASE, test, "se_slope1"), 3);
    ref_close(f.slope_se[1], ref_value(CASE, test, "se_slope2"), 3);
    ref_close(f.level, ref_value(CASE, test, "coef[(Intercept)]"), 3);
}

static void
births_two_breaks(void **state)
{
    (void)state;
    const char *test = "down_2bp_logit";
    struct st_segmented f = down(2);
    /* R stops at a local minimum; this one is lower by 0.019. */
    assert_true(f.deviance < ref_value(CASE, test, "deviance") - 0.019);
    ref_close(f.psi[0], 22.5, 7);
}

static void
nile(void **state)
{
    (void)state;
    struct st_segmented f;
    size_t n = ref_column(CASE, "nile.csv", "t", x, MAX);
    ref_column(CASE, "nile.csv", "value", y, MAX);
    struct st_segmented_data d = {ST_NORMAL, x, y, NULL, n};
    assert_int_equal(st_segmented(&d, 1, ROOM(work), ROOM(work_dd), &f), ST_OK);
    ref_close(f.psi[0],
              ref_value(CASE, "nile_1bp_exact_grid", "psi_global_min_grid0.01"), 7);
    ref_close(f.deviance, ref_value(CASE, "nile_1bp_exact_grid", "deviance_global_min"),
              9);
    assert_true(f.deviance < ref_value(CASE, "nile_1bp", "deviance"));
    ref_close(f.slope[0], ref_value(CASE, "nile_1bp", "slope1"), 4);
    ref_close(f.slope[1], ref_value(CASE, "nile_1bp", "slope2"), 4);
}

/* A kink between the values of x comes back where it was, for each family. */
static void
known_kink(void **state)
{
    (void)state;
    enum { N = 20 };
    for (int family = ST_NORMAL; family <= ST_BINOMIAL; family++) {
        struct st_segmented_data d = {(enum st_family)family, x, y, NULL, N};
        struct st_segmented f;
        for (size_t i = 0; i < N; i++) {
            x[i] = (double)i;
            double eta = 0.1 * x[i] - 0.25 * fmax(0, x[i] - 11.4);
            size[i] = 1000;
            y[i] = family == ST_NORMAL  ? eta
                   : family == ST_COUNT ? 1000 * exp(eta)
                                        : 1000 / (1 + exp(-eta));
        }
        if (family != ST_NORMAL)
            d.size = size;
        assert_int_equal(st_segmented(&d, 1, ROOM(work), ROOM(work_dd), &f), ST_OK);
        ref_close(f.psi[0], 11.4, 5);
        ref_close(f.slope[0], 0.1, 5);
        ref_close(f.slope[1], -0.15, 5);
    }
}

/* Without a breakpoint it is a straight line: here y = 2 + 3 x and a zigzag that has no
 * slope of its own. */
static void
straight(void **state)
{
    (void)state;
    static const double zigzag[] = {1, -1, -1, 1, 1, -1, -1, 1};
    struct st_segmented f;
    for (size_t i = 0; i < 8; i++) {
        x[i] = (double)i;
        y[i] = 2 + 3 * x[i] + zigzag[i];
    }
    struct st_segmented_data d = {ST_NORMAL, x, y, NULL, 8};
    assert_int_equal(st_segmented(&d, 0, ROOM(work), ROOM(work_dd), &f), ST_OK);
    ref_close(f.level, 2, 13);
    ref_close(f.slope[0], 3, 13);
    ref_close(f.deviance, 8, 13);
    ref_close(f.slope_se[0], sqrt(8.0 / 6 / 42), 13);
}

static void
refusals(void **state)
{
    (void)state;
    for (size_t i = 0; i < 12; i++)
        x[i] = y[i] = (double)(i * i);
    struct st_segmented_data d = {ST_NORMAL, x, y, NULL, 12};
    struct st_segmented f = {.deviance = 42};
    assert_int_equal(st_segmented(&d, 9, ROOM(work), ROOM(work_dd), &f), ST_TOO_LARGE);
    d.n = 5;
    assert_int_equal(st_segmented(&d, 1, ROOM(work), ROOM(work_dd), &f), ST_TOO_FEW);
    d.n = 12;
    x[3] = x[2];
    assert_int_equal(st_segmented(&d, 1, ROOM(work), ROOM(work_dd), &f), ST_DOMAIN);
    x[3] = 9;
    y[3] = NAN;
    assert_int_equal(st_segmented(&d, 1, ROOM(work), ROOM(work_dd), &f),
                     ST_NOT_A_NUMBER);
    y[3] = -1;
    d.family = ST_COUNT;
    assert_int_equal(st_segmented(&d, 1, ROOM(work), ROOM(work_dd), &f), ST_DOMAIN);
    assert_true(f.deviance == 42);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(straight),          cmocka_unit_test(births_one_break),
        cmocka_unit_test(births_two_breaks), cmocka_unit_test(nile),
        cmocka_unit_test(known_kink),        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
