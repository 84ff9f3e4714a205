#include "publication/tested.h"

#include <string.h>

#include "claim/evidence.h"
#include "publication/verdicts.h"

struct tested {
    struct tested_claim {
        const struct claim *claim;
        const char *page, *article, *standing;
    } * item;
    size_t n;
};

/* Codes in place of the names that are written. */
static void
put_codes(struct labels *labels, const struct ref *r)
{
    for (size_t i = 0; i < r->n; i++)
        for (size_t k = 0; k < r->dim[i].n; k++) {
            const char *column = r->dim[i].column, **written = &r->dim[i].code[k];
            const char *code = strcmp(labels_get(labels, column, *written), *written)
                                   ? NULL
                                   : labels_code(labels, column, *written);
            *written = code ? code : *written;
        }
}

struct tested *
tested_read(const struct site *s)
{
    struct mem *m = s->run;
    struct tested *t = mem_get(m, sizeof *t);
    struct labels labels;
    *t = (struct tested){0};
    labels_open(&labels, m, s->codes);
    for (size_t i = 0; i < s->recipe->articles; i++) {
        const struct recipe_claims *a = &s->recipe->claims[i];
        struct claims_report r = verdict_report(s, m, a);
        for (size_t k = 0; k < r.claims->refs; k++)
            put_codes(&labels, r.claims->ref[k]);
        for (size_t k = 0; k < r.claims->n; k++) {
            const struct claim *c = &r.claims->claim[k];
            t->item = mem_more(m, t->item, t->n, sizeof *t->item);
            t->item[t->n++] = (struct tested_claim){
                c, mem_print(m, "../articles/%s.html#%s", a->name, c->id),
                site_article(m, a), standing_words(s, m, r.conclusion[k].standing)};
        }
    }
    return t;
}

/* True when the code of a column is among those that the reference stands for. */
static bool
takes(const struct ref_dim *d, const char *code)
{
    bool written = ref_writes(d, code);
    return d->all || d->but ? evidence_single(d->column, code) && !written : written;
}

static bool
refers(const struct ref *r, struct ledger *l, const struct said *a)
{
    if (r->article)
        return false;
    for (int c = 0; c < l->tab.key; c++) {
        const struct ref_dim *named = NULL;
        if (c == l->tab.at[TABLE_PERIOD])
            continue;
        for (size_t i = 0; i < r->n && !named; i++)
            named = strcmp(r->dim[i].column, l->tab.column[c]) ? NULL : &r->dim[i];
        if (named ? !takes(named, a->cell[c]) : strcmp(a->cell[c], "_T") != 0)
            return false;
    }
    return true;
}

static bool
is_judged_by(const struct node *n, struct ledger *l, const struct said *a)
{
    bool found = n && n->kind == NODE_REF && refers(n->ref, l, a);
    for (int i = 0; n && i < n->n && !found; i++)
        found = is_judged_by(n->arg[i], l, a);
    return found;
}

static bool
is_tested_by(const struct claim *c, struct ledger *l, const struct said *a)
{
    for (size_t i = 0; i < c->n; i++) {
        const struct reading *r = &c->reading[i];
        if (is_judged_by(r->test, l, a))
            return true;
        for (size_t k = 0; k < r->show.n; k++)
            if (is_judged_by(r->show.item[k], l, a))
                return true;
    }
    return false;
}

void
tested_put(const struct tested *t, struct ledger *l, struct document *d,
           const struct said *a)
{
    struct doc_node *list = NULL;
    for (size_t i = 0; i < t->n; i++) {
        const struct tested_claim *c = &t->item[i];
        if (!is_tested_by(c->claim, l, a))
            continue;
        if (!list) {
            doc_heading(&d->body, 2, "Claims that are judged by it");
            list = doc_list(&d->body, NULL, false);
        }
        struct doc_node *item = doc_item(list, NULL);
        doc_page(item, c->claim->paraphrase, c->page);
        doc_text(item, mem_print(d->m, " %s: %s", c->article, c->standing));
    }
}
