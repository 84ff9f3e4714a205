/* Mack (1993, ASTIN Bulletin 23:213), tables of factors, reserves and standard errors, on the
 * triangle of Taylor and Ashe (1983, Journal of Econometrics 23:37). */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ref.h"
#include "stat/chain_ladder.h"

enum { N = 10 };

static void
taylor_ashe(void **state)
{
    (void)state;
    double known[N * (N + 1) / 2], value[N * N], final, se;
    struct st_ladder l;
    size_t at = 0;
    char name[32];
    assert_int_equal(ref_column("chain_ladder", "triangle.csv", "value", known, 55),
                     55);
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++)
            value[i * N + j] = j < N - i ? known[at++] : NAN;
    assert_int_equal(st_ladder(value, N, N, &l), ST_OK);
    for (size_t j = 0; j + 1 < N; j++) {
        snprintf(name, sizeof name, "f%zu", j);
        assert_true(fabs(l.factor[j] - ref_value("chain_ladder", "factor", name)) <
                    0.00006);
    }
    for (size_t i = 1; i < N; i++) {
        double latest = value[i * N + N - 1 - i];
        snprintf(name, sizeof name, "period%zu", i);
        st_ladder_final(&l, latest, N - 1 - i, &final, &se);
        assert_true(fabs(final - latest - ref_value("chain_ladder", name, "reserve")) <
                    0.6);
        assert_true(fabs(se - ref_value("chain_ladder", name, "se")) < 0.6);
    }
}

static void
refusals(void **state)
{
    (void)state;
    struct st_ladder l;
    const double none[] = {5, NAN, 6, NAN}, one[] = {5, 6, 7, NAN},
                 zero[] = {0, 6, 7, 8}, fell[] = {5, 0, 6, 0};
    assert_int_equal(st_ladder(none, 2, 2, &l), ST_TOO_FEW);
    assert_int_equal(st_ladder(one, 2, 2, &l), ST_TOO_FEW);
    assert_int_equal(st_ladder(zero, 2, 2, &l), ST_DOMAIN);
    assert_int_equal(st_ladder(fell, 2, 2, &l), ST_DOMAIN);
    assert_int_equal(st_ladder(zero, 1, ST_LADDER_AGES + 1, &l), ST_TOO_LARGE);
}

/* A figure that stayed 0 takes no part; one that fell to 0 does. */
static void
zeros(void **state)
{
    (void)state;
    struct st_ladder l;
    const double value[] = {0, 0, 4, 8, 6, 0};
    assert_int_equal(st_ladder(value, 3, 2, &l), ST_OK);
    assert_int_equal(l.pairs[0], 2);
    assert_true(fabs(l.factor[0] - 0.8) < 1e-12);
    /* 4 (2 - 0.8)^2 + 6 (0 - 0.8)^2 */
    assert_true(fabs(l.spread[0] - 9.6) < 1e-12);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(taylor_ashe),
                                       cmocka_unit_test(refusals),
                                       cmocka_unit_test(zeros)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
