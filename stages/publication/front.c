/* The first page: what this is, the figures by their findings, the articles. */
#include "publication/site.h"

void
site_front(const struct site *s)
{
    struct mem m = {0};
    struct document d;
    site_open(s, &d, &m, s->look.name, NULL, "");
    doc_paragraph(
        &d.body,
        "Published figures on human trafficking contradict one another, are revised, "
        "are "
        "withheld when small, or exist only as \"fewer than last year\". Here each is "
        "shown "
        "with what is not known of it, and leads back to who said it, when and where.");
    doc_heading(&d.body, 2, "Findings");
    struct doc_node *list = doc_list(&d.body, NULL, false);
    for (size_t i = 0; i < s->recipe->tables; i++) {
        const struct recipe_table *t = &s->recipe->table[i];
        if (!site_is_trend(t))
            doc_page(doc_item(list, NULL), t->title,
                     mem_print(&m, "figures/%s.html", t->name));
    }
    doc_heading(&d.body, 2, "Articles checked");
    doc_paragraph(
        &d.body, "Each claim of an article is judged by what had been published on its "
                 "day, and by what is held now.");
    list = doc_list(&d.body, NULL, false);
    for (size_t i = 0; i < s->recipe->articles; i++) {
        const struct recipe_claims *a = &s->recipe->claims[i];
        doc_page(doc_item(list, NULL), site_article(&m, a),
                 mem_print(&m, "articles/%s.html", a->name));
    }
    site_write(s, &d, "index.html");
    mem_release(&m);
}
