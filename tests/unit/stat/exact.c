#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ref.h"
#include "stat/exact.h"

#define POISSON "exact_poisson_rates"
#define FISHER "fisher_chi2"

static struct st_exact
rate(double x, double t, double r, double level)
{
    struct st_exact e;
    assert_int_equal(st_poisson_rate(x, t, r, level, &e), ST_OK);
    return e;
}

static void
one_count(void **state)
{
    (void)state;
    struct st_exact e = rate(137, 24.19893, 1, 0.95);
    ref_close(e.estimate, ref_value(POISSON, "one_137_24.19893", "estimate"), 13);
    ref_close(e.p.two, ref_value(POISSON, "one_137_24.19893", "p"), 12);
    ref_close(e.lo, ref_value(POISSON, "one_137_24.19893", "ci_lo"), 12);
    ref_close(e.hi, ref_value(POISSON, "one_137_24.19893", "ci_hi"), 12);
    e = rate(0, 10, 0.2, 0.95);
    ref_close(e.p.two, ref_value(POISSON, "one_0_T10", "p"), 12);
    ref_close(e.lo, ref_value(POISSON, "one_0_T10", "ci_lo"), 12);
    ref_close(e.hi, ref_value(POISSON, "one_0_T10", "ci_hi"), 12);
    e = rate(3, 100, 0.01, 0.90); /* one-sided 95 % is the lower limit at 90 % */
    ref_close(e.p.greater, ref_value(POISSON, "one_3_T100_greater", "p"), 12);
    ref_close(e.lo, ref_value(POISSON, "one_3_T100_greater", "ci_lo"), 12);
}

static void
limits_of_one_count(void **state)
{
    (void)state;
    static const struct {
        const char *test;
        double x;
    } c[] = {{"garwood_x1", 1},   {"garwood_x3", 3},     {"garwood_x10", 10},
             {"garwood_x50", 50}, {"garwood_x137", 137}, {"garwood_x1000", 1000}};
    for (size_t i = 0; i < sizeof c / sizeof *c; i++) {
        struct st_exact e = rate(c[i].x, 1, 1, 0.95), f = rate(c[i].x, 1, 1, 0.99);
        ref_close(e.lo, ref_value(POISSON, c[i].test, "ci95_lo"), 12);
        ref_close(e.hi, ref_value(POISSON, c[i].test, "ci95_hi"), 12);
        ref_close(f.lo, ref_value(POISSON, c[i].test, "ci99_lo"), 12);
        ref_close(f.hi, ref_value(POISSON, c[i].test, "ci99_hi"), 12);
        /* R's root finder stopped at about 1e-12 here. */
        ref_close(e.mid_lo, ref_value(POISSON, c[i].test, "midp95_lo"), 10);
        ref_close(e.mid_hi, ref_value(POISSON, c[i].test, "midp95_hi"), 10);
    }
}

static void
two_counts(void **state)
{
    (void)state;
    struct st_exact e;
    assert_int_equal(st_poisson_ratio(0, 100, 7, 120, 1, 0.95, &e), ST_OK);
    ref_close(e.p.two, ref_value(POISSON, "two_0v7", "p"), 12);
    assert_true(e.estimate == 0 && e.lo == 0);
    ref_close(e.hi, ref_value(POISSON, "two_0v7", "ci_hi"), 12);
    /* Turned round, the ratio and its limits are turned round and p stays. */
    struct st_exact a, b;
    assert_int_equal(st_poisson_ratio(11, 800, 21, 3011, 1, 0.95, &a), ST_OK);
    assert_int_equal(st_poisson_ratio(21, 3011, 11, 800, 1, 0.95, &b), ST_OK);
    ref_close(a.estimate, 1 / b.estimate, 14);
    ref_close(a.lo, 1 / b.hi, 12);
    ref_close(a.mid_hi, 1 / b.mid_lo, 12);
    ref_close(a.p.two, b.p.two, 12);
    ref_close(a.p.less, b.p.greater, 12);
    /* 3 of 3 at even odds: P(X >= 3) is 1/8, both ends together 1/4. */
    assert_int_equal(st_poisson_ratio(3, 1, 0, 1, 1, 0.95, &e), ST_OK);
    ref_close(e.p.greater, 0.125, 15);
    ref_close(e.p.two, 0.25, 15);
    ref_close(e.p.mid, 0.1875, 15);
    assert_true(isinf(e.hi) && isinf(e.estimate));
    struct st_exact_p p;
    assert_int_equal(st_poisson_ratio_p(11, 800, 21, 3011, 1, &p), ST_OK);
    assert_true(p.two == a.p.two && p.central == a.p.central);
    assert_int_equal(st_fisher_p(0, 5, 0, 6, 1, &p), ST_ALL_ZERO);
}

/* R searches the odds ratio, or its reciprocal when above 1, to 2^-13 (so that the tea
 * taster's 626.2 is 621.9 there); ours are held to their equation below. */
static void
near_r(double ours, double theirs)
{
    if (theirs > 1)
        assert_true(fabs(1 / ours - 1 / theirs) <= 0x1p-13);
    else
        assert_true(fabs(ours - theirs) <= 0x1p-13);
}

