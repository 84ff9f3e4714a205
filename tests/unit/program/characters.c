/* characters: the order of lists that people read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "program/characters.h"

/* Each stands before the next. */
static void
orders_by_letters(void **state)
{
    (void)state;
    static const char *const text[] = {
        "",
        "1",
        "Angola",
        "Congo",
        "Congo (Democratic Republic)",
        "costa",
        "Côte",
        "Croatia",
        "Czechia",
        "Ecuador",
        "Eswatini",
        "Ethiopia",
        "EU without UK",
        "Eu\xcc\x81z",
        "Euze",
        "São Tomé",
        "Saudi",
        "Türkiye",
        "Turks",
    };
    for (size_t i = 1; i < sizeof text / sizeof *text; i++) {
        assert_true(characters_order(text[i - 1], text[i]) < 0);
        assert_true(characters_order(text[i], text[i - 1]) > 0);
    }
}

/* No two texts are equal, and no text is unequal to itself. */
static void
tells_texts_apart(void **state)
{
    (void)state;
    assert_true(characters_order("cote", "côte") < 0);
    assert_true(characters_order("Cote", "cote") < 0);
    assert_int_equal(characters_order("Côte", "Côte"), 0);
    assert_int_equal(characters_order("", ""), 0);
    assert_true(characters_order("\xff", "\xfe") > 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(orders_by_letters),
        cmocka_unit_test(tells_texts_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
