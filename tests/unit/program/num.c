/* num: what is a number, and that what is written reads back. */
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "program/msg.h"
#include "program/num.h"

static void
reads_plain_decimals(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double number;
    } good[] = {
        {"0", 0},
        {"-0", 0},
        {"7", 7},
        {"007", 7},
        {"1.5", 1.5},
        {"-1.5", -1.5},
        {"0.1", 0.1},
        {"1234567890", 1234567890},
        {"5.000", 5.0},
        {"0.000001", 1e-6},
        {"9007199254740993", 9007199254740992.0},
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        double x = -77;
        assert_true(num_parse(good[i].text, &x));
        assert_true(x == good[i].number);
    }
}

static void
refuses_all_else(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",    " ",     "1 ",           " 1",    "+1",  "1e3", "1E3",   "0x10",
        "nan", "NaN",   "inf",          "-",     "--1", ".",   ".5",    "5.",
        "-.5", "1,000", "1 000",        "1.2.3", "1\n", "<5",  "..",    "[c]",
        "NA",  "1-",    "\xef\xbc\x91", "1_000", "(3)", "3%",  "1'000",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double x = -77;
        assert_false(num_parse(bad[i], &x));
        assert_true(x == -77);
    }
}

static void
refuses_what_is_beyond_double(void **state)
{
    (void)state;
    char text[NUM_MAX + 1];
    double x = -77;
    memset(text, '9', 309);
    text[309] = '\0';
    assert_false(num_parse(text, &x));
    assert_true(x == -77);
    text[308] = '\0';
    assert_true(num_parse(text, &x));
    assert_true(x > 9.9e307);
}

static void
writes_the_shortest(void **state)
{
    (void)state;
    static const struct {
        double number;
        const char *text;
    } as[] = {
        {0, "0"},
        {-0.0, "0"},
        {1, "1"},
        {-12.5, "-12.5"},
        {0.1, "0.1"},
        {0.1 + 0.2, "0.3"},
        {1.0 / 3, "0.333333333333333"},
        {200.0 / 3, "66.6666666666667"},
        {1e15, "1000000000000000"},
        {123456789012345678.0, "123456789012346000"},
        {1e-7, "0.0000001"},
        {-1.25e-10, "-0.000000000125"},
        {999999999999999.9, "1000000000000000"},
        {1e22, "10000000000000000000000"},
    };
    char text[NUM_MAX];
    for (size_t i = 0; i < sizeof as / sizeof *as; i++)
        assert_string_equal(num_text(as[i].number, text), as[i].text);
}

/* Written, read and written again: the same text, and the 15 digits that C writes. */
static void
reads_back(void **state)
{
    (void)state;
    uint64_t seed = 1;
    char text[NUM_MAX], again[NUM_MAX], c[64];
    for (int i = 0; i < 20000; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        int exponent = (int)(seed >> 58) * 4 - 126;
        double x = ldexp((double)(seed >> 11), exponent), y;
        num_text(x, text);
        assert_true(num_parse(text, &y));
        snprintf(c, sizeof c, "%.15g", x);
        assert_true(y == strtod(c, NULL));
        assert_string_equal(num_text(y, again), text);
    }
    num_text(DBL_MAX, text);
    assert_true(strlen(text) == 309);
    num_text(-DBL_MIN, text);
    assert_true(strlen(text) < NUM_MAX);
    num_text(-4.9406564584124654e-324, text);
    assert_true(strlen(text) < NUM_MAX);
}

/* Runs num_text(x) in a child; its exit code. */
static int
code_of(double x)
{
    int status = 0;
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        char text[NUM_MAX];
        if (!freopen("/dev/null", "w", stderr))
            _exit(99);
        num_text(x, text);
        _exit(0);
    }
    assert_true(waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* What printf writes with 15 digits, in plain decimals without zeros at the end. */
static void
as_printf(double x, char out[NUM_MAX])
{
    char sci[40], places[NUM_MAX];
    snprintf(sci, sizeof sci, "%.14e", x);
    int exponent = (int)strtol(strchr(sci, 'e') + 1, NULL, 10);
    snprintf(places, sizeof places, "%.*f", exponent < 14 ? 14 - exponent : 0, x);
    size_t n = strlen(places);
    while (strchr(places, '.') && (places[n - 1] == '0' || places[n - 1] == '.')) {
        bool point = places[n - 1] == '.';
        places[--n] = '\0';
        if (point)
            break;
    }
    strcpy(out, places);
}

/* Numbers of all sizes, powers of ten and their neighbours, and halves of the last digit. */
static void
rounds_as_printf(void **state)
{
    (void)state;
    uint64_t s = 88172645463325252u;
    char ours[NUM_MAX], theirs[NUM_MAX];
    for (int i = 0; i < 400000; i++) {
        s ^= s << 13, s ^= s >> 7, s ^= s << 17;
        int size = (int)(s % 24) - 8;
        double x = pow(10, size), kind = (double)(s >> 11) / (double)(1ull << 53);
        if (i % 4 == 0)
            x = nextafter(x, kind < 0.5 ? 0 : 1e300);
        else if (i % 4 == 1)
            x *= 1 + 9 * kind;
        else if (i % 4 == 2)
            x = ldexp(floor(kind * 1e15) + 0.5, -(int)(s % 20));
        else
            x = floor(kind * 1e6) / 64;
        if (x == 0 || fabs(x) >= 1e15)
            continue;
        num_text(x, ours);
        as_printf(x, theirs);
        assert_string_equal(ours, theirs);
        double back;
        assert_true(num_parse(theirs, &back));
        assert_true(back == strtod(theirs, NULL));
    }
}

static void
never_writes_a_nan(void **state)
{
    (void)state;
    assert_int_equal(code_of(NAN), EX_SOFTWARE);
    assert_int_equal(code_of(INFINITY), EX_SOFTWARE);
    assert_int_equal(code_of(1), 0);
}

static void
on_its_side(void **state)
{
    (void)state;
    assert_true(num_on_side(20.1, 20.1, 20));
    assert_true(num_on_side(19.9, 19.9, 20));
    assert_false(num_on_side(20, 20.001, 20));
    assert_false(num_on_side(20, 19.999, 20));
    assert_false(num_on_side(2.57, 2.566, 2.567));
    assert_true(num_on_side(66.67, 200. / 3, 200. / 3));
    assert_true(num_on_side(-5.1, -5.1, -5));
    assert_false(num_on_side(-5, -5.01, -5));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_plain_decimals),
        cmocka_unit_test(refuses_all_else),
        cmocka_unit_test(refuses_what_is_beyond_double),
        cmocka_unit_test(writes_the_shortest),
        cmocka_unit_test(reads_back),
        cmocka_unit_test(rounds_as_printf),
        cmocka_unit_test(never_writes_a_nan),
        cmocka_unit_test(on_its_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
