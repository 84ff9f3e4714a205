/* Shapes against what can be worked out by hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ref.h"
#include "room.h"
#include "stat/shape.h"

static const double x[] = {0, 1, 2, 3, 4, 5, 6, 7};
static const unsigned char season[] = {0, 1, 0, 1, 0, 1, 0, 1};

static void
seasons(void **state)
{
    (void)state;
    /* Level 10 and 30: their geometric mean times 3^-1/2 and 3^1/2. */
    const double y[] = {9, 30, 11, 30, 10, 30, 10, 30};
    struct st_shape d = {true, x, y, NULL, 8, season, 2};
    double mean[8], effect[8], deviance;
    assert_int_equal(st_shape_fit(&d, false, mean, effect, &deviance), ST_OK);
    ref_close(mean[0], 10, 9);
    ref_close(mean[1], 30, 9);
    ref_close(effect[1] * effect[0], 1, 9);
    ref_close(effect[1] / effect[0], 3, 9);
    ref_close(deviance, 2 * (9 * log(0.9) + 11 * log(1.1)), 7);
    d.counts = false;
    assert_int_equal(st_shape_fit(&d, true, mean, effect, &deviance), ST_OK);
    ref_close(effect[0] + effect[1] + 1, 1, 12);
}

static void
two_levels(void **state)
{
    (void)state;
    const double y[] = {4, 6, 5, 20, 22, 18, 20, 20};
    struct st_shape d = {true, x, y, NULL, 8, NULL, 1};
    double mean[8], effect[8] = {1, 1, 1, 1, 1, 1, 1, 1}, deviance, sum = 0;
    size_t at;
    assert_int_equal(st_shape_step(&d, effect, mean, &deviance, &at), ST_OK);
    assert_int_equal(at, 3);
    ref_close(mean[2], 5, 14);
    ref_close(mean[3], 20, 14);
    for (size_t i = 0; i < 8; i++)
        sum += 2 * (y[i] * log(y[i] / mean[i]) - (y[i] - mean[i]));
    ref_close(deviance, sum, 12);
    d.n = 3;
    assert_int_equal(st_shape_step(&d, effect, mean, &deviance, &at), ST_TOO_FEW);
}

/* For least squares the score statistic of the best joint is n - p times the share of the sum
 * of squares that the joint takes. */
static void
joint(void **state)
{
    (void)state;
    const double y[] = {0.1, -0.1, 0, 0.1, 1, 2.1, 2.9, 4};
    struct st_shape d = {false, x, y, NULL, 8, NULL, 1};
    double work[8], mean[8], left[8], t, before = 0, after = 0;
    size_t at;
    assert_int_equal(st_shape_joint(&d, ROOM(work), mean, left, &t, &at), ST_OK);
    for (size_t i = 0; i < 8; i++) {
        before += (y[i] - mean[i]) * (y[i] - mean[i]);
        after += left[i] * left[i];
    }
    ref_close(t, 6 * (before - after) / before, 10);
    assert_true(after < 0.05);
    d.n = 4;
    assert_int_equal(st_shape_joint(&d, ROOM(work), mean, left, &t, &at), ST_TOO_FEW);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(seasons),
                                       cmocka_unit_test(two_levels),
                                       cmocka_unit_test(joint)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
