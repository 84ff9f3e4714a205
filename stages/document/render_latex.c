/* LaTeX with booktabs, for pdflatex, lualatex and xelatex. */
#include <string.h>

#include "document/writer.h"

/* Columns of words that are wider than this break their lines. */
#define WIDE 28

/* What stands for a character that means something to TeX, or NULL. "-" and others would
 * run together with their like. */
static const char *
escaped(char c)
{
    static const char *const with[128] = {['\\'] = "\\textbackslash{}",
                                          ['{'] = "\\{",
                                          ['}'] = "\\}",
                                          ['$'] = "\\$",
                                          ['&'] = "\\&",
                                          ['#'] = "\\#",
                                          ['_'] = "\\_",
                                          ['%'] = "\\%",
                                          ['~'] = "\\textasciitilde{}",
                                          ['^'] = "\\textasciicircum{}",
                                          ['<'] = "\\textless{}",
                                          ['>'] = "\\textgreater{}",
                                          ['|'] = "\\textbar{}",
                                          ['"'] = "\\textquotedbl{}",
                                          ['\''] = "\\textquotesingle{}",
                                          ['`'] = "\\textasciigrave{}",
                                          ['-'] = "-{}",
                                          [','] = ",{}",
                                          ['*'] = "{*}",
                                          ['['] = "{[}",
                                          [']'] = "{]}"};
    return c > 0 ? with[(unsigned char)c] : NULL;
}

static void
put(const struct writer *w, const char *raw)
{
    for (const char *p = render_text_of(w->m, raw, ""); *p; p++)
        if (escaped(*p) && !(strchr("-,", *p) && p[1] != *p))
            fputs(escaped(*p), w->out);
        else
            putc(*p, w->out);
}

static void
put_link(const struct writer *w, const char *text, const char *url)
{
    const char *to = render_address(w->m, url);
    if (to) {
        fputs("\\href{", w->out);
        for (const char *p = to; *p; p++)
            fprintf(w->out, "%s%c", strchr("%#&_", *p) ? "\\" : "", *p);
        fputs("}{", w->out);
    }
    put(w, text ? text : to ? to : url);
    fputs(to ? "}" : "", w->out);
}

static void
put_spans(const struct writer *w, const struct doc_node *n)
{
    static const char *const open[] = {
        [DOC_TEXT] = "", [DOC_STRONG] = "\\textbf{", [DOC_MONO] = "\\texttt{"};
    for (const struct doc_span *s = n->span; s; s = s->next) {
        if (s->kind == DOC_LINK) {
            put_link(w, s->text, s->url);
            continue;
        }
        fputs(open[s->kind], w->out);
        put(w, s->text);
        fputs(s->kind == DOC_TEXT ? "" : "}", w->out);
    }
}

static void
put_section(const struct writer *w, int level)
{
    static const char *const name[] = {"section", "section", "section", "subsection",
                                       "subsubsection"};
    fprintf(w->out, "\\%s*{", name[level > 4 ? 4 : level]);
}

static void
put_list(struct writer *w, const struct doc_node *list)
{
    const char *name = list->numbered ? "enumerate" : "itemize";
    if (list->label) {
        put_section(w, 3);
        put(w, list->label);
        fputs("}\n", w->out);
    }
    if (!list->child)
        return;
    fprintf(w->out, "\\begin{%s}\n", name);
    for (const struct doc_node *i = list->child; i; i = i->next) {
        fputs("\\item ", w->out);
        put_spans(w, i);
        putc('\n', w->out);
        writer_blocks(w, i);
    }
    fprintf(w->out, "\\end{%s}\n", name);
}

static void
put_facts(struct writer *w, const struct doc_node *facts)
{
    fputs(facts->child ? "\\begin{description}\n" : "", w->out);
    for (const struct doc_node *i = facts->child; i; i = i->next) {
        fputs("\\item[{", w->out);
        put(w, i->label);
        fputs("}] ", w->out);
        put_spans(w, i);
        putc('\n', w->out);
    }
    fputs(facts->child ? "\\end{description}\n" : "", w->out);
}

static void
put_column(const struct writer *w, const struct doc_table *t, int c)
{
    size_t wide = 0;
    for (size_t r = 0; r < t->rows; r++) {
        const char *text = t->cell[r * (size_t)t->n + (size_t)c].text;
        size_t n = text ? render_width(text, strlen(text)) : 0;
        wide = n > wide ? n : wide;
    }
    fputs(render_is_right(t, c) ? "r"
          : wide <= WIDE        ? "l"
                                : ">{\\raggedright\\arraybackslash}p{0.25\\linewidth}",
          w->out);
}

