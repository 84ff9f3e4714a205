#include "document/document.h"

#include <string.h>

#include "program/characters.h"

void
document_open(struct document *d, struct mem *m, const char *title,
              const char *subtitle)
{
    *d = (struct document){.m = m,
                           .title = title,
                           .subtitle = subtitle,
                           .body = {.m = m, .kind = DOC_BODY}};
}

void
doc_move(struct doc_node *block, struct doc_node *to)
{
    *(to->last ? &to->last->next : &to->child) = block;
    to->last = block;
}

static struct doc_node *
make(struct mem *m, enum doc_kind kind)
{
    struct doc_node *n = mem_get(m, sizeof *n);
    n->m = m;
    n->kind = kind;
    return n;
}

static struct doc_node *
put(struct doc_node *parent, enum doc_kind kind, const char *text)
{
    struct doc_node *n = make(parent->m, kind);
    doc_move(n, parent);
    doc_text(n, text);
    return n;
}

struct doc_node *
doc_heading(struct doc_node *parent, int level, const char *text)
{
    struct doc_node *n = put(parent, DOC_HEADING, text);
    n->level = level;
    return n;
}

struct doc_node *
doc_paragraph(struct doc_node *parent, const char *text)
{
    return put(parent, DOC_PARAGRAPH, text);
}

struct doc_node *
doc_lead(struct doc_node *parent, const char *text)
{
    struct doc_node *n = put(parent, DOC_PARAGRAPH, text);
    n->leads = true;
    return n;
}

struct doc_node *
doc_code(struct doc_node *parent, const char *text)
{
    return put(parent, DOC_CODE, text);
}

struct doc_node *
doc_part(struct doc_node *parent, const char *look)
{
    struct doc_node *n = put(parent, DOC_PART, NULL);
    n->look = look;
    return n;
}

struct doc_node *
doc_rule(struct doc_node *parent)
{
    return put(parent, DOC_RULE, NULL);
}

struct doc_node *
doc_list(struct doc_node *parent, const char *label, bool numbered)
{
    struct doc_node *n = put(parent, DOC_LIST, NULL);
    n->label = label;
    n->numbered = numbered;
    return n;
}

struct doc_node *
doc_item(struct doc_node *list, const char *text)
{
    return put(list, DOC_ITEM, text);
}

struct doc_node *
doc_facts(struct doc_node *parent)
{
    return put(parent, DOC_FACTS, NULL);
}

struct doc_node *
doc_fact(struct doc_node *facts, const char *term, const char *text)
{
    struct doc_node *n = put(facts, DOC_ITEM, text);
    n->label = term;
    return n;
}

struct doc_node *
doc_figure(struct doc_node *parent, const char *file, const char *shows,
           const char *caption)
{
    struct doc_node *n = put(parent, DOC_FIGURE, caption);
    n->url = file;
    n->label = shows;
    return n;
}

struct doc_node *
doc_table(struct doc_node *parent, const char *caption)
{
    struct doc_node *n = put(parent, DOC_TABLE, NULL);
    n->table = mem_get(parent->m, sizeof *n->table);
    n->table->caption = caption;
    return n;
}

void
doc_column(struct doc_node *table, const char *head, enum doc_column_kind kind)
{
    struct doc_table *t = table->table;
    t->column = mem_more(table->m, t->column, (size_t)t->n, sizeof *t->column);
    t->column[t->n++] = (struct doc_column){head, kind};
}

struct doc_cell *
doc_row(struct doc_node *table)
{
    struct doc_table *t = table->table;
    size_t row = (size_t)t->n * sizeof *t->cell;
    if (t->rows == t->room) {
        t->cell = mem_grow(table->m, t->cell, t->room * row, (2 * t->room + 16) * row);
        t->room = 2 * t->room + 16;
    }
    return t->cell + (size_t)t->n * t->rows++;
}

