#include "document/document.h"

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
put(struct doc_node *parent, enum doc_kind kind, const char *text)
{
    struct doc_node *n = mem_get(parent->m, sizeof *n);
    n->m = parent->m;
    n->kind = kind;
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
doc_note(struct doc_node *parent, const char *text)
{
    return put(parent, DOC_NOTE, text);
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
