/*
 * concentration against the examples of Hundepool et al. (2012, chapter 4) and against the
 * definitions over all small cells.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stat/concentration.h"

static long
above(const char *dominance, const char *percent, long total, const long first[],
      size_t n)
{
    struct st_concentration rule;
    st_amount largest[ST_CONCENTRATION_N] = {0}, out;
    for (size_t i = 0; i < n; i++)
        largest[i] = first[i];
    assert_true(st_concentration_read(dominance, percent, &rule));
    assert_int_equal(st_concentration(&rule, total, largest, &out), ST_OK);
    return (long)out;
}

static void
examples(void **unused)
{
    (void)unused;
    /* Example 1: safe under (1,90), yet the second finds the first within 2 %. */
    const long one[] = {50000, 49000};
    assert_int_equal(above("1,90", NULL, 100000, one, 2), 0);
    assert_int_equal(above(NULL, "2", 100000, one, 2), 0);
    assert_int_equal(above(NULL, "2.002", 100000, one, 2), 1);
    /* Example 2: within 15.4 %, so safe at 10 %, and unsafe under (2,90.9). */
    const long two[] = {52000, 50000};
    assert_int_equal(above(NULL, "10", 110000, two, 2), 0);
    assert_int_equal(above(NULL, "15.384", 110000, two, 2), 0);
    assert_int_equal(above(NULL, "15.385", 110000, two, 2), 1);
    assert_true(above("2,90.909", NULL, 110000, two, 2) > 0);
    /* Example 4: (1,85) of 330 with 300 in it: up to 352.94. */
    const long four[] = {300, 20, 10};
    assert_int_equal(above("1,85", NULL, 330, four, 3), 23);
}

/* Every cell of three contributors of 0 to 12, against the words of the rules. */
static void
definitions(void **unused)
{
    (void)unused;
    for (long a = 0; a <= 12; a++)
        for (long b = 0; b <= a; b++)
            for (long c = 0; c <= b; c++) {
                const long x[] = {a, b, c};
                long total = a + b + c;
                long p = above(NULL, "25", total, x, 3);
                long k = above("2,80", NULL, total, x, 3);
                assert_int_equal(p > 0, 4 * c < a);
                assert_int_equal(k > 0, 5 * (a + b) > 4 * total);
                /* The least number that leaves the cell safe from its upper end. */
                assert_true(4 * (total + p - a - b) >= a);
                assert_true(!p || 4 * (total + p - 1 - a - b) < a);
                assert_true(5 * (a + b) <= 4 * (total + k));
                assert_true(!k || 5 * (a + b) > 4 * (total + k - 1));
                long both = above("2,80", "25", total, x, 3);
                assert_int_equal(both, p > k ? p : k);
            }
}

static void
refused(void **unused)
{
    (void)unused;
    static const char *const dominance[] = {"0,80",  "2,100", "2,0",  "2",    "2,",
                                            "2,80x", "2,.5",  "2,5.", "10,80"};
    static const char *const percent[] = {"0", "-1", "1001", "1.2345", "", "10%"};
    struct st_concentration rule;
    for (size_t i = 0; i < sizeof dominance / sizeof *dominance; i++)
        assert_false(st_concentration_read(dominance[i], NULL, &rule));
    for (size_t i = 0; i < sizeof percent / sizeof *percent; i++)
        assert_false(st_concentration_read(NULL, percent[i], &rule));
    assert_true(st_concentration_read("2,85", "10", &rule));
    assert_int_equal(st_concentration_of(&rule), 2);
    st_amount out = 7;
    assert_int_equal(st_concentration(&rule, 10, (st_amount[]){7, 4}, &out), ST_DOMAIN);
    assert_int_equal(st_concentration(&rule, 10, (st_amount[]){3, 4}, &out), ST_DOMAIN);
    assert_int_equal(st_concentration(&rule, 10, (st_amount[]){3, -1}, &out),
                     ST_DOMAIN);
    st_amount huge = (st_amount)1 << 120;
    assert_int_equal(st_concentration(&rule, huge, (st_amount[]){1, 1}, &out),
                     ST_TOO_LARGE);
    assert_int_equal(out, 7);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(examples),
                                       cmocka_unit_test(definitions),
                                       cmocka_unit_test(refused)};
    return cmocka_run_group_tests_name("concentration", tests, NULL, NULL);
}
