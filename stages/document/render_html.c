/* HTML, well-formed as XML, without scripts: a whole page, or its blocks alone. */
#include <string.h>

#include "document/writer.h"
#include "document/xml.h"

static void
put(const struct writer *w, const char *text)
{
    xml_put(w->out, w->m, text);
}

/* A file beside this one, and perhaps a place in it. */
static const char *
place_of(const struct writer *w, const char *path)
{
    const char *place = strchr(path, '#');
    if (!place)
        return render_path(w->m, path);
    char *file = mem_text(w->m, path, (size_t)(place - path));
    return mem_print(w->m, "%s#%s", render_path(w->m, file),
                     render_path(w->m, place + 1));
}

static void
put_link(const struct writer *w, const char *text, const char *url, bool here)
{
    const char *to = here ? place_of(w, url) : render_address(w->m, url);
    if (to) {
        fputs("<a href=\"", w->out);
        put(w, to);
        fputs("\">", w->out);
    }
    put(w, text ? text : to ? to : url);
    fputs(to ? "</a>" : "", w->out);
}

static void
put_spans(const struct writer *w, const struct doc_node *n)
{
    static const char *const tag[] = {[DOC_STRONG] = "strong", [DOC_MONO] = "code"};
    for (const struct doc_span *s = n->span; s; s = s->next) {
        if (s->kind == DOC_LINK) {
            put_link(w, s->text, s->url, s->here);
            continue;
        }
        if (s->kind != DOC_TEXT)
            fprintf(w->out, "<%s>", tag[s->kind]);
        put(w, s->text);
        if (s->kind != DOC_TEXT)
            fprintf(w->out, "</%s>", tag[s->kind]);
    }
}

/* A tag with what the block is called and looks like. */
static void
put_open(const struct writer *w, const char *tag, const struct doc_node *n)
{
    fprintf(w->out, "<%s", tag);
    const char *part[][2] = {{"class", n->look}, {"id", n->name}};
    for (size_t i = 0; i < 2; i++)
        if (part[i][1]) {
            fprintf(w->out, " %s=\"", part[i][0]);
            put(w, part[i][1]);
            fputs("\"", w->out);
        }
    fputs(">", w->out);
}

static void
put_in(const struct writer *w, const char *tag, const struct doc_node *n)
{
    put_open(w, tag, n);
    put_spans(w, n);
    fprintf(w->out, "</%.*s>\n", (int)strcspn(tag, " "), tag);
}

static void
put_list(struct writer *w, const struct doc_node *list)
{
    const char *tag = list->numbered ? "ol" : "ul";
    if (list->label) {
        int level = w->level < 6 ? w->level + 1 : 6;
        fprintf(w->out, "<h%d>", level);
        put(w, list->label);
        fprintf(w->out, "</h%d>\n", level);
    }
    put_open(w, tag, list);
    fputs("\n", w->out);
    for (const struct doc_node *i = list->child; i; i = i->next) {
        put_open(w, "li", i);
        put_spans(w, i);
        fputs(i->child ? "\n" : "", w->out);
        writer_blocks(w, i);
        fputs("</li>\n", w->out);
    }
    fprintf(w->out, "</%s>\n", tag);
}

static void
put_facts(struct writer *w, const struct doc_node *facts)
{
    put_open(w, "dl", facts);
    fputs("\n", w->out);
    for (const struct doc_node *i = facts->child; i; i = i->next) {
        fputs("<dt>", w->out);
        put(w, i->label);
        fputs("</dt>\n", w->out);
        put_in(w, "dd", i);
    }
    fputs("</dl>\n", w->out);
}

/* True when the text is the number itself, its thousands parted. Else the script that sorts
 * is told the number. */
static bool
says(const char *text, const char *value)
{
    for (; text && *text; text++)
        if (*text != ',' && *text != *value++)
            return false;
    return text && !*value;
}

/* The style sheet of a site sets these columns of a table to the right, by a word of the table
 * for each, "n2"; "n": all but the first. What stands further right says so in every cell. */
enum { NAMED = 9 };

static bool
is_all_right(const struct doc_table *t)
{
    for (int c = 1; c < t->n; c++)
        if (!render_is_right(t, c))
            return false;
    return t->n > 1 && !render_is_right(t, 0);
}

