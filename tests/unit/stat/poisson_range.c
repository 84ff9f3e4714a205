#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>

#include "ref.h"
#include "room.h"
#include "stat/limits.h"
#include "stat/poisson.h"
#include "stat/poisson_range.h"

#define MOST 12

static const double years[MOST] = {2010, 2011, 2012, 2013, 2014, 2015,
                                   2016, 2017, 2018, 2019, 2020, 2021};

static enum st_status
range(const double lo[], const double hi[], const double offset[], size_t n,
      struct st_poisson_range *out)
{
    double work[7 * MOST];
    assert_true(st_poisson_range_work(n) <= 7 * MOST);
    return st_poisson_range(years, lo, hi, offset, n, 0.95, ROOM(work), out);
}

/* The limits of one completion by the regression kernel. */
static void
limits_of(const double y[], const double offset[], size_t n, double *slope, double *lo,
          double *hi)
{
    double x[2 * MOST], work[200], beta[2], cov[4];
    struct st_poisson fit;
    for (size_t i = 0; i < n; i++) {
        x[2 * i] = 1;
        x[2 * i + 1] = years[i] - 2015;
    }
    struct st_poisson_data d = {y, y, offset, x, n, 2};
    assert_true(st_poisson_work(n, 2) <= 200);
    assert_int_equal(st_poisson(&d, ROOM(work), beta, cov, &fit), ST_OK);
    double phi = fit.pearson / (double)(n - 2);
    double q = phi > 1 ? gsl_cdf_tdist_Qinv(0.025, (double)(n - 2)) * sqrt(phi)
                       : st_normal_quantile(0.95);
    *slope = beta[1];
    *lo = beta[1] - q * sqrt(cov[3]);
    *hi = beta[1] + q * sqrt(cov[3]);
}

static void
widen(const double lo[], const double hi[], const double offset[], size_t n, size_t at,
      double y[], struct st_poisson_range *r)
{
    if (at < n) {
        for (y[at] = lo[at]; y[at] <= hi[at]; y[at]++)
            widen(lo, hi, offset, n, at + 1, y, r);
        return;
    }
    double slope, l, h;
    limits_of(y, offset, n, &slope, &l, &h);
    r->slope_lo = fmin(r->slope_lo, slope);
    r->slope_hi = fmax(r->slope_hi, slope);
    r->lo = fmin(r->lo, l);
    r->hi = fmax(r->hi, h);
}

static void
equals_every_fit(void **state)
{
    (void)state;
    static const double lo[][6] = {{9, 10, 18, 6, 5, 5}, {3, 0, 1, 4, 2, 6}};
    static const double hi[][6] = {{9, 17, 18, 17, 5, 5}, {3, 4, 1, 4, 7, 9}};
    static const double offset[] = {0.1, 0.2, 0.4, 0.1, -0.2, 0};
    for (size_t c = 0; c < 2; c++)
        for (int with = 0; with < 2; with++) {
            double y[6];
            struct st_poisson_range r;
            struct st_poisson_range b = {.slope_lo = INFINITY,
                                         .slope_hi = -INFINITY,
                                         .lo = INFINITY,
                                         .hi = -INFINITY};
            const double *o = with ? offset : NULL;
            widen(lo[c], hi[c], o, 6, 0, y, &b);
            assert_int_equal(range(lo[c], hi[c], o, 6, &r), ST_OK);
            assert_true(r.exact);
            ref_close(r.slope_lo, b.slope_lo, 11);
            ref_close(r.slope_hi, b.slope_hi, 11);
            ref_close(r.lo, b.lo, 11);
            ref_close(r.hi, b.hi, 11);
        }
}

static void
known_counts(void **state)
{
    (void)state;
    static const double y[] = {30, 41, 29, 60, 55, 71, 80};
    double slope, lo, hi;
    struct st_poisson_range r;
    limits_of(y, NULL, 7, &slope, &lo, &hi);
    assert_int_equal(range(y, y, NULL, 7, &r), ST_OK);
    ref_close(r.completions, 1, 16);
    ref_close(r.slope_lo, slope, 12);
    ref_close(r.slope_hi, slope, 12);
    ref_close(r.lo, lo, 12);
    ref_close(r.hi, hi, 12);
}

/* More completions than are fitted: those at the corners lie within the outer bounds, and
 * the slope's bounds are attained. */
static void
outer_holds_corners(void **state)
{
    (void)state;
    static const double lo[] = {90, 70, 85, 60, 66, 50, 40, 44};
    static const double hi[] = {90, 89, 85, 75, 66, 70, 40, 60};
    struct st_poisson_range r;
    double least = INFINITY, most = -INFINITY, lowest = INFINITY, highest = -INFINITY;
    assert_int_equal(range(lo, hi, NULL, 8, &r), ST_OK);
    assert_false(r.exact);
    assert_true(isfinite(r.lo) && isfinite(r.hi));
    for (unsigned corner = 0; corner < 256; corner++) {
        double y[8], slope, l, h;
        for (size_t i = 0; i < 8; i++)
            y[i] = corner >> i & 1 ? hi[i] : lo[i];
        limits_of(y, NULL, 8, &slope, &l, &h);
        assert_true(r.lo <= l && h <= r.hi);
        least = fmin(least, slope);
        most = fmax(most, slope);
        lowest = fmin(lowest, l);
        highest = fmax(highest, h);
    }
    assert_true(r.hi - r.lo < 1.15 * (highest - lowest));
    ref_close(r.slope_lo, least, 11);
    ref_close(r.slope_hi, most, 11);
}

