#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ref.h"
#include "stat/score.h"

#define PUBLISHED "two_proportions"
enum { CASES = 4 };

struct table {
    double x1[CASES], n1[CASES], x2[CASES], n2[CASES];
};

static void
near(double ours, double printed, double half_unit)
{
    if (fabs(ours - printed) > half_unit) {
        print_error("%.8f, printed %.8f\n", ours, printed);
        fail();
    }
}

/* Every interval of newcombe.csv to the four printed decimals. */
static void
differences_of_newcombe(void **state)
{
    (void)state;
    struct table t;
    double mee_lo[CASES], mee_hi[CASES], mn_lo[CASES], mn_hi[CASES], w_lo[CASES],
        w_hi[CASES];
    const struct {
        const char *column;
        double *to;
    } c[] = {{"x1", t.x1},       {"n1", t.n1},       {"x2", t.x2},
             {"n2", t.n2},       {"mee_lo", mee_lo}, {"mee_hi", mee_hi},
             {"mn_lo", mn_lo},   {"mn_hi", mn_hi},   {"wilson_lo", w_lo},
             {"wilson_hi", w_hi}};
    size_t n = 0;
    for (size_t i = 0; i < sizeof c / sizeof *c; i++)
        n = ref_column(PUBLISHED, "newcombe.csv", c[i].column, c[i].to, CASES);
    assert_true(n > 1);
    for (size_t i = 0; i < n; i++) {
        struct st_score s;
        double lo, hi;
        assert_int_equal(
            st_score(ST_DIFFERENCE, t.x1[i], t.n1[i], t.x2[i], t.n2[i], 0.95, 1, &s),
            ST_OK);
        near(s.lo, mee_lo[i], 5e-5);
        near(s.hi, mee_hi[i], 5e-5);
        assert_int_equal(
            st_score(ST_DIFFERENCE, t.x1[i], t.n1[i], t.x2[i], t.n2[i], 0.95, 0, &s),
            ST_OK);
        near(s.lo, mn_lo[i], 5e-5);
        near(s.hi, mn_hi[i], 5e-5);
        assert_int_equal(
            st_newcombe(t.x1[i], t.n1[i], t.x2[i], t.n2[i], 0.95, &lo, &hi), ST_OK);
        near(lo, w_lo[i], 5e-5);
        near(hi, w_hi[i], 5e-5);
    }
}

/* 36 of 40 against 16 of 80, Koopman's example. */
static void
ratio_of_koopman(void **state)
{
    (void)state;
    struct st_score s;
    assert_int_equal(st_score(ST_RATIO, 36, 40, 16, 80, 0.95, 1, &s), ST_OK);
    near(s.lo, ref_value(PUBLISHED, "koopman", "lo"), 0.005);
    near(s.hi, ref_value(PUBLISHED, "koopman", "hi"), 0.005);
    ref_close(s.estimate, 4.5, 15);
}

/* At no difference the plain z squared is Pearson's chi-square, and with the factor it
 * is (N - 1)/N of that; R gives the former for the twins' convictions. */
static void
test_is_pearson(void **state)
{
    (void)state;
    struct st_score s, r;
    double chi2 = ref_value("fisher_chi2", "Convictions", "chi2_nocc");
    assert_int_equal(st_score(ST_DIFFERENCE, 2, 17, 10, 13, 0.95, 1, &s), ST_OK);
    ref_close(s.z * s.z, chi2, 12);
    ref_close(s.p, ref_value("fisher_chi2", "Convictions", "p_chi2_nocc"), 11);
    assert_int_equal(st_score(ST_RATIO, 2, 17, 10, 13, 0.95, 0, &r), ST_OK);
    ref_close(r.z * r.z, chi2 * 29 / 30, 12);
}

