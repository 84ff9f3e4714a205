/* Mack (1993, ASTIN Bulletin 23:213), tables of factors, reserves and standard errors, on the
 * triangle of Taylor and Ashe (1983, Journal of Econometrics 23:37). */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ref.h"
#include "stat/chain_ladder.h"

enum { N = 10 };
static const double triangle[N][N] = {
    {357848, 1124788, 1735330, 2218270, 2745596, 3319994, 3466336, 3606286, 3833515,
     3901463},
    {352118, 1236139, 2170033, 3353322, 3799067, 4120063, 4647867, 4914039, 5339085},
    {290507, 1292306, 2218525, 3235179, 3985995, 4132918, 4628910, 4909315},
    {310608, 1418858, 2195047, 3757447, 4029929, 4381982, 4588268},
    {443160, 1136350, 2128333, 2897821, 3402672, 3873311},
    {396132, 1333217, 2180715, 2985752, 3691712},
    {440832, 1288463, 2419861, 3483130},
    {359480, 1421128, 2864498},
    {376686, 1363294},
    {344014}};

static void
taylor_ashe(void **state)
{
    (void)state;
    static const double factor[] = {3.4906, 1.7473, 1.4574, 1.1739, 1.1038,
                                    1.0863, 1.0539, 1.0766, 1.0177};
    static const double reserve[] = {0,       94634,   469511,  709638,  984889,
                                     1419459, 2177641, 3920301, 4278972, 4625811};
    static const double error[] = {0,      75535,  121699, 133549, 261406,
                                   411010, 558317, 875328, 971258, 1363155};
    double value[N * N], final, se;
    struct st_ladder l;
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++)
            value[i * N + j] = j < N - i ? triangle[i][j] : NAN;
    assert_int_equal(st_ladder(value, N, N, &l), ST_OK);
    for (size_t j = 0; j + 1 < N; j++)
        assert_true(fabs(l.factor[j] - factor[j]) < 0.00006);
    for (size_t i = 0; i < N; i++) {
        double latest = triangle[i][N - 1 - i];
        st_ladder_final(&l, latest, N - 1 - i, &final, &se);
        assert_true(fabs(final - latest - reserve[i]) < 0.6);
        assert_true(fabs(se - error[i]) < 0.6);
    }
}

static void
refusals(void **state)
{
    (void)state;
    struct st_ladder l;
    const double none[] = {5, NAN, 6, NAN}, one[] = {5, 6, 7, NAN},
                 zero[] = {0, 6, 7, 8};
    assert_int_equal(st_ladder(none, 2, 2, &l), ST_TOO_FEW);
    assert_int_equal(st_ladder(one, 2, 2, &l), ST_TOO_FEW);
    assert_int_equal(st_ladder(zero, 2, 2, &l), ST_DOMAIN);
    assert_int_equal(st_ladder(zero, 1, ST_LADDER_AGES + 1, &l), ST_TOO_LARGE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(taylor_ashe),
                                       cmocka_unit_test(refusals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
