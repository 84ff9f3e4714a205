#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ref.h"
#include "room.h"
#include "stat/joinpoint.h"

#define NCI "joinpoint_nci"
enum { MAX = 64, MOST = 3 };

static double year[MAX], rate[MAX], se[MAX], y[MAX], w[MAX], work[100000];
static struct dd work_dd[2000];

static struct st_joinpoint_data
nci(const char *series)
{
    char file[32];
    snprintf(file, sizeof file, "%s.csv", series);
    struct st_joinpoint_data d = {year, y, w, 0, {2, 2}};
    d.n = ref_column(NCI, file, "year", year, MAX);
    ref_column(NCI, file, "rate", rate, MAX);
    ref_column(NCI, file, "se", se, MAX);
    for (size_t i = 0; i < d.n; i++) {
        y[i] = log(rate[i]);
        w[i] = rate[i] / se[i] * (rate[i] / se[i]);
    }
    assert_true(st_joinpoint_work(d.n, MOST) <= sizeof work / sizeof *work);
    assert_true(st_joinpoint_work_dd(d.n, MOST) <= sizeof work_dd / sizeof *work_dd);
    return d;
}

static void
program_of_nci(void **state)
{
    (void)state;
    static const char *const series[] = {"both", "male", "female"};
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k <= MOST; k++) {
            struct st_joinpoint_data d = nci(series[i]);
            struct st_joinpoint f;
            char test[32], what[32];
            snprintf(test, sizeof test, "%s_%zu", series[i], k);
            assert_int_equal(st_joinpoint(&d, k, ROOM(work), ROOM(work_dd), &f), ST_OK);
            double df = (double)(d.n - k - 2);
            ref_close(f.sse, ref_value(NCI, test, "wsse"), 10);
            ref_close(st_joinpoint_bic(f.sse, d.n, k), ref_value(NCI, test, "BIC"), 10);
            for (size_t j = 0; j < k; j++) {
                snprintf(what, sizeof what, "joinpoint%zu", j + 1);
                ref_close(year[f.at[j]], ref_value(NCI, test, what), 16);
            }
            for (size_t j = 0; j <= k; j++) {
                snprintf(what, sizeof what, "slope%zu", j + 1);
                ref_close(f.slope[j], ref_value(NCI, test, what), 10);
                snprintf(what, sizeof what, "se_slope%zu", j + 1);
                /* The reference inverted X'WX in doubles; see the next test. */
                ref_close(sqrt(f.cov[j * (k + 2)] * f.sse / df),
                          ref_value(NCI, test, what), 8);
                double apc = 100 * expm1(f.slope[j]);
                snprintf(what, sizeof what, "APC%zu", j + 1);
                ref_close(apc, ref_value(NCI, test, what), 10);
                snprintf(what, sizeof what, "APC%zu_published", j + 1);
                if (k == MOST)
                    assert_true(fabs(apc - ref_value(NCI, test, what)) <= 0.005);
            }
            double slope, error;
            assert_int_equal(
                st_joinpoint_mean_slope(&d, &f, 1975, 2009, df, &slope, &error), ST_OK);
            ref_close(100 * expm1(slope), ref_value(NCI, test, "AAPC"), 10);
            assert_true(error > 0);
        }
}

/* Women, two joints: sum of squares and error of the first slope in rational arithmetic
 * on the same doubles. */
static void
rational(void **state)
{
    (void)state;
    struct st_joinpoint_data d = nci("female");
    struct st_joinpoint f;
    assert_int_equal(st_joinpoint(&d, 2, ROOM(work), ROOM(work_dd), &f), ST_OK);
    ref_close(f.sse, 92.3740756193445, 14);
    ref_close(sqrt(f.cov[0] * f.sse / (double)(d.n - 4)), 0.0032074851720432485, 14);
}

/* The mean slope within one segment is that segment's, error and all. */
static void
mean_slope_of_one_segment(void **state)
{
    (void)state;
    struct st_joinpoint_data d = nci("both");
    struct st_joinpoint f;
    double slope, error, df = (double)(d.n - 5);
    assert_int_equal(st_joinpoint(&d, 3, ROOM(work), ROOM(work_dd), &f), ST_OK);
    assert_int_equal(st_joinpoint_mean_slope(&d, &f, 2000, 2009, df, &slope, &error),
                     ST_OK);
    ref_close(slope, f.slope[3], 14);
    ref_close(error, sqrt(f.cov[15] * f.sse / df), 14);
    assert_int_equal(st_joinpoint_mean_slope(&d, &f, 1974, 2009, df, &slope, &error),
                     ST_DOMAIN);
}

