/* The tree itself, for programs: every block with its kind, text as runs. */
#include <jansson.h>

#include "document/render.h"

static const char *const kind_name[] = {
    [DOC_BODY] = "body",   [DOC_HEADING] = "heading", [DOC_PARAGRAPH] = "paragraph",
    [DOC_CODE] = "code",   [DOC_LIST] = "list",       [DOC_ITEM] = "item",
    [DOC_FACTS] = "facts", [DOC_TABLE] = "table",     [DOC_FIGURE] = "figure",
    [DOC_PART] = "part",   [DOC_RULE] = "rule"};
static const char *const span_name[] = {[DOC_TEXT] = "text",
                                        [DOC_STRONG] = "strong",
                                        [DOC_MONO] = "code",
                                        [DOC_LINK] = "link"};
static const char *const column_name[] = {[DOC_KEY] = "key",
                                          [DOC_NUMBER] = "number",
                                          [DOC_BOUNDS] = "bounds",
                                          [DOC_WORDS] = "words"};

/* A member when there is a text. */
static void
set(struct mem *m, json_t *o, const char *name, const char *text)
{
    if (text)
        json_object_set_new(o, name, json_string(render_text_of(m, text, "\n")));
}

static void
set_link(struct mem *m, json_t *o, const char *url)
{
    set(m, o, "url", render_address(m, url));
}

static json_t *
spans(struct mem *m, const struct doc_node *n)
{
    json_t *all = json_array();
    for (const struct doc_span *s = n->span; s; s = s->next) {
        json_t *o = json_pack("{ss}", "kind", span_name[s->kind]);
        set(m, o, "text", s->text ? s->text : s->url);
        set_link(m, o, s->url);
        json_array_append_new(all, o);
    }
    return all;
}

static json_t *
cell(struct mem *m, const struct doc_cell *c)
{
    json_t *o = json_object();
    set(m, o, "text", c->text ? c->text : "");
    set(m, o, "value", c->value);
    set(m, o, "lower", c->lo);
    set(m, o, "upper", c->hi);
    set(m, o, "interval", c->interval);
    set_link(m, o, c->url);
    return o;
}

static void
set_table(struct mem *m, json_t *o, const struct doc_table *t)
{
    json_t *columns = json_array(), *rows = json_array();
    set(m, o, "caption", t->caption);
    for (int c = 0; c < t->n; c++) {
        json_t *column = json_pack("{ss}", "kind", column_name[t->column[c].kind]);
        set(m, column, "head", t->column[c].head);
        json_array_append_new(columns, column);
    }
    for (size_t r = 0; r < t->rows; r++) {
        json_t *row = json_array();
        for (int c = 0; c < t->n; c++)
            json_array_append_new(row, cell(m, &t->cell[r * (size_t)t->n + (size_t)c]));
        json_array_append_new(rows, row);
    }
    json_object_set_new(o, "columns", columns);
    json_object_set_new(o, "rows", rows);
}

static json_t *blocks(struct mem *m, const struct doc_node *parent);

static json_t *
block(struct mem *m, const struct doc_node *n)
{
    json_t *o = json_pack("{ss}", "kind", kind_name[n->kind]);
    if (n->kind == DOC_HEADING)
        json_object_set_new(o, "level", json_integer(n->level));
    if (n->kind == DOC_LIST)
        json_object_set_new(o, "numbered", json_boolean(n->numbered));
    set(m, o, n->kind == DOC_FIGURE ? "description" : "label", n->label);
    if (n->kind == DOC_FIGURE)
        set(m, o, "file", n->url);
    if (n->span)
        json_object_set_new(o, "text", spans(m, n));
    if (n->table)
        set_table(m, o, n->table);
    if (n->child)
        json_object_set_new(o, "blocks", blocks(m, n));
    return o;
}

static json_t *
blocks(struct mem *m, const struct doc_node *parent)
{
    json_t *all = json_array();
    for (const struct doc_node *n = render_first(parent); n; n = render_next(n))
        json_array_append_new(all, block(m, n));
    return all;
}

void
render_json(const struct document *d, FILE *out)
{
    json_t *root = json_object();
    set(d->m, root, "title", d->title);
    set(d->m, root, "subtitle", d->subtitle);
    json_object_set_new(root, "blocks", blocks(d->m, &d->body));
    json_dumpf(root, out, JSON_INDENT(2));
    json_decref(root);
    putc('\n', out);
}
