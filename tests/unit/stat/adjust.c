#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ref.h"
#include "room.h"
#include "stat/adjust.h"

#define CASE "p_adjust"

static const struct {
    enum st_adjust how;
    const char *name;
} all[] = {{ST_BONFERRONI, "bonferroni"}, {ST_HOLM, "holm"}, {ST_HOCHBERG, "hochberg"},
           {ST_HOMMEL, "hommel"},         {ST_BH, "BH"},     {ST_BY, "BY"}};
enum { KINDS = sizeof all / sizeof *all };

static void
reference(void **state)
{
    (void)state;
    double p[16], work[32], out[16];
    size_t n = ref_column(CASE, "bh1995.csv", "p", p, 16);
    assert_true(st_adjust_work(n) <= 32);
    for (size_t k = 0; k < KINDS; k++) {
        assert_int_equal(st_adjust(all[k].how, p, n, ROOM(work), out), ST_OK);
        for (size_t i = 0; i < n; i++) {
            char name[32], test[32];
            snprintf(test, sizeof test, "bh1995_%s", all[k].name);
            snprintf(name, sizeof name, "p%zu", i + 1);
            ref_close(out[i], ref_value(CASE, test, name), 14.5);
        }
    }
}

/* Order of input does not matter; equal p have equal results; none falls below its p. */
static void
laws(void **state)
{
    (void)state;
    static const double p[] = {0.04, 0.001, 0.04, 1, 0.2, 0};
    double work[12], out[KINDS][6], turned[6], other[6];
    for (size_t i = 0; i < 6; i++)
        turned[i] = p[5 - i];
    for (size_t k = 0; k < KINDS; k++) {
        assert_int_equal(st_adjust(all[k].how, p, 6, ROOM(work), out[k]), ST_OK);
        assert_int_equal(st_adjust(all[k].how, turned, 6, ROOM(work), other), ST_OK);
        for (size_t i = 0; i < 6; i++) {
            ref_close(other[5 - i], out[k][i], 16);
            assert_true(p[i] <= out[k][i] && out[k][i] <= 1);
        }
        ref_close(out[k][0], out[k][2], 16);
    }
    /* From the most powerful that holds the chance of any false rejection to the least. */
    for (size_t i = 0; i < 6; i++) {
        assert_true(out[ST_HOMMEL][i] <= out[ST_HOCHBERG][i]);
        assert_true(out[ST_HOCHBERG][i] <= out[ST_HOLM][i]);
        assert_true(out[ST_HOLM][i] <= out[ST_BONFERRONI][i]);
        assert_true(out[ST_BH][i] <= out[ST_HOMMEL][i]);
        assert_true(out[ST_BH][i] <= out[ST_BY][i]);
    }
}

/* A p that rises lets no adjusted value fall: bounds go in, bounds come out. */
static void
monotone(void **state)
{
    (void)state;
    static const double p[] = {0.01, 0.02, 0.03, 0.5};
    for (size_t raised = 0; raised < 4; raised++)
        for (double by = 0.001; by < 0.5; by *= 3)
            for (size_t k = 0; k < KINDS; k++) {
                double work[8], q[4], before[4], after[4];
                memcpy(q, p, sizeof q);
                q[raised] += by;
                assert_int_equal(st_adjust(all[k].how, p, 4, ROOM(work), before),
                                 ST_OK);
                assert_int_equal(st_adjust(all[k].how, q, 4, ROOM(work), after), ST_OK);
                for (size_t i = 0; i < 4; i++)
                    assert_true(before[i] <= after[i]);
            }
}

/* Hommel's by its definition, over every set of tests. */
static void
closure(void **state)
{
    (void)state;
    static const double p[] = {0.011, 0.3, 0.02, 0.012, 0.9, 0.04};
    double work[12], out[6];
    assert_int_equal(st_adjust(ST_HOMMEL, p, 6, ROOM(work), out), ST_OK);
    for (size_t i = 0; i < 6; i++) {
        double worst = 0;
        for (unsigned set = 1; set < 64; set++) {
            double simes = 1, size = 0;
            if (!(set >> i & 1))
                continue;
            for (size_t j = 0; j < 6; j++)
                size += set >> j & 1;
            for (size_t j = 0; j < 6; j++) {
                double rank = 0;
                for (size_t l = 0; l < 6; l++)
                    rank += (set >> l & 1) && p[l] <= p[j];
                if (set >> j & 1)
                    simes = fmin(simes, size * p[j] / rank);
            }
            worst = fmax(worst, simes);
        }
        ref_close(out[i], worst, 15);
    }
}

static void
refusals(void **state)
{
    (void)state;
    static const double nan[] = {0.1, NAN}, beyond[] = {0.1, 1.5};
    double work[4], out[2];
    assert_int_equal(st_adjust(ST_HOLM, nan, 2, ROOM(work), out), ST_NOT_A_NUMBER);
    assert_int_equal(st_adjust(ST_BH, beyond, 2, ROOM(work), out), ST_DOMAIN);
    assert_int_equal(st_adjust(ST_HOMMEL, nan, 0, ROOM(work), out), ST_TOO_FEW);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reference), cmocka_unit_test(laws),
        cmocka_unit_test(monotone),  cmocka_unit_test(closure),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
