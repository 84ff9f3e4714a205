#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "ref.h"
#include "stat/limits.h"

static void
poisson_reference(void **state)
{
    (void)state;
    static const double counts[] = {1, 3, 10, 50, 137, 1000};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        char test[32];
        struct st_limits l;
        snprintf(test, sizeof test, "garwood_x%.0f", counts[i]);
        assert_int_equal(st_poisson_limits(counts[i], 0.95, &l), ST_OK);
        ref_close(l.lo, ref_value("exact_poisson_rates", test, "ci95_lo"), 14);
        ref_close(l.hi, ref_value("exact_poisson_rates", test, "ci95_hi"), 14);
        assert_int_equal(st_poisson_limits(counts[i], 0.99, &l), ST_OK);
        ref_close(l.lo, ref_value("exact_poisson_rates", test, "ci99_lo"), 14);
        ref_close(l.hi, ref_value("exact_poisson_rates", test, "ci99_hi"), 14);
    }
}

/* No event: the upper limit is -log(alpha/2), the lower 0. */
static void
poisson_zero(void **state)
{
    (void)state;
    struct st_limits l;
    assert_int_equal(st_poisson_limits(0, 0.95, &l), ST_OK);
    ref_close(l.lo, 0, 16);
    ref_close(l.hi, -log(0.025), 14);
}

/* The tails beyond the limits, summed term by term, are alpha/2. */
static void
poisson_tails(void **state)
{
    (void)state;
    for (double x = 1; x < 60; x++) {
        struct st_limits l;
        assert_int_equal(st_poisson_limits(x, 0.9, &l), ST_OK);
        double below = 0, at_most = 0, term_lo = exp(-l.lo), term_hi = exp(-l.hi);
        for (double k = 0; k <= x; k++) {
            if (k < x)
                below += term_lo;
            at_most += term_hi;
            term_lo *= l.lo / (k + 1);
            term_hi *= l.hi / (k + 1);
        }
        ref_close(1 - below, 0.05, 12);
        ref_close(at_most, 0.05, 12);
    }
}

static void
shares_reference(void **state)
{
    (void)state;
    static const double of[][2] = {{81, 263}, {15, 148}, {0, 20},  {1, 29},   {7, 10},
                                   {0, 1},    {1, 1},    {29, 29}, {5, 2744}, {3, 1e6}};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        char test[64];
        struct st_limits l;
        double x = of[i][0], n = of[i][1];
        snprintf(test, sizeof test, n < 1e6 ? "%.0f_of_%.0f" : "%.0f_of_1e+06", x, n);
        assert_int_equal(st_wilson(x, n, 0.95, &l), ST_OK);
        ref_close(l.lo, ref_value("binomial_intervals", test, "wilson_lo"), 13.5);
        ref_close(l.hi, ref_value("binomial_intervals", test, "wilson_hi"), 13.5);
        assert_int_equal(st_clopper_pearson(x, n, 0.95, &l), ST_OK);
        ref_close(l.lo, ref_value("binomial_intervals", test, "clopper_lo"), 13.5);
        ref_close(l.hi, ref_value("binomial_intervals", test, "clopper_hi"), 13.5);
        assert_int_equal(st_jeffreys(x, n, 0.95, &l), ST_OK);
        ref_close(l.lo, ref_value("binomial_intervals", test, "jeffreys_lo"), 13.5);
        ref_close(l.hi, ref_value("binomial_intervals", test, "jeffreys_hi"), 13.5);
    }
}

static void
shares_of_another_level(void **state)
{
    (void)state;
    const char *test = "50_of_100_99";
    struct st_limits l;
    assert_int_equal(st_wilson(50, 100, 0.99, &l), ST_OK);
    ref_close(l.lo, ref_value("binomial_intervals", test, "wilson_lo"), 14);
    assert_int_equal(st_clopper_pearson(50, 100, 0.99, &l), ST_OK);
    ref_close(l.hi, ref_value("binomial_intervals", test, "clopper_hi"), 14);
    assert_int_equal(st_jeffreys(50, 100, 0.99, &l), ST_OK);
    ref_close(l.lo, ref_value("binomial_intervals", test, "jeffreys_lo"), 14);
}

/* Counting the others gives the mirrored interval; more data at the same share a
 * narrower one; the share lies inside. */
