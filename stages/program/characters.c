#include "program/characters.h"

#include <stdio.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

/*
 * Controls but the tab (Unicode category Cc), what breaks a line unseen (U+2028, U+2029),
 * what lets text read in another order than it stands (the bidirectional controls of UAX 9),
 * and noncharacters: nothing of these is shown raw or belongs in a dataset.
 */
static bool
characters_unseen(uint32_t c)
{
    return (c < 0x20 && c != '\t') || (c >= 0x7f && c < 0xa0) || c == 0x61c ||
           c == 0x200e || c == 0x200f || (c >= 0x2028 && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069) || (c >= 0xfdd0 && c <= 0xfdef) ||
           (c & 0xfffe) == 0xfffe;
}

/* Shown, but without width: a soft hyphen, a joiner, a mark of the byte order. */
static bool
without_width(ucs4_t c)
{
    return c == 0xad || c == 0x180e || (c >= 0x200b && c <= 0x200d) ||
           (c >= 0x2060 && c <= 0x2064) || c == 0xfeff;
}

const char *
characters_fault(const char *text, size_t n, size_t *column)
{
    static char what[80];
    for (size_t i = 0; i < n;) {
        const uint8_t *at = (const uint8_t *)text + i;
        ucs4_t c = *at;
        int length = c >= 0x20 && c < 0x7f ? 1 : u8_mbtoucr(&c, at, n - i);
        *column = i + 1;
        if (length < 1)
            return "bytes that are not UTF-8";
        if (c == 0)
            return "a NUL byte, expected text";
        if (characters_unseen(c)) {
            snprintf(what, sizeof what, "the character U+%04X, which no one sees",
                     (unsigned)c);
            return what;
        }
        i += (size_t)length;
    }
    return NULL;
}

size_t
characters_quote(const char *text, size_t n, char out[CHARACTERS_ROOM])
{
    ucs4_t c;
    int length = u8_mbtoucr(&c, (const uint8_t *)text, n);
    if (length < 1 || !without_width(c))
        return characters_put(text, n, out);
    snprintf(out, CHARACTERS_ROOM, "\\u%04x", (unsigned)c);
    return (size_t)length;
}

size_t
characters_put(const char *text, size_t n, char out[CHARACTERS_ROOM])
{
    const uint8_t *at = (const uint8_t *)text;
    ucs4_t c = *at;
    int length = u8_mbtoucr(&c, at, n);
    if (length < 1 || (c < 0x80 && characters_unseen(c))) {
        snprintf(out, CHARACTERS_ROOM, "\\x%02x", *at);
        return 1;
    }
    if (characters_unseen(c))
        snprintf(out, CHARACTERS_ROOM, c > 0xffff ? "\\U%06x" : "\\u%04x", (unsigned)c);
    else
        snprintf(out, CHARACTERS_ROOM, "%.*s", length, text);
    return (size_t)length;
}

char *
characters_shown(struct mem *m, const char *text)
{
    size_t n = strlen(text), column;
    if (!characters_fault(text, n, &column))
        return mem_text(m, text, n);
    char *out = mem_get(m, 4 * n + CHARACTERS_ROOM), *o = out;
    while (n) {
        size_t taken = characters_put(text, n, o);
        o += strlen(o);
        text += taken;
        n -= taken;
    }
    return out;
}

/* The next letter, small and without accents; 0 at the end. */
static ucs4_t
next_letter(const char **text)
{
    ucs4_t c, part[UC_DECOMPOSITION_MAX_LENGTH];
    if ((unsigned char)**text < 128) {
        c = (ucs4_t) * *text;
        *text += c != 0;
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }
    do {
        if (!**text)
            return 0;
        *text += u8_mbtouc(&c, (const uint8_t *)*text, strlen(*text));
    } while (uc_combining_class(c));
    while (uc_canonical_decomposition(c, part) > 0)
        c = *part;
    return uc_tolower(c);
}

int
characters_order(const char *a, const char *b)
{
    const char *x = a, *y = b;
    ucs4_t c, d;
    do {
        c = next_letter(&x);
        d = next_letter(&y);
    } while (c && c == d);
    return c == d ? strcmp(a, b) : (c > d) - (c < d);
}
