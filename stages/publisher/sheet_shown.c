/* What an OpenDocument cell shows of its number or day: the text stands beside the value there, and
 * says what its format made of it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>

#include "publisher/number_format.h"
#include "publisher/sheet_shown.h"

/* As many as a spreadsheet holds. */
#define DIGITS_MAX 15

static const char digits[] = "0123456789";

size_t
sheet_shown_of_day(const char *shown, const char *day)
{
    long y = strtol(day, NULL, 10), m = strtol(day + 5, NULL, 10),
         d = strtol(day + 8, NULL, 10);
    bool year = false, month = false, word = false;
    for (const char *p = shown; *p;) {
        size_t figures = strspn(p, digits), letters = strcspn(p, "0123456789 .,-/");
        long n = strtol(p, NULL, 10);
        if (figures && !year &&
            (n == y || (figures == 2 && month && n == y % 100 && n != d)))
            year = true;
        else if (figures && !month && n == m)
            month = true;
        else if (figures)
            return 10;
        if (letters > 2 && !figures) {
            if (word || month)
                return 10;
            word = month = true;
        }
        p += figures ? figures : letters ? letters : 1;
    }
    return !year ? 10 : month ? 7 : 4;
}

/* A number that stands there in words alone, "[c]"; 0 as a dash is 0. */
static bool
in_words(const char *shown, const char *number)
{
    const uint8_t *p = (const uint8_t *)shown;
    ucs4_t c;
    while ((p = u8_next(&c, p)))
        if (uc_decimal_value(c) >= 0)
            return false;
    return strtod(number, NULL) != 0 || number_format_says(shown);
}

/* The digits of a text, without zeros before them. */
static char *
digits_of(struct mem *m, const char *text)
{
    char *out = mem_get(m, strlen(text) + 1), *o = out;
    for (; *text; text++)
        if (strchr(digits, *text) && (o > out || *text != '0'))
            *o++ = *text;
    *o = '\0';
    return out;
}

/* Whether the digits that are shown are those of the number, to fewer decimals or more. */
static bool
is_same(struct mem *m, const char *shown, const char *number)
{
    const char *there = digits_of(m, shown);
    double x = fabs(strtod(number, NULL));
    for (int places = 0; places <= DIGITS_MAX; places++)
        if (!strcmp(digits_of(m, mem_print(m, "%.*f", places, x)), there))
            return true;
    return false;
}

/* "3/4", "1 1/2" for a number of the same size; "1.2E+03". */
static bool
is_fraction_or_power(const char *part, const char *number)
{
    double whole = 0, above, below, x = fabs(strtod(number, NULL));
    if (part[strspn(part, "0123456789.,")] == 'E')
        return true;
    if (sscanf(part, "%lf/%lf", &above, &below) == 2 ||
        sscanf(part, "%lf %lf/%lf", &whole, &above, &below) == 3)
        return fabs(whole + above / below - x) < 0.5;
    return false;
}

/* Whether other words than blanks and the marks of thousands and decimals stand between digits:
 * "12/34", and "12.34" of 1234. */
static bool
is_apart(struct mem *m, const char *part, const char *number)
{
    const char *mark = strrchr(part, '.'), *comma = strrchr(part, ',');
    mark = !mark || (comma && comma > mark) ? comma : mark;
    size_t plain = strspn(part, "0123456789.,' \u00a0\u202f\u2019");
    if (part[plain])
        return !is_fraction_or_power(part, number);
    return mark && strlen(mark + 1) != 3 && !number[strspn(number, digits)] &&
           !strcmp(digits_of(m, part), digits_of(m, number));
}

const char *
sheet_shown_number(struct mem *m, const char *shown, const char *number, bool money)
{
    if (!*shown)
        return strtod(number, NULL) != 0 ? sheet_not_shown : number;
    if (in_words(shown, number))
        return shown;
    const char *first = strpbrk(shown, digits), *last = first;
    size_t n = 0, whole = strspn(number + (*number == '-'), digits);
    for (const char *p = first; p && *p; p++)
        if (strchr(digits, *p)) {
            last = p + 1;
            n++;
        }
    if (!first || n < whole)
        return number;
    if (is_apart(m, mem_text(m, first, (size_t)(last - first)), number))
        return sheet_apart(m, shown, number);
    char *before = mem_text(m, shown, (size_t)(first - shown));
    if (strchr(number, '%'))
        last += strspn(last, " ") + (last[strspn(last, " ")] == '%');
    if (money || (!number_format_adds(before) && !number_format_adds(last)))
        return number;
    return is_same(m, shown, number) ? mem_print(m, "%s%s%s", before, number, last)
                                     : shown;
}

bool
sheet_shown_percent(const char *shown, const char *number)
{
    double x = strtod(number, NULL), as_shown = strtod(shown, NULL);
    return strchr(shown, '%') && fabs(as_shown - 100 * x) < fabs(as_shown - x);
}
