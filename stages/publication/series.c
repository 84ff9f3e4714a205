/* A page a series: every statement, and what each edition said of each period. */
#include <stdlib.h>
#include <string.h>

#include "document/display.h"
#include "program/texts.h"
#include "publication/ledger.h"
#include "publication/tested.h"

static const char *
published(const struct said *a)
{
    return a->source ? a->source->published : "";
}

/* The newest first, the undated last. */
static int
compare_editions(const struct said *a, const struct said *b)
{
    int c = strcmp(published(b), published(a));
    return c ? c
             : strcmp(a->source ? a->source->id : "", b->source ? b->source->id : "");
}

static int
by_day(const void *a, const void *b)
{
    return compare_editions(*(const struct said *const *)a,
                            *(const struct said *const *)b);
}

/* One statement of each source, the newest first. */
static const struct said **
editions_of(struct mem *m, const struct said_series *s, size_t *n)
{
    const struct said **e = mem_array(m, s->n, sizeof *e);
    size_t kept = 0;
    for (size_t i = 0; i < s->n; i++)
        e[i] = &s->said[i];
    qsort(e, s->n, sizeof *e, by_day);
    for (size_t i = 0; i < s->n; i++)
        if (!kept || by_day(&e[kept - 1], &e[i]))
            e[kept++] = e[i];
    *n = kept;
    return e;
}

/* True when some period was stated more than once. */
static bool
is_restated(const struct ledger *l, const struct said_series *s)
{
    for (size_t i = 0; i < s->n; i++)
        if (ledger_same(l, s, i) > 1)
            return true;
    return false;
}

/* Day and publisher; the title as well where another edition has the same two. */
static const char *
edition_head(struct mem *m, const struct said **e, size_t n, size_t k)
{
    const struct source *of = e[k]->source;
    const char *day = display_date(m, published(e[k]));
    if (!of)
        return mem_print(m, "%s, unknown", day);
    const char *credit = sources_credit(m, of);
    bool alike = false;
    for (size_t i = 0; i < n && !alike; i++)
        alike = i != k && e[i]->source && !strcmp(published(e[i]), of->published) &&
                !strcmp(sources_credit(m, e[i]->source), credit);
    return mem_print(m, "%s, %s%s%s", day, credit, alike ? ": " : "",
                     alike ? of->title : "");
}

/* The newest period and the newest edition meet where reading begins. */
static void
put_triangle(struct ledger *l, struct document *d, const struct said_series *s)
{
    size_t n;
    const struct said **e = editions_of(d->m, s, &n);
    if (!is_restated(l, s))
        return;
    doc_heading(&d->body, 2, "What each edition said");
    struct doc_node *t =
        doc_table(&d->body, "Periods down, editions across, the newest of both first");
    doc_column(t, "Period", DOC_KEY);
    for (size_t k = 0; k < n; k++)
        doc_column(t, edition_head(d->m, e, n, k), DOC_NUMBER);
    size_t *first = mem_array(d->m, s->n, sizeof *first), periods = 0;
    for (size_t i = 0; i < s->n; i += ledger_same(l, s, i))
        first[periods++] = i;
    while (periods--) {
        size_t i = first[periods], same = ledger_same(l, s, i);
        struct doc_cell *cell = doc_row(t);
        cell[0].text = display_period(d->m, ledger_cell(l, &s->said[i], TABLE_PERIOD));
        for (size_t j = i; j < i + same; j++)
            for (size_t k = 0; k < n; k++) {
                const struct said *a = &s->said[j];
                if (compare_editions(a, e[k]))
                    continue;
                const char *value = ledger_cell(l, a, TABLE_VALUE);
                cell[k + 1].value = *value ? value : NULL;
                cell[k + 1].text = a->amount;
            }
    }
}

/* Columns that statements of some series have, others not. */
static const char *const remark[][2] = {{"locator", "At"}, {"note", "Note"}};
enum { REMARKS = sizeof remark / sizeof *remark };

