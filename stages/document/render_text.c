/* Plain text for a terminal: wrapped by display width, addresses on lines of their own. */
#include <string.h>

#include "document/writer.h"

#define WIDTH 88

static void
spaces(const struct writer *w, size_t n)
{
    fprintf(w->out, "%*s", (int)n, "");
}

/* Words from this column on, further lines indented, and a line end. */
static void
wrap(const struct writer *w, const char *text, size_t column, size_t indent)
{
    bool first = true;
    text += strspn(text, " ");
    while (*text) {
        size_t n = strcspn(text, " "), wide = render_width(text, n);
        if (!first && column + 1 + wide > WIDTH) {
            putc('\n', w->out);
            spaces(w, indent);
            column = indent;
        } else if (!first) {
            putc(' ', w->out);
            column++;
        }
        fprintf(w->out, "%.*s", (int)n, text);
        column += wide;
        text += n;
        text += strspn(text, " ");
        first = false;
    }
    putc('\n', w->out);
}

/* An address that stands alone at the end of a block gets a line of its own. */
static bool
is_last_address(const struct writer *w, const struct doc_span *s)
{
    return s->kind == DOC_LINK && !s->text && !s->next && render_address(w->m, s->url);
}

static const char *
words(const struct writer *w, const struct doc_node *n)
{
    const char *out = "";
    for (const struct doc_span *s = n->span; s; s = s->next)
        if (!is_last_address(w, s))
            out = mem_print(w->m, "%s%s", out,
                            render_text_of(w->m, s->text ? s->text : s->url, ""));
    return out;
}

/* The words, and the live addresses that they do not have each on a line of its own. */
static void
put_block(const struct writer *w, const struct doc_node *n, size_t column,
          size_t indent)
{
    const char *text = words(w, n);
    bool begun = *text || !n->span;
    if (begun)
        wrap(w, text, column, indent);
    for (const struct doc_span *s = n->span; s; s = s->next) {
        const char *url = s->kind == DOC_LINK ? render_address(w->m, s->url) : NULL;
        if (!url || (!s->text && s->next))
            continue;
        spaces(w, begun ? indent : 0);
        fprintf(w->out, "%s\n", url);
        begun = true;
    }
}

static size_t
digits_of(size_t x)
{
    size_t n = 1;
    while (x /= 10)
        n++;
    return n;
}

static void
put_list(struct writer *w, const struct doc_node *list)
{
    size_t number = 0, all = 0, indent = w->indent;
    if (list->label) {
        spaces(w, indent);
        wrap(w, render_text_of(w->m, list->label, ""), indent, indent);
    }
    for (const struct doc_node *i = list->child; i; i = i->next)
        all++;
    size_t at = indent ? indent : 2;
    for (const struct doc_node *i = list->child; i; i = i->next) {
        size_t wide = list->numbered ? digits_of(all) : 0;
        spaces(w, at);
        if (list->numbered)
            fprintf(w->out, "%*zu. ", (int)wide, ++number);
        else
            fprintf(w->out, "- ");
        put_block(w, i, at + wide + 2, at + wide + 2);
        writer_indented(w, i, at + wide + 2);
    }
}

static void
put_facts(struct writer *w, const struct doc_node *facts)
{
    size_t wide = 0, indent = w->indent;
    for (const struct doc_node *i = facts->child; i; i = i->next) {
        const char *term = render_text_of(w->m, i->label, "");
        size_t n = render_width(term, strlen(term));
        wide = n > wide ? n : wide;
    }
    for (const struct doc_node *i = facts->child; i; i = i->next) {
        const char *term = render_text_of(w->m, i->label, "");
        spaces(w, indent + 2);
        fprintf(w->out, "%s", term);
        spaces(w, wide - render_width(term, strlen(term)) + 2);
        put_block(w, i, indent + wide + 4, indent + wide + 4);
    }
}

static void
put_cells(const struct writer *w, const struct doc_table *t, const char *const cell[],
          const size_t wide[])
{
    for (int c = 0; c < t->n; c++) {
        size_t pad = wide[c] - render_width(cell[c], strlen(cell[c]));
        bool right = render_is_right(t, c);
        if (c)
            fputs("  ", w->out);
        spaces(w, right ? pad : 0);
        fputs(cell[c], w->out);
        spaces(w, !right && c + 1 < t->n ? pad : 0);
    }
    putc('\n', w->out);
}