/* The program chose three for each series, by permutation. */
static void
permutation(void **state)
{
    (void)state;
    struct st_joinpoint_data d = nci("both");
    struct rng r, r2;
    double p, again;
    rng_seed(&r, 7160);
    assert_int_equal(
        st_joinpoint_permute(&d, 0, 3, 199, &r, ROOM(work), ROOM(work_dd), &p), ST_OK);
    assert_true(p <= 0.05 / 3);
    rng_seed(&r, 7160);
    assert_int_equal(
        st_joinpoint_permute(&d, 2, 3, 199, &r, ROOM(work), ROOM(work_dd), &p), ST_OK);
    assert_true(p <= 0.05);
    rng_seed(&r2, 7160);
    assert_int_equal(
        st_joinpoint_permute(&d, 2, 3, 199, &r2, ROOM(work), ROOM(work_dd), &again),
        ST_OK);
    assert_true(p == again);
}

/* On noise about a line the p values of the test fill (0, 1) evenly. */
static void
permutation_on_noise(void **state)
{
    (void)state;
    enum { N = 15, RUNS = 200 };
    static double x[N], noise[N];
    struct st_joinpoint_data d = {x, noise, NULL, N, {2, 2}};
    struct rng r;
    rng_seed(&r, 3);
    double mean = 0, low = 0;
    for (int run = 0; run < RUNS; run++) {
        for (int i = 0; i < N; i++) {
            x[i] = i;
            noise[i] = 3 + 0.2 * i + rng_normal(&r);
        }
        double p;
        assert_int_equal(
            st_joinpoint_permute(&d, 0, 1, 99, &r, ROOM(work), ROOM(work_dd), &p),
            ST_OK);
        mean += p / RUNS;
        low += p <= 0.1;
    }
    assert_true(fabs(mean - 0.505) < 4 * sqrt(1. / 12 / RUNS));
    assert_true(fabs(low - 0.1 * RUNS) < 4 * sqrt(0.09 * RUNS));
}

static void
criteria(void **state)
{
    (void)state;
    /* A joint that explains all that a line leaves has R^2 = 1: WBIC is BIC3. */
    static const double x[] = {0, 1, 2, 3, 4, 5, 6, 7},
                        kink[] = {0, 1, 2, 3, 3, 3, 3, 3};
    struct st_joinpoint_data d = {x, kink, NULL, 8, {2, 2}};
    struct st_joinpoint f;
    assert_int_equal(st_joinpoint(&d, 1, ROOM(work), ROOM(work_dd), &f), ST_OK);
    assert_int_equal(f.at[0], 3);
    f.sse = 1;
    ref_close(st_joinpoint_wbic(&d, &f), st_joinpoint_bic3(1, 8, 1), 12);
    ref_close(st_joinpoint_bic3(1, 8, 1), log(1. / 8) + 5 * log(8) / 8, 14);
    /* On an exact line any joint will do. */
    d.y = x;
    assert_int_equal(st_joinpoint(&d, 1, ROOM(work), ROOM(work_dd), &f), ST_OK);
    assert_true(f.at[0] >= 2 && f.at[0] <= 5);
    ref_close(f.slope[1], 1, 14);
    d.y = kink;
    struct rng r;
    double p;
    rng_seed(&r, 1);
    assert_int_equal(
        st_joinpoint_permute(&d, 1, 2, 99, &r, ROOM(work), ROOM(work_dd), &p),
        ST_ALL_TIED);
    assert_int_equal(
        st_joinpoint_permute(&d, 0, 1, 999, &r, ROOM(work), ROOM(work_dd), &p), ST_OK);
    assert_true(p < 0.01);
}

static void
refusals(void **state)
{
    (void)state;
    static double x[] = {0, 1, 2, 3, 4, 5, 6, 7}, v[] = {0, 1, 2, 3, 3, 4, 3, 3};
    struct st_joinpoint_data d = {x, v, NULL, 8, {2, 2}};
    struct st_joinpoint f = {.sse = 42};
    assert_int_equal(st_joinpoint_least(d.rule, 0), 4);
    assert_int_equal(st_joinpoint_least(d.rule, 1), 5);
    assert_int_equal(st_joinpoint_least(d.rule, 3), 11);
    assert_int_equal(st_joinpoint(&d, 3, ROOM(work), ROOM(work_dd), &f), ST_TOO_FEW);
    assert_int_equal(st_joinpoint(&d, ST_JOINS_MAX + 1, ROOM(work), ROOM(work_dd), &f),
                     ST_TOO_LARGE);
    v[3] = NAN;
    assert_int_equal(st_joinpoint(&d, 1, ROOM(work), ROOM(work_dd), &f),
                     ST_NOT_A_NUMBER);
    v[3] = 3;
    x[3] = 2;
    assert_int_equal(st_joinpoint(&d, 1, ROOM(work), ROOM(work_dd), &f), ST_DOMAIN);
    x[3] = 3;
    static const double zero[] = {1, 1, 1, 0, 1, 1, 1, 1};
    d.weight = zero;
    assert_int_equal(st_joinpoint(&d, 1, ROOM(work), ROOM(work_dd), &f), ST_DOMAIN);
    assert_true(f.sse == 42);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(program_of_nci),
        cmocka_unit_test(rational),
        cmocka_unit_test(mean_slope_of_one_segment),
        cmocka_unit_test(permutation),
        cmocka_unit_test(permutation_on_noise),
        cmocka_unit_test(criteria),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
