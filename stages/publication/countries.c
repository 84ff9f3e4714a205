/* A page a country of which enough is held: the figures in which it occurs, its numbers over
 * time by what is counted, and what else there is. */
#include <stdlib.h>
#include <string.h>

#include "document/display.h"
#include "program/characters.h"
#include "program/texts.h"
#include "publication/ledger.h"
#include "table/period.h"

/* Statements that a page of its own wants. */
enum { ENOUGH = 20 };

/* Of a series that its page shows over time. */
enum { SHOWN = 3 };

/* Series by their numbers, n of them. */
struct series_list {
    size_t *item, n;
};

struct country {
    const char *code, *name;
    size_t statements;
    struct series_list here, citizens; /* of the country; of its citizens anywhere */
};

/* A row for the years, quarters or months between the period at i and the one before it, when
 * none of the series' statements is on any of their days. */
static void
put_gap(const struct ledger *l, struct mem *m, struct doc_node *t,
        const struct said_series *s, size_t i)
{
    struct period before, p, other;
    char from[PERIOD_MAX], to[PERIOD_MAX];
    if (!i || !period_parse(ledger_cell(l, &s->said[i - 1], TABLE_PERIOD), &before) ||
        !period_parse(ledger_cell(l, &s->said[i], TABLE_PERIOD), &p) ||
        p.freq != before.freq || p.freq == 'I' || p.freq == 'D' ||
        p.index <= before.index + 1)
        return;
    for (size_t k = 0; k < s->n; k++)
        if (period_parse(ledger_cell(l, &s->said[k], TABLE_PERIOD), &other) &&
            other.first < p.first && other.last > before.last)
            return;
    period_text(p.freq, before.index + 1, from);
    period_text(p.freq, p.index - 1, to);
    struct doc_cell *cell = doc_row(t);
    cell[0].text =
        display_period(m, strcmp(from, to) ? mem_print(m, "%s/%s", from, to) : from);
    cell[1].text = "none held";
}

static void
put_series(struct ledger *l, struct document *d, const struct said_series *s)
{
    const struct said *a = s->said;
    doc_heading(
        &d->body, 2,
        mem_print(d->m, "%s (%s)",
                  labels_get(&l->labels, "indicator", ledger_named(l, a, "indicator")),
                  labels_get(&l->labels, "register", ledger_named(l, a, "register"))));
    if (s->page) {
        struct doc_node *p = doc_paragraph(&d->body, NULL);
        doc_page(p, "Every statement and edition", mem_print(d->m, "../%s", s->page));
    }
    struct doc_node *t = doc_table(
        &d->body, labels_get(&l->labels, "unit", ledger_cell(l, a, TABLE_UNIT)));
    doc_column(t, "Period", DOC_KEY);
    doc_column(t, "Number", DOC_NUMBER);
    doc_column(t, "Published", DOC_WORDS);
    doc_column(t, "First, where it was another", DOC_NUMBER);
    for (size_t i = 0, same; i < s->n; i += same) {
        const struct said *first, *newest;
        put_gap(l, d->m, t, s, i);
        struct doc_cell *cell = doc_row(t);
        same = ledger_same(l, s, i);
        const struct said *taken = ledger_taken(&s->said[i], same);
        const char *value = ledger_cell(l, taken, TABLE_VALUE);
        cell[0].text = display_period(d->m, ledger_cell(l, taken, TABLE_PERIOD));
        cell[1].text = taken->amount;
        cell[1].value = *value ? value : NULL;
        cell[2].text =
            display_date(d->m, taken->source ? taken->source->published : "");
        if (*value && ledger_ends(l, &s->said[i], same, &first, &newest) &&
            strcmp(ledger_cell(l, first, TABLE_VALUE), value) != 0) {
            cell[3].text = first->amount;
            cell[3].value = ledger_cell(l, first, TABLE_VALUE);
        }
    }
    doc_say_once(&d->body, t);
}

