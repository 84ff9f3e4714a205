/* The worked example of Sadinle's limits: 10 marked, 15 caught, 5 of them marked gives 28.3,
 * limits 22 to 65, as printed in introductions to capture and recapture. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ref.h"
#include "stat/chapman.h"

static void
worked_example(void **state)
{
    (void)state;
    struct st_chapman c;
    assert_int_equal(st_chapman(5, 5, 10, 0.95, &c), ST_OK);
    ref_close(c.estimate, 11.0 * 16 / 6 - 1, 15);
    ref_close(c.se, sqrt(11.0 * 16 * 5 * 10 / (36.0 * 7)), 14);
    assert_int_equal(lround(c.lo), 22);
    assert_int_equal(lround(c.hi), 65);
}

static void
borders(void **state)
{
    (void)state;
    struct st_chapman c;
    /* Lists that share nobody still give a finite estimate, (n1 + 1)(n2 + 1) - 1. */
    assert_int_equal(st_chapman(0, 3, 4, 0.95, &c), ST_OK);
    ref_close(c.estimate, 19, 15);
    assert_true(c.lo >= 7 && c.hi > 100 && isfinite(c.hi));
    /* One list inside the other: everybody was seen, and the lower limit is not below. */
    assert_int_equal(st_chapman(6, 0, 4, 0.95, &c), ST_OK);
    ref_close(c.estimate, 10, 15);
    assert_true(c.se <= 0 && c.lo >= 10);
    assert_int_equal(st_chapman(0, 0, 0, 0.95, &c), ST_ALL_ZERO);
    assert_int_equal(st_chapman(1.5, 0, 1, 0.95, &c), ST_DOMAIN);
    assert_int_equal(st_chapman(-1, 0, 1, 0.95, &c), ST_DOMAIN);
    assert_int_equal(st_chapman(1, 1, 1, 1, &c), ST_DOMAIN);
    assert_int_equal(st_chapman(NAN, 1, 1, 0.95, &c), ST_NOT_A_NUMBER);
    assert_int_equal(st_chapman(1e10, 1, 1, 0.95, &c), ST_TOO_LARGE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_example),
                                       cmocka_unit_test(borders)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
