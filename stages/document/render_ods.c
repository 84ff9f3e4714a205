/* ODS (OpenDocument 1.3, ISO/IEC 26300), the parts that a workbook needs and no more. */
#include <string.h>

#include "document/book.h"
#include "document/pack.h"
#include "document/xml.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define TYPE "application/vnd.oasis.opendocument.spreadsheet"
#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
#define NAMESPACES                                                             \
    " xmlns:office=\"" OASIS "office:1.0\" xmlns:table=\"" OASIS "table:1.0\"" \
    " xmlns:text=\"" OASIS "text:1.0\" xmlns:style=\"" OASIS "style:1.0\""     \
    " xmlns:fo=\"" OASIS "xsl-fo-compatible:1.0\" xmlns:number=\"" OASIS       \
    "datastyle:1.0\" xmlns:meta=\"" OASIS "meta:1.0\""                         \
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""                           \
    " xmlns:xlink=\"http://www.w3.org/1999/xlink\" office:version=\"1.3\""

static const char *const style_name[] = {[BOOK_TEXT] = "Default",
                                         [BOOK_HEADING] = "Heading_20_1",
                                         [BOOK_HEAD] = "Column_20_heading",
                                         [BOOK_LINK] = "Hyperlink",
                                         [BOOK_LINE] = "Line",
                                         [BOOK_HEAD_END] = "Column_20_heading_20_end",
                                         [BOOK_TEXT_END] = "End",
                                         [BOOK_NUMBER] = "Number"};

struct writer {
    const struct book *b;
    struct pack *pack;
};

static void
put(const struct writer *w, FILE *f, const char *text)
{
    xml_put(f, w->b->m, text);
}

/* Blanks that XML would fold are said to be blanks. */
static void
put_text(const struct writer *w, FILE *f, const char *text)
{
    for (size_t n; *text; text += n) {
        n = strspn(text, " ");
        if (n > 1 || (n && !text[n])) {
            fprintf(f, "<text:s text:c=\"%zu\"/>", n);
            continue;
        }
        n += strcspn(text + n, " ");
        put(w, f, mem_text(w->b->m, text, n));
    }
}

static void
put_cell(const struct writer *w, FILE *f, const struct book_cell *c)
{
    if (!c->text) {
        fputs("<table:table-cell/>", f);
        return;
    }
    fprintf(f, "<table:table-cell table:style-name=\"%s", style_name[c->style]);
    if (c->value)
        fprintf(f, "_%d\" office:value-type=\"float\" office:value=\"%s\"><text:p>",
                c->decimals, c->value);
    else
        fputs("\" office:value-type=\"string\"><text:p>", f);
    if (c->url || c->sheet) {
        fputs("<text:a xlink:type=\"simple\" xlink:href=\"", f);
        put(w, f, c->url ? c->url : mem_print(w->b->m, "#%s.A1", c->sheet));
        fputs("\">", f);
    }
    put_text(w, f, c->text);
    fputs(c->url || c->sheet ? "</text:a></text:p>" : "</text:p>", f);
    fputs("</table:table-cell>", f);
}

static void
put_row(const struct writer *w, FILE *f, const struct book_sheet *s, size_t r)
{
    bool head = s->has_table && r == s->head;
    bool heading = s->cell[r * s->columns].style == BOOK_HEADING;
    fprintf(f, "%s<table:table-row table:style-name=\"%s\">",
            head ? "<table:table-header-rows>" : "",
            heading ? "heading" : mem_print(w->b->m, "r%zu", s->lines[r]));
    for (size_t c = 0; c < s->columns; c++)
        put_cell(w, f, &s->cell[r * s->columns + c]);
    fputs("</table:table-row>", f);
    fputs(head ? "</table:table-header-rows>\n" : "\n", f);
}

static void
put_sheet(const struct writer *w, FILE *f, size_t i)
{
    const struct book_sheet *s = &w->b->sheet[i];
    fprintf(f, "<table:table table:name=\"%s\" table:style-name=\"sheet\">\n", s->name);
    for (size_t c = 0; c < s->columns; c++)
        fprintf(f, "<table:table-column table:style-name=\"c%zu\"/>", book_width(s, c));
    putc('\n', f);
    for (size_t r = 0; r < s->rows; r++)
        put_row(w, f, s, r);
    fputs("</table:table>\n", f);
}

