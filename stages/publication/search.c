/* What the search finds: figures, articles and their claims, series, sources, countries by
 * their names, numbers by their value. A script that sets one variable, since a page from a
 * file system may not fetch. */
#include <jansson.h>
#include <string.h>

#include "claim/claims.h"
#include "program/msg.h"
#include "publication/ledger.h"

static void
add(json_t *all, const char *text, const char *page)
{
    if (json_array_append_new(all, json_pack("[ss]", text, page)))
        die(EX_OSERR, "out of memory for the index of the search");
}

/* "4,746: " and the words of its key. */
static const char *
words_of(struct labels *labels, struct mem *m, const struct table *t,
         const struct table_row *row)
{
    const char *text = row->cell[t->at[TABLE_VALUE]];
    for (int i = 0; i < t->key; i++)
        if (strcmp(row->cell[i], "_T") != 0 && *row->cell[i])
            text = mem_print(m, "%s%s %s", text, i ? "," : ":",
                             i == t->at[TABLE_PERIOD]
                                 ? row->cell[i]
                                 : labels_get(labels, t->column[i], row->cell[i]));
    return text;
}

static void
add_table(struct labels *labels, json_t *all, const struct recipe_table *r)
{
    struct mem m = {0}, file = {0};
    struct table t;
    struct table_row row;
    add(all, r->title, mem_print(&file, "figures/%s.html", r->name));
    table_open(&t, &file, r->file, table_contract, TABLE_ANY);
    while (table_next(&t, &row)) {
        if (*row.cell[t.at[TABLE_VALUE]])
            add(all, words_of(labels, &m, &t, &row),
                site_number(&m, r->name, row.cell, t.key));
        mem_reset(&m);
    }
    table_close(&t);
    mem_release(&m);
    mem_release(&file);
}

static void
add_article(const struct site *s, json_t *all, const struct recipe_claims *a)
{
    const struct claims *c = claims_read(s->run, a->claims);
    const char *page = mem_print(s->run, "articles/%s.html", a->name);
    add(all, site_article(s->run, a), page);
    for (size_t i = 0; i < c->n; i++)
        add(all,
            mem_print(s->run, "Claim %s: %s", c->claim[i].id, c->claim[i].paraphrase),
            mem_print(s->run, "%s#%s", page, c->claim[i].id));
}

/* Each series with its numbers, so that any that was ever stated is found. */
static void
add_series(json_t *all, struct ledger *l)
{
    for (size_t i = 0; i < l->n_series; i++) {
        const struct said_series *s = &l->series[i];
        struct mem m = {0};
        const char *text = ledger_words(l, &m, s->said);
        if (!s->page)
            continue;
        for (size_t k = 0; k < s->n; k++)
            text =
                mem_print(&m, "%s %s", text, ledger_cell(l, &s->said[k], TABLE_VALUE));
        add(all, text, s->page);
        mem_release(&m);
    }
}

void
site_search(const struct site *s, struct ledger *l)
{
    json_t *all = json_array();
    if (!all)
        die(EX_OSERR, "out of memory for the index of the search");
    for (size_t i = 0; i < s->recipe->tables; i++)
        if (!site_is_trend(&s->recipe->table[i]))
            add_table(&l->labels, all, &s->recipe->table[i]);
    for (size_t i = 0; i < s->recipe->articles; i++)
        add_article(s, all, &s->recipe->claims[i]);
    for (size_t i = 0; i < l->cite.n; i++)
        add(all,
            mem_print(s->run, "Source: %s, %s", l->cite.source[i].publisher,
                      l->cite.source[i].title),
            site_source(s->run, l->cite.source[i].id));
    add_series(all, l);
    FILE *out = site_file(s, s->run, "numbers.js");
    fputs("var numbers = ", out);
    json_dumpf(all, out, JSON_ENSURE_ASCII | JSON_COMPACT);
    fputs(";\n", out);
    site_close(s, s->run, "numbers.js", out);
    json_decref(all);
}
