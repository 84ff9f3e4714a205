/*
 * sdmx_number - a number of a message as the table has it: XML Schema's double allows an exponent,
 * a plus sign, a point at either end.
 */
#include <stdlib.h>
#include <string.h>

#include "exchange/sdmx.h"
#include "program/num.h"

enum { EXPONENT_MOST = 300 }; /* a double has no more, and a cell no room */

/* What follows e or E, nothing included. False: it is no exponent, or too far. */
static bool
read_exponent(const char *text, long *out)
{
    *out = 0;
    if (!*text)
        return true;
    const char *digits = text + 1 + (text[1] == '-' || text[1] == '+');
    if ((*text != 'e' && *text != 'E') || !*digits || strlen(digits) > 9 ||
        digits[strspn(digits, "0123456789")])
        return false;
    *out = strtol(text + 1, NULL, 10);
    return labs(*out) <= EXPONENT_MOST;
}

/* The digits with the point before the one at `point`, or with zeros between. */
static char *
with_point(struct mem *m, bool minus, const char *digits, long point)
{
    long n = (long)strlen(digits);
    long before = point < 0 ? -point : 0, after = point > n ? point - n : 0;
    char *zeros = mem_array(m, (size_t)(before + after) + 1, sizeof *zeros);
    memset(zeros, '0', (size_t)(before + after));
    zeros[before + after] = '\0';
    const char *all = before ? mem_print(m, "%s%s", zeros, digits)
                             : mem_print(m, "%s%s", digits, zeros);
    long whole = point > 0 ? point : 0, skip = 0;
    while (skip + 1 < whole && all[skip] == '0')
        skip++;
    minus = minus && digits[strspn(digits, "0")];
    return mem_print(m, "%s%s%s%s", minus ? "-" : "",
                     whole ? mem_text(m, all + skip, (size_t)(whole - skip)) : "0",
                     all[whole] ? "." : "", all + whole);
}

char *
sdmx_number_read(struct mem *m, const char *text)
{
    double x;
    long exponent;
    if (num_parse(text, &x))
        return mem_copy(m, text);
    const char *first = text + (*text == '-' || *text == '+');
    size_t whole = strspn(first, "0123456789"), places = 0;
    const char *end = first + whole;
    if (*end == '.') {
        places = strspn(end + 1, "0123456789");
        end += 1 + places;
    }
    if (!(whole + places) || !read_exponent(end, &exponent))
        return NULL;
    const char *digits = mem_print(m, "%.*s%.*s", (int)whole, first, (int)places,
                                   places ? first + whole + 1 : "");
    return with_point(m, *text == '-', digits, (long)whole + exponent);
}