static void
put_statements(struct ledger *l, struct document *d, const struct said_series *s)
{
    static const char *const head[] = {"Period", "Said", "Published", "By"};
    doc_heading(&d->body, 2, "Every statement");
    struct doc_node *t = doc_table(&d->body, "Every statement that is held");
    for (size_t i = 0; i < 4; i++)
        doc_column(t, head[i], i == 0 ? DOC_KEY : i == 1 ? DOC_NUMBER : DOC_WORDS);
    for (size_t r = 0; r < REMARKS; r++)
        doc_column(t, remark[r][1], DOC_WORDS);
    for (size_t i = 0; i < s->n; i++) {
        const struct said *a = &s->said[i];
        const char *value = ledger_cell(l, a, TABLE_VALUE);
        struct doc_cell *cell = doc_row(t);
        cell[0].text = display_period(d->m, ledger_cell(l, a, TABLE_PERIOD));
        cell[1].text = a->amount;
        cell[1].value = *value ? value : NULL;
        cell[2].text = display_date(d->m, published(a));
        cell[3].text = a->source ? sources_credit(d->m, a->source) : "unknown";
        if (a->source) {
            cell[3].url = mem_print(d->m, "../%s", site_source(d->m, a->source->id));
            cell[3].here = true;
        }
        cell += 4;
        for (size_t r = 0; r < REMARKS; r++)
            cell++->text = ledger_named(l, a, remark[r][0]);
    }
    doc_say_once(&d->body, t);
}

static void
put_meaning(struct ledger *l, struct document *d, const struct said *a)
{
    static const char *const column[] = {"indicator", "register", NULL};
    struct doc_node *facts = doc_facts(&d->body);
    for (const char *const *c = column; *c; c++) {
        const char *code = ledger_named(l, a, *c);
        const char *what = labels_definition(&l->labels, *c, code);
        if (*what)
            doc_fact(facts, labels_get(&l->labels, *c, code), site_capital(d->m, what));
    }
    doc_fact(facts, "Unit",
             labels_get(&l->labels, "unit", ledger_cell(l, a, TABLE_UNIT)));
    doc_fact(facts, "Ledger", a->file);
}

void
site_all_series(const struct site *s, struct ledger *l)
{
    static const struct doc_site_page trail[] = {{"index.html", "Findings"},
                                                 {"series.html", "Series"}};
    const struct tested *claims = tested_read(s);
    for (size_t i = 0; i < l->n_series; i++) {
        const struct said_series *series = &l->series[i];
        struct mem m = {0};
        struct document d;
        if (!series->page)
            continue;
        site_open(s, &d, &m, ledger_words(l, &m, series->said), NULL, "../");
        d.trail = trail;
        d.trails = 2;
        put_meaning(l, &d, series->said);
        put_triangle(l, &d, series);
        tested_put(claims, l, &d, series->said);
        put_statements(l, &d, series);
        site_write(s, &d, series->page);
        mem_release(&m);
    }
}

/* ---- the list of all series */

void
site_series_list(const struct site *s, struct ledger *l)
{
    struct mem m = {0};
    struct document d;
    const char *indicator = "";
    struct doc_node *list = NULL;
    site_open(
        s, &d, &m, "Series",
        "What is held, by what is counted and where: each leads to every statement "
        "on it, in brackets how many. Of countries with more than can be listed, "
        "parts by sex, age and form stand on the page of the country",
        "");
    for (size_t i = 0; i < l->n_series; i++) {
        const struct said_series *series = &l->series[i];
        const struct said *a = series->said;
        if (!series->page)
            continue;
        if (strcmp(indicator, ledger_named(l, a, "indicator"))) {
            indicator = ledger_named(l, a, "indicator");
            doc_heading(&d.body, 2, labels_get(&l->labels, "indicator", indicator));
            list = doc_list(&d.body, NULL, false);
        }
        struct doc_node *item = doc_item(list, NULL);
        doc_page(item, ledger_words_of_area(l, &m, a), series->page);
        doc_text(item, mem_print(&m, " (%zu)", series->n));
    }
    site_found(s, NULL, "Series: every statement, and what each edition said",
               "series.html");
    site_write(s, &d, "series.html");
    mem_release(&m);
}
