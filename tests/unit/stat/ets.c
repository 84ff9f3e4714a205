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
#include "stat/ets.h"

#define CASE "holt_winters_ets"
enum { MAX = 128, H = 8 };

static double y[MAX], fit[MAX], want[MAX], work[1024];

static size_t
ukgas(int logarithm)
{
    size_t n = ref_column(CASE, "ukgas.csv", "value", y, MAX);
    for (size_t i = 0; logarithm && i < n; i++)
        y[i] = log(y[i]);
    return n;
}

/* HoltWinters() with given parameters: begins after the first period. */
static void
winters(char season, const char *test, const char *file)
{
    struct st_ets_model m = {'A', 'A', season, 0, 1, 4};
    struct st_ets_param p = {0.3, 0.3 * 0.1, 0.2, 1};
    struct st_ets_state s;
    struct st_ets_fit f;
    double ahead[H];
    size_t n = ukgas(season == 'A');
    assert_int_equal(st_ets_start(&m, y, n, &s), ST_OK);
    assert_int_equal(st_ets_run(&m, &p, y + 4, n - 4, &s, fit, &f), ST_OK);
    assert_int_equal(ref_column(CASE, file, "xhat", want, MAX), n - 4);
    for (size_t i = 0; i < n - 4; i++)
        ref_close(fit[i], want[i], 12);
    ref_close(f.sse, ref_value(CASE, test, "SSE"), 11);
    ref_close(s.level, ref_value(CASE, test, "coef_a"), 12);
    ref_close(s.slope, ref_value(CASE, test, "coef_b"), 11);
    st_ets_forecast(&m, &p, &s, H, ahead);
    for (size_t i = 0; i < H; i++) {
        char what[8];
        snprintf(what, sizeof what, "fc%zu", i + 1);
        ref_close(ahead[i], ref_value(CASE, test, what), 12);
    }
}

static void
winters_fixed(void **state)
{
    (void)state;
    winters('M', "ukgas_fixed_mult_.3_.1_.2", "ukgas_fixed_mult_fitted.csv");
    winters('A', "log_ukgas_fixed_add_.3_.1_.2", "log_ukgas_fixed_add_fitted.csv");
}

static void
simple_fixed(void **state)
{
    (void)state;
    struct st_ets_model m = {'A', 'N', 'N', 0, 0, 1};
    struct st_ets_param p = {.alpha = 0.25};
    struct st_ets_fit f;
    size_t n = ref_column(CASE, "nile.csv", "value", y, MAX);
    struct st_ets_state s = {.level = y[0]};
    assert_int_equal(st_ets_run(&m, &p, y + 1, n - 1, &s, fit, &f), ST_OK);
    ref_column(CASE, "nile_fixed_ses_fitted.csv", "xhat", want, MAX);
    for (size_t i = 0; i < n - 1; i++)
        ref_close(fit[i], want[i], 12);
    ref_close(f.sse, ref_value(CASE, "nile_fixed_ses_.25", "SSE"), 12);
    ref_close(s.level, ref_value(CASE, "nile_fixed_ses_.25", "coef_a"), 12);
}

/* R's parameters and states give R's likelihood: the definition is the same. */
static void
likelihood_of_given(void **state)
{
    (void)state;
    struct st_ets_model m = {'M', 'A', 'M', 0, 0, 4};
    const char *test = "ukgas_ets_auto";
    struct st_ets_param p = {ref_value(CASE, test, "par_alpha"),
                             ref_value(CASE, test, "par_beta"),
                             ref_value(CASE, test, "par_gamma"), 1};
    struct st_ets_state s = {.level = ref_value(CASE, test, "par_l"),
                             .slope = ref_value(CASE, test, "par_b")};
    struct st_ets_fit f;
    size_t n = ukgas(0);
    double sum = 0;
    /* s0 is the figure of the value before the first, s1 of the one before that. */
    for (size_t i = 0; i < 3; i++) {
        char what[8];
        snprintf(what, sizeof what, "par_s%zu", i);
        sum += s.season[3 - i] = ref_value(CASE, test, what);
    }
    s.season[0] = 4 - sum;
    assert_int_equal(st_ets_run(&m, &p, y, n, &s, fit, &f), ST_OK);
    ref_close(f.loglik, ref_value(CASE, test, "loglik"), 12);
    ref_close(f.sse / (double)n, ref_value(CASE, test, "mse"), 12);
    ref_close(f.error_ss / (double)(n - 8), ref_value(CASE, test, "sigma2"), 11);
}

static void
fitted_no_worse(struct st_ets_model m, size_t n, const char *test, double digits)
{
    struct st_ets_param p;
    struct st_ets_state s;
    struct st_ets_fit f;
    double ahead[H];
    assert_true(st_ets_fit_work(&m) <= sizeof work / sizeof *work);
    assert_int_equal(st_ets_fit(&m, y, n, ROOM(work), &p, &s, &f), ST_OK);
    assert_true(f.loglik >= ref_value(CASE, test, "loglik") - 1e-5);
    assert_int_equal(st_ets_run(&m, &p, y, n, &s, NULL, &f), ST_OK);
    st_ets_forecast(&m, &p, &s, H, ahead);
    for (size_t i = 0; i < H; i++) {
        char what[8];
        snprintf(what, sizeof what, "fc%zu", i + 1);
        ref_close(ahead[i], ref_value(CASE, test, what), digits);
    }
}

