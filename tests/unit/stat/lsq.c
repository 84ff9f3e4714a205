#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ref.h"
#include "room.h"
#include "stat/lsq.h"
#include "stat/moments.h"

enum { N = 6 };
static struct dd work[64];
static double coef[3], cov[9];

static void
dd_keeps_what_doubles_lose(void **state)
{
    (void)state;
    struct dd third = dd_div(dd_of(1), dd_of(3));
    struct dd one = dd_mul(third, dd_of(3)), root = dd_sqrt(dd_of(2));
    assert_true(fabs(dd_round(dd_sub(one, dd_of(1)))) < 1e-31);
    assert_true(fabs(dd_round(dd_sub(dd_mul(root, root), dd_of(2)))) < 1e-31);
    assert_true(dd_round(dd_sub(dd_add(dd_of(1e16), dd_of(1)), dd_of(1e16))) == 1);
    assert_true(dd_round(dd_sqrt(dd_of(0))) == 0 && dd_round(dd_sqrt(dd_of(-1))) == 0);
}

/* Weights of whole numbers are repetitions, a weight of 0 is absence. */
static void
weights(void **state)
{
    (void)state;
    static const double x[] = {1, 2, 3, 4, 5, 60}, y[] = {2, 1, 4, 3, 7, -500};
    static const double w[] = {1, 2, 1, 1, 1, 0};
    static const double rx[] = {1, 2, 2, 3, 4, 5}, ry[] = {2, 1, 1, 4, 3, 7};
    double coef2[2], cov2[4];
    struct st_lsq a, b;
    assert_int_equal(st_lsq_polynomial(x, y, w, N, 1, ROOM(work), coef, cov, &a),
                     ST_OK);
    assert_int_equal(st_lsq_polynomial(rx, ry, NULL, N, 1, ROOM(work), coef2, cov2, &b),
                     ST_OK);
    for (int i = 0; i < 2; i++)
        ref_close(coef[i], coef2[i], 14);
    for (int i = 0; i < 4; i++)
        ref_close(cov[i], cov2[i], 14);
    ref_close(a.sse, b.sse, 14);
    ref_close(a.ss_model, b.ss_model, 14);
}

static void
refusals(void **state)
{
    (void)state;
    static const double collinear[] = {1, 1, 1, 1,  1,  1,  1,  2,  3,
                                       4, 5, 6, .1, .2, .3, .4, .5, .6};
    static const double y[] = {1, 2, 4, 3, 5, 7}, w[] = {1, 1, 0, 0, 0, 0},
                        bad[] = {1, -1, 1, 1, 1, 1}, nan6[] = {1, 2, NAN, 3, 5, 7};
    struct st_lsq f = {.sse = 42};
    assert_int_equal(st_lsq(collinear, y, NULL, N, 3, 1, ROOM(work), coef, cov, &f),
                     ST_RANK);
    assert_int_equal(st_lsq(collinear, y, NULL, 2, 3, 1, ROOM(work), coef, cov, &f),
                     ST_TOO_FEW);
    assert_int_equal(st_lsq(collinear, y, w, N, 3, 1, ROOM(work), coef, cov, &f),
                     ST_TOO_FEW);
    assert_int_equal(st_lsq(collinear, y, bad, N, 2, 1, ROOM(work), coef, cov, &f),
                     ST_DOMAIN);
    assert_int_equal(st_lsq(collinear, nan6, NULL, N, 2, 1, ROOM(work), coef, cov, &f),
                     ST_NOT_A_NUMBER);
    assert_int_equal(st_lsq_polynomial(nan6, y, NULL, N, 1, ROOM(work), coef, cov, &f),
                     ST_NOT_A_NUMBER);
    assert_true(f.sse == 42);
    struct st_moments m = {.sd = 42};
    assert_int_equal(st_moments(y, 1, &m), ST_TOO_FEW);
    assert_int_equal(st_moments(collinear, 6, &m), ST_ALL_TIED);
    assert_int_equal(st_moments(nan6, 6, &m), ST_NOT_A_NUMBER);
    assert_true(m.sd == 42);
    static const size_t group[] = {0, 0, 0, 1, 1, 1}, lone[] = {0, 0, 0, 0, 0, 0},
                        off[] = {0, 1, 2, 0, 1, 0};
    double scratch[6];
    struct st_anova a = {.f = 42};
    assert_int_equal(st_anova(y, group, 6, 1, ROOM(scratch), &a), ST_TOO_FEW);
    assert_int_equal(st_anova(y, lone, 6, 2, ROOM(scratch), &a), ST_TOO_FEW);
    assert_int_equal(st_anova(y, off, 6, 2, ROOM(scratch), &a), ST_DOMAIN);
    assert_int_equal(st_anova(collinear, group, 6, 2, ROOM(scratch), &a), ST_ALL_TIED);
    assert_int_equal(st_anova(nan6, group, 6, 2, ROOM(scratch), &a), ST_NOT_A_NUMBER);
    assert_true(a.f == 42);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dd_keeps_what_doubles_lose),
        cmocka_unit_test(weights),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
