#include "document/prose.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define WIDTH 88

void
prose_wrap(const char *text, int column, int indent)
{
    bool first = true;
    while (*text) {
        size_t n = strcspn(text, " "), wide = 0;
        for (size_t i = 0; i < n; i++)
            wide += ((unsigned char)text[i] & 0xc0) != 0x80;
        if (!first && column + 1 + (int)wide > WIDTH) {
            printf("\n%*s", indent, "");
            column = indent;
        } else if (!first) {
            putchar(' ');
            column++;
        }
        printf("%.*s", (int)n, text);
        column += (int)wide;
        text += n;
        text += strspn(text, " ");
        first = false;
    }
    putchar('\n');
}

char *
prose_safe(struct mem *m, const char *text)
{
    char *out = mem_get(m, 2 * strlen(text) + 1), *o = out;
    for (; *text; text++) {
        if (strchr("\\`*_[]<>#|", *text))
            *o++ = '\\';
        *o++ = *text;
    }
    return out;
}

char *
prose_target(struct mem *m, const char *url)
{
    char *out = mem_get(m, 3 * strlen(url) + 1), *o = out;
    for (; *url; url++) {
        if (strchr("<> \\", *url))
            o += snprintf(o, 4, "%%%02X", (unsigned)*url);
        else
            *o++ = *url;
    }
    return out;
}
