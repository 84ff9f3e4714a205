/* tab: what a row says, unions of status and source, series, and what is counted. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "table/table.h"

static struct mem mem;

static int
release(void **state)
{
    (void)state;
    mem_release(&mem);
    return 0;
}

/* Opens a table with this text. The file is gone at once, its content stays readable. */
static void
open_text(struct table *t, const char *text, enum table_order order)
{
    char path[] = "/tmp/lib_tab.XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_true(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
    close(fd);
    table_open(t, &mem, path, NULL, order);
    unlink(path);
}

#define HEADER "geo,period,value,lo,hi,interval,unit,status,source\n"

/* What is wrong with a row of these cells right of the key; "" when nothing is. */
static const char *
fault_of(const char *cells, struct amount *out)
{
    struct table t;
    struct table_row row;
    struct table_fault fault;
    open_text(&t, mem_print(&mem, HEADER "ALB,2017,%s,X@2018\n", cells), TABLE_UNIQUE);
    assert_true(table_next(&t, &row));
    const char *column = "";
    if (!table_amount_try(&t, &row, out, &fault)) {
        assert_true(*fault.text != '\0');
        column = mem_copy(&mem, fault.column);
    }
    assert_false(table_next(&t, &row));
    table_close(&t);
    return column;
}

static void
says(const char *cells, double value, double lo, double hi, double est_lo,
     double est_hi)
{
    struct amount a;
    assert_string_equal(fault_of(cells, &a), "");
    assert_true(isnan(value) ? isnan(a.value) && !a.known
                             : a.value == value && a.known);
    assert_true(a.lo == lo && a.hi == hi);
    assert_true(isnan(est_lo) ? isnan(a.est_lo) : a.est_lo == est_lo);
    assert_true(isnan(est_hi) ? isnan(a.est_hi) : a.est_hi == est_hi);
}

static void
amounts(void **state)
{
    (void)state;
    says("7,,,,person,A", 7, 7, 7, NAN, NAN);
    says("7,,,approx,person,A", 7, 7, 7, NAN, NAN);
    says("7,5,9,range,person,A", 7, 7, 7, NAN, NAN);
    says(",0,4,range,person,Q", NAN, 0, 4, NAN, NAN);
    says(",36,,range,person,O", NAN, 36, INFINITY, NAN, NAN);
    says(",,4,range,person,O", NAN, 0, 4, NAN, NAN);
    says(",,4,range,percent,O", NAN, -INFINITY, 4, NAN, NAN);
    says(",,,,person,O", NAN, 0, INFINITY, NAN, NAN);
    says(",,,,change,O", NAN, -INFINITY, INFINITY, NAN, NAN);
    says("7,5,9,ci95,percent,A", 7, 7, 7, 5, 9);
    says("7,5,9,cri95,person,DU", 7, 7, 7, 5, 9);
    says(",5,9,ci95,person,O", NAN, 0, INFINITY, 5, 9);
    says("-7,,,,change,A", -7, -7, -7, NAN, NAN);
}

static void
faulty_amounts(void **state)
{
    (void)state;
    static const struct {
        const char *cells, *column;
    } bad[] = {
        {"1 234,,,,person,A", "value"},  {"<5,,,,person,Q", "value"},
        {"7,x,,range,person,A", "lo"},   {"7,,nan,range,person,A", "hi"},
        {",5,4,range,person,Q", "lo"},   {"7,8,9,range,person,A", "value"},
        {"7,,,,person,O", "status"},     {"7,,,,person,QV", "status"},
        {",,,,person,A", "status"},      {",,,,person,", "status"},
        {"7,,,,person,VA", "status"},    {"7,,,,person,AA", "status"},
        {"7,,,,person,X", "status"},     {"7,5,9,ci98,person,A", "interval"},
        {"7,5,9,,person,A", "interval"},
    };
    struct amount a;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_string_equal(fault_of(bad[i].cells, &a), bad[i].column);
}

static void
status_is_a_union(void **state)
{
    (void)state;
    static const char *const as[][3] = {
        {"A", "A", "A"}, {"", "", ""},         {"A", "V", "V"},
        {"", "A", "A"},  {"DV", "OU", "DOUV"}, {"V", "V", "V"},
        {"A", "", "A"},  {"Q", "A", "Q"},      {"ABDEOPQUV", "", "BDEOPQUV"},
    };
    for (size_t i = 0; i < sizeof as / sizeof *as; i++) {
        assert_string_equal(table_status(&mem, as[i][0], as[i][1]), as[i][2]);
        assert_string_equal(table_status(&mem, as[i][1], as[i][0]), as[i][2]);
    }
    assert_string_equal(table_status_less(&mem, "DOV", 'O'), "DV");
    assert_string_equal(table_status_less(&mem, "O", 'O'), "");
    assert_string_equal(table_status_less(&mem, "DV", 'O'), "DV");
}

