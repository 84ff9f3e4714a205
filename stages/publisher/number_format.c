#include "publisher/number_format.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What the built-in formats show. */
static enum number_shows
built_in(long id)
{
    if (id == 17)
        return SHOWS_MONTH;
    if (id == 46)
        return SHOWS_ELAPSED;
    if ((id >= 14 && id <= 16) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
        (id >= 50 && id <= 54) || id == 57 || id == 58)
        return SHOWS_DATE;
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47 ||
        id == 55 || id == 56)
        return SHOWS_TIME;
    return SHOWS_NUMBER;
}

struct number_format
number_format_built_in(long id)
{
    bool percent = id == 9 || id == 10;
    return (struct number_format){.sections = 1,
                                  .section = {{.date = built_in(id),
                                               .number = true,
                                               .percent = percent,
                                               .scaled = id == 11 || id == 48,
                                               .words = "",
                                               .places = "",
                                               .before = "",
                                               .behind = ""}}};
}

/* Where p stands after what a format only prints: quotes, brackets, escapes. */
static const char *
behind_text(const char *p)
{
    if (*p == '"' || *p == '[') {
        char close = *p == '[' ? ']' : '"';
        while (p[1] && p[1] != close)
            p++;
        return p[1] ? p + 2 : p + 1;
    }
    return (*p == '\\' || *p == '_' || *p == '*') && p[1] ? p + 2 : p;
}

/* What a section shows of a date: by its letters outside of quotes, brackets and escapes, where m
 * is minutes beside hours or seconds. Hours in brackets, [h], do not end with a day. */
static enum number_shows
date_of(const char *code)
{
    bool year = false, month = false, day = false, time = false, elapsed = false;
    for (const char *p = code; *p && *p != ';'; p++) {
        const char *next = behind_text(p);
        if (*p == '[')
            elapsed = elapsed ||
                      (strchr("hHmMsS", p[1]) && p[1 + strspn(p + 1, "hHmMsS")] == ']');
        if (next != p) {
            p = next - 1;
        } else if (!strncasecmp(p, "general", 7)) {
            p += 6;
        } else {
            year = year || *p == 'y' || *p == 'Y';
            day = day || *p == 'd' || *p == 'D';
            month = month || *p == 'm' || *p == 'M';
            time = time || strchr("hHsS", *p) != NULL;
        }
    }
    return day || ((year || month) && time && year) ? SHOWS_DATE
           : elapsed                                ? SHOWS_ELAPSED
           : time                                   ? SHOWS_TIME
           : month && year                          ? SHOWS_MONTH
           : year                                   ? SHOWS_YEAR
           : month                                  ? SHOWS_DATE
                                                    : SHOWS_NUMBER;
}

/* A condition in brackets, [>=100]; other brackets are colours, currencies, hours. */
static void
read_condition(struct number_section *s, const char *p)
{
    size_t n = strspn(p + 1, "<>=");
    if (n == 0 || n > 2)
        return;
    memcpy(s->compare, p + 1, n);
    s->with = strtod(p + 1 + n, NULL);
}

/* Of a currency, [$EUR-407], what is none is text as any: [$<]. */
static char *
read_currency(const char *p, char *end)
{
    size_t n = strcspn(p + 2, "-]");
    char *text = memcpy(end, p + 2, n);
    end[n] = '\0';
    return strpbrk(text, "<>~()*0123456789") ? end + n : end;
}

/* Takes what only prints, from p to next: words are added at end. */
static char *
read_text(struct number_section *s, const char *p, const char *next, char *end)
{
    if (*p == '[' && p[1] == '$')
        return read_currency(p, end);
    if (*p == '[') {
        size_t time = strspn(p + 1, "hHmMsS");
        read_condition(s, p);
        s->number = s->number || (time && p[1 + time] == ']');
    } else if (*p == '"' && next - p > 2) {
        size_t n = (size_t)(next - p) - 2;
        memcpy(end, p + 1, n);
        end += n;
    } else if (*p == '\\') {
        *end++ = p[1];
    }
    return end;
}

/* Takes a place of the number from p; returns how long it is, 0 when it is none. A comma behind the
 * last digit shows thousands. */
static size_t
read_place(struct number_section *s, const char *p)
{
    if (!strncasecmp(p, "general", 7)) {
        s->number = true;
        return 7;
    }
    if (!strncasecmp(p, "am/pm", 5) || !strncasecmp(p, "a/p", 3))
        return p[1] == '/' ? 3 : 5;
    if (!strchr("0#?@.,%/EeyYmMdDhHsS", *p))
        return 0;
    s->text = s->text || *p == '@';
    s->percent = s->percent || *p == '%';
    s->number = s->number || strchr("0#?@yYmMdDhHsS", *p) != NULL;
    s->scaled = *p == ',' || (s->scaled && !strchr("0#?", *p));
    return 1;
}