/* The statement whose period ends last: not always the last in their order. */
static const struct said *
ends_last(const struct ledger *l, const struct said_series *s)
{
    const struct said *last = s->said;
    struct period p, end;
    bool any = period_parse(ledger_cell(l, last, TABLE_PERIOD), &end);
    for (size_t i = 1; any && i < s->n; i++)
        if (period_parse(ledger_cell(l, &s->said[i], TABLE_PERIOD), &p) &&
            p.last >= end.last) {
            end = p;
            last = &s->said[i];
        }
    return last;
}

/* A line for a series that is short or part of another. */
static void
put_part(struct ledger *l, struct document *d, struct doc_node *list,
         const struct said_series *s)
{
    size_t n = 1; /* statements on the last period */
    const struct said *last = &s->said[s->n - 1];
    const char *words = ledger_words(l, d->m, last);
    struct doc_node *item = doc_item(list, s->page ? NULL : words);
    if (s->page)
        doc_page(item, words, mem_print(d->m, "../%s", s->page));
    while (n < s->n && ledger_same(l, s, s->n - n - 1) > n)
        n++;
    doc_text(item, mem_print(d->m, ": %zu statement%s, %s, the last %s", s->n,
                             s->n == 1 ? "" : "s",
                             ledger_span(l, d->m, s->said, ends_last(l, s)),
                             ledger_taken(&s->said[s->n - n], n)->amount));
}

/* The areas of each table of the recipe. */
static struct texts *
areas_of_tables(const struct site *s)
{
    struct mem *m = s->run;
    struct texts *areas = mem_array(m, s->recipe->tables + 1, sizeof *areas);
    for (size_t i = 0; i < s->recipe->tables; i++) {
        struct table t;
        struct table_row row;
        table_open(&t, m, s->recipe->table[i].file, table_contract, TABLE_ANY);
        while (table_next(&t, &row))
            for (int c = 0; c < t.key; c++)
                if (labels_are_areas(t.column[c]))
                    texts_add(m, &areas[i], row.cell[c]);
        table_close(&t);
    }
    return areas;
}

static void
put_figures(const struct site *s, const struct texts *areas, struct document *d,
            const char *code)
{
    struct doc_node *list = NULL;
    for (size_t i = 0; i < s->recipe->tables; i++) {
        const struct recipe_table *r = &s->recipe->table[i];
        if (site_is_trend(r) || !texts_has(&areas[i], code))
            continue;
        if (!list) {
            doc_heading(&d->body, 2, "Findings");
            list = doc_list(&d->body, NULL, false);
        }
        doc_page(doc_item(list, NULL), r->title,
                 mem_print(d->m, "../figures/%s.html", r->name));
    }
}

static bool
is_shown(const struct ledger *l, const struct said_series *s)
{
    return s->n >= SHOWN && ledger_is_whole(l, s->said);
}

static int
by_name(const void *a, const void *b)
{
    const struct country *x = a, *y = b;
    int d = characters_order(x->name, y->name);
    return d ? d : strcmp(x->code, y->code);
}

/* Links to what is held of its citizens in other countries, but for parts by sex, age, form. */
static void
put_citizens(struct ledger *l, struct document *d, const struct country *c)
{
    static const char *const part[] = {"sex", "age", "form", NULL};
    struct doc_node *list = NULL;
    for (size_t i = 0; i < c->citizens.n; i++) {
        const struct said_series *s = &l->series[c->citizens.item[i]];
        bool whole = s->page && strcmp(ledger_named(l, s->said, "geo"), c->code) != 0;
        for (const char *const *p = part; *p && whole; p++)
            whole = !*ledger_named(l, s->said, *p) ||
                    !strcmp(ledger_named(l, s->said, *p), "_T");
        if (!whole)
            continue;
        if (!list) {
            doc_heading(&d->body, 2,
                        mem_print(d->m, "Citizens of %s in other countries", c->name));
            list = doc_list(&d->body, NULL, false);
        }
        put_part(l, d, list, s);
    }
}

