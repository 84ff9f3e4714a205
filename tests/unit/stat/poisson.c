#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ref.h"
#include "room.h"
#include "stat/poisson.h"

#define CASE "poisson_regression"

static enum st_status
fit(const double lo[], const double hi[], const double offset[], const double x[],
    size_t n, size_t p, double beta[], double cov[], struct st_poisson *out)
{
    size_t n_work = st_poisson_work(n, p);
    double *work = calloc(n_work, sizeof *work);
    struct st_poisson_data d = {lo, hi, offset, x, n, p};
    enum st_status s = st_poisson(&d, work, n_work, beta, cov, out);
    free(work);
    return s;
}

static void
dobson(void **state)
{
    (void)state;
    static const char *const name[] = {"(Intercept)", "outcome2", "outcome3",
                                       "treatment2", "treatment3"};
    double y[16], outcome[16], treatment[16], x[16 * 5], beta[5], cov[25];
    size_t n = ref_column(CASE, "dobson.csv", "counts", y, 16);
    ref_column(CASE, "dobson.csv", "outcome", outcome, 16);
    ref_column(CASE, "dobson.csv", "treatment", treatment, 16);
    for (size_t i = 0; i < n; i++) {
        double row[] = {1, outcome[i] == 2, outcome[i] == 3, treatment[i] == 2,
                        treatment[i] == 3};
        memcpy(x + 5 * i, row, sizeof row);
    }
    struct st_poisson r;
    assert_int_equal(fit(y, y, NULL, x, n, 5, beta, cov, &r), ST_OK);
    for (size_t k = 0; k < 3; k++) {
        char coef[32], se[32];
        snprintf(coef, sizeof coef, "coef[%s]", name[k]);
        snprintf(se, sizeof se, "se[%s]", name[k]);
        ref_close(beta[k], ref_value(CASE, "dobson", coef), 11);
        ref_close(sqrt(cov[6 * k]), ref_value(CASE, "dobson", se), 7);
    }
    assert_true(fabs(beta[3]) < 1e-12 && fabs(beta[4]) < 1e-12);
    ref_close(sqrt(cov[18]), 0.2, 14);
    ref_close(r.deviance, ref_value(CASE, "dobson", "deviance"), 12);
    ref_close(r.loglik, ref_value(CASE, "dobson", "logLik"), 13);
    ref_close(r.pearson, ref_value(CASE, "dobson", "pearson_chi2"), 7);
}

static void
discoveries(void **state)
{
    (void)state;
    static const char *const name[] = {"(Intercept)", "t", "I(t^2)"};
    double y[128], t[128], x[128 * 3], beta[3], cov[9];
    size_t n = ref_column(CASE, "discoveries.csv", "count", y, 128);
    ref_column(CASE, "discoveries.csv", "t", t, 128);
    for (size_t i = 0; i < n; i++) {
        double row[] = {1, t[i], t[i] * t[i]};
        memcpy(x + 3 * i, row, sizeof row);
    }
    struct st_poisson r;
    assert_int_equal(fit(y, y, NULL, x, n, 3, beta, cov, &r), ST_OK);
    for (size_t k = 0; k < 3; k++) {
        char coef[32], se[32];
        snprintf(coef, sizeof coef, "coef[%s]", name[k]);
        snprintf(se, sizeof se, "se[%s]", name[k]);
        ref_close(beta[k], ref_value(CASE, "discoveries", coef), 7);
        ref_close(sqrt(cov[4 * k]), ref_value(CASE, "discoveries", se), 7);
    }
    ref_close(r.deviance, ref_value(CASE, "discoveries", "deviance"), 10);
    ref_close(r.loglik, ref_value(CASE, "discoveries", "logLik"), 10);
    ref_close(r.pearson, ref_value(CASE, "discoveries", "pearson_chi2"), 7);
}

