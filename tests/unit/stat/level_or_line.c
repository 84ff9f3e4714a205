/* Two levels are told from a line: the gain, the place, what is simulated; and series drawn from
 * a line seldom look like two levels. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "room.h"
#include "stat/level_or_line.h"

enum { N = 20, WORK = 8000 };

static double x[N], y[N], work[WORK];

static double
gain(const double drawn[], void *more)
{
    return st_level_or_line_gain(more, drawn);
}

static double
p_of(struct st_level_or_line *d)
{
    struct rng r;
    double drawn[N];
    st_null_seed(&r, 1, y, N);
    return st_null_p(&d->line, &r, 999, drawn, gain, d, d->gain);
}

static void
fit(struct st_level_or_line *d)
{
    *d = (struct st_level_or_line){.shape = {true, x, y, NULL, N, NULL, 1}};
    assert_true(st_level_or_line_work(N) <= WORK);
    assert_int_equal(st_level_or_line(d, ROOM(work)), ST_OK);
}

static void
two_levels(void **state)
{
    (void)state;
    struct st_level_or_line d;
    for (size_t i = 0; i < N; i++) {
        x[i] = (double)i;
        y[i] = (i < 8 ? 100 : 160) + (double)(i * 7 % 5) - 2;
    }
    fit(&d);
    assert_int_equal(d.at, 8);
    assert_true(d.gain > 1 && p_of(&d) < 0.01);
    /* the step's own residuals, not those of one level */
    assert_true(d.level.spread < 1.5);
}

static void
line(void **state)
{
    (void)state;
    struct st_level_or_line d;
    for (size_t i = 0; i < N; i++) {
        x[i] = (double)i;
        y[i] = rint(100 * exp(0.05 * x[i])) + (double)(i * 7 % 5) - 2;
    }
    fit(&d);
    assert_true(d.gain < 0 && p_of(&d) > 0.5);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(two_levels),
                                       cmocka_unit_test(line)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