static void
put_table_tag(const struct writer *w, const struct doc_table *t)
{
    const char *look = "";
    if (w->d->site && is_all_right(t))
        look = " n";
    else if (w->d->site)
        for (int c = 0; c < t->n && c < NAMED; c++)
            if (render_is_right(t, c))
                look = mem_print(w->m, "%s n%d", look, c + 1);
    if (*look)
        fprintf(w->out, "<table class=\"%s\">\n", look + 1);
    else
        fputs("<table>\n", w->out);
}

/* What a cell, also of the head, says of where it is set. */
static const char *
right_of(const struct writer *w, const struct doc_table *t, int c)
{
    bool named = w->d->site && (c < NAMED || is_all_right(t));
    return render_is_right(t, c) && !named ? " class=\"n\"" : "";
}

/* Bounds stand on one line, "95 % CI 14.7 to 17.8", as long as they are short. */
static const char *
on_one_line(struct mem *m, const char *text)
{
    enum { SHORT = 28 };
    const char *out = "";
    if (!text || strlen(text) > SHORT)
        return text;
    for (size_t n; *text; text += n + (text[n] == ' ')) {
        n = strcspn(text, " ");
        out = mem_print(m, "%s%.*s%s", out, (int)n, text, text[n] ? "\xc2\xa0" : "");
    }
    return out;
}

static void
put_cell(const struct writer *w, const struct doc_table *t, size_t i)
{
    const struct doc_cell *c = &t->cell[i];
    int column = (int)(i % (size_t)t->n);
    bool key = t->column[column].kind == DOC_KEY;
    fprintf(w->out, "<%s%s", key ? "th scope=\"row\"" : "td", right_of(w, t, column));
    if (w->d->site && c->value && !key && !says(c->text, c->value)) {
        fputs(" data-value=\"", w->out);
        put(w, c->value);
        fputs("\"", w->out);
    }
    fputs(">", w->out);
    if (c->url)
        put_link(w, c->text, c->url, c->here);
    else if (w->d->site && t->column[column].kind == DOC_BOUNDS)
        put(w, on_one_line(w->m, c->text));
    else
        put(w, c->text);
    fputs(key ? "</th>" : "</td>", w->out);
    fputs(w->d->site ? "" : "\n", w->out); /* a site has a hundred thousand cells */
}

static void
put_table(struct writer *w, const struct doc_node *n)
{
    const struct doc_table *t = n->table;
    if (w->d->site) {
        fputs("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"",
              w->out);
        put(w, render_caption(w->d, t));
        fprintf(w->out, " (%zu)\">\n", ++w->tables);
    }
    put_table_tag(w, t);
    fputs("<caption>", w->out);
    put(w, render_caption(w->d, t));
    fputs("</caption>\n<thead>\n<tr>\n", w->out);
    for (int c = 0; c < t->n; c++) {
        fprintf(w->out, "<th scope=\"col\"%s>", right_of(w, t, c));
        put(w, t->column[c].head);
        fputs("</th>\n", w->out);
    }
    fputs("</tr>\n</thead>\n<tbody>\n", w->out);
    for (size_t i = 0; i < t->rows * (size_t)t->n; i++) {
        size_t c = i % (size_t)t->n;
        fputs(c ? "" : w->d->site ? "<tr>" : "<tr>\n", w->out);
        put_cell(w, t, i);
        fputs(c + 1 == (size_t)t->n ? "</tr>\n" : "", w->out);
    }
    fputs("</tbody>\n</table>\n", w->out);
    fputs(w->d->site ? "</div>\n" : "", w->out);
}

static void
put_figure(struct writer *w, const struct doc_node *n)
{
    put_open(w, "figure", n);
    if (n->drawing) {
        fputs("\n<div class=\"inner\"><div class=\"layers\">\n", w->out);
        fprintf(w->out, "%s\n</div></div>\n", n->drawing);
    } else {
        fputs("\n<img src=\"", w->out);
        put(w, render_path(w->m, n->url));
        fputs("\" alt=\"", w->out);
        put(w, n->label);
        fputs("\"/>\n", w->out);
    }
    if (n->span)
        put_in(w, "figcaption", n);
    fputs("</figure>\n", w->out);
}

