/* A page a number of a figure's table: the number, who said so, what else was said and when,
 * what was done to it. All numbers of a table are led back by one run of its pipe. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "document/display.h"
#include "program/msg.h"
#include "program/num.h"
#include "publication/numbers.h"
#include "tabulation/tabulation.h"

/* What may stand in a file's name as it is. '.' parts the codes of a key. */
static bool
is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_' || c == '-';
}

const char *
site_key(struct mem *m, char *const cell[], int n)
{
    size_t room = 1;
    for (int c = 0; c < n; c++)
        room += 3 * strlen(cell[c]) + 1;
    char *out = mem_get(m, room), *o = out;
    for (int c = 0; c < n; c++) {
        if (c)
            *o++ = '.';
        for (const char *p = cell[c]; *p; p++)
            if (is_plain(*p))
                *o++ = *p;
            else
                o += sprintf(o, "~%02X", (unsigned char)*p);
    }
    return out;
}

const char *
site_number(struct mem *m, const char *table, char *const cell[], int key)
{
    return mem_print(m, "numbers/%s/%s.html", table, site_key(m, cell, key));
}

const char *const *
site_leads(struct mem *m, const struct recipe_table *r)
{
    struct table t;
    struct table_row row;
    const char **lead = NULL;
    size_t n = 0;
    table_open(&t, m, r->file, table_contract, TABLE_ANY);
    while (table_next(&t, &row)) {
        lead = mem_more(m, lead, n, sizeof *lead);
        lead[n++] = mem_print(m, "../%s", site_number(m, r->name, row.cell, t.key));
    }
    table_close(&t);
    return lead;
}

/* ---- a page */

static const char *
cell_of(const struct numbers *w, size_t row, const char *column)
{
    int at = table_find(&w->t->tab, column);
    return at < 0 ? "" : w->line.row[row].cell[at];
}

/* What stands right of the contract's columns, but for the sentence: that is said whole. */
static void
put_rest(const struct numbers *w, struct doc_node *facts, size_t row)
{
    const struct table *t = &w->t->tab;
    for (int c = t->at[TABLE_SOURCE] + 1; c < t->n; c++) {
        const char *text = w->line.row[row].cell[c];
        double number;
        bool rounded;
        if (num_parse(text, &number))
            text = display_number(w->story.m, text, DISPLAY_EXACT, true, &rounded);
        if (*text && strcmp(t->column[c], "sentence"))
            doc_fact(facts, tabulation_heading(w->story.m, t->column[c]), text);
    }
}

/* A unit behind a number: "persons", "person" after 1. A currency is a name. */
static const char *
unit_after(struct mem *m, const char *printed, const char *code, const char *label)
{
    if (!islower((unsigned char)*code) || !strcmp(code, label))
        return label;
    if (!strcmp(printed, "1") && !strchr(code, '_'))
        return code;
    char *out = mem_copy(m, label);
    *out = (char)tolower((unsigned char)*out);
    return out;
}

/* True for an estimate that rests on none that was published as one. */
static bool
is_estimated_here(const struct numbers *w, size_t row)
{
    const struct lineage *l = &w->line;
    if (!strchr(lineage_cell(l, row, TABLE_STATUS), 'E') || w->t->step < 0)
        return false;
    for (size_t i = 0; i < l->rows; i++)
        if (w->story.mark[i] && lineage_is_origin(l, i) &&
            strchr(lineage_cell(l, i, TABLE_STATUS), 'E'))
            return false;
    return true;
}

/* Which stage estimated it, and what that is for, in its own words. */
static void
put_estimated(struct numbers *w, struct document *d)
{
    const char *stage = w->line.step[w->t->step]->stage.word[0];
    const char *purpose = story_purpose(&w->story, stage);
    struct doc_node *p = doc_paragraph(&d->body, "Not a published figure: made by ");
    doc_page(p, stage, mem_print(d->m, "../../methods/%s.html", stage));
    doc_text(p, *purpose ? mem_print(d->m, " (%s).", purpose) : ".");
}

