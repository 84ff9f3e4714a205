/* The page of all files that a reader may take away. */
#include "publication/site.h"

static const struct {
    const char *text, *ending;
    bool picture;
} file[] = {{"Spreadsheet (XLSX)", "xlsx", false},
            {"Spreadsheet (ODS)", "ods", false},
            {"CSV", "csv", false},
            {"SDMX-CSV", "sdmx.csv", false},
            {"SVG", "svg", true},
            {"PNG", "png", true}};
enum { FILES = sizeof file / sizeof *file };

void
site_files(struct document *d, const char *table, bool picture, const char *home)
{
    struct doc_node *list = doc_list(&d->body, NULL, false);
    list->look = "files";
    for (size_t i = 0; i < FILES; i++)
        if (picture || !file[i].picture)
            doc_page(doc_item(list, NULL), file[i].text,
                     mem_print(d->m, "%sfiles/%s.%s", home, table, file[i].ending));
}

void
site_verdict_files(struct document *d, const char *article, const char *home)
{
    static const char *const of[][2] = {{"CSV", "csv"}, {"Markdown", "md"}};
    struct doc_node *list = doc_list(&d->body, NULL, false);
    list->look = "files";
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        doc_page(doc_item(list, NULL), of[i][0],
                 mem_print(d->m, "%sfiles/%s.%s", home, article, of[i][1]));
}

void
site_package(struct document *d, const char *home)
{
    struct doc_node *p = doc_paragraph(
        &d->body, "What all tables and their columns mean, as JSON for programs: ");
    doc_page(p, "Data Package", mem_print(d->m, "%sfiles/datapackage.json", home));
    doc_text(p, ".");
}

void
site_downloads(const struct site *s)
{
    struct mem m = {0};
    struct document d;
    const char *what = "The tables as spreadsheets for Excel and LibreOffice, and as "
                       "data; the pictures; the verdicts on articles";
    site_open(s, &d, &m, "Downloads", what, "");
    site_package(&d, "");
    for (size_t i = 0; i < s->recipe->tables; i++) {
        const struct recipe_table *t = &s->recipe->table[i];
        bool trend = site_is_trend(t);
        struct doc_node *head = doc_heading(&d.body, trend ? 3 : 2, NULL);
        doc_page(head, trend ? mem_print(&m, "%s: trend", t->title) : t->title,
                 mem_print(&m, "figures/%s.html", t->name));
        site_files(&d, t->name, !trend, "");
    }
    for (size_t i = 0; i < s->recipe->articles; i++) {
        const struct recipe_claims *a = &s->recipe->claims[i];
        doc_page(doc_heading(&d.body, 2, NULL),
                 mem_print(&m, "Verdicts: %s", site_article(&m, a)),
                 mem_print(&m, "articles/%s.html", a->name));
        site_verdict_files(&d, a->name, "");
    }
    site_found(s, &d, mem_print(s->run, "Downloads: %s", what), "downloads.html");
    site_write(s, &d, "downloads.html");
    mem_release(&m);
}
