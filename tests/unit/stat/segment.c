#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ref.h"
#include "room.h"
#include "stat/segment.h"

#define NILE "structural_breaks_nile"
enum { MAX = 128, MOST = 5 };

static double y[MAX], cost[MAX * (MAX + 1) / 2], work[(MOST + 1) * MAX],
    total[MOST + 1];
static size_t back[(MOST + 1) * MAX], last[(MOST + 1) * MOST];

static void
nile_of(enum st_segment_kind kind, const char *test, size_t k, size_t dates)
{
    size_t n = ref_column(NILE, "nile.csv", "value", y, MAX);
    assert_int_equal(st_segment_cost(kind, y, NULL, n, cost), ST_OK);
    assert_int_equal(st_segment(cost, n, 15, MOST, ROOM(work), back, total, last),
                     ST_OK);
    for (size_t m = 0; m <= MOST; m++) {
        char what[32];
        snprintf(what, sizeof what, "RSS_m%zu", m);
        ref_close(total[m], ref_value(NILE, test, what), 12);
        snprintf(what, sizeof what, "BIC_m%zu", m);
        ref_close(st_segment_bic(total[m], n, m, k), ref_value(NILE, test, what), 13);
        for (size_t b = 0; b < m && m <= dates; b++) {
            snprintf(what, sizeof what, "bp_m%zu_%zu", m, b + 1);
            ref_close((double)last[m * MOST + b], ref_value(NILE, test, what), 16);
        }
    }
}

static void
nile_means(void **state)
{
    (void)state;
    nile_of(ST_SEGMENT_MEAN, "bai_perron_mean", 1, 5);
}

static void
nile_lines(void **state)
{
    (void)state;
    nile_of(ST_SEGMENT_LINE, "bai_perron_linear_trend", 2, 3);
}

static struct st_regime
regime(const double x[], size_t n)
{
    struct st_regime r = {0, 0};
    for (size_t i = 0; i < n; i++)
        r.mean += x[i] / (double)n;
    for (size_t i = 0; i < n; i++)
        r.variance += (x[i] - r.mean) * (x[i] - r.mean) / (double)n;
    return r;
}

static void
nile_interval(void **state)
{
    (void)state;
    const char *test = "bai_perron_ci_1break_95";
    size_t n = ref_column(NILE, "nile.csv", "value", y, MAX);
    struct st_regime a = regime(y, 28), b = regime(y + 28, n - 28);
    ref_close(a.mean, ref_value(NILE, "segment_means_1break", "mean1"), 14);
    double reach[2];
    assert_int_equal(st_break_interval(a, b, 0.95, reach), ST_OK);
    ref_close(28 - reach[0], ref_value(NILE, test, "lower"), 16);
    ref_close(28 + reach[1], ref_value(NILE, test, "upper"), 16);
}

/* With equal variances the place is symmetric: P(place < -s) is 1/2 at 0, and 2.5 % at
 * 11.03 (Bai 1997, Yao 1987). With unequal ones the sides share 1. */
static void
argmax(void **state)
{
    (void)state;
    ref_close(st_argmax_tail(0, 1), 0.5, 15);
    assert_true(fabs(st_argmax_tail(11.03, 1) - 0.025) < 1e-4);
    assert_true(fabs(st_argmax_tail(7.69, 1) - 0.05) < 1e-4);
    ref_close(st_argmax_tail(0, 4) + st_argmax_tail(0, 0.25), 1, 15);
    /* The series takes over from the closed form without a step. */
    double s = 25 * 25 / (1000.5 * 1000.5);
    ref_close(st_argmax_tail(s * (1 - 1e-12), 1000),
              st_argmax_tail(s * (1 + 1e-12), 1000), 10);
    double near_inf = st_argmax_tail(2, 1e9), at_inf = st_argmax_tail(2, INFINITY);
    ref_close(near_inf, at_inf, 8);
}

/* Deviance of a segment by its definition, with zeros and exposures. */
static void
poisson_cost(void **state)
{
    (void)state;
    static const double c[] = {0, 3, 0, 7, 12, 11, 30}, t[] = {1, 2, 1.5, 3, 1, 1, 2};
    enum { N = sizeof c / sizeof *c };
    assert_int_equal(st_segment_cost(ST_SEGMENT_POISSON, c, t, N, cost), ST_OK);
    for (size_t i = 0; i < N; i++)
        for (size_t j = i; j < N; j++) {
            double s = 0, e = 0, d = 0;
            for (size_t k = i; k <= j; k++) {
                s += c[k];
                e += t[k];
            }
            for (size_t k = i; k <= j; k++)
                d += 2 * ((c[k] > 0 ? c[k] * log(c[k] / (t[k] * s / e)) : 0) -
                          (c[k] - t[k] * s / e));
            assert_true(fabs(cost[st_segment_cell(N, i, j)] - d) < 1e-12);
        }
}

