/* The NIST Statistical Reference Datasets: digits that agree with the certified value. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ref.h"
#include "room.h"
#include "stat/lsq.h"
#include "stat/moments.h"

#define NIST "nist"
enum { MAX = 20000, COLUMNS = 11 };

static double x[MAX * 2], y[MAX];
static size_t group[MAX];
static struct dd work[MAX];

static void
univariate(void **state)
{
    (void)state;
    /* mean, sd, autocorrelation: digits that survive in the doubles read */
    static const struct {
        const char *name;
        double mean, sd, autocorrelation;
    } c[] = {
        {"Lew", 15, 15, 14.5},      {"Lottery", 15, 15, 14.5},
        {"Mavro", 15, 12.5, 12.5},  {"Michelso", 15, 13, 13},
        {"NumAcc1", 15, 15, 15},    {"NumAcc2", 15, 14.5, 14.5},
        {"NumAcc3", 15, 9.4, 10},   {"NumAcc4", 15, 8.2, 8.9},
        {"PiDigits", 15, 15, 14.5},
    };
    for (size_t i = 0; i < sizeof c / sizeof *c; i++) {
        char file[64], test[64];
        snprintf(file, sizeof file, "univariate_%s.csv", c[i].name);
        snprintf(test, sizeof test, "univariate_%s", c[i].name);
        size_t n = ref_column(NIST, file, "y", y, MAX);
        struct st_moments m;
        assert_int_equal(st_moments(y, n, &m), ST_OK);
        ref_close(m.mean, ref_value(NIST, test, "mean"), c[i].mean);
        ref_close(m.sd, ref_value(NIST, test, "sd_n_minus_1"), c[i].sd);
        ref_close(m.autocorrelation, ref_value(NIST, test, "autocorr_lag1"),
                  c[i].autocorrelation);
    }
}

/* Every certified number of one fit; `first` is the index of the first coefficient. */
static void
hold(const char *test, size_t n, size_t p, size_t first, const double coef[],
     const double cov[], struct st_lsq f, double digits)
{
    double df = (double)(n - p), k = (double)(first ? p : p - 1);
    char what[32];
    for (size_t j = 0; j < p; j++) {
        snprintf(what, sizeof what, "coef_B%zu", j + first);
        ref_close(coef[j], ref_value(NIST, test, what), digits);
        snprintf(what, sizeof what, "se_B%zu", j + first);
        ref_close(sqrt(f.sse / df * cov[j * p + j]), ref_value(NIST, test, what),
                  digits);
    }
    ref_close(sqrt(f.sse / df), ref_value(NIST, test, "residual_sd"), digits);
    ref_close(f.r2, ref_value(NIST, test, "r_squared"), digits);
    ref_close(f.ss_model, ref_value(NIST, test, "ss_regression"), digits);
    ref_close(f.sse, ref_value(NIST, test, "ss_residual"), digits);
    if (ref_value(NIST, test, "ss_residual") > 0)
        ref_close(f.ss_model / k / (f.sse / df), ref_value(NIST, test, "F"), digits);
}

static void
polynomials(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        size_t degree;
        double digits;
    } c[] = {{"Norris", 1, 13},   {"Pontius", 2, 13},  {"Wampler1", 5, 13},
             {"Wampler2", 5, 13}, {"Wampler3", 5, 13}, {"Wampler4", 5, 13},
             {"Wampler5", 5, 13}, {"Filip", 10, 14}};
    for (size_t i = 0; i < sizeof c / sizeof *c; i++) {
        char file[64], test[64];
        double coef[COLUMNS], cov[COLUMNS * COLUMNS];
        struct st_lsq f;
        snprintf(file, sizeof file, "linear_%s.csv", c[i].name);
        snprintf(test, sizeof test, "linear_%s", c[i].name);
        size_t n = ref_column(NIST, file, "y", y, MAX), p = c[i].degree + 1;
        ref_column(NIST, file, "x", x, MAX);
        assert_true(st_lsq_work(n, p) <= MAX);
        assert_int_equal(
            st_lsq_polynomial(x, y, NULL, n, c[i].degree, ROOM(work), coef, cov, &f),
            ST_OK);
        hold(test, n, p, 0, coef, cov, f, c[i].digits);
    }
}

