#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ref.h"
#include "room.h"
#include "stat/kendall.h"
#include "stat/sen.h"

#define CASE "mann_kendall_sen_r"

static enum st_status
sen(const double t[], const double x[], size_t n, double var, struct st_sen *out)
{
    size_t n_work = st_sen_work(n);
    double *work = calloc(n_work + 1, sizeof *work);
    enum st_status s = st_sen(t, x, n, var, 0.95, work, n_work, out);
    free(work);
    return s;
}

static void
reference(void **state)
{
    (void)state;
    static const char *const test[] = {"maxau_s", "nile", "ties15"};
    static const char *const file[] = {"maxau_s.csv", "nile.csv", "ties15.csv"};
    for (size_t i = 0; i < 3; i++) {
        double t[128], x[128], work[256];
        size_t n = ref_column(CASE, file[i], "value", x, 128);
        ref_column(CASE, file[i], "t", t, 128);
        struct st_kendall k;
        struct st_sen s;
        assert_int_equal(st_kendall(x, n, ST_KENDALL_NORMAL, ROOM(work), &k), ST_OK);
        assert_int_equal(sen(t, x, n, k.var, &s), ST_OK);
        ref_close(s.slope, ref_value(CASE, test[i], "sen_slope"), 14);
        ref_close(s.lo, ref_value(CASE, test[i], "sen_ci95_lo"), 14);
        ref_close(s.hi, ref_value(CASE, test[i], "sen_ci95_hi"), 14);
    }
}

/* Adding a line adds its slope; turning time round turns the sign; units carry over. */
static void
laws(void **state)
{
    (void)state;
    double t[20], x[20], moved[20], reversed[20], scaled[20];
    for (size_t i = 0; i < 20; i++) {
        t[i] = (double)(i + i / 5);
        x[i] = (double)(i * i * 5 % 23);
        moved[i] = 7 + x[i] + 0.5 * t[i];
        scaled[i] = 4 * x[i];
    }
    for (size_t i = 0; i < 20; i++)
        reversed[i] = -x[i];
    struct st_sen a, b;
    assert_int_equal(sen(t, x, 20, 950, &a), ST_OK);
    assert_int_equal(sen(t, moved, 20, 950, &b), ST_OK);
    ref_close(b.slope, a.slope + 0.5, 14);
    ref_close(b.lo, a.lo + 0.5, 14);
    assert_int_equal(sen(t, scaled, 20, 950, &b), ST_OK);
    ref_close(b.slope, 4 * a.slope, 15);
    ref_close(b.hi, 4 * a.hi, 15);
    assert_int_equal(sen(t, reversed, 20, 950, &b), ST_OK);
    ref_close(b.slope, -a.slope, 15);
    ref_close(b.lo, -a.hi, 15);
}

static int
by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Beyond ST_SEN_DIRECT points ranks are searched for: the same as sorting all slopes, with
 * many equal slopes, with few, with a line, and with uneven times. */
static void
searched(void **state)
{
    (void)state;
    enum { N = 701 };
    double t[N], x[N], *all = calloc(N * N, sizeof *all);
    for (int kind = 0; kind < 6; kind++) {
        unsigned seed = 12345;
        size_t m = 0;
        for (size_t i = 0; i < N; i++) {
            seed = seed * 1103515245u + 12345u;
            double u = (double)(seed >> 16) / 65536;
            t[i] = kind == 4 ? (double)(i * i) + u / 2 : (double)i;
            x[i] = kind == 0   ? floor(4 * u)
                   : kind == 1 ? sin((double)i) + u
                   : kind == 2 ? (double)i / 3
                   : kind == 3 ? 5
                   : kind == 4 ? u * 1e6
                               : floor(u * 10) / 10 + (double)i / 10;
        }
        for (size_t i = 0; i < N; i++)
            for (size_t j = i + 1; j < N; j++)
                all[m++] = (x[j] - x[i]) / (t[j] - t[i]);
        qsort(all, m, sizeof *all, by_value);
        struct st_sen s;
        double var = N * (N - 1.0) * (2.0 * N + 5) / 18,
               c = 1.959963984540054 * sqrt(var);
        assert_int_equal(sen(t, x, N, var, &s), ST_OK);
        double middle = (all[m / 2] + all[(m - 1) / 2]) / 2;
        assert_true(fabs(s.slope - middle) <= 4e-16 * fabs(middle));
        double lo = all[(size_t)rint(((double)m - c) / 2) - 1];
        double hi = all[(size_t)rint(((double)m + c) / 2 + 1) - 1];
        assert_true(fabs(s.lo - lo) <= 4e-16 * fabs(lo));
        assert_true(fabs(s.hi - hi) <= 4e-16 * fabs(hi));
    }
    free(all);
}

