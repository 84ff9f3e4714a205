#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "table/bytes_in.h"

static char text[200000];

/* A file of text[], from which the first `taken` bytes were read. */
static int
begun(struct bytes_in *in, size_t taken)
{
    char path[] = "/tmp/bytes_in.XXXXXX", first[1000];
    size_t got;
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, text, sizeof text) == (ssize_t)sizeof text);
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    unlink(path);
    bytes_open(in, fd);
    assert_int_equal(bytes_read(in, first, taken, &got), BYTES_OK);
    assert_int_equal(got, taken);
    return fd;
}

/* One that ends before it did when it was opened is damaged, wherever it was cut. */
static void
shorter(void **s)
{
    static const long size[] = {0, 500, 1000, 65536, 100000, sizeof text - 1};
    static char rest[sizeof text + 1];
    struct bytes_in in;
    size_t got;
    (void)s;
    for (size_t i = 0; i < sizeof size / sizeof *size; i++) {
        int fd = begun(&in, 1000);
        assert_int_equal(ftruncate(fd, size[i]), 0);
        assert_int_equal(bytes_read(&in, rest, sizeof rest, &got), BYTES_DAMAGED);
        assert_string_equal(in.why, "the file became shorter while it was read");
        bytes_close(&in);
    }
}

/* One that grows meanwhile is read as far as it goes. */
static void
longer(void **s)
{
    static char rest[2 * sizeof text];
    struct bytes_in in;
    size_t got;
    (void)s;
    int fd = begun(&in, 1000);
    assert_int_equal(pwrite(fd, "more", 4, sizeof text), 4);
    assert_int_equal(bytes_read(&in, rest, sizeof rest, &got), BYTES_OK);
    assert_int_equal(got, sizeof text - 1000 + 4);
    assert_int_equal(bytes_read(&in, rest, sizeof rest, &got), BYTES_END);
    bytes_close(&in);
}

/* One that was begun before it came here, as after `read line` in a shell. */
static void
begun_before(void **s)
{
    static char rest[sizeof text];
    struct bytes_in in, again;
    size_t got;
    (void)s;
    int fd = begun(&in, 1000);
    assert_int_equal(lseek(fd, 150000, SEEK_SET), 150000);
    bytes_open(&again, dup(fd));
    assert_int_equal(bytes_read(&again, rest, sizeof rest, &got), BYTES_OK);
    assert_int_equal(got, 50000);
    assert_int_equal(bytes_read(&again, rest, sizeof rest, &got), BYTES_END);
    bytes_close(&again);
    bytes_close(&in);
}

int
main(void)
{
    memset(text, 'x', sizeof text);
    const struct CMUnitTest tests[] = {cmocka_unit_test(shorter),
                                       cmocka_unit_test(longer),
                                       cmocka_unit_test(begun_before)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
