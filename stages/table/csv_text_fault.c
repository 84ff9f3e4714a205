/* What is wrong with the bytes of a line, whatever records it holds. */
#include <stdint.h>
#include <string.h>
#include <unistr.h>

#include "table/csv_state.h"

#define BOM "\xef\xbb\xbf"

bool
csv_begins_with_bom(const char *line, size_t n)
{
    return n >= 3 && !memcmp(line, BOM, 3);
}

/* The byte column of a byte order mark from `from` on, 0 without one. */
size_t
csv_inner_bom(const char *line, size_t n, size_t from)
{
    for (size_t i = from; i + 3 <= n; i++) {
        const char *lead = memchr(line + i, 0xef, n - i);
        if (!lead)
            return 0;
        i = (size_t)(lead - line);
        if (csv_begins_with_bom(lead, n - i))
            return i + 1;
    }
    return 0;
}

/* Faults of the bytes of one physical line, n without its line end. */
const char *
csv_text_fault(struct csv_state *s, const char *line, size_t n, bool cr, size_t *column,
               const char **code, unsigned *allow)
{
    *code = "encoding-error";
    *allow = 0;
    if (s->line == 1 && n >= 2 &&
        (!memcmp(line, "\xff\xfe", 2) || !memcmp(line, "\xfe\xff", 2))) {
        *column = 1;
        return "the file is UTF-16, expected UTF-8";
    }
    const char *nul = memchr(line, '\0', n);
    if (nul) {
        *column = (size_t)(nul - line) + 1;
        return "a NUL byte, expected text";
    }
    if (s->line == 1 && csv_begins_with_bom(line, n) && !(s->allow & CSV_ALLOW_BOM)) {
        *column = 1;
        *allow = CSV_ALLOW_BOM;
        return "the file begins with a byte order mark (BOM), expected UTF-8 without "
               "one; `ingest` reads files with a BOM";
    }
    const uint8_t *wrong = u8_check((const uint8_t *)line, n);
    if (wrong) {
        *column = (size_t)(wrong - (const uint8_t *)line) + 1;
        return "bytes that are not UTF-8";
    }
    size_t inner =
        csv_inner_bom(line, n, s->line == 1 && csv_begins_with_bom(line, n) ? 3 : 0);
    if (inner) {
        *column = inner;
        return "a byte order mark inside the text (files put one after the other?)";
    }
    *code = "dialect-error";
    *column = n + 1;
    if (cr && !(s->allow & CSV_ALLOW_CRLF)) {
        *allow = CSV_ALLOW_CRLF;
        return "the line ends in CR LF, expected LF; `ingest` reads files with CR LF";
    }
    const char *lone = memchr(line, '\r', n);
    if (lone) {
        *column = (size_t)(lone - line) + 1;
        return "a carriage return inside the line, expected LF where lines end (CR "
               "alone, "
               "of old Macs, ends none)";
    }
    return NULL;
}