static void
shares_laws(void **state)
{
    (void)state;
    static enum st_status (*const method[])(
        double, double, double, struct st_limits *) = {st_wilson, st_clopper_pearson,
                                                       st_jeffreys};
    for (size_t m = 0; m < 3; m++)
        for (double x = 0; x <= 40; x++) {
            struct st_limits l, other, more;
            assert_int_equal(method[m](x, 40, 0.95, &l), ST_OK);
            assert_int_equal(method[m](40 - x, 40, 0.95, &other), ST_OK);
            assert_int_equal(method[m](100 * x, 4000, 0.95, &more), ST_OK);
            assert_true(l.lo >= 0 && l.hi <= 1 && l.lo <= x / 40 && x / 40 <= l.hi);
            assert_true(fabs(l.lo - (1 - other.hi)) < 1e-14);
            assert_true(more.hi - more.lo < l.hi - l.lo);
        }
}

/* Exact limits contain Jeffreys' in the interior; a large n costs no digits. */
static void
shares_large(void **state)
{
    (void)state;
    struct st_limits c, j, w;
    assert_int_equal(st_clopper_pearson(3e8, 1e9, 0.95, &c), ST_OK);
    assert_int_equal(st_jeffreys(3e8, 1e9, 0.95, &j), ST_OK);
    assert_int_equal(st_wilson(3e8, 1e9, 0.95, &w), ST_OK);
    assert_true(c.lo < j.lo && j.hi < c.hi);
    ref_close(j.lo, w.lo, 8);
    ref_close(j.hi, w.hi, 8);
}

static void
refusals(void **state)
{
    (void)state;
    struct st_limits l = {-1, -1};
    assert_int_equal(st_poisson_limits(NAN, 0.95, &l), ST_NOT_A_NUMBER);
    assert_int_equal(st_poisson_limits(-1, 0.95, &l), ST_DOMAIN);
    assert_int_equal(st_poisson_limits(1.5, 0.95, &l), ST_DOMAIN);
    assert_int_equal(st_poisson_limits(1, 1, &l), ST_DOMAIN);
    assert_int_equal(st_poisson_limits(2e9, 0.95, &l), ST_TOO_LARGE);
    assert_int_equal(st_wilson(1, INFINITY, 0.95, &l), ST_NOT_A_NUMBER);
    assert_int_equal(st_wilson(3, 2, 0.95, &l), ST_DOMAIN);
    assert_int_equal(st_clopper_pearson(0, 0, 0.95, &l), ST_DOMAIN);
    assert_int_equal(st_jeffreys(-1, 2, 0.95, &l), ST_DOMAIN);
    assert_true(l.lo < 0 && l.hi < 0);
}

/* The corrected score interval, Agresti and Coull's, and Byar's, by name. */
static void
others(void **state)
{
    (void)state;
    const char *c = "binomial_intervals";
    struct st_limits l, exact;
    assert_int_equal(st_wilson_corrected(15, 148, 0.95, &l), ST_OK);
    ref_close(l.lo, ref_value(c, "15_of_148", "wilson_cc_lo"), 13);
    ref_close(l.hi, ref_value(c, "15_of_148", "wilson_cc_hi"), 13);
    assert_int_equal(st_wilson_corrected(0, 20, 0.95, &l), ST_OK);
    ref_close(l.lo, 0, 16);
    assert_int_equal(st_wilson_corrected(20, 20, 0.95, &l), ST_OK);
    ref_close(l.hi, 1, 16);
    assert_int_equal(st_agresti_coull(0, 20, 0.95, &l), ST_OK);
    assert_true(l.lo < 0);
    ref_close(l.hi, ref_value(c, "0_of_20", "agresti_coull_hi"), 13);
    assert_int_equal(st_agresti_coull(3, 2, 0.95, &l), ST_DOMAIN);
    assert_int_equal(st_wilson_corrected(3, 2, 0.95, &l), ST_DOMAIN);
    for (double x = 1; x < 1000; x *= 3) {
        assert_int_equal(st_byar(x, 0.95, &l), ST_OK);
        assert_int_equal(st_poisson_limits(x, 0.95, &exact), ST_OK);
        assert_true(fabs(l.lo - exact.lo) < 0.018 && fabs(l.hi - exact.hi) < 0.008);
    }
    assert_int_equal(st_byar(0, 0.95, &l), ST_OK);
    ref_close(l.lo, 0, 16);
    assert_int_equal(st_byar(-1, 0.95, &l), ST_DOMAIN);
    ref_close(st_normal_p(-1.959963984540054), 0.05, 13);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(others),           cmocka_unit_test(poisson_reference),
        cmocka_unit_test(poisson_zero),     cmocka_unit_test(poisson_tails),
        cmocka_unit_test(shares_reference), cmocka_unit_test(shares_of_another_level),
        cmocka_unit_test(shares_laws),      cmocka_unit_test(shares_large),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
