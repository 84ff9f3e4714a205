/* What an OpenDocument cell shows of its number or day: the text stands beside the value there, and
 * says what its format made of it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unictype.h>
#include <unistr.h>

#include "publisher/number_format.h"
#include "publisher/sheet_shown.h"

/* As many as a spreadsheet holds. */
#define DIGITS_MAX 15

static const char digits[] = "0123456789";

/* How much of a day is shown, as a length of its text: 4 the year, 7 the month, 10 all. */
static size_t
shown_of_day(const char *shown, const char *day)
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

/* Whether n letters are the English name of a month or of a day of the week, or its beginning. */
static bool
is_name(const char *word, size_t n)
{
    static const char names[] =
        "january february march april may june july august september october november "
        "december monday tuesday wednesday thursday friday saturday sunday ";
    for (const char *p = names; n > 2 && *p; p += strcspn(p, " ") + 1)
        if (strcspn(p, " ") >= n && !strncasecmp(p, word, n))
            return true;
    return false;
}

const char *
sheet_shown_day(struct mem *m, const char *shown, const char *day)
{
    size_t n = shown_of_day(shown, day);
    const char *date = n < 10 ? mem_text(m, day, n) : day;
    char *rest = mem_copy(m, shown);
    for (char *p = rest; *p;) {
        size_t figures = strspn(p, digits), letters = strcspn(p, "0123456789 .,-/");
        if (figures || is_name(p, letters))
            memset(p, ' ', figures ? figures : letters);
        p += figures ? figures : letters ? letters : 1;
    }
    return number_format_date_says(rest) ? mem_print(m, "%s as %s", date, shown) : date;
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

/* How many digits a text has, and what stands before and behind them. */
static size_t
taken_apart(struct mem *m, const char *shown, char **before, const char **behind)
{
    size_t n = 0, first = strcspn(shown, digits);
    *before = mem_text(m, shown, first);
    *behind = shown + first;
    for (const char *p = shown + first; *p; p++)
        if (strchr(digits, *p)) {
            *behind = p + 1;
            n++;
        }
    return n;
}

bool
sheet_shown_scaled(const char *shown, const char *number)
{
    size_t n = 0;
    for (const char *p = shown; *p; p++)
        n += strchr(digits, *p) != NULL;
    return n && n < strspn(number + (*number == '-'), digits);
}

/* Whether a number stands there with the sign that it has not. */
static bool
is_turned(const char *shown, const char *number, bool adds)
{
    bool minus = number_format_has_minus(shown);
    double x = strtod(number, NULL);
    if (!shown[strcspn(shown, "123456789")])
        return false;
    return x < 0 ? !minus && !strchr(shown, '(') : x > 0 && minus && !adds;
}

const char *
sheet_shown_number(struct mem *m, const char *shown, const char *number, bool money)
{
    if (!*shown)
        return strtod(number, NULL) != 0 ? sheet_not_shown : number;
    if (in_words(shown, number))
        return shown;
    char *before;
    const char *last;
    size_t n = taken_apart(m, shown, &before, &last), part = strlen(before);
    if (!n)
        return number;
    bool scaled = sheet_shown_scaled(shown, number);
    if (!scaled &&
        is_apart(m, mem_text(m, shown + part, (size_t)(last - shown) - part), number))
        return sheet_apart(m, shown, number);
    if (strchr(number, '%'))
        last += strspn(last, " ") + (last[strspn(last, " ")] == '%');
    bool adds = number_format_adds(before) ||
                (number_format_adds(last) && !(scaled && number_format_is_scale(last)));
    if (is_turned(shown, number, adds))
        return mem_print(m, "%s (stored %s)", shown, number);
    if (money || !adds)
        return number;
    return scaled || is_same(m, shown, number)
               ? mem_print(m, "%s%s%s", before, number, last)
               : shown;
}

bool
sheet_shown_percent(const char *shown, const char *number)
{
    double x = strtod(number, NULL), as_shown = strtod(shown, NULL);
    return strchr(shown, '%') && fabs(as_shown - 100 * x) < fabs(as_shown - x);
}
