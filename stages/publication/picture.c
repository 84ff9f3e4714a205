/* A figure's SVG as part of a page: elements and attributes that draw, and no others, without
 * groups that hold nothing; ids of its own, as a page may have several. Where its numbers stand, links to their pages are laid
 * over it. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "document/xml.h"
#include "program/expat_line.h"
#include "program/msg.h"
#include "publication/site.h"
#include "table/csv_in.h"

struct picture {
    struct mem *m;
    FILE *out;
    const char *id;     /* before each id */
    int skipped;        /* depth within an element that does not draw */
    const char **group; /* opened and not yet written: they hold nothing so far */
    size_t groups;
    int says;         /* depth within elements whose text is read */
    bool begun, open; /* open: the ">" of the last tag is to come */
    const char *box;  /* viewBox */
};

static bool
is_of(const char *word, const char *const list[])
{
    for (; *list; list++)
        if (!strcmp(word, *list))
            return true;
    return false;
}

static const char *const drawing[] = {
    "svg", "g",       "defs",     "circle", "ellipse", "path",  "rect", "line",
    "use", "polygon", "polyline", "text",   "tspan",   "title", "desc", NULL};
static const char *const saying[] = {"text", "tspan", "title", "desc", NULL};
/* The letters are those of the page, lines end and meet as by default. */
static const char *const plain[] = {"d",
                                    "x",
                                    "y",
                                    "r",
                                    "cx",
                                    "cy",
                                    "x1",
                                    "y1",
                                    "x2",
                                    "y2",
                                    "width",
                                    "height",
                                    "points",
                                    "transform",
                                    "fill",
                                    "fill-opacity",
                                    "opacity",
                                    "color",
                                    "stroke",
                                    "stroke-width",
                                    "stroke-dasharray",
                                    "shape-rendering",
                                    "font-size",
                                    "font-weight",
                                    "text-anchor",
                                    "viewBox",
                                    "role",
                                    NULL};

static void
put_attribute(const struct picture *p, const char *name, const char *value)
{
    fprintf(p->out, " %s=\"", name);
    xml_put(p->out, p->m, value);
    fputs("\"", p->out);
}

/* Ids parted by blanks, each with what is before all of them. */
static const char *
own_ids(const struct picture *p, const char *value)
{
    const char *out = "";
    for (size_t n; *value; value += n + (value[n] == ' ')) {
        n = strcspn(value, " ");
        out =
            mem_print(p->m, "%s%s%s-%.*s", out, *out ? " " : "", p->id, (int)n, value);
    }
    return out;
}

/* What begins here is in the page, and so is all that it stands in. */
static void
put_groups(struct picture *p)
{
    for (size_t i = 0; i < p->groups; i++) {
        fprintf(p->out, "%s%s", p->open ? ">" : "", p->group[i]);
        p->open = true;
    }
    p->groups = 0;
    fputs(p->open ? ">" : "", p->out);
    p->open = false;
}

static void
put_attributes(struct picture *p, const char **a)
{
    for (; *a; a += 2) {
        bool size = !strcmp(a[0], "width") || !strcmp(a[0], "height");
        if (!strcmp(a[0], "id") || !strcmp(a[0], "aria-labelledby"))
            put_attribute(p, a[0], own_ids(p, a[1]));
        else if (!strcmp(a[0], "xlink:href") && *a[1] == '#')
            put_attribute(p, "href", mem_print(p->m, "#%s", own_ids(p, a[1] + 1)));
        else if (is_of(a[0], plain) && (p->begun || !size) && !strstr(a[1], "url("))
            put_attribute(p, a[0], a[1]);
        if (!p->begun && !strcmp(a[0], "viewBox"))
            p->box = mem_copy(p->m, a[1]);
    }
}

/* A path that only goes to a place, as gnuplot writes them. */
static bool
is_idle(const char *name, const char **a)
{
    if (strcmp(name, "path"))
        return false;
    for (; *a; a += 2)
        if (!strcmp(a[0], "d"))
            return a[1][0] == 'M' && !a[1][1 + strspn(a[1] + 1, "0123456789.,- ")];
    return true;
}

