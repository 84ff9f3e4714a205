#include "document/xml.h"

#include <stdio.h>

void
xml_put(const char *text, const char *control)
{
    for (; *text; text++)
        switch (*text) {
        case '&':
            fputs("&amp;", stdout);
            break;
        case '<':
            fputs("&lt;", stdout);
            break;
        case '>':
            fputs("&gt;", stdout);
            break;
        case '"':
            fputs("&quot;", stdout);
            break;
        default:
            if ((unsigned char)*text < ' ')
                fputs(control, stdout);
            else
                putchar(*text);
        }
}
