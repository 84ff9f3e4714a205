/* What the search finds: pages of the site's own by their words, figures, articles and their
 * claims, sources, numbers by their value, series. A script that sets one variable, since a page from a
 * file system may not fetch. */
#include <jansson.h>
#include <string.h>

#include "claim/claims.h"
#include "document/display.h"
#include "program/msg.h"
#include "program/texts.h"
#include "publication/ledger.h"
#include "tabulation/tabulation.h"

/* words: it is found by them too, without that they are shown; NULL: by none. */
static void
add(json_t *all, const char *text, const char *page, const char *words)
{
    if (json_array_append_new(all, json_pack("[sss*]", text, page, words)))
        die(EX_OSERR, "out of memory for the index of the search");
}

/* ---- pages of the site's own */

/* Words of some length, in small letters. */
static void
collect_text(struct mem *m, struct texts *words, const char *text)
{
    enum { SHORTEST = 4 };
    for (size_t n; text && *text; text += n + (text[n] != '\0')) {
        n = strcspn(text, " \t\n.,;:()[]{}<>\"'`=/|+*!?_0123456789");
        if (n < SHORTEST)
            continue;
        char *word = mem_text(m, text, n);
        for (char *c = word; *c; c++)
            *c = (char)(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
        texts_add(m, words, word);
    }
}

static void
collect(struct mem *m, struct texts *words, const struct doc_node *n)
{
    collect_text(m, words, n->label);
    for (const struct doc_span *s = n->span; s; s = s->next)
        collect_text(m, words, s->text);
    const struct doc_table *t = n->table;
    for (int c = 0; t && c < t->n; c++)
        collect_text(m, words, t->column[c].head);
    for (size_t i = 0; t && i < t->rows * (size_t)t->n; i++)
        collect_text(m, words, t->cell[i].text);
    for (const struct doc_node *c = n->child; c; c = c->next)
        collect(m, words, c);
}

void
site_found(const struct site *s, const struct document *d, const char *text,
           const char *page)
{
    struct found *f = s->found;
    struct texts words = {0};
    if (d)
        collect(d->m, &words, &d->body);
    f->item = mem_more(s->run, f->item, f->n, sizeof *f->item);
    f->item[f->n++] = (struct found_page){
        text, page,
        d ? mem_copy(s->run, texts_join(d->m, words.item, words.n, " ")) : NULL};
}

/* ---- figures and their numbers */

/* A code of the key as titles of pages have it; "" when it stands for all or says nothing. */
static const char *
word_of(struct labels *labels, struct mem *m, const struct table *t, int i,
        const char *code)
{
    const char *column = t->column[i];
    if (!strcmp(code, "_T") || !*code || !strcmp(column, "vintage"))
        return "";
    if (i == t->at[TABLE_PERIOD])
        return display_period(m, code);
    return labels_in_key(labels, m, column, code);
}

/* The number as its table shows it; what is known of one that is not there. */
static const char *
amount_of(struct mem *m, const struct table *t, const struct table_row *row,
          long digits, bool *rounded)
{
    const char *value = row->cell[t->at[TABLE_VALUE]];
    if (*value)
        return display_number(m, value, digits, true, rounded);
    const char *bounds =
        display_bounds(m, row->cell[t->at[TABLE_LO]], row->cell[t->at[TABLE_HI]],
                       row->cell[t->at[TABLE_INTERVAL]], digits, true, rounded);
    return *bounds ? mem_print(m, "no number (%s)", bounds) : "no number";
}

/* "4,746: " and the words of its key, its unit, and that it is an estimate. Editions that said
 * the same are one. */
static const char *
words_of(struct labels *labels, struct mem *m, const struct table *t,
         const struct table_row *row, long digits, bool *rounded)
{
    const char *text = amount_of(m, t, row, digits, rounded), *before = ": ";
    for (int i = 0; i < t->key; i++) {
        const char *word = word_of(labels, m, t, i, row->cell[i]);
        if (!*word)
            continue;
        text = mem_print(m, "%s%s%s", text, before, word);
        before = ", ";
    }
    const char *of = labels_measure(labels, m, row->cell[t->at[TABLE_UNIT]]);
    if (!strstr(text, of))
        text = mem_print(m, "%s, %s", text, of);
    bool estimate =
        table_find(t, "statistic") < 0 && strchr(row->cell[t->at[TABLE_STATUS]], 'E');
    return estimate ? mem_print(m, "%s, estimate", text) : text;
}

/* said: what was added so far. A number that several figures show is found once. */
static void
add_table(struct labels *labels, json_t *all, const struct recipe_table *r,
          struct mem *run, struct texts *said)
{
    struct mem m = {0}, file = {0};
    struct table t;
    struct table_row row;
    struct tabulation how = {0};
    site_table_options(&how, &file, r);
    table_open(&t, &file, r->file, table_contract, TABLE_ANY);
    while (table_next(&t, &row)) {
        const char *value = row.cell[t.at[TABLE_VALUE]];
        bool rounded = false;
        size_t before = said->n;
        mem_reset(&m);
        const char *text = words_of(labels, &m, &t, &row, how.digits, &rounded);
        texts_add(run, said, text);
        if (said->n > before)
            add(all, text, site_number(&m, r->name, row.cell, t.key),
                rounded && *value ? value : NULL);
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
    add(all, site_article(s->run, a), page,
        "Article checked: is it true, which of its sentences hold?");
    for (size_t i = 0; i < c->n; i++)
        add(all,
            mem_print(s->run, "Claim %s: %s", c->claim[i].id, c->claim[i].paraphrase),
            mem_print(s->run, "%s#%s", page, c->claim[i].id), NULL);
}

static void
add_said(struct mem *m, struct texts *words, const struct ledger *l,
         const struct said *a)
{
    const char *value = ledger_cell(l, a, TABLE_VALUE);
    const char *text = display_period(m, ledger_cell(l, a, TABLE_PERIOD));
    if (*value)
        texts_add(m, words, value);
    for (size_t n; *text; text += n + (text[n] == ' ')) {
        n = strcspn(text, " ");
        texts_add(m, words, mem_text(m, text, n));
    }
}

/* Each series with its numbers, so that any that was ever stated is found, and with the words of
 * its periods. */
static void
add_series(json_t *all, struct ledger *l)
{
    for (size_t i = 0; i < l->n_series; i++) {
        const struct said_series *s = &l->series[i];
        struct mem m = {0};
        struct texts words = {0};
        for (size_t k = 0; k < s->n; k++)
            add_said(&m, &words, l, &s->said[k]);
        if (s->page)
            add(all, mem_print(&m, "Series: %s", ledger_words(l, &m, s->said)), s->page,
                texts_join(&m, words.item, words.n, " "));
        mem_release(&m);
    }
}

static void
write_index(const void *all, FILE *out)
{
    fputs("var numbers = ", out);
    json_dumpf(all, out, JSON_ENSURE_ASCII | JSON_COMPACT);
    fputs(";\n", out);
}

void
site_search(const struct site *s, struct ledger *l)
{
    json_t *all = json_array();
    if (!all)
        die(EX_OSERR, "out of memory for the index of the search");
    struct texts said = {0};
    const struct recipe_table *t = s->recipe->table, *end = t + s->recipe->tables;
    for (size_t i = 0; i < s->found->n; i++)
        add(all, s->found->item[i].text, s->found->item[i].page,
            s->found->item[i].words);
    for (const struct recipe_table *r = t; r < end; r++)
        if (!site_is_trend(r))
            add(all, r->title, mem_print(s->run, "figures/%s.html", r->name),
                r->subtitle);
    for (size_t i = 0; i < s->recipe->articles; i++)
        add_article(s, all, &s->recipe->claims[i]);
    for (size_t i = 0; i < l->cite.n; i++) {
        const struct source *c = &l->cite.source[i];
        add(all,
            mem_print(s->run, "Source: %s, %s, %s", sources_credit(s->run, c), c->title,
                      display_date(s->run, c->published)),
            site_source(s->run, c->id), NULL);
    }
    for (const struct recipe_table *r = t; r < end; r++)
        if (!site_is_trend(r))
            add_table(&l->labels, all, r, s->run, &said);
    add_series(all, l);
    site_put(s, s->run, "numbers.js", write_index, all);
    json_decref(all);
}
