#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "block_compare.h"
#include "table/csv_in.h"

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

/* Quoted cells that look like records, and with `trouble` quotes where none may be. */
static size_t
put(char *to, unsigned trouble)
{
    static const char *const plain[] = {
        "a", ",b", "\n", "\n\"x,\ny\"\n", ",\"\"\"\n\"", "\n\"\n1,2\n3,4\n\",z\n"};
    static const char *const bad[] = {"\"", "a\"", "\"q\" ", "\r", "\xff"};
    const char *piece = any_of(100) < trouble ? bad[any_of(5)] : plain[any_of(6)];
    size_t n = strlen(piece);
    memcpy(to, piece, n);
    return n;
}

static void
try_text(size_t size, unsigned trouble)
{
    char text[4096] = "h,i\n", path[] = "/tmp/record_blocks.XXXXXX";
    size_t n = 4;
    while (n < size)
        n += put(text + n, trouble);
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, text, n) == (ssize_t)n && !close(fd));
    for (size_t bytes = 1; bytes < 2 * size; bytes = 2 * bytes + any_of(5))
        assert_true(
            block_compare(path, ',', CSV_ALLOW_NEWLINE | CSV_ALLOW_BLANK, bytes));
    unlink(path);
}

/* Blocks of any size give the records of the file read whole, and find a fault where it
 * has one. */
static void
as_whole(void **s)
{
    (void)s;
    for (unsigned i = 0; i < 300; i++)
        try_text(20 + any_of(600), i % 3 ? 0 : 5);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_whole)};
    return cmocka_run_group_tests_name("record_blocks", tests, NULL, NULL);
}
