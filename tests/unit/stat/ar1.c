#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <gsl/gsl_cdf.h>

#include "ref.h"
#include "room.h"
#include "stat/ar1.h"

enum { N = 9 };
static const double y[N] = {3, 5, 4, 7, 9, 8, 8, 12, 11};
static const double t[N] = {0, 1, 2, 3, 5, 6, 7, 8, 9}; /* one is missing */
static double x[2 * N];

static void
line(void)
{
    for (size_t i = 0; i < N; i++) {
        x[2 * i] = 1;
        x[2 * i + 1] = t[i];
    }
}

/* The inverse of the correlations by Gauss and Jordan, and log of their determinant. */
static double
invert(double rho, double inverse[N][N])
{
    double a[N][N], log_det = 0;
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++) {
            a[i][j] = i == j ? 1 : pow(rho, fabs(t[i] - t[j]));
            inverse[i][j] = i == j;
        }
    for (size_t k = 0; k < N; k++) {
        double pivot = a[k][k];
        log_det += log(pivot);
        for (size_t j = 0; j < N; j++) {
            a[k][j] /= pivot;
            inverse[k][j] /= pivot;
        }
        for (size_t i = 0; i < N; i++) {
            double f = a[i][k];
            for (size_t j = 0; i != k && j < N; j++) {
                a[i][j] -= f * a[k][j];
                inverse[i][j] -= f * inverse[k][j];
            }
        }
    }
    return log_det;
}

/* Generalised least squares from the matrices themselves: slope, its error, the weight. */
static void
by_matrices(double rho, double *b, double *se, double *weight)
{
    double r[N][N], xx[3] = {0}, xy[2] = {0}, rss = 0, log_det = invert(rho, r);
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++) {
            xx[0] += r[i][j];
            xx[1] += r[i][j] * t[j];
            xx[2] += t[i] * r[i][j] * t[j];
            xy[0] += r[i][j] * y[j];
            xy[1] += t[i] * r[i][j] * y[j];
        }
    double det = xx[0] * xx[2] - xx[1] * xx[1];
    double a = (xx[2] * xy[0] - xx[1] * xy[1]) / det;
    *b = (xx[0] * xy[1] - xx[1] * xy[0]) / det;
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++)
            rss += (y[i] - a - *b * t[i]) * r[i][j] * (y[j] - a - *b * t[j]);
    *se = sqrt(rss / (N - 2) * xx[0] / det);
    *weight = exp(-(log_det + log(det) + (N - 2) * log(rss)) / 2);
}

static void
mixture(void **state)
{
    (void)state;
    double work[64], b[ST_AR1_NODES], se[ST_AR1_NODES], w[ST_AR1_NODES], sum = 0;
    double mean = 0, rho = 0, tail[3] = {0};
    struct st_ar1 a;
    line();
    struct st_ar1_data d = {y, x, t, N, 2, 0.5};
    assert_true(st_ar1_work(N, 2) <= 64);
    assert_int_equal(st_ar1(&d, 1, 0.9, ROOM(work), &a), ST_OK);
    for (size_t k = 0; k < ST_AR1_NODES; k++) {
        by_matrices(st_ar1_rho(k), &b[k], &se[k], &w[k]);
        sum += w[k];
    }
    for (size_t k = 0; k < ST_AR1_NODES; k++) {
        w[k] /= sum;
        ref_close(a.weight[k], w[k], 10);
        mean += w[k] * b[k];
        rho += w[k] * st_ar1_rho(k);
        tail[0] += w[k] * gsl_cdf_tdist_P((a.lo - b[k]) / se[k], N - 2);
        tail[1] += w[k] * gsl_cdf_tdist_Q((a.hi - b[k]) / se[k], N - 2);
        tail[2] += 2 * w[k] * gsl_cdf_tdist_P((0.5 - b[k]) / se[k], N - 2);
    }
    ref_close(a.estimate, mean, 11);
    ref_close(a.rho, rho, 10);
    ref_close(tail[0], 0.05, 10);
    ref_close(tail[1], 0.05, 10);
    ref_close(a.p, tail[2], 9);
}

/* Hamed 2009: at rho 0 the variance is n (n - 1)(2 n + 5)/18; for 3 points by hand, the
 * sum of the nine covariances of three signs. */
static void
variance_of_s(void **state)
{
    (void)state;
    ref_close(st_ar1_s_factor(3, 0), 1, 14);
    ref_close(st_ar1_s_factor(25, 0), 1, 13);
    double r = 0.6, two_pi = 2 / acos(-1);
    /* x2 - x1 with x3 - x2, with x3 - x1 (and x3 - x2 with x3 - x1 alike) */
    double near = two_pi * asin((2 * r - 1 - r * r) / (2 * (1 - r)));
    double far = two_pi * asin((1 - r * r) / (2 * sqrt((1 - r) * (1 - r * r))));
    ref_close(st_ar1_s_factor(3, r), (3 + 2 * near + 4 * far) * 18 / 66, 13);
}

static void
refusals(void **state)
{
    (void)state;
    double work[64], same[N] = {0}, exact[N];
    struct st_ar1 a;
    line();
    for (size_t i = 0; i < N; i++)
        exact[i] = 0.1 * t[i] + 7;
    assert_int_equal(
        st_ar1(&(struct st_ar1_data){y, x, t, 2, 2, 0}, 1, 0.95, ROOM(work), &a),
        ST_TOO_FEW);
    assert_int_equal(
        st_ar1(&(struct st_ar1_data){y, x, same, N, 2, 0}, 1, 0.95, ROOM(work), &a),
        ST_DOMAIN);
    assert_int_equal(
        st_ar1(&(struct st_ar1_data){y, x, t, N, 2, 0.5}, 2, 0.95, ROOM(work), &a),
        ST_DOMAIN);
    assert_int_equal(
        st_ar1(&(struct st_ar1_data){exact, x, t, N, 2, 0}, 1, 0.95, ROOM(work), &a),
        ST_ALL_TIED);
    for (size_t i = 0; i < N; i++)
        x[2 * i + 1] = 1;
    assert_int_equal(
        st_ar1(&(struct st_ar1_data){y, x, t, N, 2, 0.5}, 1, 0.95, ROOM(work), &a),
        ST_RANK);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mixture),
        cmocka_unit_test(variance_of_s),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
