/* Markdown as of CommonMark, with the tables of GitHub. */
#include <string.h>

#include "document/writer.h"

/* "[c]": shorthand stays readable. Without a definition of c anywhere, and with nothing
 * behind it that would make a link of it, it is text. An item that begins with "[x] " would
 * be a box that is ticked. */
static bool
is_shorthand(const char *p, bool begins, bool followed)
{
    if (p[0] != '[' || p[1] < 'a' || p[1] > 'z' || p[2] != ']' ||
        (p[3] ? strchr("([:", p[3]) != NULL : followed))
        return false;
    return !(begins && p[1] == 'x' && p[3] == ' ');
}

/* Characters of one at the start that would make a list, a heading or a rule of it. */
static size_t
block_mark(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    if (digits && (text[digits] == '.' || text[digits] == ')'))
        return digits + 1;
    return *text && strchr("+-=", *text) ? 1 : 0;
}

/* True when the character p of a text means something, or would make a link of a bare
 * address, as GitHub has it. */
static bool
is_markup(const char *text, const char *p, bool followed)
{
    if (*p == '!')
        return p[1] ? p[1] == '[' : followed;
    if (*p == ':')
        return !strncmp(p, "://", 3);
    if (*p == '.')
        return p - text >= 3 && !strncmp(p - 3, "www", 3);
    return strchr("\\`*_[]<>#|&~$", *p);
}

/* begins: first in a block. followed: something else stands behind it in the block. */
static void
put(const struct writer *w, const char *raw, bool begins, bool followed)
{
    const char *text = render_text_of(w->m, raw, "");
    text += begins ? strspn(text, " ") : 0;
    const char *mark = begins && block_mark(text) ? text + block_mark(text) - 1 : NULL;
    for (const char *p = text; *p; p++) {
        if (is_shorthand(p, begins && p == text, followed)) {
            fprintf(w->out, "%.3s", p);
            p += 2;
            continue;
        }
        if (p == mark || is_markup(text, p, followed))
            putc('\\', w->out);
        putc(*p, w->out);
    }
}

static void
put_mono(const struct writer *w, const char *raw)
{
    const char *text = render_text_of(w->m, raw, "");
    size_t longest = 0, n = 0;
    for (const char *p = text; *p; p++) {
        n = *p == '`' ? n + 1 : 0;
        longest = n > longest ? n : longest;
    }
    bool pad = *text == '`' || (*text && text[strlen(text) - 1] == '`');
    for (size_t i = 0; i <= longest; i++)
        putc('`', w->out);
    fprintf(w->out, "%s%s%s", pad ? " " : "", text, pad ? " " : "");
    for (size_t i = 0; i <= longest; i++)
        putc('`', w->out);
}

static void
put_link(const struct writer *w, const char *text, const char *url, bool begins,
         bool followed)
{
    const char *to = render_address(w->m, url);
    if (!to) {
        put(w, text ? text : url, begins, followed);
    } else if (!text) {
        fprintf(w->out, "<%s>", to);
    } else {
        putc('[', w->out);
        put(w, text, false, false);
        fprintf(w->out, "](<%s>)", to);
    }
}

static void
put_spans(const struct writer *w, const struct doc_node *n, bool begins)
{
    for (const struct doc_span *s = n->span; s; s = s->next) {
        bool first = begins && s == n->span, followed = s->next;
        if (s->kind == DOC_MONO) {
            put_mono(w, s->text);
        } else if (s->kind == DOC_LINK) {
            put_link(w, s->text, s->url, first, followed);
        } else {
            const char *mark = s->kind == DOC_STRONG ? "**" : "";
            fputs(mark, w->out);
            put(w, s->text, first && !*mark, followed && !*mark);
            fputs(mark, w->out);
        }
    }
}

static void
put_indent(const struct writer *w)
{
    fprintf(w->out, "%*s", (int)w->indent, "");
}

static void
put_list(struct writer *w, const struct doc_node *list)
{
    size_t number = 0;
    if (list->label) {
        fputs("**", w->out);
        put(w, list->label, false, false);
        fputs("**\n\n", w->out);
        put_indent(w);
    }
    for (const struct doc_node *i = list->child; i; i = i->next) {
        const char *mark = list->numbered ? mem_print(w->m, "%zu. ", ++number) : "- ";
        if (i != list->child)
            put_indent(w);
        fputs(mark, w->out);
        put_spans(w, i, true);
        putc('\n', w->out);
        writer_indented(w, i, w->indent + strlen(mark));
    }
}

