#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ref.h"
#include "room.h"
#include "stat/change.h"

#define CASE "changepoint_pettitt_buishand_snht"
#define NILE "structural_breaks_nile"
enum { MAX = 200 };

static double x[MAX], work[2 * MAX];

static struct st_change
test(enum st_change_kind kind, size_t n)
{
    struct st_change c;
    assert_int_equal(st_change(kind, x, n, ROOM(work), &c), ST_OK);
    return c;
}

static double
p_of(enum st_change_kind kind, struct st_change c, size_t n)
{
    struct rng r;
    double p;
    rng_seed(&r, 1);
    assert_int_equal(st_change_p(kind, c.statistic, n, 20000, &r, ROOM(work), &p),
                     ST_OK);
    return p;
}

static void
one_series(const char *name, const char *file)
{
    static const struct {
        enum st_change_kind kind;
        const char *statistic, *tau, *p;
    } t[] = {{ST_PETTITT, "pettitt_K", "pettitt_tau", NULL},
             {ST_BUISHAND_RANGE, "buishand_range_R_over_sqrt_n", "buishand_range_tau",
              "buishand_range_p_MC20000"},
             {ST_BUISHAND_U, "buishand_U", "buishand_U_tau", "buishand_U_p_MC20000"},
             {ST_SNHT, "snht_T", "snht_tau", "snht_p_MC20000"}};
    size_t n = ref_column(CASE, file, "value", x, MAX);
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        struct st_change c = test(t[i].kind, n);
        ref_close(c.statistic, ref_value(CASE, name, t[i].statistic), 13);
        ref_close((double)c.last, ref_value(CASE, name, t[i].tau), 16);
        double p = p_of(t[i].kind, c, n);
        if (t[i].p)
            assert_true(fabs(p - ref_value(CASE, name, t[i].p)) < 0.005);
        else
            ref_close(p, ref_value(CASE, name, "pettitt_p"), 12);
    }
}

static void
nile(void **state)
{
    (void)state;
    one_series("nile", "nile.csv");
}

static void
sediment(void **state)
{
    (void)state;
    one_series("maxau_s", "maxau_s.csv");
}

static void
cusum(void **state)
{
    (void)state;
    size_t n = ref_column(NILE, "nile.csv", "value", x, MAX);
    struct st_change c = test(ST_CUSUM_OLS, n);
    ref_close(c.statistic, ref_value(NILE, "ols_cusum", "stat"), 13);
    /* The references subtract probabilities near 1, which costs them seven digits. */
    ref_close(p_of(ST_CUSUM_OLS, c, n), ref_value(NILE, "ols_cusum", "p.S0"), 9);
    assert_int_equal(c.last, 28);
    c = test(ST_CUSUM_RECURSIVE, n);
    ref_close(c.statistic, ref_value(NILE, "rec_cusum", "stat"), 13);
    ref_close(p_of(ST_CUSUM_RECURSIVE, c, n), ref_value(NILE, "rec_cusum", "p.S"), 8);
}

/* Kolmogorov's 5 % and 1 % points, and the two series against each other at the switch. */
static void
bridge(void **state)
{
    (void)state;
    ref_close(st_bridge_q(1.3580986393225505), 0.05, 12);
    ref_close(st_bridge_q(1.6276236115189495), 0.01, 12);
    ref_close(st_bridge_q(nextafter(1, 0)), st_bridge_q(1), 13);
    assert_true(st_bridge_q(0) == 1 && st_bridge_q(0.05) == 1);
}

/* Pettitt by its definition, with ties. */
static void
pettitt_by_definition(void **state)
{
    (void)state;
    static const double y[] = {3, 3, 5, 1, 3, 7, 7, 9, 5, 9, 9, 1};
    enum { N = sizeof y / sizeof *y };
    double most = 0;
    size_t last = 0;
    for (size_t k = 1; k < N; k++) {
        double u = 0;
        for (size_t i = 0; i < k; i++)
            for (size_t j = k; j < N; j++)
                u += (y[i] > y[j]) - (y[i] < y[j]);
        if (fabs(u) > most) {
            most = fabs(u);
            last = k;
        }
    }
    struct st_change c;
    assert_int_equal(st_change(ST_PETTITT, y, N, ROOM(work), &c), ST_OK);
    assert_true(c.statistic == most && c.last == last);
}