static void
put_code(struct writer *w, const struct doc_node *n)
{
    fputs(w->d->site ? "<pre role=\"group\" tabindex=\"0\" aria-label=\"Text in lines "
                       "of its own\">"
                       "<code>"
                     : "<pre><code>",
          w->out);
    for (const struct doc_span *s = n->span; s; s = s->next)
        xml_put_lines(w->out, w->m, s->text);
    fputs("</code></pre>\n", w->out);
}

static void
put_heading(struct writer *w, const struct doc_node *n)
{
    char tag[] = "h0";
    tag[1] = (char)('0' + n->level);
    put_in(w, tag, n);
    w->level = n->level;
}

static void
put_part(struct writer *w, const struct doc_node *n)
{
    put_open(w, "section", n);
    fputs("\n", w->out);
    writer_blocks(w, n);
    fputs("</section>\n", w->out);
}

static void
put_rule(struct writer *w, const struct doc_node *n)
{
    (void)n;
    fputs("<hr/>\n", w->out);
}

static void
put_paragraph(struct writer *w, const struct doc_node *n)
{
    put_in(w, "p", n);
}

static const struct block_writers blocks = {.of = {[DOC_HEADING] = put_heading,
                                                   [DOC_PARAGRAPH] = put_paragraph,
                                                   [DOC_CODE] = put_code,
                                                   [DOC_LIST] = put_list,
                                                   [DOC_FACTS] = put_facts,
                                                   [DOC_TABLE] = put_table,
                                                   [DOC_FIGURE] = put_figure,
                                                   [DOC_PART] = put_part,
                                                   [DOC_RULE] = put_rule}};

/* The look of a page that stands alone. */
static void
put_style(const struct writer *w)
{
    fputs("<style>\n"
          "body { font-family: \"DejaVu Sans\", Verdana, sans-serif; margin: 2em auto; "
          "max-width: 60em; padding: 0 1em; line-height: 1.4; color: #1a1a1a; }\n"
          "table { border-collapse: collapse; }\n"
          "caption, h1 { text-align: left; font-weight: bold; }\n"
          "h2 { font-size: 1em; }\n"
          "th, td { padding: 0.3em 0.8em; border-bottom: 1px solid #b1b4b6; "
          "text-align: left; vertical-align: top; }\n"
          ".n { text-align: right; font-variant-numeric: tabular-nums; }\n"
          "</style>\n",
          w->out);
}

/* A file of the site, seen from this page. */
static const char *
site_path(const struct writer *w, const char *path)
{
    return render_path(w->m, mem_print(w->m, "%s%s", w->d->home, path));
}

/* The whole address of a file of the site where the site's is known, else the way there. */
static const char *
address_of(const struct writer *w, const char *path)
{
    const char *site = w->d->site->address;
    return site ? mem_print(w->m, "%s/%s", site, path) : site_path(w, path);
}

static void
put_meta(const struct writer *w, const char *kind, const char *name, const char *text)
{
    if (!text)
        return;
    fprintf(w->out, "<meta %s=\"%s\" content=\"", kind, name);
    put(w, text);
    fputs("\"/>\n", w->out);
}

/* What others show of a page that they lead to. */
static void
put_card(const struct writer *w)
{
    const char *summary = w->d->summary ? w->d->summary : w->d->subtitle;
    put_meta(w, "property", "og:title", w->d->title);
    put_meta(w, "property", "og:site_name", w->d->site->name);
    put_meta(w, "property", "og:description", summary);
    put_meta(w, "name", "description", summary);
    if (w->d->picture)
        put_meta(w, "property", "og:image", address_of(w, w->d->picture));
}

static void
put_linked(const struct writer *w, const char *json)
{
    fputs("<script type=\"application/ld+json\">", w->out);
    render_embedded(json, w->out);
    fputs("</script>\n", w->out);
}

/* A page of a site loads its own files and no others. */
static void
put_site_head(const struct writer *w)
{
    fputs("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
          "style-src 'self'; img-src 'self'; script-src 'self'; form-action 'none'; "
          "base-uri 'none'\"/>\n",
          w->out);
    fprintf(w->out, "<link rel=\"stylesheet\" href=\"%s\"/>\n",
            site_path(w, "style.css"));
    if (w->d->picture || w->d->summary)
        put_card(w);
    if (w->d->linked)
        put_linked(w, w->d->linked);
    fprintf(w->out, "<script src=\"%s\" defer=\"defer\"></script>\n",
            site_path(w, "site.js"));
}

