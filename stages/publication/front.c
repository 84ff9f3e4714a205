/* The first page: what this is, the articles and how their claims stand, the findings with their
 * pictures, and where else to look. */
#include "claim/claims.h"
#include "claim/claims_report.h"
#include "publication/site.h"

static void
put_findings(const struct site *s, struct document *d)
{
    doc_heading(&d->body, 2, "Findings");
    struct doc_node *list = doc_list(&d->body, NULL, false);
    list->look = "cards";
    for (size_t i = 0; i < s->recipe->tables; i++) {
        const struct recipe_table *t = &s->recipe->table[i];
        if (site_is_trend(t))
            continue;
        struct doc_node *item = doc_item(list, NULL);
        doc_page(item, t->title, mem_print(d->m, "figures/%s.html", t->name));
        doc_figure(item, mem_print(d->m, "files/%s.svg", t->name), "", NULL);
    }
}

/* "4 hold, 2 depend on the reading": how many claims of an article stand how. */
static const char *
standings_of(const struct claims_report *r, struct mem *m)
{
    const char *out = "";
    for (int s = 0; s < STANDINGS; s++) {
        size_t n = 0;
        for (size_t i = 0; i < r->claims->n; i++)
            n += r->conclusion[i].standing == (enum standing)s;
        if (n)
            out =
                mem_print(m, "%s%s%s: %zu", out, *out ? "; " : "", standing_name[s], n);
    }
    return out;
}

static void
put_articles(const struct site *s, struct document *d)
{
    if (!s->recipe->articles)
        return;
    doc_heading(&d->body, 2, "Articles checked");
    doc_paragraph(&d->body,
                  "Each claim of an article is judged by what had been published "
                  "on its day, and by what is held now.");
    struct doc_node *list = doc_list(&d->body, NULL, false);
    for (size_t i = 0; i < s->recipe->articles; i++) {
        const struct recipe_claims *a = &s->recipe->claims[i];
        struct claims_report r =
            claims_report_read(d->m, a->claims, a->file, s->sources);
        struct doc_node *item = doc_item(list, NULL);
        doc_page(item, site_article(d->m, a),
                 mem_print(d->m, "articles/%s.html", a->name));
        doc_text(item, mem_print(d->m, ". Claims: %s.", standings_of(&r, d->m)));
    }
}

static void
put_more(struct document *d)
{
    static const char *const page[][3] = {
        {"countries.html", "Countries", ": numbers of one country over time"},
        {"series.html", "Series", ": every statement, and what each edition said"},
        {"sources.html", "Sources", ": what was read, and what was taken from it"},
        {"quality.html", "Data quality",
         ": what is withheld, revised, contradicted or missing"},
        {"downloads.html", "Downloads", ": every table as a spreadsheet and as data"},
        {"moved.html", "What moved", " when the newest edition was taken in"},
        {"methods.html", "Methods",
         ": how each number is made, and how that was tested"}};
    doc_heading(&d->body, 2, "Where else to look");
    struct doc_node *list = doc_list(&d->body, NULL, false);
    for (size_t i = 0; i < sizeof page / sizeof *page; i++) {
        struct doc_node *item = doc_item(list, NULL);
        doc_page(item, page[i][1], page[i][0]);
        doc_text(item, page[i][2]);
    }
}

void
site_front(const struct site *s)
{
    struct mem m = {0};
    struct document d;
    site_open(s, &d, &m, s->look.name, NULL, "");
    d.kind = "front";
    d.summary =
        "Published figures on human trafficking contradict one another, are revised, "
        "are "
        "withheld when small, or exist only as \"fewer than last year\". Here each is "
        "shown with what is not known of it, and leads back to who said it, when and "
        "where.";
    doc_paragraph(&d.body, d.summary);
    put_articles(s, &d);
    put_findings(s, &d);
    put_more(&d);
    site_write(s, &d, "index.html");
    mem_release(&m);
}
