#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ref.h"
#include "room.h"
#include "stat/jump.h"

enum { N = 12 };
static const size_t at6[] = {6}, at26[] = {2, 6};
static double t[N], y[N], work[512];

/* Means that follow the model to the last digit give the model back. */
static void
exact_model(void **state)
{
    (void)state;
    for (size_t i = 0; i < N; i++) {
        t[i] = 2010 + (double)i;
        y[i] = 100 * exp(0.07 * (double)i) * (i >= 2 ? 0.5 : 1) * (i >= 6 ? 3 : 1);
    }
    struct st_jump_data d = {t, y, y, NULL, N, at26, 2, NULL, 0};
    struct st_jump j;
    assert_true(st_jump_work(N, 2, 0) <= sizeof work / sizeof *work);
    assert_int_equal(st_jump(&d, ROOM(work), &j), ST_OK);
    ref_close(j.slope, 0.07, 9);
    ref_close(j.jump[0], log(0.5), 9);
    ref_close(j.jump[1], log(3), 9);
    assert_true(j.dispersion < 1e-9);
}

/* So do those with a season; with a step at each new year time is the sum of the others. */
static void
season_of_quarters(void **state)
{
    static const double factor[] = {1, 1.5, 0.6, 2};
    static const size_t at7[] = {7}, years[] = {4, 8};
    unsigned char season[N];
    (void)state;
    for (size_t i = 0; i < N; i++) {
        t[i] = (double)i / 4;
        season[i] = i % 4;
        y[i] = 100 * exp(0.07 * t[i]) * (i >= 7 ? 3 : 1) * factor[i % 4];
    }
    struct st_jump_data d = {t, y, y, NULL, N, at7, 1, season, 4};
    struct st_jump j;
    assert_true(st_jump_work(N, 2, 4) <= sizeof work / sizeof *work);
    assert_int_equal(st_jump(&d, ROOM(work), &j), ST_OK);
    ref_close(j.slope, 0.07, 9);
    ref_close(j.jump[0], log(3), 9);
    d.from = years;
    d.steps = 2;
    assert_int_equal(st_jump(&d, ROOM(work), &j), ST_RANK);
}

/* Two constant levels: the step takes it all. Its error is at least that of the ratio of
 * the two sums, since slope and step compete. */
static void
two_levels(void **state)
{
    (void)state;
    struct st_jump_data d = {t, y, y, NULL, N, at6, 1, NULL, 0};
    struct st_jump j;
    for (size_t i = 0; i < N; i++) {
        t[i] = (double)i;
        y[i] = i >= 6 ? 50 : 20;
    }
    assert_int_equal(st_jump(&d, ROOM(work), &j), ST_OK);
    ref_close(j.jump[0], log(2.5), 9);
    assert_true(fabs(j.slope) < 1e-9);
    assert_true(j.jump_se[0] > sqrt(1. / 300 + 1. / 120));
}

static void
refusals(void **state)
{
    (void)state;
    static const size_t down[] = {6, 2}, late[] = {N}, first[] = {0}, last[] = {1, 2};
    struct st_jump_data d = {t, y, y, NULL, N, down, 2, NULL, 0};
    struct st_jump j = {.slope = 42};
    assert_int_equal(st_jump(&d, ROOM(work), &j), ST_DOMAIN);
    d.from = late;
    d.steps = 1;
    assert_int_equal(st_jump(&d, ROOM(work), &j), ST_DOMAIN);
    d.from = first;
    assert_int_equal(st_jump(&d, ROOM(work), &j), ST_DOMAIN);
    d.steps = ST_JUMPS_MAX + 1;
    assert_int_equal(st_jump(&d, ROOM(work), &j), ST_TOO_LARGE);
    /* three values, a step after the first and after the second: four parameters */
    d = (struct st_jump_data){t, y, y, NULL, 3, last, 2, NULL, 0};
    assert_int_equal(st_jump(&d, ROOM(work), &j), ST_TOO_FEW);
    assert_true(j.slope == 42);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exact_model),
        cmocka_unit_test(season_of_quarters),
        cmocka_unit_test(two_levels),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