/* Swapping groups turns limits round; swapping outcomes turns a difference round. */
static void
symmetry(void **state)
{
    (void)state;
    struct st_score a, b;
    assert_int_equal(st_score(ST_RATIO, 7, 31, 5, 60, 0.95, 0, &a), ST_OK);
    assert_int_equal(st_score(ST_RATIO, 5, 60, 7, 31, 0.95, 0, &b), ST_OK);
    ref_close(a.lo, 1 / b.hi, 12);
    ref_close(a.hi, 1 / b.lo, 12);
    assert_int_equal(st_score(ST_DIFFERENCE, 7, 31, 5, 60, 0.95, 0, &a), ST_OK);
    assert_int_equal(st_score(ST_DIFFERENCE, 24, 31, 55, 60, 0.95, 0, &b), ST_OK);
    ref_close(a.lo, -b.hi, 11);
    ref_close(a.hi, -b.lo, 11);
}

static void
edges(void **state)
{
    (void)state;
    struct st_score s = {.lo = 42};
    assert_int_equal(st_score(ST_RATIO, 0, 9, 0, 9, 0.95, 0, &s), ST_ALL_ZERO);
    assert_int_equal(st_score(ST_RATIO, 3, 2, 1, 9, 0.95, 0, &s), ST_DOMAIN);
    assert_int_equal(st_score(ST_RATIO, NAN, 2, 1, 9, 0.95, 0, &s), ST_NOT_A_NUMBER);
    assert_true(s.lo == 42);
    assert_int_equal(st_score(ST_RATIO, 3, 9, 0, 9, 0.95, 0, &s), ST_OK);
    assert_true(s.lo > 0 && isinf(s.hi) && isinf(s.estimate));
    assert_int_equal(st_score(ST_RATIO, 0, 9, 3, 9, 0.95, 0, &s), ST_OK);
    assert_true(s.lo == 0 && s.hi > 0 && s.hi < 3);
    assert_int_equal(st_score(ST_RATIO, 9, 9, 9, 9, 0.95, 0, &s), ST_OK);
    assert_true(s.lo < 1 && s.hi > 1 && s.z == 0 && s.p == 1);
    assert_int_equal(st_score(ST_DIFFERENCE, 0, 9, 0, 9, 0.95, 0, &s), ST_OK);
    assert_true(s.lo > -1 && s.lo < 0 && s.hi > 0 && s.hi < 1 && s.estimate == 0);
    assert_int_equal(st_score(ST_DIFFERENCE, 9, 9, 0, 9, 0.95, 0, &s), ST_OK);
    assert_true(s.lo > 0 && s.lo < 1 && s.hi > 0.999999 && s.hi <= 1);
}

/* Observed and expected of all four cells, less a half. */
static void
yates(void **state)
{
    (void)state;
    double chi2, p, sum = 0;
    static const double x[] = {2, 15, 10, 3}, e[] = {12 * 17 / 30.0, 18 * 17 / 30.0,
                                                     12 * 13 / 30.0, 18 * 13 / 30.0};
    for (int i = 0; i < 4; i++)
        sum += (fabs(x[i] - e[i]) - 0.5) * (fabs(x[i] - e[i]) - 0.5) / e[i];
    assert_int_equal(st_yates(2, 17, 10, 13, &chi2, &p), ST_OK);
    ref_close(chi2, sum, 14);
    ref_close(p, ref_value("fisher_chi2", "Convictions", "p_yates"), 12);
    /* Never more than the difference itself. */
    assert_int_equal(st_yates(3, 10, 3, 11, &chi2, &p), ST_OK);
    ref_close(chi2, 0, 16);
    ref_close(p, 1, 16);
    assert_int_equal(st_yates(0, 10, 0, 11, &chi2, &p), ST_ALL_ZERO);
    assert_int_equal(st_yates(10, 10, 11, 11, &chi2, &p), ST_ALL_TIED);
    assert_int_equal(st_yates(12, 10, 11, 11, &chi2, &p), ST_DOMAIN);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(yates),
        cmocka_unit_test(differences_of_newcombe),
        cmocka_unit_test(ratio_of_koopman),
        cmocka_unit_test(test_is_pearson),
        cmocka_unit_test(symmetry),
        cmocka_unit_test(edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
