#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ref.h"
#include "stat/kendall.h"
#include "stat/seasonal.h"

#define CASE "seasonal_kendall"

static enum st_status
seasonal(const double x[], const double cycle[], const size_t season[], size_t n,
         size_t seasons, struct st_seasonal *out)
{
    size_t n_work = st_seasonal_work(n);
    double *work = calloc(n_work + 1, sizeof *work);
    enum st_status s = st_seasonal_kendall(x, cycle, season, n, seasons,
                                           ST_KENDALL_NORMAL, work, n_work, out);
    free(work);
    return s;
}

static void
reference(void **state)
{
    (void)state;
    double x[128], year[128], quarter[128];
    size_t season[128], n = ref_column(CASE, "ukgas.csv", "value", x, 128);
    ref_column(CASE, "ukgas.csv", "year", year, 128);
    ref_column(CASE, "ukgas.csv", "quarter", quarter, 128);
    for (size_t i = 0; i < n; i++)
        season[i] = (size_t)quarter[i] - 1;
    struct st_seasonal r;
    assert_int_equal(seasonal(x, year, season, n, 4, &r), ST_OK);
    ref_close(r.s, ref_value(CASE, "ukgas_smk_total", "S"), 16);
    ref_close(r.var, ref_value(CASE, "ukgas_smk_total", "varS"), 14);
    ref_close(r.z, ref_value(CASE, "ukgas_smk_total", "z"), 14);
    ref_close(r.p, ref_value(CASE, "ukgas_smk_total", "p"), 12);
    ref_close(r.slope, ref_value(CASE, "ukgas_sea_sens_slope", "slope"), 13);
    ref_close(r.df, 3, 16);
}

/* van Belle and Hughes: S of each season by itself, from the same reference. */
static void
homogeneity(void **state)
{
    (void)state;
    double x[128], year[128], quarter[128], z[4], mean = 0, chi = 0;
    size_t season[128], n = ref_column(CASE, "ukgas.csv", "value", x, 128);
    ref_column(CASE, "ukgas.csv", "year", year, 128);
    ref_column(CASE, "ukgas.csv", "quarter", quarter, 128);
    for (size_t g = 0; g < 4; g++) {
        char s[32], var[32];
        snprintf(s, sizeof s, "S_season%zu", g + 1);
        snprintf(var, sizeof var, "varS_season%zu", g + 1);
        z[g] = ref_value(CASE, "ukgas_smk_by_season", s) /
               sqrt(ref_value(CASE, "ukgas_smk_by_season", var));
        mean += z[g] / 4;
    }
    for (size_t g = 0; g < 4; g++)
        chi += (z[g] - mean) * (z[g] - mean);
    for (size_t i = 0; i < n; i++)
        season[i] = (size_t)quarter[i] - 1;
    struct st_seasonal r;
    assert_int_equal(seasonal(x, year, season, n, 4, &r), ST_OK);
    ref_close(r.homogeneity, chi, 12);
    assert_true(r.homogeneity_p > 0.9);
}

/* Seasons that move against each other cancel in S and show in the homogeneity. */
static void
opposed(void **state)
{
    (void)state;
    double x[24], cycle[24];
    size_t season[24];
    for (size_t i = 0; i < 24; i++) {
        cycle[i] = (double)(i / 2);
        season[i] = i % 2;
        x[i] = i % 2 ? (double)i : -(double)i;
    }
    struct st_seasonal r;
    assert_int_equal(seasonal(x, cycle, season, 24, 2, &r), ST_OK);
    ref_close(r.s, 0, 16);
    ref_close(r.p, 1, 16);
    assert_true(r.homogeneity_p < 1e-6);
}

static void
refusals(void **state)
{
    (void)state;
    static const double x[] = {1, 2, 3, 2}, cycle[] = {0, 0, 1, 1},
                        back[] = {1, 1, 0, 0};
    static const double nan[] = {1, NAN, 3, 4}, flat[] = {1, 2, 1, 2};
    static const size_t season[] = {0, 1, 0, 1}, lone[] = {0, 0, 0, 1};
    static const double years[] = {0, 1, 2, 2};
    struct st_seasonal r;
    assert_int_equal(seasonal(x, cycle, season, 4, 1, &r), ST_DOMAIN);
    assert_int_equal(seasonal(x, back, season, 4, 2, &r), ST_DOMAIN);
    assert_int_equal(seasonal(nan, cycle, season, 4, 2, &r), ST_NOT_A_NUMBER);
    assert_int_equal(seasonal(flat, cycle, season, 4, 2, &r), ST_ALL_TIED);
    assert_int_equal(seasonal(x, years, lone, 4, 2, &r), ST_TOO_FEW);
    assert_int_equal(seasonal(x, years, lone, 0, 2, &r), ST_TOO_FEW);
}

/* A season of ties adds nothing to S and its variance; its slopes count. */
static void
one_is_tied(void **state)
{
    (void)state;
    static const double x[] = {5, 1, 5, 2, 5, 4, 5, 3},
                        cycle[] = {0, 0, 1, 1, 2, 2, 3, 3};
    static const size_t season[] = {0, 1, 0, 1, 0, 1, 0, 1};
    struct st_seasonal r;
    assert_int_equal(seasonal(x, cycle, season, 8, 2, &r), ST_OK);
    assert_true(r.s == 4 && r.df == 0 && isnan(r.homogeneity_p));
    assert_true(fabs(r.var - 26.0 / 3) < 1e-12);
    /* of -1, 1/2, 2/3, 1, 1, 1.5 and six zeros */
    assert_true(fabs(r.slope) < 1e-12);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reference),   cmocka_unit_test(homogeneity),
        cmocka_unit_test(opposed),     cmocka_unit_test(refusals),
        cmocka_unit_test(one_is_tied),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
