/* period: every day of the calendar, every written form, and dates of publication. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "table/period.h"

static bool
leap(long y)
{
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

/* Counts through the calendar day by day, with the textbook rule for leap years. */
static void
every_day(void **state)
{
    (void)state;
    static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    long day = period_day(1000, 1, 1);
    for (long y = 1000; y < 3000; y++)
        for (long m = 1; m <= 12; m++)
            for (long d = 1; d <= length[m - 1] + (m == 2 && leap(y)); d++, day++) {
                long gy, gm, gd;
                period_civil(day, &gy, &gm, &gd);
                if (period_day(y, m, d) != day || gy != y || gm != m || gd != d)
                    fail_msg("%04ld-%02ld-%02ld", y, m, d);
            }
    assert_int_equal(period_day(1970, 1, 1), 0);
    assert_int_equal(period_day(2000, 3, 1), 11017);
}

static void
check(const char *text, char freq, long first, long last)
{
    struct period p;
    assert_true(period_parse(text, &p));
    assert_int_equal(p.freq, freq);
    assert_int_equal(p.first, first);
    assert_int_equal(p.last, last);
}

static void
reads_all_forms(void **state)
{
    (void)state;
    check("2017", 'A', period_day(2017, 1, 1), period_day(2017, 12, 31));
    check("2017-Q1", 'Q', period_day(2017, 1, 1), period_day(2017, 3, 31));
    check("2017-Q4", 'Q', period_day(2017, 10, 1), period_day(2017, 12, 31));
    check("2016-02", 'M', period_day(2016, 2, 1), period_day(2016, 2, 29));
    check("2017-12", 'M', period_day(2017, 12, 1), period_day(2017, 12, 31));
    check("2016-02-29", 'D', period_day(2016, 2, 29), period_day(2016, 2, 29));
    check("2009-04-01/2009-12-31", 'I', period_day(2009, 4, 1),
          period_day(2009, 12, 31));
    check("2010/2019", 'I', period_day(2010, 1, 1), period_day(2019, 12, 31));
    check("2017-Q3/2018-01", 'I', period_day(2017, 7, 1), period_day(2018, 1, 31));
}

static void
refuses_all_else(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "17",
        "0999",
        "3000",
        "20170",
        "2017-",
        "2017-13",
        "2017-00",
        "2017-Q0",
        "2017-Q5",
        "2017-Q",
        "2017Q1",
        "2017-q1",
        "2017-1",
        "2017-02-29",
        "2017-04-31",
        "2017-05-0",
        "2017/05",
        "2017 ",
        " 2017",
        "2017/2016",
        "2017/",
        "/2017",
        "2017/18",
        "2017-Q10",
        "2017-05-17T00:00",
        "2016/2017/2018",
        "2017--05",
        "-2017",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct period p = {'x', 1, 2, 3};
        if (period_parse(bad[i], &p))
            fail_msg("\"%s\" was read as a period", bad[i]);
        assert_int_equal(p.freq, 'x');
    }
}

/* Consecutive indices are adjoining days, and text and index are each other's inverse. */
static void
index_and_text(void **state)
{
    (void)state;
    for (const char *freq = "AQMD"; *freq; freq++) {
        struct period from, before = {0};
        assert_true(period_parse(*freq == 'A'   ? "1999"
                                 : *freq == 'Q' ? "1999-Q1"
                                 : *freq == 'M' ? "1999-01"
                                                : "1999-01-01",
                                 &from));
        for (long i = 0; i < 800; i++) {
            char text[PERIOD_MAX];
            struct period p;
            period_text(*freq, from.index + i, text);
            assert_true(period_parse(text, &p));
            assert_int_equal(p.freq, *freq);
            assert_int_equal(p.index, from.index + i);
            if (i)
                assert_int_equal(p.first, before.last + 1);
            before = p;
        }
    }
}

