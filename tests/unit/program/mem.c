/* mem: pieces of an arena are zeroed, aligned and apart; under the address sanitizer what was
 * not asked for, what has grown and what was reset may not be touched. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "program/mem.h"

static void
pieces_are_apart(void **state)
{
    (void)state;
    static const size_t size[] = {1, 0, 15, 16, 17, 65536, 3, 65535, 70000, 8};
    enum { N = sizeof size / sizeof *size };
    struct mem m = {0};
    unsigned char *piece[N];
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < N; i++) {
            piece[i] = mem_get(&m, size[i]);
            assert_int_equal((uintptr_t)piece[i] % _Alignof(max_align_t), 0);
            for (size_t k = 0; k < size[i]; k++)
                assert_int_equal(piece[i][k], 0);
            memset(piece[i], (int)i + 1, size[i]);
        }
        for (size_t i = 0; i < N; i++)
            for (size_t k = 0; k < size[i]; k++)
                assert_int_equal(piece[i][k], i + 1);
        mem_reset(&m);
    }
    mem_release(&m);
}

static void
lists_grow(void **state)
{
    (void)state;
    struct mem m = {0};
    int *list = NULL;
    for (int n = 0; n < 1000; n++) {
        list = mem_more(&m, list, (size_t)n, sizeof *list);
        list[n] = n;
    }
    for (int n = 0; n < 1000; n++)
        assert_int_equal(list[n], n);
    mem_release(&m);
}

static void
texts_are_whole(void **state)
{
    (void)state;
    struct mem m = {0};
    assert_string_equal(mem_text(&m, "abcdef", 3), "abc");
    assert_string_equal(mem_copy(&m, ""), "");
    assert_string_equal(mem_print(&m, "%s-%d", "x", 42), "x-42");
    mem_release(&m);
}

#if MEM_WATCHED
#include <sanitizer/asan_interface.h>

static void
what_was_not_asked_for_is_watched(void **state)
{
    (void)state;
    struct mem m = {0};
    char *a = mem_get(&m, 5), *b = mem_get(&m, 5);
    assert_null(__asan_region_is_poisoned(a, 5));
    assert_null(__asan_region_is_poisoned(b, 5));
    assert_true(__asan_address_is_poisoned(a + 5));
    assert_true(__asan_address_is_poisoned(b - 1));
    mem_release(&m);
}

static void
what_has_grown_is_watched(void **state)
{
    (void)state;
    static const int constant[4] = {1, 2, 3, 4};
    struct mem m = {0};
    int *old = mem_array(&m, 4, sizeof *old);
    int *new = mem_more(&m, old, 4, sizeof *new);
    assert_ptr_not_equal(old, new);
    assert_true(__asan_address_is_poisoned(old));
    assert_null(__asan_region_is_poisoned(new, 8 * sizeof *new));
    new = mem_more(&m, constant, 4, sizeof *new);
    assert_int_equal(constant[3], 4);
    assert_int_equal(new[3], 4);
    mem_release(&m);
}

static void
what_was_reset_is_watched(void **state)
{
    (void)state;
    struct mem m = {0};
    char *before = mem_copy(&m, "label");
    mem_reset(&m);
    char *after = mem_copy(&m, "other");
    assert_true(__asan_address_is_poisoned(before));
    assert_string_equal(after, "other");
    mem_release(&m);
}
#endif

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_apart),
        cmocka_unit_test(lists_grow),
        cmocka_unit_test(texts_are_whole),
#if MEM_WATCHED
        cmocka_unit_test(what_was_not_asked_for_is_watched),
        cmocka_unit_test(what_has_grown_is_watched),
        cmocka_unit_test(what_was_reset_is_watched),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
