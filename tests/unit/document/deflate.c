/* What deflate.h packs is unpacked by another program to the same bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <isa-l/igzip_lib.h>

#include "document/deflate.h"

enum { MOST = 200000 };

static unsigned char in[MOST], out[MOST + 1];

static size_t
round_trip(size_t n)
{
    char *packed = NULL;
    size_t size;
    FILE *f = open_memstream(&packed, &size);
    struct inflate_state z;
    assert_non_null(f);
    deflate_put(f, in, n);
    assert_int_equal(fclose(f), 0);
    isal_inflate_init(&z);
    z.next_in = (unsigned char *)packed;
    z.avail_in = (uint32_t)size;
    z.next_out = out;
    z.avail_out = sizeof out;
    assert_int_equal(isal_inflate(&z), ISAL_DECOMP_OK);
    assert_int_equal(z.block_state, ISAL_BLOCK_FINISH);
    assert_int_equal(z.total_out, n);
    assert_memory_equal(in, out, n);
    free(packed);
    return size;
}

/* Every length of a repetition, also at the end of what is packed. */
static void
test_lengths(void **state)
{
    (void)state;
    memset(in, 'a', sizeof in);
    for (size_t n = 0; n < 600; n++)
        round_trip(n);
    assert_true(round_trip(MOST) < MOST / 100);
}

/* Bytes without order, of all values, 300 of which stand there once more after a distance. */
static size_t
repeated_after(size_t distance)
{
    uint32_t seed = 1;
    for (size_t i = 0; i < MOST; i++)
        in[i] = (unsigned char)((seed = seed * 1664525 + 1013904223) >> 24);
    for (size_t i = 50000; distance && i < 50300; i++)
        in[i] = in[i - distance];
    return round_trip(MOST);
}

static void
test_distances(void **state)
{
    static const size_t distance[] = {1,   2,    3,    4,     5,     6,     7,    256,
                                      257, 4096, 4097, 24576, 24577, 32767, 32768};
    (void)state;
    size_t loose = repeated_after(0);
    for (size_t i = 0; i < sizeof distance / sizeof *distance; i++)
        assert_true(repeated_after(distance[i]) < loose - 250);
    assert_true(repeated_after(32769) > loose - 250);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lengths),
                                       cmocka_unit_test(test_distances)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
