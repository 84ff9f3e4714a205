#include "document/display.h"

#include <stdlib.h>
#include <string.h>

#include "program/msg.h"
#include "table/period.h"

#define SMALL_SIGNIFICANT 2
#define SMALL_MAX 4

/* Shorthand: how it reads in a cell, and in the legend. */
static const struct shorthand {
    char letter;
    const char *cell, *meaning;
} shorthand[] = {
    {'a', "[a]", "about: published as an approximate number"},
    {'b', "[b]", "break in the series: not comparable with earlier periods"},
    {'c', "[c]", "confidential: withheld by the publisher because the number is small"},
    {'d', "[d]", "defined differently from the rest of its register"},
    {'e', "[e]", "estimated"},
    {'k', "[k]", "not zero, but rounds to zero"},
    {'p', "[p]", "provisional"},
    {'r', "[r]", "revised"},
    {'u', "[u]", "low reliability: to be used with care"},
    {'v', "[v]",
     "not validated: read in a copy, a press report or an unchecked return"},
    {'x', "[x]",
     "not available: no single number was published, or none can be computed"},
    {'z', "[z]", "not applicable"},
};

static const char *const month_name[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

static const struct shorthand *
shorthand_of(char letter)
{
    for (size_t i = 0; i < sizeof shorthand / sizeof *shorthand; i++)
        if (shorthand[i].letter == letter)
            return &shorthand[i];
    die(EX_SOFTWARE, "internal: the shorthand %c has no meaning", letter);
}

/* How many digits are shown after the point. */
static size_t
places(const char *whole, const char *fraction, long digits)
{
    size_t d = (size_t)digits;
    if (strcmp(whole, "0"))
        return d;
    size_t small = strspn(fraction, "0") + SMALL_SIGNIFICANT;
    if (small > SMALL_MAX)
        small = SMALL_MAX;
    return small > d ? small : d;
}

/* Adds one to the last digit of whole.fraction, carrying left. */
static char *
carry(struct mem *m, char *whole, char *fraction)
{
    for (size_t i = strlen(fraction); i-- > 0;) {
        if (fraction[i]++ < '9')
            return whole;
        fraction[i] = '0';
    }
    for (size_t i = strlen(whole); i-- > 0;) {
        if (whole[i]++ < '9')
            return whole;
        whole[i] = '0';
    }
    return mem_print(m, "1%s", whole);
}

static char *
thousands(struct mem *m, const char *whole)
{
    size_t n = strlen(whole);
    char *out = mem_get(m, 2 * n + 1), *o = out;
    for (size_t i = 0; i < n; i++) {
        if (i && (n - i) % 3 == 0)
            *o++ = ',';
        *o++ = whole[i];
    }
    return out;
}

char *
display_number(struct mem *m, const char *text, long digits, bool group, bool *rounded)
{
    bool minus = *text == '-';
    text += minus;
    size_t n = strcspn(text, ".");
    while (n > 1 && *text == '0') {
        text++;
        n--;
    }
    char *whole = mem_text(m, text, n);
    char *fraction = mem_copy(m, text + n + (text[n] == '.'));
    size_t d = places(whole, fraction, digits);
    if (strlen(fraction) > d) {
        bool up = fraction[d] >= '5';
        bool zero = !strpbrk(whole, "123456789") && !strpbrk(fraction, "123456789");
        if (strspn(fraction + d, "0") < strlen(fraction + d))
            *rounded = true;
        fraction[d] = '\0';
        if (up)
            whole = carry(m, whole, fraction);
        if (!zero && !strpbrk(whole, "123456789") && !strpbrk(fraction, "123456789"))
            return mem_copy(m, shorthand_of('k')->cell);
    }
    if (group)
        whole = thousands(m, whole);
    return mem_print(m, "%s%s%s%s", minus ? "-" : "", whole, *fraction ? "." : "",
                     fraction);
}

const char *
display_interval(const char *interval)
{
    static const char *const word[][2] = {
        {"ci95", "95 % CI"}, {"cri95", "95 % CrI"}, {"pi95", "95 % PI"},
        {"ci90", "90 % CI"}, {"cri90", "90 % CrI"}, {"pi90", "90 % PI"},
        {"ci99", "99 % CI"}, {"cri99", "99 % CrI"}, {"pi99", "99 % PI"}};
    for (size_t i = 0; i < sizeof word / sizeof *word; i++)
        if (!strcmp(interval, word[i][0]))
            return word[i][1];
    return NULL;
}

char *
display_bounds(struct mem *m, const char *lo, const char *hi, const char *interval,
               long digits, bool group, bool *rounded)
{
    const char *is = display_interval(interval);
    const char *level = is ? mem_print(m, "%s ", is) : "";
    char *low = *lo ? display_number(m, lo, digits, group, rounded) : NULL;
    char *high = *hi ? display_number(m, hi, digits, group, rounded) : NULL;
    if (low && high && !strcmp(lo, hi))
        return mem_print(m, "%s%s", level, low);
    if (low && high)
        return mem_print(m, "%s%s to %s", level, low, high);
    if (low)
        return mem_print(m, "%sat least %s", level, low);
    if (high)
        return mem_print(m, "%sat most %s", level, high);
    return mem_copy(m, "");
}

/* One end of an interval, or a whole period. */
static char *
show_point(struct mem *m, const char *text, size_t n)
{
    char *p = mem_text(m, text, n);
    if (n == 7 && p[5] == 'Q')
        return mem_print(m, "%.4s Q%c", p, p[6]);
    if (n != 7 && n != 10)
        return p;
    long month = strtol(p + 5, NULL, 10), day = n == 10 ? strtol(p + 8, NULL, 10) : 0;
    if (month < 1 || month > 12)
        return p;
    char *name = mem_print(m, "%s %.4s", month_name[month - 1], p);
    return day ? mem_print(m, "%ld %s", day, name) : name;
}

char *
display_period(struct mem *m, const char *text)
{
    const char *slash = strchr(text, '/');
    if (!slash)
        return show_point(m, text, strlen(text));
    size_t n = (size_t)(slash - text);
    const char *end = slash + 1;
    bool years = n == 10 && strlen(end) == 10 && !strncmp(text + 4, "-01-01", 6) &&
                 !strcmp(end + 4, "-12-31");
    if (years && !strncmp(text, end, 4))
        return mem_print(m, "%.4s", text);
    if (years)
        return mem_print(m, "%.4s to %.4s", text, end);
    return mem_print(m, "%s to %s", show_point(m, text, n),
                     show_point(m, end, strlen(end)));
}

char *
display_date(struct mem *m, const char *text)
{
    return *text ? show_point(m, text, strlen(text)) : mem_copy(m, "undated");
}

unsigned
display_marks(const char *status, const char *interval)
{
    static const char letters[] = "BDEOPQUV", marks[] = "bdexpcuv";
    unsigned set = strcmp(interval, "approx") ? 0 : DISPLAY_MARK('a');
    for (; *status; status++) {
        const char *at = strchr(letters, *status);
        if (at)
            set |= DISPLAY_MARK(marks[at - letters]);
    }
    return set;
}

const char *
display_meaning(char letter)
{
    return shorthand_of(letter)->meaning;
}

char *
display_legend(struct mem *m, char letter)
{
    const struct shorthand *s = shorthand_of(letter);
    return mem_print(m, "%s %s", s->cell, s->meaning);
}

char *
display_set(struct mem *m, unsigned marks)
{
    const char *out = "";
    for (char c = 'a'; c <= 'z'; c++)
        if (marks & DISPLAY_MARK(c))
            out = mem_print(m, "%s%s%s", out, *out ? " " : "", shorthand_of(c)->cell);
    return mem_copy(m, out);
}

bool
display_is_mark(const char *text, char letter)
{
    return !strcmp(text, shorthand_of(letter)->cell);
}

bool
display_has_mark(const char *text, char letter)
{
    return strstr(text, shorthand_of(letter)->cell) != NULL;
}
