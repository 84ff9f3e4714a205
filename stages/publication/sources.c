/* The sources, a page each with all that was taken from it, and the list of them. */
#include <stdlib.h>
#include <string.h>

#include "document/display.h"
#include "program/texts.h"
#include "publication/ledger.h"

const char *
site_source(struct mem *m, const char *id)
{
    char *cell[] = {mem_copy(m, id)};
    return mem_print(m, "sources/%s.html", site_key(m, cell, 1));
}

/* The series that a source speaks of, and how often. */
struct taken {
    const struct source *source;
    const struct said_series *series;
    const struct said *first, *last;
    size_t n;
};

static int
by_source(const void *a, const void *b)
{
    const struct taken *x = a, *y = b;
    int c = (x->source > y->source) - (x->source < y->source);
    return c ? c : (x->series > y->series) - (x->series < y->series);
}

static struct taken *
all_taken(struct ledger *l, struct mem *m, size_t *n)
{
    struct taken *t = mem_array(m, l->n + 1, sizeof *t);
    size_t kept = 0;
    for (size_t i = 0; i < l->n_series; i++)
        for (size_t k = 0; k < l->series[i].n; k++) {
            const struct said *a = &l->series[i].said[k];
            t[kept++] = (struct taken){a->source, &l->series[i], a, a, 1};
        }
    if (kept)
        qsort(t, kept, sizeof *t, by_source);
    *n = kept ? 1 : 0;
    for (size_t i = 1; i < kept; i++) {
        struct taken *last = &t[*n - 1];
        if (by_source(last, &t[i])) {
            t[(*n)++] = t[i];
            continue;
        }
        last->n++;
        if (strcmp(ledger_cell(l, t[i].first, TABLE_PERIOD),
                   ledger_cell(l, last->first, TABLE_PERIOD)) < 0)
            last->first = t[i].first;
        if (strcmp(ledger_cell(l, t[i].last, TABLE_PERIOD),
                   ledger_cell(l, last->last, TABLE_PERIOD)) > 0)
            last->last = t[i].last;
    }
    return t;
}

/* What has no page of its own is summed up by country. Of the lines only those with a page
 * are left, in their order. */
static size_t
put_countries(struct ledger *l, struct document *d, struct taken t[], size_t n)
{
    struct texts code = {0};
    size_t *statements = mem_array(d->m, n + 1, sizeof *statements), kept = 0;
    for (size_t i = 0; i < n; i++)
        if (t[i].series->page)
            t[kept++] = t[i];
        else
            statements[texts_add(d->m, &code, ledger_named(l, t[i].first, "geo"))] +=
                t[i].n;
    if (!code.n)
        return kept;
    struct doc_node *table =
        doc_table(&d->body, "Breakdowns by sex, age and form, by country");
    doc_column(table, "Country", DOC_KEY);
    doc_column(table, "Statements", DOC_NUMBER);
    for (size_t i = 0; i < code.n; i++) {
        struct doc_cell *cell = doc_row(table);
        cell[0].text = labels_get(&l->labels, "geo", code.item[i]);
        cell[0].url = mem_print(d->m, "../%s", site_country(d->m, code.item[i]));
        cell[0].here = true;
        cell[1].text = cell[1].value = mem_print(d->m, "%zu", statements[i]);
    }
    doc_order_rows(table);
    return kept;
}

static void
put_taken(struct ledger *l, struct document *d, struct taken t[], size_t n)
{
    doc_heading(&d->body, 2, "What was taken from it");
    n = put_countries(l, d, t, n);
    if (!n)
        return;
    struct doc_node *table = doc_table(&d->body, "By series");
    doc_column(table, "Series", DOC_KEY);
    doc_column(table, "Periods", DOC_WORDS);
    doc_column(table, "Statements", DOC_NUMBER);
    doc_column(table, "The last", DOC_NUMBER);
    for (size_t i = 0; i < n; i++) {
        struct doc_cell *cell = doc_row(table);
        const char *value = ledger_cell(l, t[i].last, TABLE_VALUE);
        cell[0].text = ledger_words(l, d->m, t[i].first);
        cell[0].url = mem_print(d->m, "../%s", t[i].series->page);
        cell[0].here = true;
        cell[1].text = ledger_span(l, d->m, t[i].first, t[i].last);
        cell[2].text = cell[2].value = mem_print(d->m, "%zu", t[i].n);
        cell[3].text = t[i].last->amount;
        cell[3].value = *value ? value : NULL;
    }
    doc_say_once(&d->body, table);
}