static void
fits(void **state)
{
    (void)state;
    struct st_ets_model ann = {'A', 'N', 'N', 0, 0, 1}, aaa = {'A', 'A', 'A', 0, 0, 4},
                        mam = {'M', 'A', 'M', 0, 0, 4};
    fitted_no_worse(ann, ref_column(CASE, "nile.csv", "value", y, MAX), "nile_ets_ANN",
                    3);
    fitted_no_worse(aaa, ukgas(1), "log_ukgas_ets_AAA", 2);
    fitted_no_worse(mam, ukgas(0), "ukgas_ets_auto", 1.5);
}

static void
criterion(void **state)
{
    (void)state;
    struct st_ets_model mam = {'M', 'A', 'M', 0, 0, 4}, ann = {'A', 'N', 'N', 0, 0, 1};
    ref_close(st_ets_aicc(&mam, ref_value(CASE, "ukgas_ets_auto", "loglik"), 108),
              ref_value(CASE, "ukgas_ets_auto", "aicc"), 13);
    ref_close(st_ets_aicc(&ann, ref_value(CASE, "nile_ets_ANN", "loglik"), 100),
              ref_value(CASE, "nile_ets_ANN", "aicc"), 13);
    assert_true(isinf(st_ets_aicc(&mam, -1, 10)));
}

/* Mean and spread of simulated paths against the closed form of simple smoothing:
 * variance s^2 (1 + (h - 1) alpha^2). And a damped trend by hand. */
static void
simulation(void **state)
{
    (void)state;
    enum { PATHS = 20000 };
    struct st_ets_model ann = {'A', 'N', 'N', 0, 0, 1}, aad = {'A', 'A', 'N', 1, 0, 1};
    struct st_ets_param p = {0.4, 0.1, 0, 0.9};
    struct st_ets_state s = {.level = 50, .slope = 10};
    struct rng r;
    double path[H], sum = 0, ss = 0, ahead[3];
    rng_seed(&r, 5);
    for (int i = 0; i < PATHS; i++) {
        st_ets_simulate(&ann, &p, &s, 2, H, &r, path);
        sum += path[H - 1] - 50;
        ss += (path[H - 1] - 50) * (path[H - 1] - 50);
    }
    double v = 4 * (1 + (H - 1) * 0.16);
    assert_true(fabs(sum / PATHS) < 4 * sqrt(v / PATHS));
    assert_true(fabs(ss / PATHS / v - 1) < 4 * sqrt(2. / PATHS));
    st_ets_forecast(&aad, &p, &s, 3, ahead);
    ref_close(ahead[0], 59, 15);
    ref_close(ahead[2], 50 + 10 * (0.9 + 0.81 + 0.729), 15);
    /* Without errors a path is the forecast. */
    st_ets_simulate(&aad, &p, &s, 0, 3, &r, path);
    ref_close(path[2], ahead[2], 14);
}

static void
refusals(void **state)
{
    (void)state;
    struct st_ets_model mam = {'M', 'A', 'M', 0, 0, 4}, bad = {'A', 'X', 'N', 0, 0, 1};
    struct st_ets_param p = {0.3, 0.1, 0.1, 1};
    struct st_ets_state s = {.level = 42};
    struct st_ets_fit f;
    size_t n = ukgas(0);
    assert_int_equal(st_ets_fit(&mam, y, 10, ROOM(work), &p, &s, &f), ST_TOO_FEW);
    assert_int_equal(st_ets_fit(&bad, y, n, ROOM(work), &p, &s, &f), ST_DOMAIN);
    y[5] = 0;
    assert_int_equal(st_ets_fit(&mam, y, n, ROOM(work), &p, &s, &f), ST_DOMAIN);
    y[5] = NAN;
    assert_int_equal(st_ets_fit(&mam, y, n, ROOM(work), &p, &s, &f), ST_NOT_A_NUMBER);
    for (size_t i = 0; i < n; i++)
        y[i] = 3;
    assert_int_equal(st_ets_fit(&mam, y, n, ROOM(work), &p, &s, &f), ST_ALL_TIED);
    assert_true(s.level == 42);
    assert_int_equal(st_ets_start(&mam, y, 7, &s), ST_TOO_FEW);
    s = (struct st_ets_state){.level = -1};
    assert_int_equal(st_ets_run(&mam, &p, y, n, &s, NULL, &f), ST_DOMAIN);
}

static void
steady(void **state)
{
    (void)state;
    for (double x = 1e-300; x < 1e300; x *= 1.7) {
        double off = fabs(st_steady_log(x) - log(x));
        assert_true(off <= 4e-16 * (1 + fabs(log(x))));
    }
    ref_close(st_steady_log(1), 0, 16);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steady),       cmocka_unit_test(winters_fixed),
        cmocka_unit_test(simple_fixed), cmocka_unit_test(likelihood_of_given),
        cmocka_unit_test(fits),         cmocka_unit_test(criterion),
        cmocka_unit_test(simulation),   cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
