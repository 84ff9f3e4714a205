#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ref.h"
#include "stat/kendall_partial.h"

/* By hand: x = 1 3 2 4, y = 2 1 3 4. S(x) = 4, S(y) = 4; of the six pairs 4 move together and
 * 2 apart, K = 2; sum R(x) R(y) = 2 + 3 + 6 + 16 = 27; c = (2 + 108 - 100)/3 = 10/3;
 * var = 4 * 3 * 13/18 = 26/3; r = 5/13; S = 4 (1 - 5/13) = 32/13. */
static void
four_points(void **state)
{
    (void)state;
    const double x[] = {1, 3, 2, 4}, y[] = {2, 1, 3, 4};
    struct st_partial p;
    assert_int_equal(st_partial_kendall(x, y, 4, &p), ST_OK);
    ref_close(p.r, 5.0 / 13, 14);
    ref_close(p.s, 32.0 / 13, 14);
    ref_close(p.var, (1 - 25.0 / 169) * 26 / 3, 14);
    ref_close(p.z, 32.0 / 13 / sqrt((1 - 25.0 / 169) * 26 / 3), 14);
}

static void
refusals(void **state)
{
    (void)state;
    const double x[] = {1, 3, 2, 4, 7}, back[] = {-1, -3, -2, -4, -7};
    const double bad[] = {1, 2, INFINITY, 4, 5};
    struct st_partial p;
    assert_int_equal(st_partial_kendall(x, x, 5, &p), ST_RANK);
    assert_int_equal(st_partial_kendall(x, back, 5, &p), ST_RANK);
    assert_int_equal(st_partial_kendall(x, bad, 5, &p), ST_NOT_A_NUMBER);
    assert_int_equal(st_partial_kendall(x, back, 3, &p), ST_TOO_FEW);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(four_points),
                                       cmocka_unit_test(refusals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