/* Reads a section at p; returns its end, ";" or NUL. */
static const char *
read_section(struct mem *m, struct number_section *s, const char *p)
{
    size_t length = strlen(p);
    char *words = mem_get(m, length + 1), *end = words, *first = NULL, *last = words,
         *places = mem_get(m, length + 1);
    memset(places, ' ', length);
    places[length] = '\0';
    s->date = date_of(p);
    while (*p && *p != ';') {
        const char *next = behind_text(p);
        if (next != p) {
            end = read_text(s, p, next, end);
            p = next;
            continue;
        }
        size_t place = read_place(s, p), n = place ? place : 1;
        first = place && !first ? end : first;
        memcpy(end, p, n);
        memset(places + (end - words), place ? '0' : ' ', n);
        end += n;
        p += n;
        last = place ? end : last;
    }
    *end = '\0';
    s->words = words;
    s->places = places;
    s->before = mem_text(m, words, (size_t)((first ? first : words) - words));
    s->behind = last;
    return p;
}

struct number_format
number_format_read(struct mem *m, const char *code)
{
    struct number_format f = {0};
    for (int i = 0; i < 4; i++) {
        struct number_section s = {0};
        code = read_section(m, &s, code);
        if (i == 3 || s.text) {
            f.for_text = true;
            f.text = s;
        } else {
            f.section[f.sections++] = s;
        }
        if (!*code++)
            break;
    }
    if (!f.sections)
        f.section[f.sections++] = number_format_built_in(0).section[0];
    return f;
}

static bool
fits(const struct number_section *s, double x)
{
    const char *c = s->compare;
    return (strchr(c, '<') && x < s->with) || (strchr(c, '>') && x > s->with) ||
           (strchr(c, '=') && x == s->with);
}

/* Without conditions the sections are for numbers above 0 (or from 0, when there are two),
 * below 0, and 0. */
static const struct number_section *
section_for(const struct number_format *f, double x)
{
    const struct number_section *s = f->section;
    bool first = *s->compare       ? fits(s, x)
                 : f->sections < 2 ? true
                 : f->sections < 3 ? x >= 0
                                   : x > 0;
    bool second = f->sections == 2 ? true : *s[1].compare ? fits(&s[1], x) : x < 0;
    return first || f->sections == 1 ? s : second ? s + 1 : s + 2;
}

/* Whether a text has more than these. */
static bool
has_other_than(const char *const *silent, size_t n, const char *words)
{
    while (*words) {
        size_t i = 0;
        while (i < n && strncmp(words, silent[i], strlen(silent[i])) != 0)
            i++;
        if (i == n)
            return true;
        words += strlen(silent[i]);
    }
    return false;
}

static const char *const silent[] = {" ",      "-",      "\u2013", "\u2014", "\u2212",
                                     "\u00a0", /* those of words end here */
                                     "\u202f", "(",      ")",      "+",      "$",
                                     "\u00a3", "\u20ac", "\u00a5", "%",      "'"};

bool
number_format_says(const char *words)
{
    return has_other_than(silent, 6, words);
}

bool
number_format_adds(const char *beside)
{
    return has_other_than(silent, sizeof silent / sizeof *silent, beside);
}

/* What stands between the parts of a date and says no more than which they are. */
static const char *const of_dates[] = {
    " ",      "-",      "\u2013", "/",      ".",      ",",      ":",      "'",
    "\u00a0", "\u202f", "(",      ")",      "T",      "Z",      "de",     "del",
    "of",     "the",    "st",     "nd",     "rd",     "th",     "m.",     "d.",
    "gada",   "\u0433", "\u5e74", "\u6708", "\u65e5", "\u65f6", "\u6642", "\u5206",
    "\u79d2", "\ub144", "\uc6d4", "\uc77c"};

bool
number_format_date_says(const char *words)
{
    return has_other_than(of_dates, sizeof of_dates / sizeof *of_dates, words);
}

const char *
number_format_dated(struct mem *m, const struct number_section *s, const char *date)
{
    size_t from = strlen(s->before), to = (size_t)(s->behind - s->words);
    char *within = mem_copy(m, s->words);
    within[to > from ? to : from] = '\0';
    for (size_t i = 0; within[i]; i++)
        if (s->places[i] == '0')
            within[i] = ' ';
    if (number_format_date_says(within + from))
        return mem_print(m, "%s as %s", date, s->words);
    return number_format_date_says(s->before) || number_format_date_says(s->behind)
               ? mem_print(m, "%s%s%s", s->before, date, s->behind)
               : date;
}