/* Ranges that are tables, with a header. */
static void
put_ranges(const struct writer *w, FILE *f)
{
    fputs("<table:database-ranges>\n", f);
    for (size_t i = 0; i < w->b->n; i++) {
        const struct book_sheet *s = &w->b->sheet[i];
        if (s->has_table)
            fprintf(f,
                    "<table:database-range table:name=\"%s_cells\" "
                    "table:target-range-address=\"%s.A%zu:%s.%s%zu\" "
                    "table:contains-header=\"true\"/>\n",
                    s->name, s->name, s->head + 1, s->name,
                    book_column(w->b->m, s->columns - 1), s->rows);
    }
    fputs("</table:database-ranges>\n", f);
}

/* Widths of columns, in steps of a character. */
static void
put_widths(FILE *f)
{
    for (int n = 10; n <= 90; n++)
        fprintf(f,
                "<style:style style:name=\"c%d\" style:family=\"table-column\">"
                "<style:table-column-properties style:column-width=\"%.1fmm\"/>"
                "</style:style>\n",
                n, 2.4 * n);
}

/* Heights of rows, by how many lines they have. */
static void
put_heights(const struct writer *w, FILE *f)
{
    size_t most = 0;
    for (size_t i = 0; i < w->b->n; i++)
        for (size_t r = 0; r < w->b->sheet[i].rows; r++)
            if (w->b->sheet[i].lines[r] > most)
                most = w->b->sheet[i].lines[r];
    for (size_t n = 0; n <= most; n++)
        fprintf(f,
                "<style:style style:name=\"%s\" style:family=\"table-row\">"
                "<style:table-row-properties style:row-height=\"%.2fpt\" "
                "style:use-optimal-row-height=\"false\"/></style:style>\n",
                n ? mem_print(w->b->m, "r%zu", n) : "heading",
                n ? BOOK_LINE_HIGH * (double)n : BOOK_HEADING_HIGH);
}

static void
write_content(const struct writer *w)
{
    FILE *f = pack_part(w->pack, "content.xml");
    fputs(HEAD "<office:document-content" NAMESPACES ">\n<office:automatic-styles>\n"
               "<style:style style:name=\"sheet\" style:family=\"table\" "
               "style:master-page-name=\"Default\"><style:table-properties "
               "table:display=\"true\"/></style:style>\n",
          f);
    put_widths(f);
    put_heights(w, f);
    fputs("</office:automatic-styles>\n<office:body><office:spreadsheet>\n", f);
    for (size_t i = 0; i < w->b->n; i++)
        put_sheet(w, f, i);
    put_ranges(w, f);
    fputs("</office:spreadsheet></office:body></office:document-content>\n", f);
}

/* Right in the cell, with a gap to the words of the next. */
#define GAP " fo:padding-right=\"2mm\""
#define END "<style:paragraph-properties fo:text-align=\"end\"/>"

static void
put_style(FILE *f, enum book_style style, const char *look, const char *cell)
{
    bool end = style == BOOK_HEAD_END || style == BOOK_TEXT_END;
    const char *name = style_name[style];
    fprintf(f,
            "<style:style style:name=\"%s\" style:family=\"table-cell\"%s>"
            "<style:table-cell-properties style:vertical-align=\"top\"%s%s/>%s"
            "<style:text-properties%s/></style:style>\n",
            name, style == BOOK_TEXT ? "" : " style:parent-style-name=\"Default\"",
            cell, end ? GAP : "", end ? END : "", look);
}

