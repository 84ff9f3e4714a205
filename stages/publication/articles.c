/* A page an article: its claims with verdicts and sources. */
#include "claim/claims.h"
#include "claim/claims_report.h"
#include "publication/site.h"

const char *
site_article(struct mem *m, const struct recipe_claims *a)
{
    const struct claims *c = claims_read(m, a->claims);
    const char *title = c->article ? c->article : a->name;
    if (c->publisher)
        title = mem_print(m, "%s (%s)", title, c->publisher);
    return c->published ? mem_print(m, "%s, %s", title, c->published) : title;
}

void
site_articles(const struct site *s)
{
    for (size_t i = 0; i < s->recipe->articles; i++) {
        const struct recipe_claims *a = &s->recipe->claims[i];
        struct mem m = {0};
        struct document d;
        struct claims_report r = claims_report_read(&m, a->claims, a->file, s->sources);
        claims_report_say(&r, &d);
        d.site = &s->look;
        d.home = "../";
        doc_heading(&d.body, 2, "Files");
        struct doc_node *list = doc_list(&d.body, NULL, false);
        doc_page(doc_item(list, NULL), "CSV",
                 mem_print(&m, "../files/%s.csv", a->name));
        doc_page(doc_item(list, NULL), "Markdown",
                 mem_print(&m, "../files/%s.md", a->name));
        site_write(s, &d, mem_print(&m, "articles/%s.html", a->name));
        mem_release(&m);
    }
}
