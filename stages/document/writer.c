#include "document/writer.h"

void
writer_blocks(struct writer *w, const struct doc_node *parent)
{
    const struct doc_node *before = NULL;
    for (const struct doc_node *n = render_first(parent); n; n = render_next(n)) {
        block_writer *write = w->blocks->of[n->kind];
        w->before = before;
        if (w->blocks->between)
            w->blocks->between(w, parent, n);
        (write ? write : w->blocks->of[DOC_PARAGRAPH])(w, n);
        before = n;
    }
}

void
writer_indented(struct writer *w, const struct doc_node *parent, size_t indent)
{
    size_t outer = w->indent;
    w->indent = indent;
    writer_blocks(w, parent);
    w->indent = outer;
}