/* A column is taken out of a table. */
static void
drop_column(struct doc_table *t, int column)
{
    struct doc_cell *to = t->cell;
    for (size_t i = 0; i < t->rows * (size_t)t->n; i++)
        if ((int)(i % (size_t)t->n) != column)
            *to++ = t->cell[i];
    t->n--;
    for (int c = column; c < t->n; c++)
        t->column[c] = t->column[c + 1];
}

static bool
is_alike(const char *a, const char *b)
{
    return !strcmp(a ? a : "", b ? b : "");
}

static bool
says_one_thing(const struct doc_table *t, int column)
{
    const struct doc_cell *first = &t->cell[column];
    for (size_t i = 1; i < t->rows; i++) {
        const struct doc_cell *c = &first[i * (size_t)t->n];
        if (!is_alike(c->text, first->text) || !is_alike(c->url, first->url))
            return false;
    }
    return true;
}

/* Facts that stand before a block. */
static struct doc_node *
facts_before(struct doc_node *parent, struct doc_node *block)
{
    struct doc_node *facts = make(parent->m, DOC_FACTS), **at = &parent->child;
    while (*at != block)
        at = &(*at)->next;
    *at = facts;
    facts->next = block;
    return facts;
}

void
doc_say_once(struct doc_node *parent, struct doc_node *table)
{
    enum { ROWS = 3 };
    struct doc_table *t = table->table;
    struct doc_node *facts = NULL;
    for (int c = 1; c < t->n; c++) {
        const struct doc_cell *cell = &t->cell[c];
        bool empty = !cell->text || !*cell->text;
        if (!t->rows || !says_one_thing(t, c) ||
            (!empty && (t->rows < ROWS || t->column[c].kind != DOC_WORDS)))
            continue;
        if (!empty) {
            facts = facts ? facts : facts_before(parent, table);
            struct doc_node *fact = doc_fact(facts, t->column[c].head, NULL);
            if (!cell->url)
                doc_text(fact, cell->text);
            else
                (cell->here ? doc_page : doc_link)(fact, cell->text, cell->url);
        }
        drop_column(t, c--);
    }
}

void
doc_order_rows(struct doc_node *table)
{
    struct doc_table *t = table->table;
    size_t n = (size_t)t->n;
    struct doc_cell *row = mem_array(table->m, n, sizeof *row);
    for (size_t i = 1, k; i < t->rows; i++) {
        const char *text = t->cell[i * n].text;
        for (k = i; k && characters_order(t->cell[(k - 1) * n].text, text) > 0; k--)
            ;
        memcpy(row, t->cell + i * n, n * sizeof *row);
        memmove(t->cell + (k + 1) * n, t->cell + k * n, (i - k) * n * sizeof *row);
        memcpy(t->cell + k * n, row, n * sizeof *row);
    }
}

static void
put_span(struct doc_node *to, struct doc_span span)
{
    struct doc_span *s = mem_get(to->m, sizeof *s);
    *s = span;
    *(to->last_span ? &to->last_span->next : &to->span) = s;
    to->last_span = s;
}

void
doc_text(struct doc_node *to, const char *text)
{
    if (text && *text)
        put_span(to, (struct doc_span){.kind = DOC_TEXT, .text = text});
}

void
doc_strong(struct doc_node *to, const char *text)
{
    if (text && *text)
        put_span(to, (struct doc_span){.kind = DOC_STRONG, .text = text});
}

void
doc_mono(struct doc_node *to, const char *text)
{
    if (text && *text)
        put_span(to, (struct doc_span){.kind = DOC_MONO, .text = text});
}

void
doc_link(struct doc_node *to, const char *text, const char *url)
{
    if ((text && *text) || *url)
        put_span(to, (struct doc_span){.kind = DOC_LINK, .text = text, .url = url});
}

void
doc_page(struct doc_node *to, const char *text, const char *path)
{
    put_span(to, (struct doc_span){
                     .kind = DOC_LINK, .here = true, .text = text, .url = path});
}
