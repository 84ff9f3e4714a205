#include "document/xml.h"

#include "document/render.h"

static void
put(FILE *out, const char *text)
{
    for (; *text; text++)
        switch (*text) {
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
            putc(*text, out);
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
