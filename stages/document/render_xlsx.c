/* XLSX (ECMA-376), the parts that a workbook needs and no more. */
#include <ctype.h>
#include <string.h>

#include "document/book.h"
#include "document/pack.h"
#include "document/xml.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define SHEET_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."

struct writer {
    const struct book *b;
    struct pack *pack;
};

/* Excel takes _x000D_ and its like for a character: their first _ is written so. */
static void
put(const struct writer *w, FILE *f, const char *text)
{
    char *out = mem_get(w->b->m, 7 * strlen(text) + 1), *o = out;
    for (const char *p = text; *p; p++) {
        bool code = p[0] == '_' && p[1] == 'x';
        for (int i = 2; code && i < 6; i++)
            code = isxdigit((unsigned char)p[i]);
        if (code && p[6] == '_')
            o += sprintf(o, "_x005F_");
        else
            *o++ = *p;
    }
    xml_put(f, w->b->m, out);
}

static size_t
style_of(const struct book_cell *c)
{
    return c->style == BOOK_NUMBER ? BOOK_NUMBER + (size_t)c->decimals : c->style;
}

static const char *
place(const struct writer *w, size_t row, size_t column)
{
    return mem_print(w->b->m, "%s%zu", book_column(w->b->m, column), row + 1);
}

static void
put_cell(const struct writer *w, FILE *f, const struct book_cell *c, size_t row,
         size_t column)
{
    if (!c->text)
        return;
    fprintf(f, "<c r=\"%s\" s=\"%zu\"", place(w, row, column), style_of(c));
    if (c->value) {
        fprintf(f, "><v>%s</v></c>", c->value);
        return;
    }
    fprintf(f, " t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    put(w, f, c->text);
    fprintf(f, "</t></is></c>");
}

/* Links are numbered in the order of cells; those that lead out have a relationship each,
 * the first of which is the table's, if any. */
static void
put_links(const struct writer *w, FILE *f, const struct book_sheet *s, bool targets)
{
    size_t id = s->has_table;
    bool begun = false;
    for (size_t i = 0; i < s->rows * s->columns; i++) {
        const struct book_cell *c = &s->cell[i];
        if (!c->url && (targets || !c->sheet))
            continue;
        id += c->url != NULL;
        if (targets) {
            fprintf(f,
                    "<Relationship Id=\"r%zu\" Type=\"" OFFICE "/hyperlink\" Target=\"",
                    id);
            put(w, f, c->url);
            fprintf(f, "\" TargetMode=\"External\"/>\n");
            continue;
        }
        fprintf(f, "%s<hyperlink ref=\"%s\" ", begun ? "" : "<hyperlinks>",
                place(w, i / s->columns, i % s->columns));
        begun = true;
        if (c->url)
            fprintf(f, "r:id=\"r%zu\"/>", id);
        else
            fprintf(f, "location=\"%s!A1\"/>", c->sheet);
    }
    fputs(begun ? "</hyperlinks>" : "", f);
}

static bool
has_outer_link(const struct book_sheet *s)
{
    for (size_t i = 0; i < s->rows * s->columns; i++)
        if (s->cell[i].url)
            return true;
    return false;
}

static void
write_sheet(const struct writer *w, size_t i)
{
    const struct book_sheet *s = &w->b->sheet[i];
    FILE *f =
        pack_part(w->pack, mem_print(w->b->m, "xl/worksheets/sheet%zu.xml", i + 1));
    fprintf(f,
            HEAD "<worksheet xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\">"
                 "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>"
                 "<dimension ref=\"A1:%s\"/>"
                 "<sheetViews><sheetView workbookViewId=\"0\"%s/></sheetViews>\n<cols>",
            place(w, s->rows - 1, s->columns - 1), i ? "" : " tabSelected=\"1\"");
    for (size_t c = 0; c < s->columns; c++)
        fprintf(f, "<col min=\"%zu\" max=\"%zu\" width=\"%zu\" customWidth=\"1\"/>",
                c + 1, c + 1, book_width(s, c));
    fprintf(f, "</cols>\n<sheetData>\n");
    for (size_t r = 0; r < s->rows; r++) {
        fprintf(f, "<row r=\"%zu\" ht=\"%.2f\" customHeight=\"1\">", r + 1,
                s->cell[r * s->columns].style == BOOK_HEADING
                    ? BOOK_HEADING_HIGH
                    : BOOK_LINE_HIGH * (double)s->lines[r]);
        for (size_t c = 0; c < s->columns; c++)
            put_cell(w, f, &s->cell[r * s->columns + c], r, c);
        fprintf(f, "</row>\n");
    }
    fprintf(f, "</sheetData>");
    put_links(w, f, s, false);
    fputs("<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" "
          "header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" "
          "orientation=\"landscape\" fitToHeight=\"0\"/>",
          f);
    if (s->has_table)
        fprintf(f, "<tableParts count=\"1\"><tablePart r:id=\"r1\"/></tableParts>");
    fprintf(f, "</worksheet>\n");
}

static void
write_sheet_links(const struct writer *w, size_t i, size_t table)
{
    const struct book_sheet *s = &w->b->sheet[i];
    if (!s->has_table && !has_outer_link(s))
        return;
    FILE *f = pack_part(
        w->pack, mem_print(w->b->m, "xl/worksheets/_rels/sheet%zu.xml.rels", i + 1));
    fprintf(f, HEAD "<Relationships xmlns=\"" PACKAGE "relationships\">\n");
    if (s->has_table)
        fprintf(f,
                "<Relationship Id=\"r1\" Type=\"" OFFICE
                "/table\" Target=\"../tables/table%zu.xml\"/>\n",
                table);
    put_links(w, f, s, true);
    fprintf(f, "</Relationships>\n");
}

static void
write_table(const struct writer *w, size_t i, size_t table)
{
    const struct book_sheet *s = &w->b->sheet[i];
    FILE *f = pack_part(w->pack, mem_print(w->b->m, "xl/tables/table%zu.xml", table));
    fprintf(f,
            HEAD "<table xmlns=\"" MAIN "\" id=\"%zu\" name=\"%s_cells\" "
                 "displayName=\"%s_cells\" ref=\"%s:%s\" totalsRowShown=\"0\">\n"
                 "<tableColumns count=\"%zu\">",
            table, s->name, s->name, place(w, s->head, 0),
            place(w, s->rows - 1, s->columns - 1), s->columns);
    for (size_t c = 0; c < s->columns; c++) {
        fprintf(f, "<tableColumn id=\"%zu\" name=\"", c + 1);
        put(w, f, s->cell[s->head * s->columns + c].text);
        fprintf(f, "\"/>");
    }
    fprintf(f, "</tableColumns>\n<tableStyleInfo name=\"TableStyleLight1\" "
               "showFirstColumn=\"0\" showLastColumn=\"0\" showRowStripes=\"0\" "
               "showColumnStripes=\"0\"/></table>\n");
}

/* Right in the cell, with a gap to the words of the next. */
static const char END[] = " horizontal=\"right\" indent=\"1\"";

/* Cell formats stand in the order of book_style, numbers by their decimals at the end. */
static void
write_styles(const struct writer *w)
{
    static const struct {
        const char *name;
        int builtin, size;
        const char *look;
    } style[] = {{"Normal", 0, 12, ""},
                 {"Heading 1", 16, 15, "<b/>"},
                 {"Column heading", -1, 12, "<b/>"},
                 {"Hyperlink", 8, 12, "<u/>"},
                 {"Line", -1, 12, ""},
                 {"Column heading of numbers", -1, 12, "<b/>"},
                 {"In place of a number", -1, 12, ""}};
    FILE *f = pack_part(w->pack, "xl/styles.xml");
    fprintf(f, HEAD "<styleSheet xmlns=\"" MAIN "\">\n<numFmts count=\"%d\">",
            BOOK_DECIMALS + 1);
    for (int d = 0; d <= BOOK_DECIMALS; d++)
        fprintf(f, "<numFmt numFmtId=\"%d\" formatCode=\"#,##0%s%.*s\"/>", 164 + d,
                d ? "." : "", d, "0000");
    fprintf(f, "</numFmts>\n<fonts count=\"%d\">", BOOK_NUMBER);
    for (int i = 0; i < BOOK_NUMBER; i++)
        fprintf(f,
                "<font>%s<sz val=\"%d\"/><color rgb=\"%s\"/><name val=\"Arial\"/>"
                "<family val=\"2\"/></font>",
                style[i].look, style[i].size, i == BOOK_LINK ? "FF0B4F9E" : "FF000000");
    fprintf(f,
            "</fonts>\n<fills count=\"2\"><fill><patternFill "
            "patternType=\"none\"/></fill><fill><patternFill "
            "patternType=\"gray125\"/></fill></fills>\n"
            "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/>"
            "</border></borders>\n<cellStyleXfs count=\"%d\">",
            BOOK_NUMBER);
    for (int i = 0; i < BOOK_NUMBER; i++)
        fprintf(f, "<xf numFmtId=\"0\" fontId=\"%d\" fillId=\"0\" borderId=\"0\"/>", i);
    fprintf(f, "</cellStyleXfs>\n<cellXfs count=\"%d\">",
            BOOK_NUMBER + BOOK_DECIMALS + 1);
    for (int i = 0; i < BOOK_NUMBER; i++)
        fprintf(f,
                "<xf numFmtId=\"0\" fontId=\"%d\" fillId=\"0\" borderId=\"0\" "
                "xfId=\"%d\" applyFont=\"1\" applyAlignment=\"1\"><alignment "
                "vertical=\"top\"%s%s/></xf>",
                i, i, i == BOOK_HEADING || i == BOOK_LINE ? "" : " wrapText=\"1\"",
                i == BOOK_HEAD_END || i == BOOK_TEXT_END ? END : "");
    for (int d = 0; d <= BOOK_DECIMALS; d++)
        fprintf(f,
                "<xf numFmtId=\"%d\" fontId=\"0\" fillId=\"0\" borderId=\"0\" "
                "xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment "
                "vertical=\"top\"%s/></xf>",
                164 + d, END);
    fprintf(f, "</cellXfs>\n<cellStyles count=\"%d\">", BOOK_NUMBER);
    for (int i = 0; i < BOOK_NUMBER; i++) {
        fprintf(f, "<cellStyle name=\"%s\" xfId=\"%d\"", style[i].name, i);
        if (style[i].builtin >= 0)
            fprintf(f, " builtinId=\"%d\"", style[i].builtin);
        fprintf(f, "/>");
    }
    fprintf(f, "</cellStyles>\n</styleSheet>\n");
}

static void
write_types(const struct writer *w, size_t tables)
{
    FILE *f = pack_part(w->pack, "[Content_Types].xml");
    fprintf(f, HEAD
            "<Types xmlns=\"" PACKAGE "content-types\">\n"
            "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-"
            "package.relationships+xml\"/>\n"
            "<Default Extension=\"xml\" ContentType=\"application/xml\"/>\n"
            "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/"
            "vnd.openxmlformats-package.core-properties+xml\"/>\n"
            "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" SHEET_TYPE
            "sheet.main+xml\"/>\n"
            "<Override PartName=\"/xl/styles.xml\" ContentType=\"" SHEET_TYPE
            "styles+xml\"/>\n");
    for (size_t i = 1; i <= w->b->n; i++)
        fprintf(f,
                "<Override PartName=\"/xl/worksheets/sheet%zu.xml\" "
                "ContentType=\"" SHEET_TYPE "worksheet+xml\"/>\n",
                i);
    for (size_t i = 1; i <= tables; i++)
        fprintf(
            f,
            "<Override PartName=\"/xl/tables/table%zu.xml\" ContentType=\"" SHEET_TYPE
            "table+xml\"/>\n",
            i);
    fprintf(f, "</Types>\n");
}

static void
write_package(const struct writer *w)
{
    FILE *f = pack_part(w->pack, "_rels/.rels");
    fprintf(f, HEAD
            "<Relationships xmlns=\"" PACKAGE "relationships\">\n"
            "<Relationship Id=\"r1\" Type=\"" OFFICE "/officeDocument\" "
            "Target=\"xl/workbook.xml\"/>\n"
            "<Relationship Id=\"r2\" Type=\"" PACKAGE "relationships/metadata/"
            "core-properties\" Target=\"docProps/core.xml\"/>\n</Relationships>\n");
    f = pack_part(w->pack, "docProps/core.xml");
    fprintf(f,
            HEAD "<cp:coreProperties xmlns:cp=\"" PACKAGE "metadata/core-properties\" "
                 "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<dc:title>");
    put(w, f, w->b->title);
    fprintf(f, "</dc:title><dc:creator>attest</dc:creator>"
               "<dc:language>en-GB</dc:language></cp:coreProperties>\n");
}

static void
write_workbook(const struct writer *w)
{
    FILE *f = pack_part(w->pack, "xl/workbook.xml");
    fprintf(f,
            HEAD "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\">"
                 "<bookViews><workbookView activeTab=\"0\"/></bookViews>\n<sheets>\n");
    for (size_t i = 0; i < w->b->n; i++)
        fprintf(f, "<sheet name=\"%s\" sheetId=\"%zu\" r:id=\"r%zu\"/>\n",
                w->b->sheet[i].name, i + 1, i + 1);
    fprintf(f, "</sheets></workbook>\n");
    f = pack_part(w->pack, "xl/_rels/workbook.xml.rels");
    fprintf(f, HEAD "<Relationships xmlns=\"" PACKAGE "relationships\">\n");
    for (size_t i = 1; i <= w->b->n; i++)
        fprintf(f,
                "<Relationship Id=\"r%zu\" Type=\"" OFFICE "/worksheet\" "
                "Target=\"worksheets/sheet%zu.xml\"/>\n",
                i, i);
    fprintf(f,
            "<Relationship Id=\"r%zu\" Type=\"" OFFICE "/styles\" "
            "Target=\"styles.xml\"/>\n</Relationships>\n",
            w->b->n + 1);
}

void
render_xlsx(const struct document *d, FILE *out)
{
    struct book b;
    book_make(&b, d);
    const struct writer w = {&b, pack_open()};
    size_t tables = 0, table = 0;
    for (size_t i = 0; i < b.n; i++)
        tables += b.sheet[i].has_table;
    write_types(&w, tables);
    write_package(&w);
    write_workbook(&w);
    write_styles(&w);
    for (size_t i = 0; i < b.n; i++) {
        table += b.sheet[i].has_table;
        write_sheet(&w, i);
        write_sheet_links(&w, i, table);
        if (b.sheet[i].has_table)
            write_table(&w, i, table);
    }
    pack_write(w.pack, out);
}
