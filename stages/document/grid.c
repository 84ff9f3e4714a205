#include "document/grid.h"

#include <stdio.h>
#include <string.h>
#include <uniwidth.h>

#include "document/xml.h"
#include "program/stage.h"
#include "table/table.h"

#define TEXT_WIDTH 88

static const char *const format_name[] = {"markdown", "html", "csv", "text"};

enum grid_format
grid_format(const char *name)
{
    for (int i = 0; i < 4; i++)
        if (!strcmp(name, format_name[i]))
            return (enum grid_format)i;
    usage("--format: %s is unknown, expected markdown, html, csv or text",
          msg_quote(name));
}

static size_t
width(const char *text)
{
    int w = u8_width((const uint8_t *)text, strlen(text), "UTF-8");
    return w > 0 ? (size_t)w : 0;
}

static void
spaces(size_t n)
{
    printf("%*s", (int)n, "");
}

/* Characters with a meaning in Markdown or HTML are escaped; [x] stays readable, since no
 * link definitions are written. */
static void
put_markdown(const char *text)
{
    for (; *text; text++) {
        if (strchr("\\`*_|<>&", *text))
            putchar('\\');
        putchar(*text);
    }
}

/* A web address, or nothing: only these become links. */
static bool
is_link(const char *url)
{
    return url && (!strncmp(url, "https://", 8) || !strncmp(url, "http://", 7)) &&
           !url[strcspn(url, " <>\"\\")];
}

static void
list_markdown(const struct grid_list *l)
{
    if (l->heading) {
        printf("**");
        put_markdown(l->heading);
        printf("**\n\n");
    }
    for (size_t i = 0; i < l->n; i++) {
        if (l->numbered)
            printf("%zu. ", i + 1);
        else if (l->heading)
            printf("- ");
        put_markdown(l->item[i].text);
        if (is_link(l->item[i].url))
            printf(" <%s>", l->item[i].url);
        puts(!l->heading && i + 1 < l->n ? "\n" : "");
    }
}

static void
write_markdown(const struct grid *g)
{
    if (g->title) {
        printf("# ");
        put_markdown(g->title);
        printf("\n\n");
    }
    if (g->subtitle) {
        put_markdown(g->subtitle);
        printf("\n\n");
    }
    for (int i = 0; i < g->n_above; i++)
        if (g->above[i].n) {
            list_markdown(&g->above[i]);
            putchar('\n');
        }
    for (int c = 0; c < g->n; c++) {
        printf("| ");
        put_markdown(g->column[c].head);
        putchar(' ');
    }
    puts("|");
    for (int c = 0; c < g->n; c++)
        printf(g->column[c].kind == GRID_NUMBER ? "| ---: " : "| --- ");
    puts("|");
    for (size_t r = 0; r < g->rows; r++) {
        for (int c = 0; c < g->n; c++) {
            printf("| ");
            put_markdown(g->row[r][c]);
            putchar(' ');
        }
        puts("|");
    }
    for (int i = 0; i < g->n_below; i++)
        if (g->below[i].n) {
            putchar('\n');
            list_markdown(&g->below[i]);
        }
}

static void
list_html(const struct grid_list *l)
{
    if (!l->n)
        return;
    if (l->heading) {
        printf("<h2>");
        xml_put(l->heading, " ");
        puts(l->numbered ? "</h2>\n<ol>" : "</h2>\n<ul>");
    }
    for (size_t i = 0; i < l->n; i++) {
        printf(l->heading ? "<li>" : "<p>");
        xml_put(l->item[i].text, " ");
        if (is_link(l->item[i].url)) {
            printf(" <a href=\"");
            xml_put(l->item[i].url, " ");
            printf("\">");
            xml_put(l->item[i].url, " ");
            printf("</a>");
        }
        puts(l->heading ? "</li>" : "</p>");
    }
    if (l->heading)
        puts(l->numbered ? "</ol>" : "</ul>");
}

static void
head_html(const struct grid *g)
{
    const char *title = g->title ? g->title : "Table";
    printf(
        "<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n"
        "<head>\n<meta charset=\"utf-8\"/>\n"
        "<meta name=\"viewport\" content=\"width=device-width\"/>\n<title>");
    xml_put(title, " ");
    printf(
        "</title>\n<style>\n"
        "body { font-family: \"DejaVu Sans\", Verdana, sans-serif; margin: 2em auto; "
        "max-width: 60em; padding: 0 1em; line-height: 1.4; color: #1a1a1a; }\n"
        "table { border-collapse: collapse; }\n"
        "caption, h1 { text-align: left; font-weight: bold; }\n"
        "h2 { font-size: 1em; }\n"
        "th, td { padding: 0.3em 0.8em; border-bottom: 1px solid #b1b4b6; "
        "text-align: left; vertical-align: top; }\n"
        ".n { text-align: right; font-variant-numeric: tabular-nums; }\n"
        "</style>\n</head>\n<body>\n<main>\n<h1>");
    xml_put(title, " ");
    puts("</h1>");
}

