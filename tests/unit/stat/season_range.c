/* The limits of every completion of a seasonal series lie within the outer ones, which are not
 * much wider; the slopes are those of the completions. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>

#include "room.h"
#include "stat/limits.h"
#include "stat/poisson.h"
#include "stat/season_range.h"

enum { N = 12, SEASONS = 4, P = 5 };

static const double t[N] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
static const unsigned char season[N] = {0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3};

/* The slope of one completion and its limits. */
static void
fit(const double y[], double *slope, double *half)
{
    double x[N * P] = {0}, beta[P], cov[P * P], work[1000];
    struct st_poisson r;
    for (size_t i = 0; i < N; i++) {
        x[i * P] = 1;
        x[i * P + 1] = t[i] - 5.5;
        if (season[i])
            x[i * P + 1 + season[i]] = 1;
    }
    struct st_poisson_data d = {y, y, NULL, x, N, P};
    assert_true(st_poisson_work(N, P) <= 1000);
    assert_int_equal(st_poisson(&d, ROOM(work), beta, cov, &r), ST_OK);
    double phi = r.scatter / (N - P), wide = st_normal_quantile(0.95);
    if (phi > 1)
        wide = fmax(wide, gsl_cdf_tdist_Qinv(0.025, N - P) * sqrt(phi));
    *slope = beta[1];
    *half = wide * sqrt(cov[P + 1]);
}

static void
holds_every_completion(void **state)
{
    (void)state;
    static const double base[N] = {40, 22, 31, 55, 44, 27, 30, 63, 52, 25, 38, 66};
    static const size_t open[3] = {1, 6, 11};
    double lo[N], hi[N], y[N], work[3 * N], least = INFINITY, most = -INFINITY;
    double outermost[2] = {INFINITY, -INFINITY}, slope, half;
    struct st_poisson_range r;
    for (size_t i = 0; i < N; i++)
        y[i] = lo[i] = hi[i] = base[i];
    for (size_t k = 0; k < 3; k++) {
        lo[open[k]] -= 3;
        hi[open[k]] += 3;
    }
    struct st_season_range_data d = {t, lo, hi, NULL, season, N, SEASONS};
    assert_true(st_season_range_work(N) <= 3 * N);
    assert_int_equal(st_season_range(&d, 0.95, ROOM(work), &r), ST_OK);
    for (int code = 0; code < 343; code++) {
        for (size_t k = 0, rest = (size_t)code; k < 3; k++, rest /= 7)
            y[open[k]] = lo[open[k]] + (double)(rest % 7);
        fit(y, &slope, &half);
        least = fmin(least, slope);
        most = fmax(most, slope);
        outermost[0] = fmin(outermost[0], slope - half);
        outermost[1] = fmax(outermost[1], slope + half);
    }
    assert_true(fabs(r.slope_lo - least) < 1e-9 && fabs(r.slope_hi - most) < 1e-9);
    assert_true(r.lo <= outermost[0] && r.hi >= outermost[1]);
    assert_true(r.hi - r.lo < 2 * (outermost[1] - outermost[0]));
    hi[0] = INFINITY;
    assert_int_equal(st_season_range(&d, 0.95, ROOM(work), &r), ST_OK);
    assert_true(isinf(r.lo) && isinf(r.hi));
    lo[0] = -1;
    assert_int_equal(st_season_range(&d, 0.95, ROOM(work), &r), ST_DOMAIN);
}

/* A known series has the limits of its own fit. */
static void
known(void **state)
{
    (void)state;
    static const double y[N] = {400, 220, 310, 550, 440, 270,
                                300, 630, 520, 250, 380, 660};
    double work[3 * N], slope, half;
    struct st_poisson_range r;
    struct st_season_range_data d = {t, y, y, NULL, season, N, SEASONS};
    assert_int_equal(st_season_range(&d, 0.95, ROOM(work), &r), ST_OK);
    fit(y, &slope, &half);
    assert_true(fabs(r.slope_lo - slope) < 1e-9 && fabs(r.slope_hi - slope) < 1e-9);
    assert_true(fabs(r.hi - slope - half) < 1e-7);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(holds_every_completion),
                                       cmocka_unit_test(known)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
