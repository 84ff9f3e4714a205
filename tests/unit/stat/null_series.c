/* Simulated series have the mean, the variance and the autocorrelation that were asked for. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "stat/null_series.h"

enum { N = 200, SERIES = 400 };

/* One autocorrelation. */
static struct st_null_rho
only(double rho)
{
    struct st_null_rho r = {.mean = rho};
    for (size_t k = 0; k < ST_AR1_NODES; k++)
        r.below[k] = st_ar1_rho(k) >= rho - 1e-9;
    return r;
}

/* Mean, variance and lag-one autocorrelation over many series of one mean. */
static void
moments(bool counts, double mean, double spread, double rho, double out[3])
{
    static double m[N], room[3 * N], y[N];
    struct rng r;
    double sum = 0, square = 0, product = 0, size = (double)N * SERIES;
    for (size_t i = 0; i < N; i++)
        m[i] = mean;
    rng_seed(&r, 7);
    struct st_null null = st_null_of(counts, N, m, spread, only(rho), room);
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

/* The variance of a count grows with the square of its mean, on average as asked for. */
static void
large_means(void **state)
{
    (void)state;
    enum { DRAWS = 20000 };
    const double m[2] = {20, 60};
    double room[6], y[2], square[2] = {0, 0};
    struct rng r;
    rng_seed(&r, 5);
    struct st_null null = st_null_of(true, 2, m, 5, only(0), room);
    for (size_t k = 0; k < DRAWS; k++) {
        st_null_draw(&null, &r, y);
        for (size_t i = 0; i < 2; i++)
            square[i] += (y[i] - m[i]) * (y[i] - m[i]) / DRAWS;
    }
    /* c = 4 / 40: 20 + 0.1 * 400, 60 + 0.1 * 3600 */
    assert_true(fabs(square[0] / 60 - 1) < 0.06);
    assert_true(fabs(square[1] / 420 - 1) < 0.06);
}

/* p falls evenly between 0 and 1 when the null is true, and other values have other draws. */
static double
last_value(const double y[], void *more)
{
    (void)more;
    return y[0];
}

static void
p_is_even(void **state)
{
    (void)state;
    double m = 0, room[3], y, again, below = 0;
    struct rng r, s;
    struct st_null null = st_null_of(false, 1, &m, 1, only(0), room);
    rng_seed(&r, 11);
    for (size_t k = 0; k < 2000; k++) {
        st_null_draw(&null, &r, &y);
        st_null_seed(&s, 1, &y, 1);
        below += st_null_p(&null, &s, 999, &again, last_value, NULL, y) < 0.05;
    }
    assert_true(fabs(below / 2000 - 0.05) < 0.012);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(asked_for),
                                       cmocka_unit_test(large_means),
                                       cmocka_unit_test(p_is_even)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