/* Its title, with what tells it from others of that title: its day, where it was read, its id. */
static const char *
title_of(const struct ledger *l, struct mem *m, const struct source *c)
{
    bool alike = false, day = false, grade = false;
    for (size_t i = 0; i < l->cite.n; i++) {
        const struct source *o = &l->cite.source[i];
        if (o == c || strcmp(o->title, c->title) != 0)
            continue;
        bool same_day = !strcmp(o->published, c->published);
        alike = true;
        day |= same_day;
        grade |= same_day && !strcmp(o->grade, c->grade);
    }
    return !alike ? c->title
           : !day ? mem_print(m, "%s, %s", c->title, display_date(m, c->published))
           : !grade
               ? mem_print(m, "%s, %s", c->title, sources_grade(c->grade))
               : mem_print(m, "%s, %s (%s)", c->title, sources_grade(c->grade), c->id);
}

static void
write_source(const struct site *s, struct ledger *l, const struct source *c,
             struct taken t[], size_t n)
{
    static const struct doc_site_page trail[] = {{"index.html", "Findings"},
                                                 {"sources.html", "Sources"}};
    struct mem m = {0};
    struct document d;
    site_open(s, &d, &m, title_of(l, &m, c), sources_credit(&m, c), "../");
    d.trail = trail;
    d.trails = 2;
    struct doc_node *facts = doc_facts(&d.body);
    doc_fact(facts, "Published", display_date(&m, c->published));
    doc_fact(facts, "Read", sources_read(c));
    if (*c->copy)
        doc_fact(facts, "The copy", c->copy);
    if (*c->url)
        doc_link(doc_fact(facts, "Address", NULL), NULL, c->url);
    if (*c->copies)
        doc_page(doc_fact(facts, "Repeats", NULL), c->copies,
                 mem_print(&m, "../%s", site_source(&m, c->copies)));
    doc_mono(doc_fact(facts, "Id", NULL), c->id);
    if (n)
        put_taken(l, &d, t, n);
    else
        doc_paragraph(&d.body, "No statement of the ledgers is from it.");
    site_write(s, &d, site_source(&m, c->id));
    mem_release(&m);
}

static void
put_line(const struct ledger *l, struct document *d, struct doc_node *t,
         const struct source *c, size_t n)
{
    struct doc_cell *cell = doc_row(t);
    cell[0].text = c->publisher;
    cell[1].text = title_of(l, d->m, c);
    cell[1].url = site_source(d->m, c->id);
    cell[1].here = true;
    cell[2].text = display_date(d->m, c->published);
    cell[3].text = sources_read(c);
    cell[4].text = cell[4].value = mem_print(d->m, "%zu", n);
}

void
site_sources(const struct site *s, struct ledger *l)
{
    struct mem m = {0};
    struct document d;
    size_t n, at = 0;
    struct taken *t = all_taken(l, &m, &n);
    site_open(s, &d, &m, "Sources",
              "What was read, of which publisher, when it was published and where it "
              "was read",
              "");
    struct doc_node *table = doc_table(&d.body, NULL);
    doc_column(table, "Publisher", DOC_KEY);
    doc_column(table, "Title", DOC_WORDS);
    doc_column(table, "Published", DOC_WORDS);
    doc_column(table, "Read", DOC_WORDS);
    doc_column(table, "Statements", DOC_NUMBER);
    while (at < n && !t[at].source)
        at++;
    for (size_t i = 0; i < l->cite.n; i++) {
        const struct source *c = &l->cite.source[i];
        size_t from = at, statements = 0;
        for (; at < n && t[at].source == c; at++)
            statements += t[at].n;
        write_source(s, l, c, t + from, at - from);
        put_line(l, &d, table, c, statements);
    }
    doc_order_rows(table);
    site_found(s, NULL, "Sources: what was read, and what was taken from it",
               "sources.html");
    site_write(s, &d, "sources.html");
    mem_release(&m);
}
