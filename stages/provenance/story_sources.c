/*
 * story_sources - who said so, what else was said and not taken, and what was said of a period
 * that contains this one or lies within it.
 */
#include <string.h>

#include "document/display.h"
#include "provenance/story.h"
#include "table/period.h"

/* How many are told of one source, of all that was not taken, without --all. */
enum { LIST_TOLD = 8 };

/* "US Department of State, 2020 report, June 2020; read in a copy" */
void
story_source(const struct story *y, struct doc_node *item, const char *source)
{
    size_t n;
    const struct source *s = sources_next(&y->line->cite, source, &n);
    if (!s) {
        doc_text(item, mem_text(y->m, source, n));
        return;
    }
    doc_text(item, mem_print(y->m, "%s, ", sources_credit(y->m, s)));
    if (*s->url)
        doc_link(item, s->title, s->url);
    else
        doc_text(item, s->title);
    doc_text(item, mem_print(y->m, ", %s; %s", display_date(y->m, s->published),
                             sources_read(s)));
}

/* True when it was passed over for one that the story rests on, or that has its key. */
static bool
concerns(const struct story *y, const struct line_passed *p)
{
    const struct lineage *l = y->line;
    const struct line_table *out = &l->table[l->step[p->step]->output];
    const struct table *in = &l->table[l->row[p->row].table].tab;
    for (size_t i = out->first; i < out->first + out->n; i++) {
        bool same = y->mark[i];
        for (int c = 0; same && c < in->key; c++)
            same = !strcmp(l->row[p->row].cell[c], story_cell(y, i, in->column[c]));
        bool taken = p->instead == LINE_NONE;
        for (size_t k = 0; same && k < l->row[i].n && !taken; k++)
            taken = l->row[i].from[k] == p->instead;
        if (same && taken)
            return true;
    }
    return false;
}

static const struct line_passed *
passed_of(const struct story *y, size_t row)
{
    for (size_t i = 0; i < y->line->passed_n; i++)
        if (y->line->passed[i].row == row && concerns(y, &y->line->passed[i]))
            return &y->line->passed[i];
    return NULL;
}

/* What a dataset's row says, and where it stands; with what is said of that, if any. */
static void
put_statement(struct story *y, struct doc_node *list, size_t row, size_t beside,
              const char *remark)
{
    const char *locator = story_cell(y, row, "locator");
    const char *note = story_cell(y, row, "note");
    const char *out = mem_print(y->m, "%s: %s", story_key(y, row, beside),
                                story_amount(y, row, beside));
    out = story_join(y, out, "; at: ", locator);
    out = story_join(y, out, "; note: ", note);
    struct doc_node *item = doc_item(
        list, mem_print(y->m, "%s (%s, %s)", out,
                        lineage_cell(y->line, row, TABLE_SOURCE), story_place(y, row)));
    if (*remark)
        doc_item(doc_list(item, NULL, false), remark);
}

/* True when two rows have one source: equal ids. */
static bool
same_source(const struct story *y, size_t a, size_t b)
{
    const char *one = lineage_cell(y->line, a, TABLE_SOURCE);
    const char *other = lineage_cell(y->line, b, TABLE_SOURCE);
    size_t n = strcspn(one, "@+");
    return n == strcspn(other, "@+") && !strncmp(one, other, n);
}

/* Announces what a list leaves out. */
void
story_put_more(const struct story *y, struct doc_node *list, size_t more,
               const char *what)
{
    if (more)
        doc_item(list, mem_print(y->m, "and %zu more %s (--all)", more, what));
}

/* The first leaf's source with all leaves that are of it. */
static void
put_leaves(struct story *y, struct doc_node *list, const size_t leaf[], size_t n,
           size_t row)
{
    size_t told = 0, more = 0;
    struct doc_node *item = doc_item(list, NULL);
    story_source(y, item, lineage_cell(y->line, leaf[0], TABLE_SOURCE));
    struct doc_node *within = doc_list(item, NULL, false);
    for (size_t i = 0; i < n; i++) {
        if (!same_source(y, leaf[0], leaf[i]))
            continue;
        if (told == LIST_TOLD && !y->all) {
            more++;
            continue;
        }
        const struct line_passed *p = passed_of(y, leaf[i]);
        put_statement(y, within, leaf[i], row,
                      p ? story_join(y, "its comparison counts; not what else it says",
                                     ": ", p->why)
                        : "");
        told++;
    }
    story_put_more(y, within, more, "of this source");
}

size_t
story_leaves(const struct story *y, size_t leaf[])
{
    size_t n = 0;
    for (size_t i = 0; i < y->line->rows; i++)
        if (y->mark[i] && lineage_is_origin(y->line, i))
            leaf[n++] = i;
    return n;
}

