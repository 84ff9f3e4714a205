#include "claim/reader.h"

#include <ctype.h>
#include <stdarg.h>
#include <string.h>
#include <unistr.h>

#include "program/msg.h"

struct spot
here(const struct parser *p)
{
    return (struct spot){p->line, p->at - p->line_start + 1};
}

void
complain(struct parser *p, struct spot at, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    faults_add(p->claims->faults, at, format, ap);
    va_end(ap);
}

void
fail(struct parser *p, struct spot at, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    faults_add(p->claims->faults, at, format, ap);
    va_end(ap);
    longjmp(p->out, 1);
}

struct resume
resume_here(const struct parser *p)
{
    return (struct resume){p->at, p->line_start, p->line, p->claims->refs,
                           p->claims->keys};
}

void
resume_at(struct parser *p, const struct resume *place)
{
    p->at = place->at;
    p->line_start = place->line_start;
    p->line = place->line;
}

void
resume_afresh(struct parser *p, const struct resume *place)
{
    resume_at(p, place);
    p->claims->refs = place->refs;
    p->claims->keys = place->keys;
}

void
skip(struct parser *p)
{
    while (p->at < p->end) {
        if (*p->at == '#') {
            while (p->at < p->end && *p->at != '\n')
                p->at++;
        } else if (*p->at == '\n') {
            p->line++;
            p->line_start = ++p->at;
        } else if (*p->at == ' ' || *p->at == '\t') {
            p->at++;
        } else {
            return;
        }
    }
}

static bool
is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

size_t
word_length(const struct parser *p)
{
    const char *q = p->at;
    while (q < p->end && is_word(*q))
        q++;
    return (size_t)(q - p->at);
}

const char *
found(struct parser *p)
{
    skip(p);
    if (p->at == p->end)
        return "the end of the file";
    size_t n = word_length(p);
    if (!n)
        n = (size_t)u8_mblen((const uint8_t *)p->at, (size_t)(p->end - p->at));
    return msg_quote_n(p->at, n);
}

void
expected(struct parser *p, const char *what)
{
    const char *text = found(p);
    fail(p, here(p), "found %s, expected %s", text, what);
}

bool
is_next(struct parser *p, const char *word)
{
    skip(p);
    size_t n = strlen(word);
    return word_length(p) == n && !strncmp(p->at, word, n);
}

bool
take(struct parser *p, const char *word)
{
    if (!is_next(p, word))
        return false;
    p->at += strlen(word);
    return true;
}

bool
take_sign(struct parser *p, const char *sign)
{
    skip(p);
    size_t n = strlen(sign);
    if ((size_t)(p->end - p->at) < n || strncmp(p->at, sign, n))
        return false;
    p->at += n;
    return true;
}

void
need_sign(struct parser *p, const char *sign)
{
    if (!take_sign(p, sign))
        expected(p, msg_quote(sign));
}

const char *
quoted(struct parser *p, const char *what)
{
    skip(p);
    struct spot at = here(p);
    if (!take_sign(p, "\""))
        expected(p, what);
    const char *start = p->at;
    while (p->at < p->end && *p->at != '"' && *p->at != '\n')
        p->at++;
    if (p->at == p->end || *p->at == '\n')
        fail(p, at, "the quote is not closed on its line");
    p->at++;
    return mem_text(p->m, start, (size_t)(p->at - 1 - start));
}

const char *
text_of(struct parser *p, const char *more, const char *what)
{
    skip(p);
    const char *start = p->at;
    while (p->at < p->end && *p->at && (is_word(*p->at) || strchr(more, *p->at)))
        p->at++;
    if (p->at == start)
        expected(p, what);
    return mem_text(p->m, start, (size_t)(p->at - start));
}

const char *
identity(struct parser *p, const char *what)
{
    return text_of(p, "-.", what);
}
