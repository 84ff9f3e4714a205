/* Simulated series have the mean, the variance and the autocorrelation that were asked for. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "stat/null_series.h"

enum { N = 200, SERIES = 400 };

/* Mean, variance and lag-one autocorrelation over many series of one mean. */
static void
moments(bool counts, double mean, double spread, double rho, double out[3])
{
    static double m[N], a[N], b[N], c[N], y[N];
    struct rng r;
    struct st_null null = {counts, N, spread, rho, m, a, b, c};
    double sum = 0, square = 0, product = 0, size = (double)N * SERIES;
    for (size_t i = 0; i < N; i++)
        m[i] = mean;
    rng_seed(&r, 7);
    st_null_prepare(&null);
    for (size_t k = 0; k < SERIES; k++) {
        st_null_draw(&null, &r, y);
        for (size_t i = 0; i < N; i++) {
            assert_true(!counts || (y[i] >= 0 && floor(y[i]) >= y[i]));
            sum += y[i];
            square += (y[i] - mean) * (y[i] - mean);
            product += i ? (y[i] - mean) * (y[i - 1] - mean) : 0;
        }
    }
    out[0] = sum / size;
    out[1] = square / size;
    out[2] = product / square;
}

static void
asked_for(void **state)
{
    (void)state;
    static const struct {
        bool counts;
        double mean, spread, rho;
    } c[] = {{true, 3, 1, 0},       {true, 3, 4, 0},    {true, 40, 1, 0.6},
             {true, 40, 5, 0},      {true, 5000, 1, 0}, {true, 900, 30, 0.3},
             {false, -2, 1.5, 0.6}, {true, 0.2, 1, 0}};
    for (size_t i = 0; i < sizeof c / sizeof *c; i++) {
        double got[3],
            v = c[i].counts ? c[i].mean * c[i].spread : c[i].spread * c[i].spread;
        moments(c[i].counts, c[i].mean, c[i].spread, c[i].rho, got);
        assert_true(fabs(got[0] - c[i].mean) < 0.06 * sqrt(v));
        assert_true(fabs(got[1] / v - 1) < 0.06);
        assert_true(fabs(got[2] - c[i].rho) < 0.04);
    }
}

/* The corrected estimate is near what was put in, and none is made of few values. */
static void
rho(void **state)
{
    (void)state;
    static double m[40], y[40];
    struct rng r;
    struct st_null null = {false, 40, 1, 0.6, m, NULL, NULL, NULL};
    double sum = 0;
    rng_seed(&r, 3);
    for (size_t k = 0; k < 400; k++) {
        double mean = 0;
        st_null_draw(&null, &r, y);
        for (size_t i = 0; i < 40; i++)
            mean += y[i] / 40;
        for (size_t i = 0; i < 40; i++)
            y[i] -= mean;
        sum += st_null_rho(y, 40, 1) / 400;
    }
    assert_true(fabs(sum - 0.6) < 0.05);
    assert_true(st_null_rho(y, 9, 1) <= 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(asked_for),
                                       cmocka_unit_test(rho)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