static void
put_facts(struct numbers *w, struct document *d, size_t row)
{
    struct story *y = &w->story;
    bool rounded = false;
    const char *printed = story_printed(y, row, &rounded);
    const char *unit = lineage_cell(&w->line, row, TABLE_UNIT);
    const char *sentence = cell_of(w, row, "sentence");
    struct doc_node *p = doc_paragraph(&d->body, NULL);
    doc_strong(p, printed);
    doc_text(p, mem_print(d->m, " %s",
                          unit_after(d->m, printed, unit,
                                     labels_get(&y->labels, "unit", unit))));
    if (*sentence)
        doc_paragraph(&d->body, sentence);
    else if (is_estimated_here(w, row))
        put_estimated(w, d);
    struct doc_node *facts = doc_facts(&d->body);
    if (rounded)
        doc_fact(facts, "With all digits", story_exact(y, row));
    doc_fact(facts, "Status", story_status(y, row));
    put_rest(w, facts, row);
    doc_page(doc_fact(facts, "Table", NULL), story_place(y, row),
             mem_print(d->m, "../../files/%s.csv", w->about->name));
}

/* ---- editions: all that a ledger has on the same quantity, the oldest first */

struct edition {
    size_t row;
    const struct source *source;
};

static int
by_day(const void *a, const void *b)
{
    const struct edition *x = a, *y = b;
    int c = strcmp(x->source ? x->source->published : "",
                   y->source ? y->source->published : "");
    return c ? c : (x->row > y->row) - (x->row < y->row);
}

/* The statements of the key that the statement has; they stand beside one another. */
static struct edition *
editions_of(struct numbers *w, struct mem *m, size_t leaf, size_t *n)
{
    const struct lineage *l = &w->line;
    const struct line_table *t = &l->table[l->row[leaf].table];
    size_t from = leaf, to = leaf + 1, length;
    while (from > t->first &&
           !table_compare(l->row[from - 1].cell, l->row[leaf].cell, t->tab.key))
        from--;
    while (to < t->first + t->n &&
           !table_compare(l->row[to].cell, l->row[leaf].cell, t->tab.key))
        to++;
    struct edition *e = mem_array(m, to - from, sizeof *e);
    *n = to - from;
    for (size_t i = from; i < to; i++)
        e[i - from] = (struct edition){
            i, sources_next(&l->cite, lineage_cell(l, i, TABLE_SOURCE), &length)};
    qsort(e, *n, sizeof *e, by_day);
    return e;
}

/* To the page with every statement on the series, unless `before` was of the same. */
static const char *
put_series_link(const struct numbers *w, struct document *d, size_t leaf,
                const char *before)
{
    const struct line_row *r = &w->line.row[leaf];
    const struct line_table *t = &w->line.table[r->table];
    const char *page = site_series(d->m, &t->tab, r->cell, t->n);
    if (strncmp(t->file, w->s->ledger, strlen(w->s->ledger)) || !page)
        return before;
    if (before && !strcmp(before, page))
        return page;
    struct doc_node *p = doc_paragraph(&d->body, NULL);
    doc_page(p, "The whole series: every statement, and claims judged by it, if any",
             mem_print(d->m, "../../%s", page));
    return page;
}

/* Keeps the first and the newest number when they differ. */
static void
note_revised(struct numbers *w, const struct edition e[], size_t n, size_t row)
{
    const struct edition *first = NULL, *newest = NULL;
    for (size_t i = 0; i < n; i++)
        if (e[i].source && *e[i].source->published &&
            *lineage_cell(&w->line, e[i].row, TABLE_VALUE)) {
            first = first ? first : &e[i];
            newest = &e[i];
        }
    if (!first || !strcmp(lineage_cell(&w->line, first->row, TABLE_VALUE),
                          lineage_cell(&w->line, newest->row, TABLE_VALUE)))
        return;
    w->revised = mem_more(w->s->run, w->revised, w->n_revised, sizeof *w->revised);
    w->revised[w->n_revised++] = (struct revised){row, first->row, newest->row};
}