static void
put_table(struct writer *w, const struct doc_node *n)
{
    const struct doc_table *t = n->table;
    size_t columns = (size_t)t->n, all = 0;
    size_t *wide = mem_array(w->m, columns, sizeof *wide);
    const char **text = mem_array(w->m, (t->rows + 1) * columns, sizeof *text);
    for (size_t i = 0; i < (t->rows + 1) * columns; i++) {
        const char *raw = i < columns ? t->column[i].head : t->cell[i - columns].text;
        text[i] = render_text_of(w->m, raw, "");
        size_t width = render_width(text[i], strlen(text[i]));
        wide[i % columns] = width > wide[i % columns] ? width : wide[i % columns];
    }
    for (size_t c = 0; c < columns; c++)
        all += wide[c] + (c ? 2 : 0);
    if (t->caption && !t->compact)
        wrap(w, render_text_of(w->m, t->caption, ""), 0, 0);
    for (size_t r = 0; r <= t->rows; r++) {
        spaces(w, w->indent);
        put_cells(w, t, text + r * columns, wide);
        for (size_t i = 0; r == 0 && !t->compact && i < all; i++)
            putc('-', w->out);
        if (r == 0 && !t->compact)
            putc('\n', w->out);
    }
}

static void
put_code(struct writer *w, const struct doc_node *n)
{
    for (const struct doc_span *s = n->span; s; s = s->next)
        for (const char *line = render_text_of(w->m, s->text, "\n"); *line;
             line += strcspn(line, "\n"), line += *line == '\n') {
            spaces(w, *line == '\n' ? 0 : w->indent + 4);
            fprintf(w->out, "%.*s\n", (int)strcspn(line, "\n"), line);
        }
}

static void
put_figure(struct writer *w, const struct doc_node *n)
{
    size_t indent = w->indent;
    const char *shows = render_text_of(w->m, n->label, "");
    spaces(w, indent);
    wrap(w,
         mem_print(w->m, "[Picture %s%s%s]", render_text_of(w->m, n->url, ""),
                   *shows ? ": " : "", shows),
         indent, indent);
    if (n->span) {
        spaces(w, indent);
        put_block(w, n, indent, indent);
    }
}

static void
put_rule(struct writer *w, const struct doc_node *n)
{
    (void)n;
    spaces(w, w->indent);
    fputs("* * *\n", w->out);
}

static void
put_paragraph(struct writer *w, const struct doc_node *n)
{
    spaces(w, w->indent);
    put_block(w, n, w->indent, w->indent);
}

/* Blocks are parted by a blank line, but for what a heading or a lead leads to, and
 * within an item. */
static void
put_between(struct writer *w, const struct doc_node *parent, const struct doc_node *n)
{
    const struct doc_node *before = w->before;
    bool begun = w->d->title || w->d->subtitle;
    bool joined = parent->kind == DOC_ITEM ||
                  (before ? before->kind == DOC_HEADING || before->leads : !begun);
    if (!joined || (before && n->kind == DOC_HEADING))
        putc('\n', w->out);
}

static const struct block_writers blocks = {.between = put_between,
                                            .of = {[DOC_PARAGRAPH] = put_paragraph,
                                                   [DOC_CODE] = put_code,
                                                   [DOC_LIST] = put_list,
                                                   [DOC_FACTS] = put_facts,
                                                   [DOC_TABLE] = put_table,
                                                   [DOC_FIGURE] = put_figure,
                                                   [DOC_PART] = writer_blocks,
                                                   [DOC_RULE] = put_rule}};

void
render_text(const struct document *d, FILE *out)
{
    struct writer w = {.d = d, .m = d->m, .out = out, .blocks = &blocks};
    if (d->title)
        wrap(&w, render_text_of(d->m, d->title, ""), 0, 0);
    if (d->subtitle)
        wrap(&w, render_text_of(d->m, d->subtitle, ""), 0, 0);
    writer_blocks(&w, &d->body);
}