static void XMLCALL
start(void *data, const char *name, const char **a)
{
    struct picture *p = data;
    if (p->skipped || !is_of(name, drawing) || is_idle(name, a)) {
        p->skipped++;
        return;
    }
    FILE *out = p->out;
    char *tag = NULL;
    size_t n;
    bool group = !strcmp(name, "g");
    if (group && !(p->out = open_memstream(&tag, &n)))
        die(EX_OSERR, "out of memory for a picture");
    if (!group)
        put_groups(p);
    fprintf(p->out, "<%s", name);
    put_attributes(p, a);
    if (group) {
        if (fclose(p->out))
            die(EX_OSERR, "out of memory for a picture");
        p->group = mem_more(p->m, p->group, p->groups, sizeof *p->group);
        p->group[p->groups++] = mem_copy(p->m, tag);
        free(tag);
    }
    p->out = out;
    p->open |= !group;
    p->says += is_of(name, saying);
    p->begun = true;
}

static void XMLCALL
end(void *data, const char *name)
{
    struct picture *p = data;
    if (p->skipped) {
        p->skipped--;
        return;
    }
    p->says -= is_of(name, saying);
    if (p->groups) {
        p->groups--;
        return;
    }
    if (p->open)
        fputs("/>", p->out);
    else
        fprintf(p->out, "</%s>", name);
    p->open = false;
}

static void XMLCALL
text(void *data, const char *s, int n)
{
    struct picture *p = data;
    if (p->skipped || !p->says)
        return;
    put_groups(p);
    xml_put_lines(p->out, p->m, mem_text(p->m, s, (size_t)n));
}

static void
parse(struct picture *p, const char *file)
{
    FILE *f = fopen(file, "r");
    XML_Parser parser = XML_ParserCreate("UTF-8");
    char block[8192];
    size_t n;
    if (!f)
        die(EX_NOINPUT, "%s: cannot be opened: %s", file, strerror(errno));
    if (!parser)
        die(EX_OSERR, "out of memory for %s", file);
    XML_SetUserData(parser, p);
    XML_SetElementHandler(parser, start, end);
    XML_SetCharacterDataHandler(parser, text);
    do {
        n = fread(block, 1, sizeof block, f);
        if (!XML_Parse(parser, block, (int)n, n < sizeof block))
            die(EX_DATAERR, "%s:%lu: %s, expected the SVG that plot wrote", file,
                XML_LINE(parser), XML_ErrorString(XML_GetErrorCode(parser)));
    } while (n == sizeof block);
    fclose(f);
    XML_ParserFree(parser);
}

/* A link over each number; none of them is reached with the tab key without the script, as
 * the table has the same ones. */
static void
put_places(struct picture *p, const char *places, const char *table)
{
    struct csv_in in;
    struct csv_row row;
    csv_open(&in, p->m, places, ',', 0);
    if (csv_next(&in, &row) != CSV_ROW || row.n < 4)
        die(EX_DATAERR, "%s:1: expected the columns of a key, x, y and words", places);
    int key = (int)row.n - 3;
    fprintf(p->out, "\n<svg class=\"places\" viewBox=\"%s\">\n", p->box);
    while (csv_next(&in, &row) == CSV_ROW) {
        char **cell = row.cell;
        fputs("<a tabindex=\"-1\"", p->out);
        put_attribute(p, "href",
                      mem_print(p->m, "../%s", site_number(p->m, table, cell, key)));
        fputs("><title>", p->out);
        xml_put(p->out, p->m, cell[key + 2]);
        fputs("</title><circle r=\"9\"", p->out);
        put_attribute(p, "cx", cell[key]);
        put_attribute(p, "cy", cell[key + 1]);
        fputs("/></a>\n", p->out);
    }
    csv_close(&in);
    fputs("</svg>", p->out);
}

const char *
site_picture(struct mem *m, const char *file, const char *places, const char *table)
{
    char *whole = NULL;
    size_t n;
    struct picture p = {
        .m = m, .out = open_memstream(&whole, &n), .id = "p", .box = ""};
    if (!p.out)
        die(EX_OSERR, "out of memory for %s", file);
    parse(&p, file);
    if (places && !access(places, R_OK))
        put_places(&p, places, table);
    if (fclose(p.out))
        die(EX_OSERR, "out of memory for %s", file);
    const char *kept = mem_copy(m, whole);
    free(whole);
    return kept;
}