static void
put_facts(struct writer *w, const struct doc_node *facts)
{
    for (const struct doc_node *i = facts->child; i; i = i->next) {
        if (i != facts->child)
            put_indent(w);
        fputs("- **", w->out);
        put(w, i->label, false, false);
        fputs("**: ", w->out);
        put_spans(w, i, false);
        putc('\n', w->out);
    }
}

static void
put_cell(const struct writer *w, const struct doc_cell *c)
{
    fputs("| ", w->out);
    if (c->url)
        put_link(w, c->text, c->url, false, false);
    else
        put(w, c->text, false, false);
    putc(' ', w->out);
}

static void
put_table(struct writer *w, const struct doc_node *n)
{
    const struct doc_table *t = n->table;
    const char *pad = t->compact ? "" : " ";
    if (t->caption && !t->compact) {
        put(w, t->caption, true, false);
        fputs("\n\n", w->out);
        put_indent(w);
    }
    for (int c = 0; c < t->n; c++)
        put_cell(w, &(struct doc_cell){.text = t->column[c].head});
    fputs("|\n", w->out);
    put_indent(w);
    for (int c = 0; c < t->n; c++)
        fprintf(w->out, "|%s---%s%s", pad, render_is_right(t, c) ? ":" : "", pad);
    fputs("|\n", w->out);
    for (size_t r = 0; r < t->rows; r++) {
        put_indent(w);
        for (int c = 0; c < t->n; c++)
            put_cell(w, &t->cell[r * (size_t)t->n + (size_t)c]);
        fputs("|\n", w->out);
    }
}

/* Fenced with more backticks than the code has in a row. */
static void
put_code(struct writer *w, const struct doc_node *n)
{
    for (const struct doc_span *s = n->span; s; s = s->next) {
        const char *text = render_text_of(w->m, s->text, "\n");
        size_t longest = 2, ticks = 0;
        for (const char *p = text; *p; p++) {
            ticks = *p == '`' ? ticks + 1 : 0;
            longest = ticks > longest ? ticks : longest;
        }
        for (int end = 0; end < 2; end++) {
            for (size_t i = 0; i <= longest; i++)
                putc('`', w->out);
            putc('\n', w->out);
            for (; !end && *text; text += strcspn(text, "\n"), text += *text == '\n') {
                put_indent(w);
                fprintf(w->out, "%.*s\n", (int)strcspn(text, "\n"), text);
            }
            if (!end)
                put_indent(w);
        }
    }
}

static void
put_figure(struct writer *w, const struct doc_node *n)
{
    fputs("![", w->out);
    put(w, n->label, false, false);
    fprintf(w->out, "](<%s>)\n", render_path(w->m, n->url));
    if (!n->span)
        return;
    putc('\n', w->out);
    put_indent(w);
    put_spans(w, n, true);
    putc('\n', w->out);
}

static void
put_rule(struct writer *w, const struct doc_node *n)
{
    (void)n;
    fputs("---\n", w->out);
}

static void
put_heading(struct writer *w, const struct doc_node *n)
{
    fprintf(w->out, "%.*s ", n->level, "####");
    put_spans(w, n, false);
    putc('\n', w->out);
}

static void
put_paragraph(struct writer *w, const struct doc_node *n)
{
    put_spans(w, n, true);
    putc('\n', w->out);
}

/* A list right within an item follows it at once; all else after a blank line. */
static void
put_between(struct writer *w, const struct doc_node *parent, const struct doc_node *n)
{
    bool item = parent->kind == DOC_ITEM;
    if (w->before || (item && (n->kind != DOC_LIST || n->label)))
        putc('\n', w->out);
    put_indent(w);
}

static const struct block_writers blocks = {.between = put_between,
                                            .of = {[DOC_HEADING] = put_heading,
                                                   [DOC_PARAGRAPH] = put_paragraph,
                                                   [DOC_CODE] = put_code,
                                                   [DOC_LIST] = put_list,
                                                   [DOC_FACTS] = put_facts,
                                                   [DOC_TABLE] = put_table,
                                                   [DOC_FIGURE] = put_figure,
                                                   [DOC_PART] = writer_blocks,
                                                   [DOC_RULE] = put_rule}};

void
render_markdown(const struct document *d, FILE *out)
{
    struct writer w = {.d = d, .m = d->m, .out = out, .blocks = &blocks};
    const char *const head[] = {d->title, d->subtitle};
    for (int i = 0; i < 2; i++)
        if (head[i]) {
            fputs(i ? "" : "# ", out);
            put(&w, head[i], i, false);
            fputs(d->body.child || (!i && head[1]) ? "\n\n" : "\n", out);
        }
    writer_blocks(&w, &d->body);
}
