#include "document/render.h"

#include <string.h>
#include <strings.h>
#include <unistr.h>
#include <uniwidth.h>

/* How one character leaves: itself (0), as a blank, or as U+FFFD. */
static ucs4_t
shown(ucs4_t c)
{
    bool blank = (c >= 9 && c <= 13) || c == 0x85 || c == 0x2028 || c == 0x2029;
    bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    bool direction = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    bool none = (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
    return blank ? ' ' : control || direction || none ? 0xfffd : 0;
}

char *
render_text_of(struct mem *m, const char *text, const char *keep)
{
    if (!text)
        text = "";
    size_t n = strlen(text), at = 0;
    char *out = mem_get(m, 3 * n + 1), *o = out;
    while (at < n) {
        ucs4_t c;
        if (text[at] >= ' ' && text[at] <= '~') {
            *o++ = text[at++];
            continue;
        }
        int bytes = u8_mbtoucr(&c, (const uint8_t *)text + at, n - at);
        ucs4_t as = bytes < 0 ? 0xfffd : shown(c);
        if (bytes < 0)
            bytes = 1;
        if (as && !(c < 128 && bytes == 1 && strchr(keep, (int)c))) {
            o += u8_uctomb((uint8_t *)o, as, 4);
        } else {
            memcpy(o, text + at, (size_t)bytes);
            o += bytes;
        }
        at += (size_t)bytes;
    }
    return out;
}

/* All but plain ASCII percent-encoded, and these. */
static const char *
percent(struct mem *m, const char *url, const char *these)
{
    char *out = mem_get(m, 3 * strlen(url) + 1), *o = out;
    for (; *url; url++) {
        unsigned char c = (unsigned char)*url;
        if (c <= ' ' || c >= 127 || strchr(these, c))
            o += sprintf(o, "%%%02X", c);
        else
            *o++ = (char)c;
    }
    return out;
}

const char *
render_address(struct mem *m, const char *url)
{
    static const char *const live[] = {"http://", "https://", "mailto:"};
    bool is_live = false;
    for (size_t i = 0; url && i < sizeof live / sizeof *live; i++)
        is_live |= !strncasecmp(url, live[i], strlen(live[i]));
    if (!is_live)
        return NULL;
    return percent(m, url, "<>\"\\^`{|}");
}

void
render_embedded(const char *json, FILE *out)
{
    for (; *json; json++)
        if (strchr("<>&", *json))
            fprintf(out, "\\u%04x", (unsigned)*json);
        else
            putc(*json, out);
}

const char *
render_path(struct mem *m, const char *path)
{
    const char *url = render_address(m, path);
    return url ? url : percent(m, path, ":?#%<>\"\\^`{|}");
}

size_t
render_width(const char *text, size_t n)
{
    int w = u8_width((const uint8_t *)text, n, "UTF-8");
    return w > 0 ? (size_t)w : 0;
}

const char *
render_caption(const struct document *d, const struct doc_table *t)
{
    return t->caption    ? t->caption
           : d->subtitle ? d->subtitle
           : d->title    ? d->title
                         : "Table";
}

bool
render_is_caption(const struct doc_node *parent)
{
    for (const struct doc_node *n = parent->child; n; n = n->next)
        if ((n->table && !n->table->caption) || render_is_caption(n))
            return true;
    return false;
}

/* True for a block that has nothing in it. */
static bool
is_empty(const struct doc_node *n)
{
    switch (n->kind) {
    case DOC_LIST:
    case DOC_FACTS:
    case DOC_PART:
        return !n->child;
    case DOC_HEADING:
    case DOC_PARAGRAPH:
    case DOC_CODE:
        return !n->span;
    case DOC_BODY:
    case DOC_ITEM:
    case DOC_TABLE:
    case DOC_FIGURE:
    case DOC_RULE:
    case DOC_KINDS:
        break;
    }
    return false;
}

static const struct doc_node *
first_from(const struct doc_node *n)
{
    while (n && is_empty(n))
        n = n->next;
    return n;
}

const struct doc_node *
render_first(const struct doc_node *parent)
{
    return first_from(parent->child);
}

const struct doc_node *
render_next(const struct doc_node *n)
{
    return first_from(n->next);
}

bool
render_is_right(const struct doc_table *t, int column)
{
    enum doc_column_kind kind = t->column[column].kind;
    return kind == DOC_NUMBER || kind == DOC_BOUNDS;
}
