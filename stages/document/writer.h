/*
 * writer - goes through a document for the renderers of text. Such a renderer is a table:
 * how each kind of block is written, and what stands between two.
 */
#ifndef WRITER_H
#define WRITER_H

#include "document/render.h"

/* One run of a renderer of text. */
struct writer {
    const struct document *d;
    struct mem *m; /* of the document */
    FILE *out;
    const struct block_writers *blocks;
    const struct doc_node *before; /* the block before this one, NULL for a first one */
    size_t indent;                 /* columns that stand left of every line */
    int level;                     /* HTML: of the heading that stands above */
    size_t tables;                 /* HTML: how many were written */
};

typedef void block_writer(struct writer *w, const struct doc_node *n);

/* How a format writes each kind of block; NULL: as a paragraph, which must be there.
 * between: what stands before a block, whose neighbour is w->before; may be NULL. */
struct block_writers {
    void (*between)(struct writer *w, const struct doc_node *parent,
                    const struct doc_node *n);
    block_writer *of[DOC_KINDS];
};

/* Writes the blocks under a parent, in order, the empty ones left out. */
void writer_blocks(struct writer *w, const struct doc_node *parent);

/* The same, this many columns to the right of the page. */
void writer_indented(struct writer *w, const struct doc_node *parent, size_t indent);

#endif