static void
too_few_for_limits(void **state)
{
    (void)state;
    static const double t[] = {1, 2, 3}, x[] = {4, 6, 5};
    struct st_sen s;
    assert_int_equal(sen(t, x, 3, 11.0 / 3, &s), ST_OK);
    ref_close(s.slope, 0.5, 16);
    assert_true(isinf(s.lo) && s.lo < 0 && isinf(s.hi) && s.hi > 0);
}

/* Every completion of bounded points lies within the outer bounds, known points give the
 * bare slope. */
static void
range_holds_completions(void **state)
{
    (void)state;
    static const double t[] = {0, 1, 2, 3, 4, 5, 6, 7};
    static const double lo[] = {9, 10, 18, 6, 5, 5, 2, 8},
                        hi[] = {9, 17, 18, 17, 5, 5, 6, 8};
    double work[64], x[8];
    struct st_sen_range r;
    struct st_sen s;
    double var = 8 * 7 * 21 / 18.0 - 2 * 9 / 18.0;
    assert_true(st_sen_range_work(8) <= 64);
    assert_int_equal(st_sen_range(t, lo, hi, 8, var, 0.95, ROOM(work), &r), ST_OK);
    for (size_t i = 0; i < 8; i++)
        x[i] = lo[i];
    for (x[1] = lo[1]; x[1] <= hi[1]; x[1]++)
        for (x[3] = lo[3]; x[3] <= hi[3]; x[3]++)
            for (x[6] = lo[6]; x[6] <= hi[6]; x[6]++) {
                struct st_kendall k;
                double w[16];
                assert_int_equal(st_kendall(x, 8, ST_KENDALL_NORMAL, ROOM(w), &k),
                                 ST_OK);
                assert_int_equal(sen(t, x, 8, k.var, &s), ST_OK);
                assert_true(r.slope_lo <= s.slope && s.slope <= r.slope_hi);
                assert_true(r.lo <= s.lo && s.hi <= r.hi);
            }
    assert_int_equal(st_sen_range(t, x, x, 8, var, 0.95, ROOM(work), &r), ST_OK);
    assert_int_equal(sen(t, x, 8, var, &s), ST_OK);
    ref_close(r.slope_lo, s.slope, 16);
    ref_close(r.slope_hi, s.slope, 16);
    ref_close(r.lo, s.lo, 16);
    ref_close(r.hi, s.hi, 16);
}

static void
range_open_above(void **state)
{
    (void)state;
    static const double t[] = {0, 1, 2}, lo[] = {1, 2, 3}, hi[] = {1, INFINITY, 3};
    double work[8];
    struct st_sen_range r;
    assert_int_equal(st_sen_range(t, lo, hi, 3, 1, 0.95, ROOM(work), &r), ST_OK);
    ref_close(r.slope_lo, 1, 16);
    ref_close(r.slope_hi, 1, 16);
}

static void
refusals(void **state)
{
    (void)state;
    static const double t[] = {0, 1, 1}, x[] = {1, 2, 3}, nan[] = {1, NAN, 3};
    static const double inf[] = {1, INFINITY, 3};
    double work[8];
    struct st_sen s;
    struct st_sen_range r;
    assert_int_equal(sen(t, x, 3, 1, &s), ST_DOMAIN);
    assert_int_equal(sen(x, x, 1, 1, &s), ST_TOO_FEW);
    assert_int_equal(sen(x, nan, 3, 1, &s), ST_NOT_A_NUMBER);
    assert_int_equal(sen(x, inf, 3, 1, &s), ST_NOT_A_NUMBER);
    assert_int_equal(sen(x, x, 3, -1, &s), ST_DOMAIN);
    assert_int_equal(st_sen_range(x, inf, x, 3, 1, 0.95, ROOM(work), &r),
                     ST_CONTRADICTION);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reference),
        cmocka_unit_test(laws),
        cmocka_unit_test(searched),
        cmocka_unit_test(too_few_for_limits),
        cmocka_unit_test(range_holds_completions),
        cmocka_unit_test(range_open_above),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