static void
write_country(const struct site *s, const struct texts *areas, struct ledger *l,
              const struct country *c)
{
    static const struct doc_site_page trail[] = {{"index.html", "Findings"},
                                                 {"countries.html", "Countries"}};
    struct mem m = {0};
    struct document d;
    site_open(s, &d, &m, c->name,
              "Numbers as published. Registers count in different ways", "../");
    d.trail = trail;
    d.trails = 2;
    put_figures(s, areas, &d, c->code);
    struct doc_node *list = NULL;
    for (int parts = 0; parts < 2; parts++)
        for (size_t i = 0; i < c->here.n; i++) {
            const struct said_series *of = &l->series[c->here.item[i]];
            if (is_shown(l, of) == parts)
                continue;
            if (!parts) {
                put_series(l, &d, of);
                continue;
            }
            if (!list) {
                doc_heading(&d.body, 2,
                            "What else is held, and by sex, age, form and citizenship");
                list = doc_list(&d.body, NULL, false);
            }
            put_part(l, &d, list, of);
        }
    put_citizens(l, &d, c);
    site_write(s, &d, site_country(&m, c->code));
    mem_release(&m);
}

const char *
site_country(struct mem *m, const char *code)
{
    char *cell[] = {mem_copy(m, code)};
    return mem_print(m, "countries/%s.html", site_key(m, cell, 1));
}

static void
put_on(struct mem *m, struct series_list *list, size_t series)
{
    list->item = mem_more(m, list->item, list->n, sizeof *list->item);
    list->item[list->n++] = series;
}

/* The countries that the ledgers tell of, n of them, by name. */
static struct country *
all_countries(struct mem *m, struct ledger *l, size_t *n)
{
    struct texts code = {0};
    struct country *all = mem_array(m, 2 * l->n_series + 1, sizeof *all);
    for (size_t i = 0; i < l->n_series; i++) {
        const struct said_series *of = &l->series[i];
        struct country *c = &all[texts_add(m, &code, ledger_named(l, of->said, "geo"))];
        c->statements += of->n;
        put_on(m, &c->here, i);
        const char *citizens = ledger_named(l, of->said, "citizenship");
        put_on(m, &all[texts_add(m, &code, citizens)].citizens, i);
    }
    for (size_t i = 0; i < code.n; i++) {
        all[i].code = code.item[i];
        all[i].name = labels_get(&l->labels, "geo", code.item[i]);
    }
    qsort(all, code.n, sizeof *all, by_name);
    *n = code.n;
    return all;
}

void
site_countries(const struct site *s, struct ledger *l)
{
    struct mem m = {0};
    struct document d;
    size_t n;
    site_open(s, &d, &m, "Countries",
              mem_print(&m, "Those of which at least %d statements are held", ENOUGH),
              "");
    struct doc_node *t = doc_table(&d.body, NULL);
    doc_column(t, "Country", DOC_KEY);
    doc_column(t, "Statements", DOC_NUMBER);
    bool rounded = false;
    const struct country *all = all_countries(s->run, l, &n);
    const struct texts *areas = areas_of_tables(s);
    for (size_t i = 0; i < n; i++) {
        struct country c = all[i];
        if (c.statements < ENOUGH || !strcmp(c.code, "_T"))
            continue;
        struct doc_cell *cell = doc_row(t);
        cell[0].text = c.name;
        cell[0].url = site_country(&m, c.code);
        cell[0].here = true;
        cell[1].value = mem_print(&m, "%zu", c.statements);
        cell[1].text = display_number(&m, cell[1].value, 0, true, &rounded);
        site_found(s, NULL, mem_print(s->run, "Country: %s", c.name),
                   site_country(s->run, c.code));
        write_country(s, areas, l, &c);
    }
    site_found(s, NULL, "Countries: numbers of one country over time",
               "countries.html");
    site_write(s, &d, "countries.html");
    mem_release(&m);
}