static void
refusals(void **state)
{
    (void)state;
    static const double same[] = {4, 4, 4, 4}, bad[] = {1, NAN, 2, 3},
                        huge[] = {1e15, 1e15 + 1, 1e15 + 4, 1e15 + 5},
                        vast[] = {1e308, -1e308, 1e308, -1e308};
    struct st_change c = {42, 0};
    for (int k = ST_PETTITT; k <= ST_CUSUM_RECURSIVE; k++) {
        enum st_change_kind kind = (enum st_change_kind)k;
        assert_int_equal(st_change(kind, same, 4, ROOM(work), &c), ST_ALL_TIED);
        assert_int_equal(st_change(kind, same, 2, ROOM(work), &c), ST_TOO_FEW);
        assert_int_equal(st_change(kind, bad, 4, ROOM(work), &c), ST_NOT_A_NUMBER);
        assert_true(c.statistic == 42);
    }
    struct st_change got;
    for (int k = ST_PETTITT; k <= ST_CUSUM_RECURSIVE; k++) {
        enum st_change_kind kind = (enum st_change_kind)k;
        enum st_status s = st_change(kind, vast, 4, ROOM(work), &got);
        assert_true(s == ST_TOO_LARGE || (s == ST_OK && isfinite(got.statistic)));
    }
    assert_int_equal(st_change(ST_SNHT, huge, 4, ROOM(work), &got), ST_OK);
    assert_int_equal(got.last, 2);
    /* deviations -2.5 -1.5 1.5 2.5, variance 17/3, S_2 = -4: 16 (1/2 + 1/2) / (17/3) */
    ref_close(got.statistic, 48. / 17, 14);
}

/* A rank test whose p is exact: 3 values all below 4 others, 1 way of 35 on each side. */
static void
lanzante(void **state)
{
    (void)state;
    static const double step[] = {1, 3, 2, 9, 8, 7, 6}, same[] = {4, 4, 4};
    struct st_change c = {0};
    double p = 9;
    assert_int_equal(st_lanzante(step, 7, ROOM(work), &c, &p), ST_OK);
    assert_int_equal((int)c.last, 3);
    ref_close(c.statistic, 0, 16);
    ref_close(p, 2.0 / 35, 14);
    assert_int_equal(st_lanzante(same, 3, ROOM(work), &c, &p), ST_ALL_TIED);
    assert_int_equal(st_lanzante(step, 2, ROOM(work), &c, &p), ST_TOO_FEW);
    size_t n = ref_column(CASE, "maxau_s.csv", "value", x, MAX);
    assert_int_equal(st_lanzante(x, n, ROOM(work), &c, &p), ST_OK);
    ref_close(c.statistic, ref_value(CASE, "maxau_s", "lanzante_W"), 16);
    ref_close(p, ref_value(CASE, "maxau_s", "lanzante_p"), 13);
}

/* Chow's F is that of the two sums of squares; sup F is the greatest of its values. */
static void
f_tests(void **state)
{
    (void)state;
    size_t n = ref_column(NILE, "nile.csv", "value", x, MAX);
    struct st_change sup = test(ST_SUP_F, n);
    double f, p, top = 0, sum = 0;
    for (size_t k = 15; k <= n - 15; k++) {
        assert_int_equal(st_chow(x, n, k, ROOM(work), &f, &p), ST_OK);
        top = fmax(top, f);
        sum += f / 71;
    }
    ref_close(sup.statistic, top, 14);
    ref_close(test(ST_AVE_F, n).statistic, sum, 13);
    ref_close(test(ST_EXP_F, n).statistic, ref_value(NILE, "expF", "stat"), 13);
    ref_close(test(ST_MOSUM, n).statistic, ref_value(NILE, "ols_mosum_h0.15", "stat"),
              13);
    assert_int_equal(st_chow(x, n, 28, ROOM(work), &f, &p), ST_OK);
    ref_close(f, ref_value(NILE, "chow_at_28", "F"), 13);
    /* Under the null about one in twenty series is below 0.05. */
    struct st_change c = {.statistic =
                              8.85}; /* Andrews's limit for 15 %, 1 parameter */
    assert_true(fabs(p_of(ST_SUP_F, c, 100) - 0.05) < 0.015);
    static const double flat[] = {1, 1, 2, 2};
    assert_int_equal(st_chow(flat, 4, 2, ROOM(work), &f, &p), ST_ALL_TIED);
    assert_int_equal(st_chow(flat, 4, 4, ROOM(work), &f, &p), ST_TOO_FEW);
    struct st_change none;
    assert_int_equal(st_change(ST_MOSUM, flat, 4, ROOM(work), &none), ST_TOO_FEW);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lanzante),
        cmocka_unit_test(f_tests),
        cmocka_unit_test(nile),
        cmocka_unit_test(sediment),
        cmocka_unit_test(cusum),
        cmocka_unit_test(bridge),
        cmocka_unit_test(pettitt_by_definition),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
