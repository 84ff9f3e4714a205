#include "explanation/of_claim.h"

#include <string.h>

#include "document/display.h"
#include "provenance/prov.h"

static const char *
basis_words(const struct explanation *e, const struct verdicts *v, const char *basis)
{
    return strcmp(basis, "published") || !v->claims->published
               ? basis
               : mem_print(e->m, "as of %s", display_date(e->m, v->claims->published));
}

static void
put_verdict(struct explanation *e, struct verdicts *v, struct doc_node *list,
            const struct verdict *d)
{
    const char *rests = "";
    for (size_t i = 0; i < d->n; i++)
        rests = mem_print(e->m, "%s%s%zu", rests, i ? ", " : " Rests on ",
                          verdicts_number(e, v, d->row[i]));
    struct doc_node *item = doc_item(
        list, mem_print(e->m, "%s: %s. %s%s%s", basis_words(e, v, d->cell[V_BASIS]),
                        d->cell[V_VERDICT], d->cell[V_WHY], rests, *rests ? "." : ""));
    struct doc_node *within = doc_list(item, NULL, false);
    for (const char *p = d->cell[V_MENTIONS]; *p; p += strcspn(p, "+"), p += *p == '+')
        story_source(&e->story, doc_item(within, "it speaks of "), p);
}

/* How the verdicts were reached. */
static void
put_judges(const struct explanation *e, const struct verdicts *v)
{
    doc_heading(e->story.body, 3, "How it was judged");
    struct doc_node *list = doc_list(e->story.body, NULL, false);
    for (size_t i = 0; i < e->recipe.judges; i++) {
        const struct recipe_judge *j = &e->recipe.judge[i];
        if (!strcmp(j->name, v->article->name))
            doc_mono(doc_item(list, NULL), j->command);
    }
}

static void
put_article(const struct explanation *e, const struct verdicts *v)
{
    const struct claims *c = v->claims;
    struct doc_node *p = doc_paragraph(
        e->story.body,
        mem_print(e->m, "%s%s%s: %s%s", c->publisher ? c->publisher : "",
                  c->publisher ? ", " : "",
                  display_date(e->m, c->published ? c->published : ""),
                  c->article ? c->article : v->article->name, c->url ? " " : ""));
    if (c->url)
        doc_link(p, NULL, c->url);
}

static void
put_reading(struct explanation *e, struct verdicts *v, const struct reading *r)
{
    doc_heading(e->story.body, 2,
                mem_print(e->m, "Reading %s: %s", r->id, r->question));
    struct doc_node *list = doc_list(e->story.body, NULL, false);
    for (size_t i = 0; i < v->n; i++)
        if (!strcmp(v->item[i].cell[V_READING], r->id))
            put_verdict(e, v, list, &v->item[i]);
}

static void
put_claim(struct explanation *e, struct verdicts *v)
{
    struct story *y = &e->story;
    e->document.title = mem_print(e->m, "%s: %s", v->claim->id, v->claim->paraphrase);
    put_article(e, v);
    for (size_t k = 0; k < v->claim->n; k++)
        put_reading(e, v, &v->claim->reading[k]);
    for (size_t i = 0; i < v->numbers; i++) {
        size_t row = v->number[i];
        story_about(y, &row, 1);
        doc_heading(y->body, 2,
                    mem_print(e->m, "%zu. %s: %s", i + 1, story_key(y, row, LINE_NONE),
                              story_amount(y, row, LINE_NONE)));
        story_sources(y, row);
        story_rivals(y, row);
        story_around(y, row);
    }
    if (!v->numbers)
        return;
    story_about(y, v->number, v->numbers);
    story_steps(y, LINE_NONE);
    put_judges(e, v);
    story_letters(y, LINE_NONE);
    story_files(y, lineage_command(&e->line, v->article->file));
}

static void
write_verdicts(struct explanation *e, struct verdicts *v)
{
    struct prov p;
    for (size_t i = 0; i < v->n; i++)
        for (size_t k = 0; k < v->item[i].n; k++)
            verdicts_number(e, v, v->item[i].row[k]);
    story_about(&e->story, v->number, v->numbers);
    prov_open(&p, &e->story, lineage_command(&e->line, v->article->file));
    for (size_t i = 0; i < v->n; i++) {
        const struct verdict *d = &v->item[i];
        size_t *row = mem_array(e->m, d->n, sizeof *row);
        for (size_t k = 0; k < d->n; k++)
            row[k] = v->number[verdicts_number(e, v, d->row[k]) - 1];
        const char *members[] = {
            "prov:label",     v->claim->paraphrase, "attest:basis",
            d->cell[V_BASIS], "attest:verdict",     d->cell[V_VERDICT],
            "attest:why",     d->cell[V_WHY],       NULL};
        prov_say(&p,
                 mem_print(e->m, "%s/%s/%s/%s", v->article->file, v->claim->id,
                           d->cell[V_READING], d->cell[V_BASIS]),
                 members, row, d->n);
    }
    prov_write(&p);
}

void
of_claim_write(struct explanation *e, struct verdicts *v)
{
    verdicts_read(e, v);
    explanation_open_story(e);
    e->story.also = v->article->claims;
    if (!e->format) {
        write_verdicts(e, v);
        return;
    }
    put_claim(e, v);
    e->format->write(&e->document, stdout);
}
