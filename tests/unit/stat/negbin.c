#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ref.h"
#include "stat/negbin.h"

#define CASE "negative_binomial_regression"
#define ROWS 146

static double days[ROWS], eth[ROWS], sex[ROWS], f1[ROWS], f2[ROWS], f3[ROWS], sl[ROWS];

static int
read_quine(void **state)
{
    (void)state;
    ref_column(CASE, "quine.csv", "eth_n", eth, ROWS);
    ref_column(CASE, "quine.csv", "sex_m", sex, ROWS);
    ref_column(CASE, "quine.csv", "age_f1", f1, ROWS);
    ref_column(CASE, "quine.csv", "age_f2", f2, ROWS);
    ref_column(CASE, "quine.csv", "age_f3", f3, ROWS);
    ref_column(CASE, "quine.csv", "lrn_sl", sl, ROWS);
    return ref_column(CASE, "quine.csv", "days", days, ROWS) != ROWS;
}

static enum st_status
fit(const double y[], const double offset[], const double x[], size_t n, size_t p,
    double beta[], double cov[], struct st_negbin *out)
{
    size_t n_work = st_negbin_work(n, p);
    double *work = calloc(n_work, sizeof *work);
    struct st_negbin_data d = {y, offset, x, n, p};
    enum st_status s = st_negbin(&d, work, n_work, beta, cov, out);
    free(work);
    return s;
}

static void
same_as(const char *test, const char *const name[], size_t p, const double beta[],
        const double cov[], const struct st_negbin *r)
{
    for (size_t k = 0; k < p; k++) {
        char coef[48], se[48];
        snprintf(coef, sizeof coef, "coef[%s]", name[k]);
        snprintf(se, sizeof se, "se[%s]", name[k]);
        ref_close(beta[k], ref_value(CASE, test, coef), 8.5);
        ref_close(sqrt(cov[k * p + k]), ref_value(CASE, test, se), 8.5);
    }
    ref_close(r->theta, ref_value(CASE, test, "theta"), 9);
    /* glm.nb takes the information before its last step. */
    ref_close(r->theta_se, ref_value(CASE, test, "se_theta"), 4.5);
    ref_close(r->loglik, ref_value(CASE, test, "logLik"), 13);
    ref_close(r->deviance, ref_value(CASE, test, "deviance"), 9.5);
    ref_close(r->pearson, ref_value(CASE, test, "pearson_chi2"), 9);
}

static void
main_effects(void **state)
{
    (void)state;
    static const char *const name[] = {"(Intercept)", "EthN",  "SexM", "AgeF1",
                                       "AgeF2",       "AgeF3", "LrnSL"};
    double x[ROWS * 7], beta[7], cov[49];
    struct st_negbin r;
    for (size_t i = 0; i < ROWS; i++) {
        double row[] = {1, eth[i], sex[i], f1[i], f2[i], f3[i], sl[i]};
        memcpy(x + 7 * i, row, sizeof row);
    }
    assert_int_equal(fit(days, NULL, x, ROWS, 7, beta, cov, &r), ST_OK);
    same_as("quine_main", name, 7, beta, cov, &r);
}

static void
nested(void **state)
{
    (void)state;
    static const char *const name[] = {
        "(Intercept)", "SexM",       "SexF:AgeF1",      "SexM:AgeF1",     "SexF:AgeF2",
        "SexM:AgeF2",  "SexF:AgeF3", "SexM:AgeF3",      "SexF:EthN",      "SexM:EthN",
        "SexF:LrnSL",  "SexM:LrnSL", "SexF:EthN:LrnSL", "SexM:EthN:LrnSL"};
    double x[ROWS * 14], beta[14], cov[196];
    struct st_negbin r;
    for (size_t i = 0; i < ROWS; i++) {
        double m = sex[i], f = 1 - m, both = eth[i] * sl[i];
        double row[] = {1,         m,         f * f1[i], m * f1[i],  f * f2[i],
                        m * f2[i], f * f3[i], m * f3[i], f * eth[i], m * eth[i],
                        f * sl[i], m * sl[i], f * both,  m * both};
        memcpy(x + 14 * i, row, sizeof row);
    }
    assert_int_equal(fit(days, NULL, x, ROWS, 14, beta, cov, &r), ST_OK);
    same_as("quine_nested", name, 14, beta, cov, &r);
}

