#include "program/pattern.h"

#include <string.h>

const char *
pattern_read(struct pattern *p, struct mem *run, const char *text)
{
    *p = (struct pattern){0};
    char *o = mem_get(run, strlen(text) + 1);
    p->literal[0] = o;
    while (*text) {
        if (text[0] == '{' && text[1] == '{') {
            *o++ = '{';
            text += 2;
        } else if (*text != '{') {
            *o++ = *text++;
        } else {
            size_t n = strcspn(text + 1, "{}");
            if (text[1 + n] != '}')
                return "a { is never closed, expected }; a brace itself is written {{";
            if (n == 0)
                return "a slot {} has no name";
            if (p->n == PATTERN_SLOTS)
                return "more than 16 slots";
            *o = '\0';
            p->slot[p->n++] = mem_text(run, text + 1, n);
            text += n + 2;
            o = mem_get(run, strlen(text) + 1);
            p->literal[p->n] = o;
        }
    }
    *o = '\0';
    return NULL;
}

void
pattern_width(struct pattern *p, const char *slot, int width)
{
    for (int i = 0; i < p->n; i++)
        if (!strcmp(p->slot[i], slot))
            p->width[i] = width;
}

bool
pattern_splits(const struct pattern *p)
{
    for (int i = 0; i + 1 < p->n; i++)
        if (!p->width[i] && !*p->literal[i + 1])
            return false;
    return true;
}

int
pattern_slot(const struct pattern *p, const char *name, int from)
{
    for (int i = from; i < p->n; i++)
        if (!strcmp(p->slot[i], name))
            return i;
    return -1;
}

bool
pattern_match(const struct pattern *p, struct mem *m, const char *text,
              char *piece[PATTERN_SLOTS])
{
    size_t n = strlen(p->literal[0]);
    if (strncmp(text, p->literal[0], n) != 0)
        return false;
    text += n;
    for (int i = 0; i < p->n; i++) {
        const char *literal = p->literal[i + 1];
        size_t left = strlen(text), len = strlen(literal);
        const char *end = text + left;
        bool last = i + 1 == p->n;
        if (p->width[i]) {
            if ((size_t)p->width[i] > left)
                return false;
            end = text + p->width[i];
        } else if (last && len) {
            if (left < len)
                return false;
            end = text + left - len;
        } else if (len) {
            end = left ? strstr(text + 1, literal) : NULL;
            if (!end)
                return false;
        }
        if (end == text || strncmp(end, literal, len) != 0 || (last && end[len]))
            return false;
        piece[i] = mem_text(m, text, (size_t)(end - text));
        text = end + len;
    }
    return *text == '\0';
}

char *
pattern_fill(const struct pattern *p, struct mem *m, char *const piece[])
{
    if (p->n == 0)
        return mem_copy(m, p->literal[0]);
    size_t size = strlen(p->literal[0]) + 1;
    for (int i = 0; i < p->n; i++)
        size += strlen(piece[i]) + strlen(p->literal[i + 1]);
    char *out = mem_get(m, size), *o = out;
    for (int i = 0; i <= p->n; i++) {
        size_t n = strlen(p->literal[i]);
        memcpy(o, p->literal[i], n);
        o += n;
        if (i < p->n) {
            n = strlen(piece[i]);
            memcpy(o, piece[i], n);
            o += n;
        }
    }
    return out;
}

char *
pattern_text(const struct pattern *p, struct mem *m)
{
    char *text = mem_copy(m, p->literal[0]);
    for (int i = 0; i < p->n; i++)
        text = mem_print(m, "%s{%s}%s", text, p->slot[i], p->literal[i + 1]);
    return text;
}

/* Bytes of the white space at p, 0 when there is none: ASCII, U+00A0, U+2009, U+202F. */
static size_t
white(const char *p)
{
    static const char *const wide[] = {"\xc2\xa0", "\xe2\x80\x89", "\xe2\x80\xaf"};
    if (*p && strchr(" \t\r\n\v\f", *p))
        return 1;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (!strncmp(p, wide[i], strlen(wide[i])))
            return strlen(wide[i]);
    return 0;
}

bool
pattern_is_blank(const char *text)
{
    for (size_t n; *text; text += n)
        if (!(n = white(text)))
            return false;
    return true;
}

char *
pattern_squeeze(struct mem *m, const char *text)
{
    char *out = mem_get(m, strlen(text) + 1), *o = out;
    while (*text) {
        size_t n = white(text);
        if (!n) {
            *o++ = *text++;
            continue;
        }
        text += n;
        if (o > out && o[-1] != ' ')
            *o++ = ' ';
    }
    if (o > out && o[-1] == ' ')
        o--;
    *o = '\0';
    return out;
}