static void
put_number_styles(FILE *f)
{
    for (int d = 0; d <= BOOK_DECIMALS; d++)
        fprintf(f,
                "<number:number-style style:name=\"N%d\"><number:number "
                "number:decimal-places=\"%d\" number:min-decimal-places=\"%d\" "
                "number:min-integer-digits=\"1\" number:grouping=\"true\"/>"
                "</number:number-style>\n"
                "<style:style style:name=\"Number_%d\" style:family=\"table-cell\" "
                "style:parent-style-name=\"Default\" style:data-style-name=\"N%d\">"
                "<style:table-cell-properties style:vertical-align=\"top\"" GAP "/>" END
                "</style:style>\n",
                d, d, d, d, d);
}

static void
write_styles(const struct writer *w)
{
    static const char wrap[] = " fo:wrap-option=\"wrap\"";
    static const char whole[] = " fo:wrap-option=\"no-wrap\"";
    FILE *f = pack_part(w->pack, "styles.xml");
    fputs(HEAD "<office:document-styles" NAMESPACES ">\n"
               "<office:font-face-decls><style:font-face style:name=\"Arial\" "
               "xmlns:svg=\"" OASIS "svg-compatible:1.0\" svg:font-family=\"Arial\"/>"
               "</office:font-face-decls>\n<office:styles>\n"
               "<style:default-style style:family=\"table-cell\">"
               "<style:text-properties style:font-name=\"Arial\" fo:font-size=\"12pt\" "
               "fo:language=\"en\" fo:country=\"GB\"/></style:default-style>\n",
          f);
    put_style(f, BOOK_TEXT, "", wrap);
    put_style(f, BOOK_HEADING, " fo:font-size=\"15pt\" fo:font-weight=\"bold\"", whole);
    put_style(f, BOOK_HEAD, " fo:font-weight=\"bold\"", wrap);
    put_style(f, BOOK_LINE, "", whole);
    put_style(f, BOOK_HEAD_END, " fo:font-weight=\"bold\"", wrap);
    put_style(f, BOOK_TEXT_END, "", wrap);
    put_style(f, BOOK_LINK,
              " fo:color=\"#0b4f9e\" style:text-underline-style=\"solid\"", wrap);
    put_number_styles(f);
    fputs("</office:styles>\n<office:automatic-styles><style:page-layout "
          "style:name=\"page\"><style:page-layout-properties "
          "style:print-orientation=\"landscape\" "
          "fo:page-width=\"297mm\" fo:page-height=\"210mm\" style:scale-to-X=\"1\" "
          "style:scale-to-Y=\"0\"/></style:page-layout>"
          "</office:automatic-styles>\n<office:master-styles><style:master-page "
          "style:name=\"Default\" style:page-layout-name=\"page\"/>"
          "</office:master-styles></office:document-styles>\n",
          f);
}

static void
write_meta(const struct writer *w)
{
    FILE *f = pack_part(w->pack, "meta.xml");
    fputs(HEAD "<office:document-meta" NAMESPACES "><office:meta>"
               "<meta:generator>attest</meta:generator><dc:title>",
          f);
    put(w, f, w->b->title);
    fputs("</dc:title><dc:creator>attest</dc:creator><dc:language>en-GB</dc:language>"
          "</office:meta></office:document-meta>\n",
          f);
}

static void
write_manifest(const struct writer *w)
{
    static const char *const part[] = {"content.xml", "styles.xml", "meta.xml"};
    FILE *f = pack_part(w->pack, "META-INF/manifest.xml");
    fputs(HEAD "<manifest:manifest xmlns:manifest=\"" OASIS
               "manifest:1.0\" manifest:version=\"1.3\">\n"
               "<manifest:file-entry manifest:full-path=\"/\" "
               "manifest:version=\"1.3\" manifest:media-type=\"" TYPE "\"/>\n",
          f);
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        fprintf(f,
                "<manifest:file-entry manifest:full-path=\"%s\" "
                "manifest:media-type=\"text/xml\"/>\n",
                part[i]);
    fputs("</manifest:manifest>\n", f);
}

void
render_ods(const struct document *d, FILE *out)
{
    struct book b;
    book_make(&b, d);
    const struct writer w = {&b, pack_open()};
    fputs(TYPE, pack_part(w.pack, "mimetype"));
    write_content(&w);
    write_styles(&w);
    write_meta(&w);
    write_manifest(&w);
    pack_write(w.pack, out);
}
