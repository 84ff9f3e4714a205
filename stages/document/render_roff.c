/* roff with the macros of man(7) and tbl(1): for man, mandoc and groff. */
#include <string.h>
#include <unistr.h>

#include "document/writer.h"

/* Escapes that stand for an ASCII character which roff would take or change. */
static const char *
escaped(ucs4_t c)
{
    switch (c) {
    case '\\':
        return "\\e";
    case '-':
        return "\\-";
    case '\'':
        return "\\(aq";
    case '`':
        return "\\(ga";
    case '^':
        return "\\(ha";
    case '~':
        return "\\(ti";
    case '"':
        return "\\(dq";
    default:
        return NULL;
    }
}

/* One line of clean text; other than ASCII by code point, as every roff reads it. */
static void
put_line(const struct writer *w, const char *text, size_t n)
{
    for (size_t at = 0; at < n;) {
        ucs4_t c;
        at += (size_t)u8_mbtoucr(&c, (const uint8_t *)text + at, n - at);
        if (c >= 128)
            fprintf(w->out, "\\[u%04X]", (unsigned)c);
        else if (escaped(c))
            fputs(escaped(c), w->out);
        else
            putc((int)c, w->out);
    }
}

static void
put(const struct writer *w, const char *raw)
{
    const char *text = render_text_of(w->m, raw, "");
    put_line(w, text, strlen(text));
}

/* In the font, and back. */
static void
put_font(const struct writer *w, char font, const char *text)
{
    fprintf(w->out, "\\f%c", font);
    put(w, text);
    fputs("\\fR", w->out);
}

/* The address of a link stands behind it, in angle brackets, when it has another text. */
static void
put_link(const struct writer *w, const char *text, const char *url)
{
    const char *to = render_address(w->m, url);
    put(w, text ? text : to ? to : url);
    if (text && to) {
        fputs(" <", w->out);
        put(w, to);
        putc('>', w->out);
    }
}

/* Text that is no request, whatever it begins with. */
static void
put_spans(const struct writer *w, const struct doc_node *n)
{
    fputs(n->span ? "\\&" : "", w->out);
    for (const struct doc_span *s = n->span; s; s = s->next)
        if (s->kind == DOC_LINK)
            put_link(w, s->text, s->url);
        else if (s->kind == DOC_STRONG)
            put_font(w, 'B', s->text);
        else if (s->kind == DOC_MONO)
            put_font(w, 'B', s->text);
        else
            put(w, s->text);
    fputs(n->span ? "\n" : "", w->out);
}

static void
put_list(struct writer *w, const struct doc_node *list)
{
    size_t number = 0;
    if (list->label) {
        fputs(".PP\n\\&", w->out);
        put_font(w, 'B', list->label);
        putc('\n', w->out);
    }
    for (const struct doc_node *i = list->child; i; i = i->next) {
        if (list->numbered)
            fprintf(w->out, ".IP %zu. 4\n", ++number);
        else
            fputs(".IP \\(bu 2\n", w->out);
        put_spans(w, i);
        if (!i->child)
            continue;
        fputs(".RS\n", w->out);
        writer_blocks(w, i);
        fputs(".RE\n", w->out);
    }
}

static void
put_facts(struct writer *w, const struct doc_node *facts)
{
    for (const struct doc_node *i = facts->child; i; i = i->next) {
        fputs(".TP\n\\&", w->out);
        put_font(w, 'B', i->label);
        putc('\n', w->out);
        put_spans(w, i);
    }
}

/* Cells are parted by tabs, which no text has, and begin with what no request does. */
static void
put_table(struct writer *w, const struct doc_node *n)
{
    const struct doc_table *t = n->table;
    fputs(".PP\n\\&", w->out);
    put(w, render_caption(w->d, t));
    fputs("\n.TS\n", w->out);
    for (int head = 1; head >= 0; head--)
        for (int c = 0; c < t->n; c++)
            fprintf(w->out, "%s%c%s", c ? " " : "", render_is_right(t, c) ? 'r' : 'l',
                    head           ? (c + 1 < t->n ? "b" : "b\n")
                    : c + 1 < t->n ? ""
                                   : ".\n");
    for (int c = 0; c < t->n; c++) {
        fputs(c ? "\t\\&" : "\\&", w->out);
        put(w, t->column[c].head);
    }
    fputs("\n_\n", w->out);
    for (size_t i = 0; i < t->rows * (size_t)t->n; i++) {
        size_t c = i % (size_t)t->n;
        fputs(c ? "\t\\&" : "\\&", w->out);
        put(w, t->cell[i].text);
        fputs(c + 1 == (size_t)t->n ? "\n" : "", w->out);
    }
    fputs(".TE\n", w->out);
}

static void
put_code(struct writer *w, const struct doc_node *n)
{
    fputs(".PP\n.RS 4\n.nf\n", w->out);
    for (const struct doc_span *s = n->span; s; s = s->next)
        for (const char *p = render_text_of(w->m, s->text, "\n"); *p;
             p += strcspn(p, "\n"), p += *p == '\n') {
            fputs("\\&", w->out);
            put_line(w, p, strcspn(p, "\n"));
            putc('\n', w->out);
        }
    fputs(".fi\n.RE\n", w->out);
}

static void
put_heading(struct writer *w, const struct doc_node *n)
{
    fprintf(w->out, ".%s \"", n->level <= 2 ? "SH" : "SS");
    for (const struct doc_span *s = n->span; s; s = s->next)
        put(w, s->text ? s->text : s->url);
    fputs("\"\n", w->out);
}

static void
put_figure(struct writer *w, const struct doc_node *n)
{
    fputs(".PP\n\\&[Picture ", w->out);
    put(w, n->url);
    fputs(n->label && *n->label ? ": " : "", w->out);
    put(w, n->label);
    fputs("]\n", w->out);
    if (n->span) {
        fputs(".br\n", w->out);
        put_spans(w, n);
    }
}

/* A paragraph begins of itself behind a heading. */
static void
put_paragraph(struct writer *w, const struct doc_node *n)
{
    bool heads = w->before && w->before->kind == DOC_HEADING;
    fputs(heads ? "" : ".PP\n", w->out);
    put_spans(w, n);
}

static void
put_rule(struct writer *w, const struct doc_node *n)
{
    (void)n;
    fputs(".PP\n\\&* * *\n", w->out);
}

static const struct block_writers blocks = {.of = {[DOC_HEADING] = put_heading,
                                                   [DOC_PARAGRAPH] = put_paragraph,
                                                   [DOC_CODE] = put_code,
                                                   [DOC_LIST] = put_list,
                                                   [DOC_FACTS] = put_facts,
                                                   [DOC_TABLE] = put_table,
                                                   [DOC_FIGURE] = put_figure,
                                                   [DOC_PART] = writer_blocks,
                                                   [DOC_RULE] = put_rule}};

void
render_roff(const struct document *d, FILE *out)
{
    struct writer w = {.d = d, .m = d->m, .out = out, .blocks = &blocks};
    fputs("'\\\" t\n.TH \"", out);
    put(&w, d->title ? d->title : "Table");
    fprintf(out, "\" 7 \"\" \"attest %s\" \"\"\n", ATTEST_VERSION);
    if (d->subtitle && !render_is_caption(&d->body)) {
        fputs(".PP\n\\&", out);
        put(&w, d->subtitle);
        putc('\n', out);
    }
    writer_blocks(&w, &d->body);
}
