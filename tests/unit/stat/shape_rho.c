/* The posterior of the autocorrelation is near what was put in, whether the level changes or
 * not, and few values say nothing. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "room.h"
#include "stat/rng.h"
#include "stat/shape_rho.h"

enum { N = 60, SERIES = 100, WORK = 8000 };

/* The mean over series of rho with a step of so many standard deviations. */
static double
mean_rho(double rho, double step)
{
    static double x[N], y[N], mean[N], second[N], work[WORK];
    struct rng r;
    double sum = 0;
    rng_seed(&r, 3);
    for (size_t k = 0; k < SERIES; k++) {
        double z = rng_normal(&r);
        for (size_t i = 0; i < N; i++) {
            x[i] = (double)i;
            second[i] = i >= N / 2;
            y[i] = z + step * second[i];
            z = rho * z + sqrt(1 - rho * rho) * rng_normal(&r);
        }
        struct st_shape d = {false, x, y, NULL, N, NULL, 1};
        const struct st_rho_model model[] = {{{NULL}, 0}, {{x}, 0}, {{second}, 1}};
        struct st_null_rho out;
        assert_int_equal(st_shape_rho(&d, mean, 1, model, 3, ROOM(work), &out), ST_OK);
        assert_true(fabs(out.below[ST_AR1_NODES - 1] - 1) < 1e-9);
        sum += out.mean / SERIES;
    }
    return sum;
}

static void
near(void **state)
{
    (void)state;
    assert_true(fabs(mean_rho(0.6, 0) - 0.6) < 0.06);
    assert_true(fabs(mean_rho(0.3, 0) - 0.3) < 0.06);
    assert_true(fabs(mean_rho(0.3, 4) - 0.3) < 0.08);
    assert_true(mean_rho(0, 6) < 0.15);
}

static void
few(void **state)
{
    (void)state;
    static const double x[9] = {0, 1, 2, 3, 4, 5, 6, 7, 8},
                        y[9] = {1, 2, 3, 4, 5, 5, 4, 3, 2};
    double work[WORK];
    struct st_null_rho out;
    struct st_shape d = {false, x, y, NULL, 9, NULL, 1};
    const struct st_rho_model model = {{NULL}, 0};
    assert_int_equal(st_shape_rho(&d, y, 1, &model, 1, ROOM(work), &out), ST_OK);
    assert_true(out.mean <= 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(near), cmocka_unit_test(few)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
