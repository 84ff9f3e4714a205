#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "stat/rng.h"

/* The state 1, 2, 3, 4 gives 41943041 first: rotl(1 + 4, 23) + 1, by hand. */
static void
first_number_by_hand(void **state)
{
    (void)state;
    struct rng r = {{1, 2, 3, 4}};
    assert_true(rng_next(&r) == 41943041);
    /* After one step the state is 7, 0, 2^18 + 2, 6 * 2^45: rotl(7 + 6 * 2^45, 23) + 7. */
    assert_true(rng_next(&r) == 58720359);
}

/* splitmix64 of seed 0 begins with this number (Steele, Lea and Flood 2014). */
static void
seed_by_splitmix(void **state)
{
    (void)state;
    struct rng r;
    rng_seed(&r, 0);
    assert_true(r.s[0] == 0xe220a8397b1dcdafU);
}

static void
moments(void **state)
{
    (void)state;
    enum { N = 200000 };
    struct rng r;
    rng_seed(&r, 1);
    double u = 0, z = 0, zz = 0, six[6] = {0};
    for (int i = 0; i < N; i++) {
        double a = rng_unit(&r), b = rng_normal(&r);
        assert_true(a > 0 && a < 1);
        u += a;
        z += b;
        zz += b * b;
        six[rng_below(&r, 6)]++;
    }
    assert_true(fabs(u / N - 0.5) < 4 * sqrt(1. / 12 / N));
    assert_true(fabs(z / N) < 4 / sqrt(N));
    assert_true(fabs(zz / N - 1) < 4 * sqrt(2. / N));
    double chi2 = 0;
    for (int i = 0; i < 6; i++)
        chi2 += (six[i] - N / 6.) * (six[i] - N / 6.) / (N / 6.);
    assert_true(chi2 < 20.5); /* the 99.9 % point at 5 degrees of freedom */
}

static void
shuffle_keeps_all(void **state)
{
    (void)state;
    struct rng r;
    rng_seed(&r, 7);
    double x[50], sum = 0, moved = 0;
    for (int i = 0; i < 50; i++)
        x[i] = i;
    rng_shuffle(&r, x, 50);
    for (int i = 0; i < 50; i++) {
        sum += x[i] * x[i];
        moved += fabs(x[i] - i) > 0;
    }
    assert_true(fabs(sum - 49 * 50 * 99 / 6.) < 0.5);
    assert_true(moved > 40);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_number_by_hand),
        cmocka_unit_test(seed_by_splitmix),
        cmocka_unit_test(moments),
        cmocka_unit_test(shuffle_keeps_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
