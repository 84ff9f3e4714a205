#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stat/pettitt_range.h"

#define MOST 60

static double lo[MOST], hi[MOST], work[6 * MOST + 4];
static unsigned state = 1;

static double
draw(unsigned below)
{
    state = state * 1103515245u + 12345u;
    return (double)((state >> 16) % below);
}

/* All pairs, as the range is defined. */
static void
all_pairs(size_t n, double *least, double *most)
{
    *least = *most = 0;
    for (size_t k = 1; k < n; k++) {
        double a = 0, b = 0;
        for (size_t i = 0; i < k; i++)
            for (size_t j = k; j < n; j++) {
                a += (lo[i] > hi[j]) - (lo[i] < hi[j]);
                b += (hi[i] > lo[j]) - (hi[i] < lo[j]);
            }
        *least = fmax(*least, a > 0 ? a : b < 0 ? -b : 0);
        *most = fmax(*most, fmax(fabs(a), fabs(b)));
    }
}

static void
same_as_all_pairs(void **unused)
{
    (void)unused;
    for (int round = 0; round < 3000; round++) {
        size_t n = 2 + (size_t)draw(MOST - 1);
        for (size_t i = 0; i < n; i++) {
            double kind = draw(8);
            lo[i] = draw(9);
            hi[i] = lo[i] + (kind < 4 ? 0 : draw(6));
            if (kind > 6)
                hi[i] = INFINITY;
            if (kind > 5 && draw(2) > 0)
                lo[i] = -INFINITY;
        }
        double least, most, l, m;
        size_t room = st_pettitt_range_work(n);
        all_pairs(n, &least, &most);
        assert_int_equal(st_pettitt_range(lo, hi, n, work, room, &l, &m), ST_OK);
        assert_true(l >= least && l <= least && m >= most && m <= most);
    }
}

static void
refused(void **unused)
{
    (void)unused;
    double l, m;
    lo[0] = lo[1] = hi[0] = hi[1] = 1;
    assert_int_equal(st_pettitt_range(lo, hi, 1, work, 100, &l, &m), ST_TOO_FEW);
    assert_int_equal(
        st_pettitt_range(lo, hi, 2, work, st_pettitt_range_work(2) - 1, &l, &m),
        ST_NO_ROOM);
    hi[0] = 0;
    assert_int_equal(st_pettitt_range(lo, hi, 2, work, 100, &l, &m), ST_CONTRADICTION);
    hi[0] = NAN;
    assert_int_equal(st_pettitt_range(lo, hi, 2, work, 100, &l, &m), ST_NOT_A_NUMBER);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(same_as_all_pairs),
                                       cmocka_unit_test(refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