static void
put_table(struct writer *w, const struct doc_node *n)
{
    const struct doc_table *t = n->table;
    fputs("\\begin{longtable}{", w->out);
    for (int c = 0; c < t->n; c++)
        put_column(w, t, c);
    fputs("}\n\\caption*{", w->out);
    put(w, render_caption(w->d, t));
    fputs("}\\\\\n\\toprule\n", w->out);
    for (int c = 0; c < t->n; c++) {
        fputs(c ? " & " : "", w->out);
        put(w, t->column[c].head);
    }
    fputs(" \\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endlastfoot\n", w->out);
    for (size_t i = 0; i < t->rows * (size_t)t->n; i++) {
        const struct doc_cell *cell = &t->cell[i];
        size_t c = i % (size_t)t->n;
        fputs(c ? " & " : "", w->out);
        if (cell->url)
            put_link(w, cell->text, cell->url);
        else
            put(w, cell->text);
        fputs(c + 1 == (size_t)t->n ? " \\\\\n" : "", w->out);
    }
    fputs("\\end{longtable}\n", w->out);
}

/* A line each, its blanks kept. */
static void
put_code(struct writer *w, const struct doc_node *n)
{
    fputs("\\begin{quote}\\ttfamily\\raggedright\n", w->out);
    for (const struct doc_span *s = n->span; s; s = s->next)
        for (const char *p = render_text_of(w->m, s->text, "\n"); *p;
             p += strcspn(p, "\n"), p += *p == '\n') {
            fputs("\\mbox{}", w->out);
            for (const char *c = p; *c && *c != '\n'; c++) {
                char one[2] = {*c, '\0'};
                fputs(*c == ' ' ? "~" : escaped(*c) ? escaped(*c) : one, w->out);
            }
            fputs("\\\\\n", w->out);
        }
    fputs("\\end{quote}\n", w->out);
}

/* True for a file that TeX can include, by its name. */
static bool
is_picture(const char *file)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789./-";
    const char *dot = strrchr(file, '.');
    return dot && !file[strspn(file, plain)] &&
           (!strcmp(dot, ".pdf") || !strcmp(dot, ".png") || !strcmp(dot, ".jpg"));
}

/* Any other is named, with what it shows. */
static void
put_figure(struct writer *w, const struct doc_node *n)
{
    fputs("\\begin{center}\n", w->out);
    if (is_picture(n->url)) {
        fprintf(w->out, "\\includegraphics[width=\\linewidth]{%s}", n->url);
    } else {
        fputs("Picture ", w->out);
        put(w, n->url);
        fputs(n->label && *n->label ? ": " : "", w->out);
        put(w, n->label);
    }
    fputs(n->span ? "\n\n" : "\n", w->out);
    put_spans(w, n);
    fputs(n->span ? "\n\\end{center}\n" : "\\end{center}\n", w->out);
}

static void
put_rule(struct writer *w, const struct doc_node *n)
{
    (void)n;
    fputs("\\medskip\\hrule\\medskip\n", w->out);
}

static void
put_heading(struct writer *w, const struct doc_node *n)
{
    put_section(w, n->level);
    put_spans(w, n);
    fputs("}\n", w->out);
}

static void
put_paragraph(struct writer *w, const struct doc_node *n)
{
    put_spans(w, n);
    putc('\n', w->out);
}

static void
put_between(struct writer *w, const struct doc_node *parent, const struct doc_node *n)
{
    (void)n;
    if (parent->kind == DOC_BODY || w->before)
        putc('\n', w->out);
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
render_latex(const struct document *d, FILE *out)
{
    struct writer w = {.d = d, .m = d->m, .out = out, .blocks = &blocks};
    fputs("\\documentclass{article}\n"
          "\\usepackage[a4paper,margin=2cm]{geometry}\n"
          "\\usepackage{iftex,textcomp}\n"
          "\\ifPDFTeX\\usepackage[utf8]{inputenc}\\usepackage[T1]{fontenc}"
          "\\DeclareUnicodeCharacter{FFFD}{?}"
          "\\else\\usepackage{fontspec}\\fi\n"
          "\\usepackage{array,booktabs,longtable,caption,graphicx}\n"
          "\\usepackage[hidelinks]{hyperref}\n"
          "\\setlength{\\parindent}{0pt}\\setlength{\\parskip}{6pt}\n"
          "\\begin{document}\n",
          out);
    if (d->title) {
        fputs("\n\\section*{", out);
        put(&w, d->title);
        fputs("}\n", out);
    }
    if (d->subtitle && !render_is_caption(&d->body)) {
        putc('\n', out);
        put(&w, d->subtitle);
        putc('\n', out);
    }
    writer_blocks(&w, &d->body);
    fputs("\n\\end{document}\n", out);
}