static void
longley(void **state)
{
    (void)state;
    double coef[COLUMNS], cov[COLUMNS * COLUMNS];
    struct st_lsq f;
    size_t n = ref_column(NIST, "linear_Longley.csv", "y", y, MAX);
    for (size_t i = 0; i < n; i++)
        x[i] = 1;
    for (size_t j = 1; j < 7; j++) {
        char column[] = {'x', (char)('0' + j), '\0'};
        ref_column(NIST, "linear_Longley.csv", column, x + j * n, n);
    }
    assert_int_equal(st_lsq(x, y, NULL, n, 7, 1, ROOM(work), coef, cov, &f), ST_OK);
    hold("linear_Longley", n, 7, 0, coef, cov, f, 13);
}

static void
through_the_origin(void **state)
{
    (void)state;
    double coef[1], cov[1];
    struct st_lsq f;
    for (int i = 1; i <= 2; i++) {
        char file[] = "linear_NoInt1.csv", test[] = "linear_NoInt1";
        file[12] = test[12] = (char)('0' + i);
        size_t n = ref_column(NIST, file, "y", y, MAX);
        ref_column(NIST, file, "x", x, MAX);
        assert_int_equal(st_lsq(x, y, NULL, n, 1, 0, ROOM(work), coef, cov, &f), ST_OK);
        hold(test, n, 1, 1, coef, cov, f, 13);
    }
}

static void
anova(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double digits;
    } c[] = {{"SiRstv", 13},  {"AtmWtAg", 10}, {"SmLs01", 13.5}, {"SmLs02", 13.5},
             {"SmLs03", 13},  {"SmLs04", 9.8}, {"SmLs05", 9.8},  {"SmLs06", 9.8},
             {"SmLs07", 3.8}, {"SmLs08", 3.8}, {"SmLs09", 3.8}};
    static double g[MAX], scratch[3 * 32];
    for (size_t i = 0; i < sizeof c / sizeof *c; i++) {
        char file[64], test[64];
        snprintf(file, sizeof file, "anova_%s.csv", c[i].name);
        snprintf(test, sizeof test, "anova_%s", c[i].name);
        size_t n = ref_column(NIST, file, "y", y, MAX), groups = 0;
        ref_column(NIST, file, "group", g, MAX);
        for (size_t j = 0; j < n; j++) {
            group[j] = (size_t)g[j] - 1;
            groups = group[j] + 1 > groups ? group[j] + 1 : groups;
        }
        struct st_anova a;
        assert_int_equal(st_anova(y, group, n, groups, ROOM(scratch), &a), ST_OK);
        ref_close((double)a.df_between, ref_value(NIST, test, "df_between"), 16);
        ref_close((double)a.df_within, ref_value(NIST, test, "df_within"), 16);
        ref_close(a.ss_between, ref_value(NIST, test, "ss_between"), c[i].digits);
        ref_close(a.ss_within, ref_value(NIST, test, "ss_within"), c[i].digits);
        ref_close(a.ms_between, ref_value(NIST, test, "ms_between"), c[i].digits);
        ref_close(a.ms_within, ref_value(NIST, test, "ms_within"), c[i].digits);
        ref_close(a.f, ref_value(NIST, test, "F"), c[i].digits);
        ref_close(a.r2, ref_value(NIST, test, "r_squared"), c[i].digits);
        ref_close(a.sd_within, ref_value(NIST, test, "residual_sd"), c[i].digits);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(univariate), cmocka_unit_test(polynomials),
        cmocka_unit_test(longley),    cmocka_unit_test(through_the_origin),
        cmocka_unit_test(anova),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