void
story_sources(struct story *y, size_t row)
{
    size_t *leaf = mem_array(y->m, y->line->rows, sizeof *leaf),
           n = story_leaves(y, leaf);
    doc_heading(y->body, y->level, "Who said so");
    struct doc_node *list = doc_list(y->body, NULL, n > 0);
    for (size_t i = 0; i < n; i++) {
        bool told = false;
        for (size_t k = 0; k < i && !told; k++)
            told = same_source(y, leaf[k], leaf[i]);
        if (!told)
            put_leaves(y, list, leaf + i, n - i, row);
    }
    if (!n)
        doc_item(list, "no statement: the row names no source");
}

bool
story_is_rival(const struct story *y, const struct line_passed *p)
{
    return !y->mark[p->row] && concerns(y, p);
}

/* Statements told in a list of their own, a few and how many more. */
struct listed {
    const char *heading;
    struct doc_node *list;
    size_t told, more;
};

static void
put_listed(struct story *y, struct listed *to, size_t statement, size_t row,
           const char *why)
{
    if (!to->list) {
        doc_heading(y->body, y->level, to->heading);
        to->list = doc_list(y->body, NULL, true);
    }
    if (to->told == LIST_TOLD && !y->all) {
        to->more++;
        return;
    }
    to->told++;
    struct doc_node *item = doc_item(to->list, NULL);
    story_source(y, item, lineage_cell(y->line, statement, TABLE_SOURCE));
    put_statement(y, doc_list(item, NULL, false), statement, row, why);
}

static void
put_listed_more(struct story *y, const struct listed *to)
{
    if (to->more)
        story_put_more(y, doc_list(y->body, NULL, false), to->more, "statements");
}

void
story_rivals(struct story *y, size_t row)
{
    struct listed to = {.heading = "What else was said, and not taken"};
    for (size_t i = 0; i < y->line->passed_n; i++) {
        const struct line_passed *p = &y->line->passed[i];
        if (story_is_rival(y, p))
            put_listed(y, &to, p->row, row, mem_print(y->m, "not taken: %s", p->why));
    }
    put_listed_more(y, &to);
}

/* ---- other periods */

/* True for a statement that had been published by the day of the recipe, if it has one. */
static bool
is_out(const struct story *y, size_t row)
{
    size_t n;
    return sources_out_by(
        sources_next(&y->line->cite, lineage_cell(y->line, row, TABLE_SOURCE), &n),
        y->line->recipe->asof);
}

/* True when a row states the period of an interval that contains that of the other, or lies
 * within it. Years, quarters and months are left out: they have pages and series of their own,
 * and rules add them up. */
static bool
is_around(const struct story *y, size_t row, size_t other)
{
    struct period a, b;
    if (!period_parse(lineage_cell(y->line, row, TABLE_PERIOD), &a) || a.freq != 'I' ||
        !period_parse(lineage_cell(y->line, other, TABLE_PERIOD), &b) ||
        (a.first == b.first && a.last == b.last))
        return false;
    return (a.first <= b.first && a.last >= b.last) ||
           (a.first >= b.first && a.last <= b.last);
}

/* The statements of the leaf's series, which stand beside it, on such a period; added to
 * those that were found. */
static void
find_around(const struct story *y, size_t leaf, bool found[])
{
    const struct line_row *r = y->line->row;
    const struct line_table *t = &y->line->table[r[leaf].table];
    size_t from = leaf, to = leaf;
    while (from > t->first &&
           !table_compare(r[from - 1].cell, r[leaf].cell, t->tab.key - 1))
        from--;
    while (to < t->first + t->n &&
           !table_compare(r[to].cell, r[leaf].cell, t->tab.key - 1))
        to++;
    for (size_t i = from; i < to; i++)
        found[i] |= !y->mark[i] && is_around(y, i, leaf) && is_out(y, i);
}

/* Beside statements on the row's own period: what rests on many years is told of each there. */
void
story_around(struct story *y, size_t row)
{
    struct listed to = {.heading = "Said of a longer period, or of part of this one"};
    const char *period = lineage_cell(y->line, row, TABLE_PERIOD);
    bool *found = mem_array(y->m, y->line->rows, sizeof *found);
    for (size_t i = 0; i < y->line->rows; i++)
        if (y->mark[i] && lineage_is_origin(y->line, i) &&
            lineage_is_statement(y->line, i) &&
            !strcmp(lineage_cell(y->line, i, TABLE_PERIOD), period))
            find_around(y, i, found);
    for (size_t i = 0; i < y->line->rows; i++)
        if (found[i])
            put_listed(y, &to, i, row, "");
    put_listed_more(y, &to);
}