static void
fisher(void **state)
{
    (void)state;
    static const struct {
        const char *test;
        double x1, n1, x2, n2;
    } c[] = {{"TeaTasting_two", 3, 4, 1, 4},
             {"Convictions", 2, 17, 10, 13},
             {"zero_cell", 0, 7, 5, 17},
             {"big", 120, 215, 880, 1785}};
    for (size_t i = 0; i < sizeof c / sizeof *c; i++) {
        struct st_exact e;
        assert_int_equal(st_fisher(c[i].x1, c[i].n1, c[i].x2, c[i].n2, 1, 0.95, &e),
                         ST_OK);
        ref_close(e.p.two, ref_value(FISHER, c[i].test, "p"), 11);
        near_r(e.estimate, ref_value(FISHER, c[i].test, "or_cmle"));
        near_r(e.lo, ref_value(FISHER, c[i].test, "ci_lo"));
        near_r(e.hi, ref_value(FISHER, c[i].test, "ci_hi"));
    }
    struct st_exact e;
    assert_int_equal(st_fisher(3, 4, 1, 4, 1, 0.95, &e), ST_OK);
    ref_close(e.p.greater, ref_value(FISHER, "TeaTasting_greater", "p"), 12);
    ref_close(e.p.mid, 34. / 70 - 8. / 70, 14); /* 1 + 16 + 36 + 16 + 1 tables of 70 */
    assert_int_equal(st_fisher(2, 17, 10, 13, 1, 0.95, &e), ST_OK);
    ref_close(e.p.less, ref_value(FISHER, "Convictions_less", "p"), 12);
}

static void
limits_meet_their_equation(void **state)
{
    (void)state;
    struct st_exact e, at;
    assert_int_equal(st_fisher(120, 215, 880, 1785, 1, 0.95, &e), ST_OK);
    assert_int_equal(st_fisher(120, 215, 880, 1785, e.lo, 0.95, &at), ST_OK);
    ref_close(at.p.greater, 0.025, 11);
    assert_int_equal(st_fisher(120, 215, 880, 1785, e.hi, 0.95, &at), ST_OK);
    ref_close(at.p.less, 0.025, 11);
    assert_int_equal(st_fisher(3, 4, 1, 4, 1, 0.95, &e), ST_OK);
    assert_int_equal(st_fisher(3, 4, 1, 4, e.hi, 0.95, &at), ST_OK);
    ref_close(at.p.less, 0.025, 11);
    assert_int_equal(st_poisson_ratio(40, 7, 90, 5, 1, 0.9, &e), ST_OK);
    assert_int_equal(st_poisson_ratio(40, 7, 90, 5, e.hi, 0.9, &at), ST_OK);
    ref_close(at.p.less, 0.05, 11);
}

static void
refusals(void **state)
{
    (void)state;
    struct st_exact e = {.lo = 42};
    assert_int_equal(st_poisson_ratio(0, 1, 0, 1, 1, 0.95, &e), ST_ALL_ZERO);
    assert_int_equal(st_poisson_ratio(1.5, 1, 0, 1, 1, 0.95, &e), ST_DOMAIN);
    assert_int_equal(st_poisson_ratio(-1, 1, 0, 1, 1, 0.95, &e), ST_DOMAIN);
    assert_int_equal(st_poisson_ratio(1, 0, 2, 1, 1, 0.95, &e), ST_DOMAIN);
    assert_int_equal(st_poisson_ratio(NAN, 1, 0, 1, 1, 0.95, &e), ST_NOT_A_NUMBER);
    assert_int_equal(st_poisson_ratio(1e15, 1, 3, 1, 1, 0.95, &e), ST_TOO_LARGE);
    assert_int_equal(st_poisson_ratio(1, 1, 3, 1, 1, 1, &e), ST_DOMAIN);
    assert_int_equal(st_poisson_rate(1, 1, INFINITY, 0.9, &e), ST_NOT_A_NUMBER);
    assert_int_equal(st_fisher(0, 5, 0, 6, 1, 0.95, &e), ST_ALL_ZERO);
    assert_int_equal(st_fisher(5, 5, 6, 6, 1, 0.95, &e), ST_ALL_TIED);
    assert_int_equal(st_fisher(7, 5, 1, 6, 1, 0.95, &e), ST_DOMAIN);
    assert_true(e.lo == 42);
}

/* Far out in a tail no probability is 0. */
static void
tiny_p_is_floored(void **state)
{
    (void)state;
    struct st_exact e;
    assert_int_equal(st_poisson_ratio(20000, 1, 1, 1, 1, 0.95, &e), ST_OK);
    assert_true(e.p.two == 1e-300 && e.p.greater == 1e-300 && e.p.less == 1);
    assert_true(isfinite(e.lo) && isfinite(e.hi) && e.lo < 20000 && e.hi > 20000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_count),
        cmocka_unit_test(limits_of_one_count),
        cmocka_unit_test(two_counts),
        cmocka_unit_test(fisher),
        cmocka_unit_test(limits_meet_their_equation),
        cmocka_unit_test(refusals),
        cmocka_unit_test(tiny_p_is_floored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