static void
middle(void **state)
{
    (void)state;
    struct period p;
    period_parse("2017", &p);
    assert_true(period_middle(&p) == 2017.5);
    period_parse("2016", &p);
    assert_true(period_middle(&p) == 2016.5);
    period_parse("2017/2018", &p);
    assert_true(period_middle(&p) == 2018.0);
    period_parse("2017-01-01", &p);
    assert_true(period_middle(&p) == 2017 + 0.5 / 365);
}

static void
published_is_the_last_possible_day(void **state)
{
    (void)state;
    long day = -77;
    assert_true(period_published("2020-06-17", &day));
    assert_int_equal(day, period_day(2020, 6, 17));
    assert_true(period_published("2020-02", &day));
    assert_int_equal(day, period_day(2020, 2, 29));
    assert_true(period_published("2020", &day));
    assert_int_equal(day, period_day(2020, 12, 31));
    static const char *const bad[] = {"", "2020-Q1", "2019/2020", "June 2020",
                                      "2020-06-31"};
    day = -77;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(period_published(bad[i], &day));
    assert_int_equal(day, -77);
}

static void
seasons(void **state)
{
    (void)state;
    const struct {
        const char *text;
        size_t seasons, season;
        long year;
    } want[] = {
        {"2017", 1, 0, 2017},
        {"2017-Q3", 4, 2, 2017},
        {"2017-12", 12, 11, 2017},
        {"2017-01-01/2017-06-30", 2, 0, 2017},
        {"2017-07-01/2017-12-31", 2, 1, 2017},
        {"2017-04-01/2018-03-31", 1, 0, 2017},
        {"2016-12-30/2017-06-29", 2, 0, 2017}, /* begins two days early */
        {"2017-03-01", 365, 61, 2017},
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        struct period p;
        assert_true(period_parse(want[i].text, &p));
        size_t n = period_seasons(&p);
        assert_int_equal(n, want[i].seasons);
        assert_int_equal(period_season(period_year(&p), n), want[i].season);
        assert_int_equal(period_season_year(period_year(&p), n), want[i].year);
    }
}

/* Periods without a row between two. */
static void
skipped(void **state)
{
    (void)state;
    const struct {
        const char *one, *other;
        size_t between;
    } want[] = {
        {"2017", "2018", 0},
        {"2017", "2020", 2},
        {"2017-Q3", "2018-Q3", 3},
        {"2016-12", "2017-02", 1},
        {"2017-02-28", "2017-03-01", 0},
        {"2015-04-01/2016-03-31", "2016-04-01/2017-03-31", 0},
        {"2015-04-01/2016-03-31", "2017-04-01/2018-03-31",
         1}, /* 365 days, one of 365 */
        {"2014-04-01/2015-03-31", "2017-04-01/2018-03-31", 2}, /* 731 */
        {"2016-07-01/2016-12-31", "2017-01-01/2017-06-30", 0},
        {"2016-07-01/2016-12-31", "2017-07-01/2017-12-31", 1}, /* 181 days, of 184 */
        {"2016-01-01/2016-06-30", "2018-01-01/2018-06-30", 3},
        {"2015-09-01/2016-06-30", "2016-09-01/2017-06-30", 0}, /* school years */
        {"2015-09-01/2016-06-30", "2017-09-01/2018-06-30", 1},
        {"2009-04-01/2009-12-31", "2010-01-01/2010-09-30", 0},
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        struct period a, b;
        assert_true(period_parse(want[i].one, &a) && period_parse(want[i].other, &b));
        if (period_skipped(&a, &b) != want[i].between)
            fail_msg("%s, %s: %zu", want[i].one, want[i].other, period_skipped(&a, &b));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day),
        cmocka_unit_test(reads_all_forms),
        cmocka_unit_test(refuses_all_else),
        cmocka_unit_test(index_and_text),
        cmocka_unit_test(middle),
        cmocka_unit_test(seasons),
        cmocka_unit_test(skipped),
        cmocka_unit_test(published_is_the_last_possible_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