/* The score equations hold at the maximum: sums of x (y - mu) vanish. */
static void
score_vanishes(void **state)
{
    (void)state;
    static const double y[] = {12, 0, 7, 30, 2, 41, 55};
    double x[14], work[64], beta[2], cov[4], sum[2] = {0};
    for (size_t i = 0; i < 7; i++) {
        x[2 * i] = 1;
        x[2 * i + 1] = (double)i - 3;
    }
    struct st_poisson r;
    struct st_poisson_data d = {y, y, NULL, x, 7, 2};
    assert_true(st_poisson_work(7, 2) <= 64);
    assert_int_equal(st_poisson(&d, ROOM(work), beta, cov, &r), ST_OK);
    for (size_t i = 0; i < 7; i++) {
        sum[0] += y[i] - work[i];
        sum[1] += (y[i] - work[i]) * x[2 * i + 1];
        ref_close(work[i], exp(beta[0] + beta[1] * x[2 * i + 1]), 14);
    }
    assert_true(fabs(sum[0]) < 1e-11 && fabs(sum[1]) < 1e-11);
}

/* An offset scales the means; moving the origin of time moves the intercept alone. */
static void
laws(void **state)
{
    (void)state;
    static const double y[] = {3, 5, 4, 9, 12};
    double x[10], moved[10], offset[5], a[2], b[2], cov_a[4], cov_b[4];
    for (size_t i = 0; i < 5; i++) {
        x[2 * i] = moved[2 * i] = 1;
        x[2 * i + 1] = (double)i - 2;
        moved[2 * i + 1] = (double)i + 100;
        offset[i] = log(1000);
    }
    struct st_poisson r, q;
    assert_int_equal(fit(y, y, NULL, x, 5, 2, a, cov_a, &r), ST_OK);
    assert_int_equal(fit(y, y, offset, x, 5, 2, b, cov_b, &q), ST_OK);
    ref_close(b[0], a[0] - log(1000), 13);
    ref_close(b[1], a[1], 13);
    ref_close(q.loglik, r.loglik, 13);
    assert_int_equal(fit(y, y, NULL, moved, 5, 2, b, cov_b, &q), ST_OK);
    ref_close(b[1], a[1], 10);
    ref_close(cov_b[3], cov_a[3], 10);
}

/* log P(lo <= Y <= hi) summed from its terms, hi at most 400. */
static double
log_within(double lo, double hi, double mu)
{
    double sum = 0;
    for (double k = lo; k <= fmin(hi, 400); k++)
        sum += exp(k * log(mu) - mu - lgamma(k + 1));
    return log(sum);
}

static double
log_likelihood(const double lo[], const double hi[], const double x[], size_t n,
               double a, double b)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += log_within(lo[i], hi[i], exp(a + b * x[2 * i + 1]));
    return sum;
}

/* The bounded likelihood and its curvature against plain summation and differences. */
static void
bounded_terms(void **state)
{
    (void)state;
    static const double hi_of[][6] = {{9, 17, 18, 17, 5, 5},
                                      {9, INFINITY, INFINITY, INFINITY, 5, 5},
                                      {9, 12, 40, 8, INFINITY, 5}};
    static const double lo_of[][6] = {
        {9, 10, 18, 6, 5, 5}, {9, 10, 11, 6, 5, 5}, {9, 0, 20, 0, 3, 5}};
    double x[12];
    for (size_t i = 0; i < 6; i++) {
        x[2 * i] = 1;
        x[2 * i + 1] = (double)i - 2.5;
    }
    for (size_t c = 0; c < 3; c++) {
        const double *lo = lo_of[c], *hi = hi_of[c];
        double beta[2], cov[4], h = 1e-4;
        struct st_poisson r;
        assert_int_equal(fit(lo, hi, NULL, x, 6, 2, beta, cov, &r), ST_OK);
        assert_int_equal((int)(r.known + r.bounded), 6);
        ref_close(r.loglik, log_likelihood(lo, hi, x, 6, beta[0], beta[1]), 12);
        double mid = log_likelihood(lo, hi, x, 6, beta[0], beta[1]), curve[3];
        for (int k = 0; k < 2; k++) {
            double a = k == 0 ? h : 0, b = k == 1 ? h : 0;
            double up = log_likelihood(lo, hi, x, 6, beta[0] + a, beta[1] + b);
            double down = log_likelihood(lo, hi, x, 6, beta[0] - a, beta[1] - b);
            assert_true(fabs(up - down) / (2 * h) < 1e-5);
            curve[k] = -(up - 2 * mid + down) / (h * h);
        }
        curve[2] = -(log_likelihood(lo, hi, x, 6, beta[0] + h, beta[1] + h) -
                     log_likelihood(lo, hi, x, 6, beta[0] + h, beta[1] - h) -
                     log_likelihood(lo, hi, x, 6, beta[0] - h, beta[1] + h) +
                     log_likelihood(lo, hi, x, 6, beta[0] - h, beta[1] - h)) /
                   (4 * h * h);
        double det = curve[0] * curve[1] - curve[2] * curve[2];
        ref_close(cov[0], curve[1] / det, 4);
        ref_close(cov[3], curve[0] / det, 4);
    }
}