static double
log_likelihood(const double mu[], double theta)
{
    double sum = 0;
    for (size_t i = 0; i < ROWS; i++)
        sum += lgamma(theta + days[i]) - lgamma(theta) - lgamma(days[i] + 1) +
               days[i] * log(mu[i]) + theta * log(theta) -
               (theta + days[i]) * log(theta + mu[i]);
    return sum;
}

/* The likelihood is level in theta at the maximum, and bends by 1/se^2. */
static void
theta_is_maximal(void **state)
{
    (void)state;
    double x[ROWS], beta[1], cov[1], h = 1e-3;
    size_t n_work = st_negbin_work(ROWS, 1);
    double *work = calloc(n_work, sizeof *work);
    struct st_negbin_data d = {days, NULL, x, ROWS, 1};
    struct st_negbin r;
    for (size_t i = 0; i < ROWS; i++)
        x[i] = 1;
    assert_int_equal(st_negbin(&d, work, n_work, beta, cov, &r), ST_OK);
    double up = log_likelihood(work, r.theta + h),
           down = log_likelihood(work, r.theta - h);
    double mid = log_likelihood(work, r.theta);
    ref_close(r.loglik, mid, 13);
    assert_true(fabs(up - down) / (2 * h) < 1e-3);
    ref_close(r.theta_se, h / sqrt(2 * mid - up - down), 4);
    free(work);
}

/* An offset moves the intercept alone. */
static void
offset(void **state)
{
    (void)state;
    double x[ROWS * 2], off[ROWS], a[2], b[2], cov[4];
    struct st_negbin r, q;
    for (size_t i = 0; i < ROWS; i++) {
        x[2 * i] = 1;
        x[2 * i + 1] = eth[i];
        off[i] = 2.5;
    }
    assert_int_equal(fit(days, NULL, x, ROWS, 2, a, cov, &r), ST_OK);
    assert_int_equal(fit(days, off, x, ROWS, 2, b, cov, &q), ST_OK);
    ref_close(b[0] + 2.5, a[0], 10);
    ref_close(b[1], a[1], 9);
    ref_close(q.theta, r.theta, 9);
}

static void
refusals(void **state)
{
    (void)state;
    static const double x[] = {1, 0, 1, 1, 1, 2, 1, 3},
                        same[] = {1, 1, 1, 1, 1, 1, 1, 1};
    static const double even[] = {5, 5, 6, 6}, zero[] = {0, 0, 0, 0},
                        late[] = {0, 0, 0, 9};
    static const double wild[] = {0, 30, 1, 60}, minus[] = {1, 2, 3, -4};
    double beta[2] = {7, 7}, cov[4];
    struct st_negbin r;
    assert_int_equal(fit(even, NULL, x, 4, 2, beta, cov, &r), ST_NO_MAXIMUM);
    assert_int_equal(fit(zero, NULL, x, 4, 2, beta, cov, &r), ST_ALL_ZERO);
    assert_int_equal(fit(late, NULL, x, 4, 2, beta, cov, &r), ST_NO_MAXIMUM);
    assert_int_equal(fit(minus, NULL, x, 4, 2, beta, cov, &r), ST_DOMAIN);
    assert_int_equal(fit(wild, NULL, same, 4, 2, beta, cov, &r), ST_RANK);
    assert_int_equal(fit(wild, NULL, x, 1, 2, beta, cov, &r), ST_TOO_FEW);
    ref_close(beta[0], 7, 16);
    assert_int_equal(fit(wild, NULL, x, 4, 2, beta, cov, &r), ST_OK);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(main_effects),     cmocka_unit_test(nested),
        cmocka_unit_test(theta_is_maximal), cmocka_unit_test(offset),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, read_quine, NULL);
}
