/*
 * No kernel writes beyond the room that it asks for: each at the sizes where what it does
 * changes, in room of just that size with guards around, and under SAN=1 with the
 * sanitizer's own.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "stat/adjust.h"
#include "stat/hac.h"
#include "stat/kendall.h"
#include "stat/kendall_range.h"
#include "stat/kendall_serial.h"
#include "stat/poisson_range.h"
#include "stat/seasonal.h"
#include "stat/sen.h"
#include "stat/stl.h"

#define MOST 2001
#define GUARD -8.25

static double t[MOST], x[MOST], lo[MOST], hi[MOST], out[2 * MOST], other[MOST];
static const size_t sizes[] = {2,   3,   4,   9,   10,  29,  30,  31,  32,  99,
                               100, 300, 399, 400, 401, 402, 500, 501, 1000};

static double *
room(size_t n)
{
    double *p = malloc((n + 2) * sizeof *p);
    assert_non_null(p);
    p[0] = p[n + 1] = GUARD;
    for (size_t i = 1; i <= n; i++)
        p[i] = 0;
    return p + 1;
}

static void
give_back(double *p, size_t n)
{
    assert_true(p[-1] >= GUARD && p[-1] <= GUARD);
    assert_true(p[n] >= GUARD && p[n] <= GUARD);
    free(p - 1);
}

/* Whole numbers with ties; every `each`th point is bounded (0: none). */
static void
fill(size_t each)
{
    for (size_t i = 0; i < MOST; i++) {
        t[i] = (double)i;
        x[i] = lo[i] = hi[i] = (double)(5 + i * 7 % 11 + i / 40);
        if (each && i % each == 1) {
            lo[i] = 0;
            hi[i] = 4;
        }
    }
}

#define FOR_SIZES(n)                                                                \
    for (size_t at_ = 0, n; at_ < sizeof sizes / sizeof *sizes && (n = sizes[at_]); \
         at_++)

static void
kendall(void **state)
{
    (void)state;
    fill(0);
    FOR_SIZES(n)
    {
        size_t w = st_kendall_work(n);
        struct st_kendall k;
        double *work = room(w);
        for (int how = ST_KENDALL_AUTO; how <= ST_KENDALL_PLAIN; how++)
            assert_int_equal(st_kendall(x, n, (enum st_kendall_p)how, work, &k), ST_OK);
        give_back(work, w);
    }
}

static void
sen(void **state)
{
    (void)state;
    fill(0);
    FOR_SIZES(n)
    {
        size_t w = st_sen_work(n);
        struct st_sen s;
        double *work = room(w);
        assert_int_equal(st_sen(t, x, n, (double)n, 0.95, work, &s), ST_OK);
        give_back(work, w);
    }
}

static void
bounded(void **state)
{
    (void)state;
    static const size_t each[] = {2, 7, 30, 400};
    for (size_t e = 0; e < sizeof each / sizeof *each; e++) {
        fill(each[e]);
        FOR_SIZES(n)
        {
            size_t w = st_sen_range_work(n);
            struct st_sen_range s;
            double *work = room(w);
            assert_int_equal(st_sen_range(t, lo, hi, n, (double)n, 0.95, work, &s),
                             ST_OK);
            give_back(work, w);
            struct st_kendall_range k;
            w = st_kendall_range_work(n);
            work = room(w);
            /* 19 bounded points and more are the outer range: quick at any size. */
            if (n / each[e] > 20 || n / each[e] < 2)
                assert_int_equal(
                    st_kendall_range(lo, hi, n, true, ST_KENDALL_AUTO, work, &k),
                    ST_OK);
            give_back(work, w);
        }
    }
}

static void
serial(void **state)
{
    (void)state;
    fill(0);
    FOR_SIZES(n)
    {
        size_t w = st_serial_work(n);
        struct st_serial s;
        double *work = room(w);
        st_hamed_rao(x, n, 0.01, n - 1, work, &s);
        st_tfpw(x, n, 0.01, work, &s);
        st_prewhitened(x, n, work, &s);
        for (int how = 0; how < 2; how++)
            st_yue_wang(x, n, 0.01, (enum st_yue_wang_sum)how, work, &s);
        give_back(work, w);
    }
}

static void
seasonal(void **state)
{
    (void)state;
    static size_t season[MOST];
    static const size_t periods[] = {1, 4, 12};
    fill(0);
    for (size_t p = 0; p < 3; p++)
        FOR_SIZES(n)
        {
            size_t w = st_seasonal_work(n);
            struct st_seasonal s;
            double *work = room(w);
            for (size_t i = 0; i < n; i++) {
                season[i] = i % periods[p];
                other[i] = (double)(i / periods[p]);
            }
            st_seasonal_kendall(x, other, season, n, periods[p], ST_KENDALL_AUTO, work,
                                &s);
            give_back(work, w);
        }
}

static void
others(void **state)
{
    (void)state;
    fill(0);
    FOR_SIZES(n)
    {
        size_t w = st_adjust_work(n);
        double *work = room(w);
        for (size_t i = 0; i < n; i++)
            other[i] = (double)(i + 1) / (double)(n + 1);
        st_adjust(ST_HOLM, other, n, work, out);
        st_adjust(ST_BH, other, n, work, out);
        give_back(work, w);
        for (size_t period = 2; period <= 12 && 2 * period <= n; period += 5) {
            struct st_stl how = st_stl_default(period, 7, 1);
            w = st_stl_work(n, period);
            work = room(w);
            st_stl(&how, x, n, work, out, out + n, other);
            give_back(work, w);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kendall),  cmocka_unit_test(sen),
        cmocka_unit_test(bounded),  cmocka_unit_test(serial),
        cmocka_unit_test(seasonal), cmocka_unit_test(others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