/* Dynamic programming against trying every pair of breaks. */
static void
best_of_all(void **state)
{
    (void)state;
    static const double c[] = {4, 6, 5, 9, 14, 11, 12, 3, 2, 4, 1, 3};
    enum { N = sizeof c / sizeof *c };
    assert_int_equal(st_segment_cost(ST_SEGMENT_POISSON, c, NULL, N, cost), ST_OK);
    assert_int_equal(st_segment(cost, N, 2, 2, ROOM(work), back, total, last), ST_OK);
    double least = INFINITY;
    for (size_t a = 2; a + 4 <= N; a++)
        for (size_t b = a + 2; b + 2 <= N; b++) {
            double d = cost[st_segment_cell(N, 0, a - 1)] +
                       cost[st_segment_cell(N, a, b - 1)] +
                       cost[st_segment_cell(N, b, N - 1)];
            least = fmin(least, d);
        }
    ref_close(total[2], least, 15);
    assert_int_equal(last[2 * 2], 3);
    assert_int_equal(last[2 * 2 + 1], 7);
}

static void
refusals(void **state)
{
    (void)state;
    static const double c[] = {4, -1, 5, 3}, bad[] = {1, NAN, 2, 3}, t[] = {1, 1, 0, 1};
    assert_int_equal(st_segment_cost(ST_SEGMENT_POISSON, c, NULL, 4, cost), ST_DOMAIN);
    assert_int_equal(st_segment_cost(ST_SEGMENT_POISSON, t, t, 4, cost), ST_DOMAIN);
    assert_int_equal(st_segment_cost(ST_SEGMENT_MEAN, bad, NULL, 4, cost),
                     ST_NOT_A_NUMBER);
    assert_int_equal(st_segment_cost(ST_SEGMENT_MEAN, c, NULL, 0, cost), ST_TOO_FEW);
    assert_int_equal(
        st_segment_cost(ST_SEGMENT_MEAN, c, NULL, ST_SEGMENT_MAX + 1, cost),
        ST_TOO_LARGE);
    assert_int_equal(st_segment_cost(ST_SEGMENT_MEAN, c, NULL, 4, cost), ST_OK);
    assert_int_equal(st_segment(cost, 4, 2, 2, ROOM(work), back, total, last),
                     ST_TOO_FEW);
    assert_int_equal(st_segment(cost, 4, 2, 1, ROOM(work), back, total, last), ST_OK);
    struct st_regime a = {1, 1}, b = {1, 2}, sharp = {5, 0};
    double reach[2];
    assert_int_equal(st_break_interval(a, b, 0.95, reach), ST_ALL_TIED);
    assert_int_equal(st_break_interval(a, sharp, 0.95, reach), ST_OK);
    assert_true(reach[0] == 1 && reach[1] >= 1);
    a.mean = NAN;
    assert_int_equal(st_break_interval(a, b, 0.95, reach), ST_NOT_A_NUMBER);
}

/* One clean step among equal values takes all of the cost; none takes nothing. */
static void
share(void **state)
{
    (void)state;
    static const double step[] = {1, 1, 1, 5, 5, 5}, slight[] = {1, 3, 2, 3, 2, 4};
    double cells[32];
    size_t at = 3;
    assert_true(st_segment_cells(6) <= 32);
    assert_int_equal(st_segment_cost(ST_SEGMENT_MEAN, step, NULL, 6, cells), ST_OK);
    ref_close(st_segment_share(cells, 6, &at, 1), 1, 15);
    ref_close(st_segment_share(cells, 6, &at, 0), 0, 16);
    assert_int_equal(st_segment_cost(ST_SEGMENT_MEAN, slight, NULL, 6, cells), ST_OK);
    /* (2 + 2) of 5.5 are left. */
    ref_close(st_segment_share(cells, 6, &at, 1), 1.5 / 5.5, 14);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(share),       cmocka_unit_test(nile_means),
        cmocka_unit_test(nile_lines),  cmocka_unit_test(nile_interval),
        cmocka_unit_test(argmax),      cmocka_unit_test(poisson_cost),
        cmocka_unit_test(best_of_all), cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