/* Whether a minus is put before a number below 0 that this section shows: not when it is for
 * such numbers alone. */
static bool
has_own_minus(const struct number_format *f, const struct number_section *s)
{
    const struct number_section *first = f->section;
    if (*s->compare)
        return !strchr(s->compare, '<') || s->with > 0;
    if (s == first || f->sections < 2)
        return true;
    return *first->compare && !(strchr(first->compare, '>') && first->with == 0);
}

bool
number_format_has_minus(const char *text)
{
    return strchr(text, '-') || strstr(text, "\u2212") || strstr(text, "\u2013");
}

bool
number_format_turns(const struct number_format *f, const struct number_section *s,
                    double x)
{
    bool minus =
        number_format_has_minus(s->before) || number_format_has_minus(s->behind);
    return x < 0   ? !has_own_minus(f, s) && !minus && !strchr(s->before, '(')
           : x > 0 ? minus
                   : false;
}

enum number_shows
number_format_shows(const struct number_format *f, double x,
                    const struct number_section **section)
{
    const struct number_section *s = *section = section_for(f, x);
    bool in_words = !s->number && (x != 0 || number_format_says(s->words));
    return s->date != SHOWS_NUMBER ? s->date
           : in_words              ? SHOWS_WORDS
           : s->percent            ? SHOWS_PERCENT
                                   : SHOWS_NUMBER;
}

/* Whether one of these is a place of the number. */
static bool
has_place(const struct number_section *s, const char *these)
{
    for (size_t i = 0; s->places[i]; i++)
        if (s->places[i] == '0' && strchr(these, s->words[i]))
            return true;
    return false;
}

bool
number_format_hides(struct mem *m, const char *code)
{
    struct number_format f = number_format_read(m, code);
    bool hides = *code != '\0';
    for (int i = 0; i < f.sections; i++)
        hides =
            hides && !f.section[i].number && !number_format_says(f.section[i].words);
    return hides;
}

bool
number_format_scales(const struct number_section *s)
{
    return s->scaled || has_place(s, "Ee");
}

bool
number_format_is_scale(const char *words)
{
    static const char *const names[] = {"",   "k",   "th",      "thousand", "thousands",
                                        "m",  "mn",  "mln",     "mio",      "million",
                                        "mm", "bn",  "billion", "millions", "billions",
                                        "b",  "000", "000s"};
    words += strspn(words, " '(");
    size_t n = strcspn(words, " ).");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == n && !strncasecmp(words, names[i], n) &&
            !number_format_says(words + n + strspn(words + n, ").")))
            return true;
    return false;
}

/* Whether words stand between the places from `from` to `to` (in bytes): blanks and marks of
 * thousands, with three, six or so places behind them, are none. */
static bool
has_apart(const struct number_section *s, size_t from, size_t to)
{
    size_t behind = 0;
    for (size_t i = to; i > from; i--) {
        const char *p = s->words + i - 1;
        if (s->places[i - 1] == '0')
            behind = *p == '.' ? 0 : behind + (strchr("0#?", *p) != NULL);
        else if (!strchr(" .,'\u00a0\u202f", *p) || behind == 0 || behind % 3)
            return true;
    }
    return false;
}

const char *
number_format_apart(struct mem *m, const struct number_section *s, const char *number)
{
    size_t digits = strspn(number, "0123456789"), length = strlen(s->words),
           to = length, from = 0;
    while (from < length && s->places[from] != '0')
        from++;
    while (to > from && s->places[to - 1] != '0')
        to--;
    if (s->date != SHOWS_NUMBER || has_place(s, "/Ee") || !has_apart(s, from, to))
        return NULL;
    if (number[digits] || has_place(s, ".,%"))
        return mem_print(m, "%s as %s", number, s->words);
    char *out = mem_get(m, length + digits + 1), *o = out + length + digits;
    *o = '\0';
    for (size_t i = length; i > 0; i--) {
        if (s->places[i - 1] != '0')
            *--o = s->words[i - 1];
        else if (digits)
            *--o = number[--digits];
        else if (s->words[i - 1] == '0')
            *--o = '0';
        while (i - 1 == from && digits)
            *--o = number[--digits];
    }
    return o;
}

const char *
number_format_text(struct mem *m, const struct number_format *f, const char *text)
{
    const struct number_section *s = &f->text;
    if (!f->for_text ||
        (s->text && !number_format_says(s->before) && !number_format_says(s->behind)))
        return text;
    return s->text ? mem_print(m, "%s%s%s", s->before, text, s->behind) : s->words;
}