/* Limits of a level just above p_rise lie above 0, those of one just below it do not; so it is
 * with a fall. Exact with phi <= 1 and above, and outer. */
static void
levels(void **state)
{
    (void)state;
    static const double lo[][8] = {{10, 14, 15, 20, 22, 25, 30, 34},
                                   {10, 34, 15, 50, 22, 65, 40, 84},
                                   {20, 24, 33, 40, 44, 50, 62, 70}};
    static const double hi[][8] = {{12, 14, 18, 20, 24, 25, 31, 34},
                                   {12, 34, 17, 50, 24, 65, 41, 84},
                                   {28, 30, 41, 49, 55, 61, 72, 85}};
    static const double minus[8] = {-2021, -2020, -2019, -2018,
                                    -2017, -2016, -2015, -2014};
    double work[7 * 8], down[2][8];
    for (size_t c = 0; c < 3; c++) {
        struct st_poisson_range r, f, above, below;
        for (size_t i = 0; i < 8; i++) {
            down[0][i] = lo[c][7 - i];
            down[1][i] = hi[c][7 - i];
        }
        assert_int_equal(range(lo[c], hi[c], NULL, 8, &r), ST_OK);
        assert_true(r.exact == (c < 2));
        assert_true(r.p_rise > 1e-12 && r.p_rise < 1 && r.p_fall == 1);
        st_poisson_range(years, lo[c], hi[c], NULL, 8, 1 - r.p_rise * (1 + 1e-6),
                         ROOM(work), &above);
        st_poisson_range(years, lo[c], hi[c], NULL, 8, 1 - r.p_rise * (1 - 1e-6),
                         ROOM(work), &below);
        assert_true(above.lo > 0 && below.lo < 0);
        assert_int_equal(
            st_poisson_range(minus, down[0], down[1], NULL, 8, 0.95, ROOM(work), &f),
            ST_OK);
        /* The parts of a box are others when time is turned. */
        ref_close(f.p_fall, r.p_rise, r.exact ? 9 : 1);
        assert_true(f.p_rise == 1);
    }
}

/* The greatest p over completions, each by the regression kernel. */
static void
level_of_every_fit(void **state)
{
    (void)state;
    static const double lo[] = {10, 14, 15, 20, 22}, hi[] = {14, 14, 19, 20, 28};
    struct st_poisson_range r;
    double most = 0;
    assert_int_equal(range(lo, hi, NULL, 5, &r), ST_OK);
    for (double a = 10; a <= 14; a++)
        for (double b = 15; b <= 19; b++)
            for (double c = 22; c <= 28; c++) {
                double y[] = {a, 14, b, 20, c}, slope, l, h;
                limits_of(y, NULL, 5, &slope, &l, &h);
                /* Of the half width at 95 % the standard error is known where phi <= 1. */
                double se = (slope - l) / st_normal_quantile(0.95);
                most = fmax(most, 2 * gsl_cdf_ugaussian_Q(slope / se));
            }
    ref_close(r.p_rise, most, 9);
}

/* Nothing bounds the dispersion from above, or a completion has no slope. */
static void
without_bound(void **state)
{
    (void)state;
    static const double lo[] = {9, 10, 11, 6, 5, 5};
    static const double hi[] = {9, INFINITY, INFINITY, INFINITY, 5, 5};
    static const double low[] = {0, 0, 0, 0}, four[] = {4, 4, 4, 4};
    static const double many[] = {40, 40, 40, 40};
    struct st_poisson_range r;
    assert_int_equal(range(lo, hi, NULL, 6, &r), ST_OK);
    assert_true(isinf(r.lo) && isinf(r.hi) && !r.exact);
    assert_true(r.p_rise == 1 && r.p_fall == 1);
    assert_int_equal(range(low, four, NULL, 4, &r), ST_OK);
    assert_true(isinf(r.lo) && isinf(r.hi) && r.exact);
    assert_int_equal(range(low, many, NULL, 4, &r), ST_OK);
    assert_true(isinf(r.lo) && isinf(r.hi) && !r.exact);
}

static void
refusals(void **state)
{
    (void)state;
    static const double y[] = {1, 2, 3}, nan[] = {1, NAN, 3}, minus[] = {-1, 2, 3};
    static const double lo[] = {1, 5, 3};
    struct st_poisson_range r;
    assert_int_equal(range(y, y, NULL, 2, &r), ST_TOO_FEW);
    assert_int_equal(range(nan, nan, NULL, 3, &r), ST_NOT_A_NUMBER);
    assert_int_equal(range(y, y, nan, 3, &r), ST_NOT_A_NUMBER);
    assert_int_equal(range(minus, minus, NULL, 3, &r), ST_DOMAIN);
    assert_int_equal(range(lo, y, NULL, 3, &r), ST_CONTRADICTION);
    double work[21];
    assert_int_equal(st_poisson_range(y, y, y, NULL, 3, 1, ROOM(work), &r), ST_DOMAIN);
    assert_int_equal(st_poisson_range(minus, y, y, NULL, 0, 0.95, ROOM(work), &r),
                     ST_TOO_FEW);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equals_every_fit),
        cmocka_unit_test(known_counts),
        cmocka_unit_test(outer_holds_corners),
        cmocka_unit_test(levels),
        cmocka_unit_test(level_of_every_fit),
        cmocka_unit_test(without_bound),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
