/* csv_in: the index and libcsv read every text alike, the regular and the broken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv_compare.h"
#include "table/csv_in.h"
#include "table/csv_index.h"

#define ALL (CSV_ALLOW_BOM | CSV_ALLOW_CRLF | CSV_ALLOW_NEWLINE | CSV_ALLOW_BLANK)

static uint64_t state = 88172645463325252u;

/* Marsaglia 2003, xorshift. */
static unsigned
any_of(unsigned n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state >> 11) % n;
}

/* Appends one piece: mostly text, sometimes what a reader stumbles over. */
static size_t
put(char *to, unsigned trouble)
{
    static const char *const plain[] = {
        "a",     "1234",        ",",        ",",
        "\n",    "\"x\"",       ",\"a,b\"", ",\"say \"\"no\"\"\"",
        ",\"\"", "C\xc3\xb4te", "\n"};
    static const char *const bad[] = {"\"",           "\r\n",   "\r",          "\xff",
                                      "\xef\xbb\xbf", "\n\n",   ",\"a\nb\"",   "\"\"",
                                      " \"q\"",       "\"q\" ", "\"a\r\nb\",", "a\"b"};
    const char *piece = trouble && any_of(100) < trouble
                            ? bad[any_of(sizeof bad / sizeof *bad)]
                            : plain[any_of(sizeof plain / sizeof *plain)];
    size_t n = strlen(piece);
    memcpy(to, piece, n);
    return n;
}

static void
try_texts(unsigned tries, size_t size, unsigned trouble, unsigned allow)
{
    char *text = malloc(size + 64);
    for (unsigned i = 0; i < tries; i++) {
        size_t want = any_of((unsigned)size) + 1, n = 0;
        while (n < want)
            n += put(text + n, trouble);
        if (trouble > 20 && any_of(4) == 0)
            text[any_of((unsigned)n)] = '\0';
        assert_true(csv_compare(text, n, ',', allow));
    }
    free(text);
}

static void
small_texts(void **s)
{
    (void)s;
    for (unsigned trouble = 0; trouble < 60; trouble += 10) {
        try_texts(150, 300, trouble, 0);
        try_texts(150, 300, trouble, ALL);
    }
}

/* Records of three cells, but for a few, as they are seen ahead. */
static void
even_records(void **s)
{
    static const char *const cell[] = {
        "a",       "1234",      "",         "2017-05-17",         "Vi\xe1\xbb\x87t Nam",
        "\"a,b\"", "\"\"",      "\"x\ny\"", "\"say \"\"no\"\"\"", "a\"",
        "\xff",    "more,cells"};
    char *text = malloc(20000);
    (void)s;
    for (unsigned i = 0; i < 400; i++) {
        size_t n = 0, records = any_of(400);
        for (size_t k = 0; k < 3 * records; k++) {
            const char *c = cell[any_of(any_of(30) ? 7 : 12)];
            n += (size_t)sprintf(text + n, "%s%c", c, k % 3 == 2 ? '\n' : ',');
        }
        assert_true(csv_compare(text, n, ',', i % 2 ? ALL : 0));
    }
    free(text);
}

/* Records lie across the steps and chunks of the index. */
static void
long_texts(void **s)
{
    (void)s;
    try_texts(6, 300000, 0, 0);
    try_texts(6, 300000, 1, ALL);
}

/* Line ends, quotes and cells just before, on and after the edge of a step and a chunk. */
static void
edges(void **s)
{
    (void)s;
    static const size_t edge[] = {64, 4096, 65536, 131072};
    static const char *const at[] = {"\n",   "\"a,\nb\"\n", "\"\"\"\"\n",
                                     "\r\n", "\xc3\xa9\n",  "\""};
    static char text[140000];
    for (size_t e = 0; e < 4; e++)
        for (size_t k = 0; k < 6; k++)
            for (size_t back = 0; back < 9; back++) {
                memset(text, 'x', sizeof text);
                memcpy(text, "h\n", 2);
                for (size_t i = 50; i + 40 < edge[e]; i += 50)
                    text[i] = '\n';
                size_t n = edge[e] - back, len = strlen(at[k]);
                text[n - 1] = k == 1 || k == 2 ? ',' : 'x';
                memcpy(text + n, at[k], len);
                memcpy(text + n + len, "end,1\n", 6);
                assert_true(csv_compare(text, n + len + 6, ',', ALL));
            }
}

/* One cell longer than a chunk, and more cells than a row may have. */
static void
large(void **s)
{
    (void)s;
    size_t n = 200000;
    char *text = malloc(n);
    memset(text, 'a', n);
    memcpy(text, "h\n", 2);
    text[n - 1] = '\n';
    assert_true(csv_compare(text, n, ',', 0));
    memset(text + 2, ',', n - 3);
    assert_true(csv_compare(text, n, ',', 0));
    free(text);
}

/* Quotes and line feeds are counted alike by vectors and one by one, nothing but them too. */
static void
counted(void **s)
{
    (void)s;
    static char text[40000];
    for (size_t n = 0; n <= sizeof text; n += n < 200 ? 1 : 61 + any_of(500))
        for (unsigned kind = 0; kind < 4; kind++) {
            for (size_t i = 0; i < n; i++)
                text[i] = "\"\na\""[kind < 2 ? kind : any_of(4)];
            csv_index_force(CSV_INDEX_PLAIN);
            struct csv_counts plain = csv_index_counts(text, n);
            csv_index_force(CSV_INDEX_BEST);
            struct csv_counts best = csv_index_counts(text, n);
            assert_true(plain.quotes == best.quotes && plain.lines == best.lines);
        }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_texts), cmocka_unit_test(even_records),
        cmocka_unit_test(long_texts),  cmocka_unit_test(edges),
        cmocka_unit_test(large),       cmocka_unit_test(counted),
    };
    return cmocka_run_group_tests_name("csv_in", tests, NULL, NULL);
}