/* One point bounded to 3..3.5 is the count 3; bounds that say nothing change nothing. */
static void
bounds_that_say_all_or_nothing(void **state)
{
    (void)state;
    static const double y[] = {4, 3, 8, 6}, hi[] = {4, 3.5, 8, 6};
    static const double lo5[] = {4, 3, 0, 8, 6}, hi5[] = {4, 3, INFINITY, 8, 6};
    static const double x[] = {1, 0, 1, 1, 1, 3, 1, 4};
    static const double x5[] = {1, 0, 1, 1, 1, 2, 1, 3, 1, 4};
    double a[2], b[2], cov[4], cov5[4];
    struct st_poisson r;
    assert_int_equal(fit(y, y, NULL, x, 4, 2, a, cov, &r), ST_OK);
    assert_int_equal(fit(y, hi, NULL, x, 4, 2, b, cov, &r), ST_OK);
    ref_close(b[1], a[1], 16);
    assert_int_equal((int)r.known, 4);
    assert_int_equal(fit(lo5, hi5, NULL, x5, 5, 2, b, cov5, &r), ST_OK);
    ref_close(b[1], a[1], 15);
    assert_int_equal((int)(r.known + r.bounded), 4);
}

/* Large counts: the bounds 1e6 +- 10 pin the mean down. */
static void
bounded_large(void **state)
{
    (void)state;
    static const double lo[] = {999990, 999990}, hi[] = {1000010, 1000010};
    static const double x[] = {1, 1};
    double beta[1], cov[1];
    struct st_poisson r;
    assert_int_equal(fit(lo, hi, NULL, x, 2, 1, beta, cov, &r), ST_OK);
    ref_close(exp(beta[0]), 1e6, 6);
    ref_close(cov[0], 1 / 2e6, 4);
}

static void
no_maximum(void **state)
{
    (void)state;
    static const double x[] = {1, 0, 1, 1, 1, 2, 1, 3};
    static const double late[] = {0, 0, 0, 7}, early[] = {7, 0, 0, 0};
    static const double two[] = {0, 3, 0, 4};
    static const double least[] = {2, 3, 4, 1},
                        open[] = {INFINITY, INFINITY, INFINITY, INFINITY};
    static const double zero[] = {0, 0, 0, 0}, four[] = {4, 4, 4, 4};
    /* "At most" before "at least": the slope runs away. */
    static const double lo[] = {0, 0, 3, 3}, hi[] = {2, 2, INFINITY, INFINITY};
    /* "At least" between two "at most" does have a maximum. */
    static const double mix_lo[] = {0, 3, 3, 0}, mix_hi[] = {2, INFINITY, INFINITY, 2};
    static const double ones[] = {1, 1, 1, 1};
    double beta[2], cov[4];
    struct st_poisson r;
    assert_int_equal(fit(late, late, NULL, x, 4, 2, beta, cov, &r), ST_NO_MAXIMUM);
    assert_int_equal(fit(early, early, NULL, x, 4, 2, beta, cov, &r), ST_NO_MAXIMUM);
    assert_int_equal(fit(two, two, NULL, x, 4, 2, beta, cov, &r), ST_OK);
    assert_int_equal(fit(least, open, NULL, x, 4, 2, beta, cov, &r), ST_NO_MAXIMUM);
    assert_int_equal(fit(zero, four, NULL, x, 4, 2, beta, cov, &r), ST_NO_MAXIMUM);
    assert_int_equal(fit(lo, hi, NULL, x, 4, 2, beta, cov, &r), ST_NO_MAXIMUM);
    assert_int_equal(fit(mix_lo, mix_hi, NULL, x, 4, 2, beta, cov, &r), ST_OK);
    assert_int_equal(fit(least, open, NULL, ones, 4, 1, beta, cov, &r), ST_NO_MAXIMUM);
    assert_int_equal(fit(zero, four, NULL, ones, 4, 1, beta, cov, &r), ST_NO_MAXIMUM);
    assert_int_equal(fit(lo, hi, NULL, ones, 4, 1, beta, cov, &r), ST_OK);
}