static void
put_editions(struct numbers *w, struct document *d, size_t leaf, size_t row, bool alone)
{
    struct story *y = &w->story;
    size_t n;
    struct edition *e = editions_of(w, d->m, leaf, &n);
    if (n < 2)
        return;
    if (alone)
        note_revised(w, e, n, row);
    struct doc_node *t = doc_table(
        &d->body, mem_print(d->m, "%s: what each edition said, the oldest first",
                            story_key(y, leaf, LINE_NONE)));
    doc_column(t, "Published", DOC_KEY);
    doc_column(t, "By", DOC_WORDS);
    doc_column(t, "Said", DOC_WORDS);
    doc_column(t, "Here", DOC_WORDS);
    for (size_t i = 0; i < n; i++) {
        struct doc_cell *cell = doc_row(t);
        const struct source *c = e[i].source;
        cell[0].text = c ? display_date(d->m, c->published) : "undated";
        cell[1].text = c ? sources_credit(d->m, c)
                         : lineage_cell(&w->line, e[i].row, TABLE_SOURCE);
        cell[1].url = c && *c->url ? c->url : NULL;
        cell[2].text = story_amount(y, e[i].row, row);
        cell[3].text = y->mark[e[i].row] ? "taken" : "not taken";
    }
}

/* Of each quantity of the ledger that the number rests on, when they are few. */
static void
put_all_editions(struct numbers *w, struct document *d, size_t row)
{
    enum { QUANTITIES = 6 };
    const struct lineage *l = &w->line;
    size_t *leaf = mem_array(d->m, l->rows, sizeof *leaf), kept = 0;
    size_t n = story_leaves(&w->story, leaf);
    for (size_t i = 0; i < n; i++) {
        const struct line_row *r = &l->row[leaf[i]];
        if (!lineage_is_statement(l, leaf[i]))
            continue;
        int key = l->table[r->table].tab.key;
        if (kept && l->row[leaf[kept - 1]].table == r->table &&
            !table_compare(l->row[leaf[kept - 1]].cell, r->cell, key))
            continue;
        leaf[kept++] = leaf[i];
    }
    if (kept && kept <= QUANTITIES)
        doc_heading(&d->body, 2, "Editions");
    const char *series = NULL;
    for (size_t i = 0; i < kept && kept <= QUANTITIES; i++) {
        series = put_series_link(w, d, leaf[i], series);
        put_editions(w, d, leaf[i], row, kept == 1);
    }
}

/* ---- how to see the same on one's own machine */

static const char *
explain_command(const struct numbers *w, struct mem *m, size_t row)
{
    const struct table *t = &w->t->tab;
    const char *out = mem_print(m, "attest explain %s", w->about->name);
    for (int c = 0; c < t->key; c++)
        if (w->varies[c])
            out = mem_print(m, c == t->at[TABLE_PERIOD] ? "%s %s%s" : "%s '%s=%s'", out,
                            c == t->at[TABLE_PERIOD] ? "" : t->column[c],
                            w->line.row[row].cell[c]);
    return out;
}

static void
put_making(struct numbers *w, struct document *d, size_t row)
{
    doc_heading(&d->body, 2, "The same on your own machine");
    struct doc_node *list = doc_list(&d->body, NULL, false);
    doc_mono(doc_item(list, NULL), lineage_command(&w->line, w->about->file));
    doc_mono(doc_item(list, NULL), explain_command(w, d->m, row));
    const char *files = "";
    for (const char **file = story_read(&w->story); *file; file++)
        files = mem_print(d->m, "%s%s%s", files, *files ? ", " : "", *file);
    doc_item(list, mem_print(d->m, "from %s", files));
}

