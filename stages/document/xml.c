#include "document/xml.h"

#include <string.h>

#include "document/render.h"

static void
put(FILE *out, const char *text)
{
    for (size_t n; *text; text += n + (text[n] != '\0')) {
        n = strcspn(text, "&<>\"");
        fwrite(text, 1, n, out);
        switch (text[n]) {
        case '&':
            fputs("&amp;", out);
            break;
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        default:
            break;
        }
    }
}

void
xml_put(FILE *out, struct mem *m, const char *text)
{
    put(out, render_text_of(m, text, ""));
}

void
xml_put_lines(FILE *out, struct mem *m, const char *text)
{
    put(out, render_text_of(m, text, "\n"));
}