/* Which edition it is, and the way to the newest when it is an older one. */
static void
put_edition(const struct writer *w, const char *look)
{
    const struct doc_site *s = w->d->site;
    fprintf(w->out, "<p class=\"%s\">", look);
    put(w, s->edition);
    if (s->newest)
        fprintf(w->out, " <a href=\"%s\">The newest edition</a>",
                site_path(w, s->newest));
    fputs("</p>\n", w->out);
}

static bool
is_step(const struct doc_site_page *a, const struct doc_site_page *b)
{
    return !strcmp(a->path, b->path);
}

static void
put_site_top(const struct writer *w)
{
    const struct doc_site *s = w->d->site;
    fputs("<a class=\"skip\" href=\"#content\">To the content</a>\n<header>\n", w->out);
    fprintf(w->out, "<a class=\"brand\" href=\"%s\">", site_path(w, "index.html"));
    put(w, s->name);
    fputs("</a>\n<nav aria-label=\"Pages\">\n<ul>\n", w->out);
    for (size_t i = 0; i < s->pages; i++) {
        bool above =
            w->d->trails && is_step(&w->d->trail[w->d->trails - 1], &s->page[i]);
        bool here = w->d->path && !strcmp(w->d->path, s->page[i].path);
        fprintf(w->out, "<li><a href=\"%s\"%s>", site_path(w, s->page[i].path),
                here    ? " aria-current=\"page\""
                : above ? " aria-current=\"true\""
                        : "");
        put(w, s->page[i].name);
        fputs("</a></li>\n", w->out);
    }
    fprintf(w->out, "</ul>\n</nav>\n<div id=\"search\" data-home=\"%s\"></div>\n",
            w->d->home);
    if (s->newest)
        put_edition(w, "dated");
    fputs("</header>\n", w->out);
}

static bool
is_in_menu(const struct writer *w, const struct doc_site_page *step)
{
    const struct doc_site *s = w->d->site;
    for (size_t i = 0; i < s->pages; i++)
        if (is_step(step, &s->page[i]))
            return true;
    return false;
}

/* The way from the first page to this one, where the menu does not show it. */
static void
put_trail(const struct writer *w)
{
    size_t n = w->d->trails;
    if (!n || is_in_menu(w, &w->d->trail[n - 1]))
        return;
    fputs("<nav aria-label=\"Way to this page\" class=\"trail\">\n<ol>\n", w->out);
    for (size_t i = 0; i < w->d->trails; i++) {
        fprintf(w->out, "<li><a href=\"%s\">", site_path(w, w->d->trail[i].path));
        put(w, w->d->trail[i].name);
        fputs("</a></li>\n", w->out);
    }
    fputs("</ol>\n</nav>\n", w->out);
}

static void
put_site_end(const struct writer *w)
{
    fputs("<footer>\n", w->out);
    put_edition(w, "edition");
    fputs("</footer>\n", w->out);
}

void
render_html(const struct document *d, FILE *out)
{
    struct writer w = {.d = d, .m = d->m, .out = out, .blocks = &blocks, .level = 1};
    const char *title = d->title ? d->title : "Table";
    fprintf(out, "<!DOCTYPE html>\n<html lang=\"en\"%s>\n",
            d->site ? "" : " xmlns=\"http://www.w3.org/1999/xhtml\"");
    fputs("<head>\n<meta charset=\"utf-8\"/>\n"
          "<meta name=\"viewport\" content=\"width=device-width\"/>\n<title>",
          out);
    put(&w, title);
    fputs("</title>\n", out);
    (d->site ? put_site_head : put_style)(&w);
    fputs("</head>\n", out);
    if (d->kind)
        fprintf(out, "<body class=\"%s\">\n", d->kind);
    else
        fputs("<body>\n", out);
    if (d->site) {
        put_site_top(&w);
        put_trail(&w);
    }
    fputs(d->site ? "<main id=\"content\">\n<h1>" : "<main>\n<h1>", out);
    put(&w, title);
    fputs("</h1>\n", out);
    if (d->subtitle && !render_is_caption(&d->body)) {
        fputs("<p>", out);
        put(&w, d->subtitle);
        fputs("</p>\n", out);
    }
    writer_blocks(&w, &d->body);
    fputs("</main>\n", out);
    if (d->site)
        put_site_end(&w);
    fputs("</body>\n</html>\n", out);
}