static void
write_html(const struct grid *g)
{
    head_html(g);
    for (int i = 0; i < g->n_above; i++)
        list_html(&g->above[i]);
    printf("<table>\n<caption>");
    xml_put(g->subtitle ? g->subtitle : g->title ? g->title : "Table", " ");
    puts("</caption>\n<thead>\n<tr>");
    for (int c = 0; c < g->n; c++) {
        printf("<th scope=\"col\"%s>",
               g->column[c].kind == GRID_NUMBER ? " class=\"n\"" : "");
        xml_put(g->column[c].head, " ");
        puts("</th>");
    }
    puts("</tr>\n</thead>\n<tbody>");
    for (size_t r = 0; r < g->rows; r++) {
        puts("<tr>");
        for (int c = 0; c < g->n; c++) {
            bool key = g->column[c].kind == GRID_KEY;
            printf(key                                ? "<th scope=\"row\">"
                   : g->column[c].kind == GRID_NUMBER ? "<td class=\"n\">"
                                                      : "<td>");
            xml_put(g->row[r][c], " ");
            puts(key ? "</th>" : "</td>");
        }
        puts("</tr>");
    }
    puts("</tbody>\n</table>");
    for (int i = 0; i < g->n_below; i++)
        list_html(&g->below[i]);
    puts("</main>\n</body>\n</html>");
}

static void
write_csv(const struct grid *g, struct mem *m)
{
    char **cell = mem_array(m, (size_t)g->n, sizeof *cell);
    for (int c = 0; c < g->n; c++)
        cell[c] = mem_copy(m, g->column[c].head);
    table_write(cell, g->n);
    for (size_t r = 0; r < g->rows; r++) {
        for (int c = 0; c < g->n; c++)
            cell[c] = mem_copy(m, g->row[r][c]);
        table_write(cell, g->n);
    }
}

/* Text broken at blanks to TEXT_WIDTH; every line begins at column indent. */
static void
put_wrapped(const char *text, size_t indent)
{
    size_t at = indent;
    while (*text) {
        size_t n = strcspn(text, " ");
        int w = u8_width((const uint8_t *)text, n, "UTF-8");
        size_t wide = w > 0 ? (size_t)w : 0;
        if (at > indent && at + 1 + wide > TEXT_WIDTH) {
            putchar('\n');
            spaces(indent);
            at = indent;
        } else if (at > indent) {
            putchar(' ');
            at++;
        }
        printf("%.*s", (int)n, text);
        at += wide;
        text += n;
        text += strspn(text, " ");
    }
    putchar('\n');
}

static void
list_text(const struct grid_list *l)
{
    size_t indent = l->numbered ? 6 : l->heading ? 2 : 0;
    if (l->heading)
        puts(l->heading);
    for (size_t i = 0; i < l->n; i++) {
        if (l->numbered)
            printf("%4zu. ", i + 1);
        else
            spaces(indent);
        put_wrapped(l->item[i].text, indent);
        if (is_link(l->item[i].url)) {
            spaces(indent);
            puts(l->item[i].url);
        }
    }
}

static void
put_cells(const struct grid *g, const char *const cell[], const size_t wide[])
{
    for (int c = 0; c < g->n; c++) {
        size_t pad = wide[c] - width(cell[c]);
        if (c)
            printf("  ");
        if (g->column[c].kind == GRID_NUMBER)
            spaces(pad);
        printf("%s", cell[c]);
        if (g->column[c].kind != GRID_NUMBER && c + 1 < g->n)
            spaces(pad);
    }
    putchar('\n');
}

static void
write_text(const struct grid *g, struct mem *m)
{
    size_t *wide = mem_array(m, (size_t)g->n, sizeof *wide), all = 0;
    const char **head = mem_array(m, (size_t)g->n, sizeof *head);
    for (int c = 0; c < g->n; c++) {
        head[c] = g->column[c].head;
        wide[c] = width(head[c]);
        for (size_t r = 0; r < g->rows; r++) {
            size_t w = width(g->row[r][c]);
            if (w > wide[c])
                wide[c] = w;
        }
        all += wide[c] + (c ? 2 : 0);
    }
    if (g->title)
        put_wrapped(g->title, 0);
    if (g->subtitle)
        put_wrapped(g->subtitle, 0);
    if (g->title || g->subtitle)
        putchar('\n');
    for (int i = 0; i < g->n_above; i++)
        if (g->above[i].n) {
            list_text(&g->above[i]);
            putchar('\n');
        }
    put_cells(g, head, wide);
    for (size_t i = 0; i < all; i++)
        putchar('-');
    putchar('\n');
    for (size_t r = 0; r < g->rows; r++)
        put_cells(g, g->row[r], wide);
    for (int i = 0; i < g->n_below; i++)
        if (g->below[i].n) {
            putchar('\n');
            list_text(&g->below[i]);
        }
}

void
grid_write(const struct grid *g, enum grid_format format, struct mem *m)
{
    switch (format) {
    case GRID_MARKDOWN:
        write_markdown(g);
        break;
    case GRID_HTML:
        write_html(g);
        break;
    case GRID_CSV:
        write_csv(g, m);
        break;
    case GRID_TEXT:
        write_text(g, m);
        break;
    }
}