static void
open_page(const struct numbers *w, struct document *d, struct mem *m, const char *title)
{
    struct doc_site_page *trail = mem_array(m, 2, sizeof *trail);
    trail[0] = (struct doc_site_page){"index.html", "Findings"};
    trail[1] = (struct doc_site_page){mem_print(m, "figures/%s.html", w->about->name),
                                      w->about->title};
    site_open(w->s, d, m, title, NULL, "../../");
    d->trail = trail;
    d->trails = 2;
}

static void
write_number(struct numbers *w, size_t row)
{
    struct mem m = {0};
    struct document d;
    struct story *y = &w->story;
    y->m = &m;
    y->letters = "";
    y->body = &d.body;
    story_about(y, &row, 1);
    open_page(w, &d, &m, story_title(y, row));
    d.kind = "number";
    put_facts(w, &d, row);
    put_all_editions(w, &d, row);
    story_sources(y, row);
    story_rivals(y, row);
    story_around(y, row);
    story_steps(y, row);
    story_letters(y, row);
    put_making(w, &d, row);
    site_write(w->s, &d,
               site_number(&m, w->about->name, w->line.row[row].cell, w->t->tab.key));
    mem_release(&m);
}

/* ---- all of a table */

static void
find_varying(struct numbers *w)
{
    const struct table *t = &w->t->tab;
    w->varies = mem_array(w->s->run, (size_t)t->key, sizeof *w->varies);
    for (size_t i = w->t->first; i < w->t->first + w->t->n; i++)
        for (int c = 0; c < t->key; c++)
            w->varies[c] |=
                strcmp(w->line.row[i].cell[c], w->line.row[w->t->first].cell[c]) != 0;
    w->varies[t->at[TABLE_PERIOD]] = true;
}

/* The list of them, written last: when it is there, all are. */
static void
write_list(struct numbers *w)
{
    struct mem m = {0};
    struct document d;
    bool rounded;
    w->story.m = &m;
    open_page(w, &d, &m,
              mem_print(&m, "Numbers of: %s%s", w->about->title,
                        site_is_trend(w->about) ? ": trend" : ""));
    struct doc_node *list = doc_list(&d.body, NULL, false);
    for (size_t i = w->t->first; i < w->t->first + w->t->n; i++) {
        const char *page = site_key(&m, w->line.row[i].cell, w->t->tab.key);
        struct doc_node *item = doc_item(list, NULL);
        doc_page(item, story_title(&w->story, i), mem_print(&m, "%s.html", page));
        doc_text(item, mem_print(&m, ": %s", story_printed(&w->story, i, &rounded)));
    }
    site_write(w->s, &d, mem_print(&m, "numbers/%s/index.html", w->about->name));
    mem_release(&m);
}

static const struct recipe_table *
table_named(const struct site *s, const char *name)
{
    for (size_t i = 0; i < s->recipe->tables; i++)
        if (!strcmp(s->recipe->table[i].name, name))
            return &s->recipe->table[i];
    die(EX_NOINPUT, "%s: the recipe has no such table", msg_quote(name));
}

void
site_figure(const struct site *s, const char *name)
{
    struct numbers w = {.s = s, .about = table_named(s, name)};
    struct tabulation how = {0};
    lineage_open(&w.line, s->run, s->recipe, s->sources);
    struct memo memo = {.folder = s->memo};
    w.line.memo = s->memo ? &memo : NULL;
    int made = lineage_make(&w.line, w.about->file);
    if (s->memo)
        memo_end(&memo, s->run);
    w.t = &w.line.table[made];
    site_table_options(&how, s->run, w.about);
    story_open(&w.story, s->run, &w.line, s->codes);
    w.story.level = 2;
    w.story.digits = how.digits;
    find_varying(&w);
    for (size_t i = w.t->first; i < w.t->first + w.t->n; i++)
        write_number(&w, i);
    numbers_figure(&w);
    write_list(&w);
    site_sweep(s, mem_print(s->run, "numbers/%s", w.about->name));
}
