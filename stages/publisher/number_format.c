#include "publisher/number_format.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The built-in formats that show a date. */
static bool
built_in_date(long id)
{
    return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
           (id >= 50 && id <= 54) || id == 57 || id == 58;
}

struct number_format
number_format_built_in(long id)
{
    bool percent = id == 9 || id == 10;
    return (struct number_format){.date = built_in_date(id),
                                  .sections = 1,
                                  .section = {{.number = true, .percent = percent}}};
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

/* A format shows a date when it has y or d outside of quotes, brackets and escapes, or
 * months (m) without hours and seconds. */
static bool
shows_date(const char *code)
{
    bool month = false, time = false;
    for (const char *p = code; *p && *p != ';'; p++) {
        const char *next = behind_text(p);
        if (next != p) {
            p = next - 1;
        } else if (strchr("yYdD", *p)) {
            return true;
        } else if (!strncasecmp(p, "general", 7)) {
            p += 6;
        } else {
            month = month || *p == 'm' || *p == 'M';
            time = time || strchr("hHsS", *p) != NULL;
        }
    }
    return month && !time;
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

/* Takes what only prints, from p to next: words are added at end. */
static char *
read_text(struct number_section *s, const char *p, const char *next, char *end)
{
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

/* Reads a section at p; returns its end, ";" or NUL. */
static const char *
read_section(struct mem *m, struct number_section *s, const char *p)
{
    char *words = mem_get(m, strlen(p) + 1), *end = words;
    while (*p && *p != ';') {
        const char *next = behind_text(p);
        if (next != p) {
            end = read_text(s, p, next, end);
            p = next;
            continue;
        }
        s->percent = s->percent || *p == '%';
        s->number = s->number || strchr("0#?@yYmMdDhHsSGg", *p) != NULL;
        *end++ = *p++;
    }
    *end = '\0';
    s->words = words;
    return p;
}

struct number_format
number_format_read(struct mem *m, const char *code)
{
    struct number_format f = {.date = shows_date(code)};
    while (f.sections < 3) {
        code = read_section(m, &f.section[f.sections++], code);
        if (!*code++)
            break;
    }
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

bool
number_format_says(const char *words)
{
    static const char *const silent[] = {" ",      "-",      "\u2013",
                                         "\u2014", "\u2212", "\u00a0"};
    size_t i;
    while (*words) {
        for (i = 0; i < sizeof silent / sizeof *silent; i++)
            if (!strncmp(words, silent[i], strlen(silent[i])))
                break;
        if (i == sizeof silent / sizeof *silent)
            return true;
        words += strlen(silent[i]);
    }
    return false;
}

enum number_shows
number_format_shows(const struct number_format *f, double x, const char **words)
{
    const struct number_section *s = section_for(f, x);
    *words = s->words;
    bool in_words = !s->number && (x != 0 || number_format_says(s->words));
    return f->date      ? SHOWS_DATE
           : in_words   ? SHOWS_WORDS
           : s->percent ? SHOWS_PERCENT
                        : SHOWS_NUMBER;
}