/* Three columns: a zero group drives its coefficient to minus infinity. */
static void
no_maximum_three_columns(void **state)
{
    (void)state;
    static const double y[] = {3, 5, 4, 0, 0, 6};
    static const double x[] = {1, 0, 0, 1, 0, 1, 1, 0, 2, 1, 1, 0, 1, 1, 1, 1, 0, 3};
    double beta[3] = {9, 9, 9}, cov[9];
    struct st_poisson r;
    assert_int_equal(fit(y, y, NULL, x, 6, 3, beta, cov, &r), ST_NO_MAXIMUM);
    ref_close(beta[0], 9, 16);
}

/* A maximum exists, and bounds so wide that the likelihood is level around it. */
static void
no_information(void **state)
{
    (void)state;
    static const double lo[] = {0, 200, 100, 0}, hi[] = {3800, 200, INFINITY, 1800};
    static const double x[] = {1, -1.5, 1, -0.5, 1, 0.5, 1, 1.5};
    double beta[2], cov[4];
    struct st_poisson r;
    assert_int_equal(fit(lo, hi, NULL, x, 4, 2, beta, cov, &r), ST_RANK);
}

static void
refusals(void **state)
{
    (void)state;
    static const double x[] = {1, 0, 1, 1, 1, 2}, same[] = {1, 4, 1, 4, 1, 4};
    static const double y[] = {1, 2, 3}, zero[] = {0, 0, 0}, minus[] = {-1, 2, 3};
    static const double nan[] = {1, NAN, 3}, lo[] = {1, 4, 3}, hi[] = {1, 2, 3};
    static const double far[] = {1, 2e9, 3}, offset[] = {0, INFINITY, 0};
    double beta[2], cov[4];
    struct st_poisson r;
    assert_int_equal(fit(y, y, NULL, same, 3, 2, beta, cov, &r), ST_RANK);
    assert_int_equal(fit(y, y, NULL, x, 1, 2, beta, cov, &r), ST_TOO_FEW);
    assert_int_equal(fit(y, y, NULL, x, 0, 0, beta, cov, &r), ST_TOO_FEW);
    assert_int_equal(fit(zero, zero, NULL, x, 3, 2, beta, cov, &r), ST_ALL_ZERO);
    assert_int_equal(fit(minus, minus, NULL, x, 3, 2, beta, cov, &r), ST_DOMAIN);
    assert_int_equal(fit(nan, nan, NULL, x, 3, 2, beta, cov, &r), ST_NOT_A_NUMBER);
    assert_int_equal(fit(lo, hi, NULL, x, 3, 2, beta, cov, &r), ST_CONTRADICTION);
    assert_int_equal(fit(y, far, NULL, x, 3, 2, beta, cov, &r), ST_TOO_LARGE);
    assert_int_equal(fit(y, y, offset, x, 3, 2, beta, cov, &r), ST_NOT_A_NUMBER);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dobson),
        cmocka_unit_test(discoveries),
        cmocka_unit_test(score_vanishes),
        cmocka_unit_test(laws),
        cmocka_unit_test(bounded_terms),
        cmocka_unit_test(bounds_that_say_all_or_nothing),
        cmocka_unit_test(bounded_large),
        cmocka_unit_test(no_maximum),
        cmocka_unit_test(no_maximum_three_columns),
        cmocka_unit_test(no_information),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
