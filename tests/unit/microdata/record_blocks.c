#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "block_compare.h"
#include "microdata/record_blocks.h"
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

/* CRC-32 of RFC 1952, section 8. */
static uint32_t
crc_of(const char *text, size_t n)
{
    uint32_t crc = ~0u;
    for (size_t i = 0; i < n; i++) {
        crc ^= (unsigned char)text[i];
        for (int k = 0; k < 8; k++)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
    }
    return ~crc;
}

static size_t
put_number(unsigned char *to, uint32_t x, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        to[i] = (unsigned char)(x >> 8 * i);
    return bytes;
}

/* A member that says its length, and `lie` more; the text is stored in it as it is. */
static size_t
put_member(unsigned char *to, const char *text, uint32_t n, uint32_t lie)
{
    static const unsigned char head[] = {0x1f, 0x8b, 8, 4, 0,   0,   0, 0,
                                         0,    0xff, 6, 0, 'B', 'C', 2, 0};
    size_t at = sizeof head;
    memcpy(to, head, at);
    at += put_number(to + at, (uint32_t)sizeof head + 2 + 5 + n + 8 - 1 + lie, 2);
    to[at++] = 1;
    at += put_number(to + at, n, 2);
    at += put_number(to + at, ~n, 2);
    memcpy(to + at, text, n);
    at += n;
    at += put_number(to + at, crc_of(text, n), 4);
    return at + put_number(to + at, n, 4);
}

/* A file of members of up to `most` bytes; the one of number `lies` lies. */
static void
write_members(char *path, const char *text, size_t n, unsigned most, size_t lies,
              uint32_t lie)
{
    unsigned char *out = malloc(n * 40 + 100);
    size_t size = 0;
    for (size_t at = 0, i = 0; at < n; i++) {
        uint32_t take = 1 + any_of(most);
        if (take > n - at)
            take = (uint32_t)(n - at);
        size += put_member(out + size, text + at, take, i == lies ? lie : 0);
        at += take;
    }
    size += put_member(out + size, "", 0, 0);
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, out, size) == (ssize_t)size && !close(fd));
    free(out);
}

static size_t
make_text(char *text, size_t size)
{
    size_t n = (size_t)sprintf(text, "h,i\n");
    while (n < size)
        n += put(text + n, 0);
    return n;
}

/* Members that say their length are unpacked each by itself, and give the same. */
static void
members(void **s)
{
    (void)s;
    char text[4096];
    for (unsigned i = 0; i < 200; i++) {
        char path[] = "/tmp/record_blocks.XXXXXX";
        size_t n = make_text(text, 20 + any_of(3000));
        write_members(path, text, n, 1 + any_of(500), n, 0);
        assert_true(block_compare(path, ',', CSV_ALLOW_NEWLINE | CSV_ALLOW_BLANK, 100));
        unlink(path);
    }
}

/* One whose length is not what it says is trouble: no block is taken for whole. */
static void
lying_members(void **s)
{
    (void)s;
    char text[4096];
    for (uint32_t lie = 1; lie < 70000; lie = lie * 3 + 1) {
        char path[] = "/tmp/record_blocks.XXXXXX";
        struct mem run = {0};
        struct csv_in in;
        struct csv_row row;
        struct record_blocks blocks;
        struct record_block block = {0};
        size_t n = make_text(text, 3000);
        write_members(path, text, n, 100, any_of(10), lie % 2 ? lie : 0 - lie);
        csv_open(&in, &run, path, ',', CSV_ALLOW_NEWLINE | CSV_ALLOW_BLANK);
        assert_int_equal(csv_next(&in, &row), CSV_ROW);
        record_blocks_open(&blocks, &in, 2, 100);
        while (record_blocks_next(&blocks, &block))
            ;
        assert_true(blocks.trouble || !blocks.members);
        record_blocks_close(&blocks);
        record_block_free(&block);
        csv_close(&in);
        mem_release(&run);
        unlink(path);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_whole),
                                       cmocka_unit_test(members),
                                       cmocka_unit_test(lying_members)};
    return cmocka_run_group_tests_name("record_blocks", tests, NULL, NULL);
}
