/* What pages say of files does not depend on the folder that was built in: it is named as by
 * default. And what they call the newest figures is of the site's day. */
#include <ctype.h>
#include <string.h>

#include "document/display.h"
#include "publication/site.h"

#define DEFAULT "build"

/* At the beginning of a word. */
static const char *
renamed(struct mem *m, const char *text, const char *build)
{
    size_t n = strlen(build);
    const char *out = NULL, *from = text;
    for (const char *at = text; at && (at = strstr(at, build)); at += n) {
        bool begins = at == text || strchr(" \n=,:;(\"'", at[-1]);
        if (!begins || at[n] != '/')
            continue;
        out = mem_print(m, "%s%.*s" DEFAULT, out ? out : "", (int)(at - from), from);
        from = at + n;
    }
    return out ? mem_print(m, "%s%s", out, from) : text;
}

static void
rename_in(struct doc_node *node, const char *build)
{
    struct mem *m = node->m;
    for (struct doc_span *s = node->span; s; s = s->next)
        s->text = s->text ? renamed(m, s->text, build) : NULL;
    if (node->label)
        node->label = renamed(m, node->label, build);
    struct doc_table *t = node->table;
    for (size_t i = 0; t && i < t->rows * (size_t)t->n; i++)
        if (t->cell[i].text)
            t->cell[i].text = renamed(m, t->cell[i].text, build);
    for (struct doc_node *c = node->child; c; c = c->next)
        rename_in(c, build);
}

void
site_show_default(const struct site *s, struct document *d)
{
    if (s->build && *s->build && strcmp(s->build, DEFAULT) != 0)
        rename_in(&d->body, s->build);
}

static const char latest[] = "the latest figures";

const char *
site_latest(const struct site *s, struct mem *m)
{
    const char *day = s->recipe->asof;
    return *day ? mem_print(m, "the figures published up to %s", display_date(m, day))
                : latest;
}

const char *
site_of_day(const struct site *s, struct mem *m, const char *text)
{
    const char *out = "", *from = text;
    for (const char *at; (at = strstr(from, latest)); from = at + strlen(latest))
        out = mem_print(m, "%s%.*s%s", out, (int)(at - from), from, site_latest(s, m));
    return mem_print(m, "%s%s", out, from);
}

const char *
site_capital(struct mem *m, const char *text)
{
    char *out = mem_copy(m, text);
    *out = (char)toupper((unsigned char)*out);
    return out;
}