static void
sources_are_a_union(void **state)
{
    (void)state;
    static const char *const as[][3] = {
        {"", "", ""},
        {"A@2018", "", "A@2018"},
        {"A@2018", "A@2018", "A@2018"},
        {"A@2018", "B@2017", "A@2018+B@2017"},
        {"A@2018+C@2019", "B@2017+C@2019", "A@2018+B@2017+C@2019"},
        {"A@2018", "A@2018-05", "A@2018+A@2018-05"},
        {"AB@2018", "A@2018", "A@2018+AB@2018"},
        {"A@2017+A@2018", "A@2016+A@2019", "A@2016+A@2017+A@2018+A@2019"},
    };
    for (size_t i = 0; i < sizeof as / sizeof *as; i++) {
        assert_string_equal(table_sources(&mem, as[i][0], as[i][1]), as[i][2]);
        assert_string_equal(table_sources(&mem, as[i][1], as[i][0]), as[i][2]);
    }
}

static void
counted_units(void **state)
{
    (void)state;
    static const char *const counted[] = {"person",     "case",    "return",
                                          "conviction", "shelter", "country"};
    static const char *const measured[] = {"percent", "rank",  "year",
                                           "GBP",     "ALL",   "index",
                                           "change",  "share", "person_per_100000",
                                           "per_100", "",      "probability"};
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
        assert_true(table_counted(counted[i]));
    for (size_t i = 0; i < sizeof measured / sizeof *measured; i++)
        assert_false(table_counted(measured[i]));
}

static void
units_in_words(void **state)
{
    (void)state;
    static const char *const want[][3] = {
        {"person", "2", " persons"},
        {"country", "2", " countries"},
        {"day", "2", " days"},
        {"percent", "2", " percentage points"},
        {"percentage_point", "2", " percentage points"},
        {"person_per_100000", "2", " persons per 100,000"},
        {"return_per_100", "2", " returns per 100"},
        {"conviction_per_1000000", "2", " convictions per 1,000,000"},
        {"person_per_year", "2", " persons per year"},
        {"GBP", "2", " GBP"},
        {"person", "1", " person"},
        {"country", "-1", " country"},
        {"percent", "1", " percentage point"},
        {"person_per_100000", "1", " person per 100,000"},
        {"person", "1.1", " persons"},
        {"ratio", "2", ""},
        {"", "2", ""},
    };
    struct mem m = {0};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        assert_string_equal(table_unit_words(&m, want[i][0], want[i][1]), want[i][2]);
    mem_release(&m);
}

static void
units_from_zero(void **state)
{
    (void)state;
    assert_true(table_never_negative("person"));
    assert_true(table_never_negative("person_per_100000"));
    assert_true(table_never_negative("share"));
    assert_false(table_never_negative("person_per_year"));
    assert_false(table_never_negative("percent"));
    assert_false(table_never_negative("change"));
    assert_false(table_never_negative("GBP"));
}

static void
series_end_where_the_key_changes(void **state)
{
    (void)state;
    static const size_t length[] = {2, 1, 3};
    struct table t;
    struct table_series s;
    size_t n = 0;
    open_text(&t,
              HEADER "ALB,2016,1,,,,person,A,X\nALB,2017,2,,,,person,A,X\n"
                     "GBR,2016,3,,,,person,A,X\n"
                     "VNM,2015,4,,,,person,A,X\nVNM,2016,5,,,,person,A,X\n"
                     "VNM,2017,6,,,,person,A,X\n",
              TABLE_UNIQUE);
    long line = 2;
    while (table_series_next(&t, 1, &s)) {
        assert_true(n < 3);
        assert_int_equal(s.n, length[n++]);
        for (size_t i = 0; i < s.n; i++)
            assert_int_equal(s.row[i].line, line++);
    }
    assert_int_equal(n, 3);
    assert_int_equal(t.rows, 6);
    table_close(&t);
}

#if MEM_WATCHED
#include <sanitizer/asan_interface.h>

/* A cell that is kept beyond its row is found, whatever the reader does with its memory. */
static void
a_row_is_gone_at_the_next(void **state)
{
    (void)state;
    struct table t;
    struct table_row row;
    open_text(&t,
              HEADER "ALB,2015,1,,,,person,A,X\nALB,2016,2,,,,person,A,X\n"
                     "ALB,2017,3,,,,person,A,X\n",
              TABLE_UNIQUE);
    const char *label = NULL;
    for (int n = 0; table_next(&t, &row); n++) {
        assert_true(!label || __asan_address_is_poisoned(label));
        label = row.cell[0];
        assert_string_equal(label, "ALB");
    }
    table_close(&t);
    assert_true(__asan_address_is_poisoned(label));
}
#endif

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(amounts, release),
        cmocka_unit_test_teardown(faulty_amounts, release),
        cmocka_unit_test_teardown(status_is_a_union, release),
        cmocka_unit_test_teardown(sources_are_a_union, release),
        cmocka_unit_test_teardown(counted_units, release),
        cmocka_unit_test_teardown(units_in_words, release),
        cmocka_unit_test_teardown(units_from_zero, release),
        cmocka_unit_test_teardown(series_end_where_the_key_changes, release),
#if MEM_WATCHED
        cmocka_unit_test_teardown(a_row_is_gone_at_the_next, release),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
