#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "ref.h"
#include "room.h"
#include "stat/kendall.h"

#define CASE "mann_kendall_sen_r"

static enum st_status
kendall(const double x[], size_t n, enum st_kendall_p how, struct st_kendall *out)
{
    double work[512];
    assert_true(st_kendall_work(n) <= 512);
    return st_kendall(x, n, how, ROOM(work), out);
}

static void
reference(void **state)
{
    (void)state;
    static const char *const test[] = {"maxau_s", "nile", "ties15"};
    static const char *const file[] = {"maxau_s.csv", "nile.csv", "ties15.csv"};
    for (size_t i = 0; i < 3; i++) {
        double x[128];
        size_t n = ref_column(CASE, file[i], "value", x, 128);
        struct st_kendall k;
        assert_int_equal(kendall(x, n, ST_KENDALL_NORMAL, &k), ST_OK);
        assert_false(k.exact);
        ref_close((double)n, ref_value(CASE, test[i], "n"), 16);
        ref_close(k.s, ref_value(CASE, test[i], "S"), 16);
        ref_close(k.var, ref_value(CASE, test[i], "varS"), 15);
        ref_close(k.tau, ref_value(CASE, test[i], "tau_trend"), 15);
        ref_close(k.z, ref_value(CASE, test[i], "z_continuity"), 14);
        ref_close(k.p, ref_value(CASE, test[i], "p_continuity"), 13);
    }
}

/* P(|S| >= s) by going through all n! orders (Heap's algorithm). */
static void
count_orders(double x[], size_t n, size_t k, double s, double *hits, double *all)
{
    if (k == 1) {
        double t = 0;
        for (size_t i = 0; i < n; i++)
            for (size_t j = i + 1; j < n; j++)
                t += (x[j] > x[i]) - (x[j] < x[i]);
        *hits += fabs(t) >= s;
        ++*all;
        return;
    }
    for (size_t i = 0; i < k; i++) {
        count_orders(x, n, k - 1, s, hits, all);
        size_t swap = k % 2 ? 0 : i;
        double v = x[swap];
        x[swap] = x[k - 1];
        x[k - 1] = v;
    }
}

static void
exact_by_enumeration(void **state)
{
    (void)state;
    static const double sets[][7] = {{1, 2, 3, 4, 5, 6, 7},
                                     {1, 1, 2, 2, 2, 3, 4},
                                     {1, 1, 1, 1, 2, 2, 2},
                                     {1, 2, 2, 3, 3, 4, 4},
                                     {1, 1, 1, 1, 1, 1, 2}};
    static const size_t group[][4] = {{0}, {2, 3}, {4, 3}, {2, 2, 2}, {6}};
    static const size_t groups[] = {0, 2, 2, 3, 1};
    for (size_t c = 0; c < 5; c++)
        for (double s = 0; s <= 21; s++) {
            double x[7], hits = 0, all = 0;
            size_t untied = 21;
            for (size_t g = 0; g < groups[c]; g++)
                untied -= group[c][g] * (group[c][g] - 1) / 2;
            if (s > (double)untied || ((size_t)s - untied) % 2)
                continue;
            memcpy(x, sets[c], sizeof x);
            count_orders(x, 7, 7, s, &hits, &all);
            ref_close(st_kendall_exact(s, 7, group[c], groups[c]), hits / all, 14);
        }
}

/* Kendall (1975), appendix table 1: n = 10, upper tail of S = 23 is 0.023. */
static void
exact_published(void **state)
{
    (void)state;
    assert_true(fabs(st_kendall_exact(23, 10, NULL, 0) / 2 - 0.023) < 0.0005);
    assert_true(fabs(st_kendall_exact(29, 10, NULL, 0) / 2 - 0.0046) < 0.00005);
    ref_close(st_kendall_exact(6, 4, NULL, 0), 1.0 / 12, 15);
}

/* At the largest n the tail of one order is 2/n!, and the whole is 1. */
static void
exact_at_the_switch(void **state)
{
    (void)state;
    size_t n = ST_KENDALL_EXACT;
    double order = 2;
    for (size_t i = 2; i <= n; i++)
        order /= (double)i;
    ref_close(st_kendall_exact((double)(n * (n - 1) / 2), n, NULL, 0), order, 13);
    assert_true(st_kendall_exact(1, n, NULL, 0) > 0.98);
    assert_true(st_kendall_exact(1, n, NULL, 0) <= 1);
}

/* A falling series mirrors a rising one: the correction goes towards 0 on both sides. */
static void
mirrored(void **state)
{
    (void)state;
    double x[40], y[40];
    for (size_t i = 0; i < 40; i++) {
        x[i] = (double)(i * i % 17) + (double)i / 3;
        y[i] = -x[i];
    }
    struct st_kendall a, b;
    assert_int_equal(kendall(x, 40, ST_KENDALL_AUTO, &a), ST_OK);
    assert_int_equal(kendall(y, 40, ST_KENDALL_AUTO, &b), ST_OK);
    assert_true(a.s > 0 && !a.exact);
    ref_close(b.s, -a.s, 16);
    ref_close(b.z, -a.z, 16);
    ref_close(b.p, a.p, 16);
    ref_close(a.z, (a.s - 1) / sqrt(a.var), 15);
}

/* Only the order counts: shift, scale and reversal of time. */
static void
laws(void **state)
{
    (void)state;
    double x[25], shifted[25], reversed[25];
    for (size_t i = 0; i < 25; i++) {
        x[i] = (double)(i * 7 % 11);
        shifted[i] = 1e6 + 3 * x[i];
    }
    for (size_t i = 0; i < 25; i++)
        reversed[i] = x[24 - i];
    struct st_kendall a, b, c;
    assert_int_equal(kendall(x, 25, ST_KENDALL_AUTO, &a), ST_OK);
    assert_int_equal(kendall(shifted, 25, ST_KENDALL_AUTO, &b), ST_OK);
    assert_int_equal(kendall(reversed, 25, ST_KENDALL_AUTO, &c), ST_OK);
    assert_true(a.exact);
    ref_close(b.s, a.s, 16);
    ref_close(b.var, a.var, 16);
    ref_close(b.p, a.p, 16);
    ref_close(c.s, -a.s, 16);
    ref_close(c.p, a.p, 16);
}

static void
refusals(void **state)
{
    (void)state;
    static const double same[] = {3, 3, 3}, broken[] = {1, NAN, 2}, one[] = {1};
    struct st_kendall k = {.s = 99};
    assert_int_equal(kendall(same, 3, ST_KENDALL_AUTO, &k), ST_ALL_TIED);
    assert_int_equal(kendall(broken, 3, ST_KENDALL_AUTO, &k), ST_NOT_A_NUMBER);
    assert_int_equal(kendall(one, 1, ST_KENDALL_AUTO, &k), ST_TOO_FEW);
    assert_int_equal(kendall(one, 0, ST_KENDALL_AUTO, &k), ST_TOO_FEW);
    ref_close(k.s, 99, 16);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reference),       cmocka_unit_test(exact_by_enumeration),
        cmocka_unit_test(exact_published), cmocka_unit_test(exact_at_the_switch),
        cmocka_unit_test(mirrored),        cmocka_unit_test(laws),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
