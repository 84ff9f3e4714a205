#include "holdings/passages.h"

#include <ctype.h>
#include <string.h>

#define PUSH(m, list, count, value)                              \
    do {                                                         \
        (list) = mem_more((m), (list), (count), sizeof *(list)); \
        (list)[(count)++] = (value);                             \
    } while (0)

static bool
is_blank(char c)
{
    return isspace((unsigned char)c) || iscntrl((unsigned char)c);
}

/* How long the sentence is. */
static size_t
sentence(const char *text)
{
    const char *p = text;
    for (; *p; p++) {
        if (p[0] == '\n' && p[strspn(p, " \t\n\r")] && strchr(p + 1, '\n') &&
            p[1 + strspn(p + 1, " \t\r")] == '\n')
            break;
        if (strchr(".!?", *p) && (!p[1] || is_blank(p[1])))
            return (size_t)(p + 1 - text);
    }
    return (size_t)(p - text);
}

/* On one line, runs of blanks and control characters as one blank. */
static char *
one_line(struct mem *m, const char *text, size_t n)
{
    char *out = mem_text(m, text, n), *to = out;
    for (const char *p = out; *p; p++)
        if (!is_blank(*p))
            *to++ = *p;
        else if (to > out && to[-1] != ' ')
            *to++ = ' ';
    while (to > out && to[-1] == ' ')
        to--;
    *to = '\0';
    return out;
}

static bool
is_percent(const char *behind)
{
    static const char *const words[] = {"%", " %", " percent", " per cent"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strncmp(behind, words[i], strlen(words[i])))
            return true;
    return false;
}

/* How long a word such as " million" is that follows a number; 0 for none. */
static size_t
scale(const char *behind)
{
    static const char *const words[] = {" thousand", " million", " billion"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strncmp(behind, words[i], strlen(words[i])))
            return strlen(words[i]);
    return 0;
}

/* Digits, commas between them, a decimal point; how long, or 0 for a word with letters. */
static size_t
digits(const char *text, const char *p)
{
    size_t n = strspn(p, "0123456789,.");
    while (n && !isdigit((unsigned char)p[n - 1]))
        n--;
    bool before = p > text && (isalnum((unsigned char)p[-1]) || p[-1] == '_');
    return before || isalpha((unsigned char)p[n]) ? 0 : n;
}

static void
add_number(struct mem *m, struct passage *out, const char *p, size_t n)
{
    size_t more = scale(p + n);
    struct figure f = {mem_text(m, p, n + more), "", is_percent(p + n)};
    char *to = mem_copy(m, f.written);
    if (!more)
        f.number = to;
    for (const char *c = f.written; *c; c++)
        if (*c != ',')
            *to++ = *c;
    *to = '\0';
    bool year = n == 4 && strspn(p, "0123456789") == 4 && !f.percent &&
                (!strncmp(p, "19", 2) || !strncmp(p, "20", 2));
    if (year)
        PUSH(m, out->year, out->years, f.number);
    else
        PUSH(m, out->figure, out->n, f);
}

struct passages
passages_of(struct mem *m, const char *text)
{
    struct passages out = {0};
    while (*text) {
        size_t n = sentence(text);
        struct passage one = {.text = one_line(m, text, n)};
        for (const char *p = one.text; *p;) {
            size_t run = strspn(p, "0123456789,."),
                   part = run ? digits(one.text, p) : 0;
            if (part)
                add_number(m, &one, p, part);
            p += run ? run : 1;
        }
        if (one.n)
            PUSH(m, out.item, out.n, one);
        text += n;
        while (*text && is_blank(*text))
            text++;
    }
    return out;
}
