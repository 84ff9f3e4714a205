/*
 * document - what people read, as a tree: headings, paragraphs, lists, tables, facts,
 * pictures. Whoever has something to say builds one; a renderer writes it (formats.h).
 *
 * Text in the tree is raw: no markup, no escaping, nothing wrapped. A builder never asks
 * for which format it builds, but for `bare` formats, which have no page around a table.
 * Texts are not copied: they must live as long as the document.
 *
 *     struct document d;
 *     document_open(&d, m, "Title", "Subtitle or NULL");
 *     struct doc_node *p = doc_paragraph(&d.body, "Said by ");
 *     doc_link(p, "the office", "https://example.org/");
 *     struct doc_node *list = doc_list(&d.body, "Notes", false);
 *     doc_list(doc_item(list, "an item"), NULL, true);    a list within it
 *     document_format("html", NULL)->write(&d, stdout);
 */
#ifndef DOCUMENT_H
#define DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "program/mem.h"

enum doc_kind {
    DOC_BODY, /* of the document: the parent of all */
    DOC_HEADING,
    DOC_PARAGRAPH,
    DOC_CODE, /* lines as they are */
    DOC_LIST,
    DOC_ITEM,
    DOC_FACTS, /* its children are items with a label each */
    DOC_TABLE,
    DOC_FIGURE, /* a picture; its spans are the caption */
    DOC_PART,   /* blocks that belong together; where there is a look, set apart */
    DOC_RULE,
    DOC_KINDS /* how many there are */
};

enum doc_span_kind { DOC_TEXT, DOC_STRONG, DOC_MONO, DOC_LINK };

/* A run of text. A link without a text of its own shows its address. here: it leads to a
 * file beside this one, by a relative path that the program made, or to a place in it, as
 * "page.html#name". */
struct doc_span {
    enum doc_span_kind kind;
    bool here;
    const char *text, *url;
    struct doc_span *next;
};

enum doc_column_kind {
    DOC_KEY,    /* names the row: a row heading */
    DOC_NUMBER, /* set to the right */
    DOC_BOUNDS, /* of a number beside it; set to the right */
    DOC_WORDS
};

struct doc_column {
    const char *head;
    enum doc_column_kind kind;
};

/* text says all as people read it. The rest is for formats that have numbers of their own. */
struct doc_cell {
    const char *text; /* NULL: empty */
    const char
        *value; /* the plain decimal behind it, or NULL when there is no number */
    const char *place; /* without a number: what stands in its place, less the bounds */
    const char *lo, *hi; /* plain decimals that bound it, or NULL */
    const char
        *interval;   /* what they are, as "95 % CI", or NULL: the truth lies within */
    const char *url; /* where it leads, or NULL */
    bool here;       /* to a file beside this one, as of a span */
};

struct doc_table {
    const char *caption; /* NULL: the subtitle or title of the document is */
    bool compact;        /* a few lines beside the text, not what the page is about */
    struct doc_column *column;
    int n;
    struct doc_cell *cell; /* row by row */
    size_t rows, room;
};

struct doc_node {
    struct mem *m;
    enum doc_kind kind;
    int level;         /* of a heading, 1 to 4 */
    bool numbered;     /* a list */
    bool leads;        /* a paragraph that leads to what follows: they stay together */
    const char *label; /* heading of a list; term of a fact; what a picture shows */
    const char *url;   /* file of a picture */
    const char *look;  /* a word that style sheets go by; HTML alone uses it */
    const char *name;  /* unique in the document: links may lead here; HTML alone */
    const char
        *drawing; /* the picture itself, an svg element fit for any page; the same */
    struct doc_span *span, *last_span;
    struct doc_table *table;
    struct doc_node *child, *last, *next;
};

struct document {
    struct mem *m;
    const char *title, *subtitle; /* may be NULL */
    const struct doc_site *site;  /* NULL: the document stands alone */
    const char *home; /* of the site, the way to its first page: "", "../" */
    const char *path; /* of the site, its own; NULL: not known */
    const char *kind; /* of page, in the site: what its look goes by; NULL: none */
    const char *summary, *picture; /* for cards that lead here: a sentence, a file */
    const char *linked; /* JSON-LD that says what the page is about, or NULL */
    const struct doc_site_page *trail; /* pages above this one, the first page first */
    size_t trails;
    struct doc_node body;
};

/* What all pages of a site have: its name, its edition, the pages that each leads to. */
struct doc_site {
    const char *name, *edition;
    const char *address; /* where it is published, NULL: not known */
    const char
        *newest; /* from the first page: that of the newest edition; NULL: this is it */
    const struct doc_site_page {
        const char *path, *name;
    } * page;
    size_t pages;
};

void document_open(struct document *d, struct mem *m, const char *title,
                   const char *subtitle);

/* Blocks, put last under a parent: the body, or an item. `text` NULL: to be filled with
 * spans. Each returns the new node. */
struct doc_node *doc_heading(struct doc_node *parent, int level, const char *text);
struct doc_node *doc_paragraph(struct doc_node *parent, const char *text);
struct doc_node *doc_lead(struct doc_node *parent, const char *text);
struct doc_node *doc_code(struct doc_node *parent, const char *text);
struct doc_node *doc_rule(struct doc_node *parent);
struct doc_node *doc_part(struct doc_node *parent, const char *look);
struct doc_node *doc_list(struct doc_node *parent, const char *label, bool numbered);
struct doc_node *doc_item(struct doc_node *list, const char *text);
struct doc_node *doc_facts(struct doc_node *parent);
struct doc_node *doc_fact(struct doc_node *facts, const char *term, const char *text);
/* file: of the picture; shows: for who does not see it; caption: below it or NULL. */
struct doc_node *doc_figure(struct doc_node *parent, const char *file,
                            const char *shows, const char *caption);

/* A table, its columns in order, then its rows: n cells to be filled, empty before. */
struct doc_node *doc_table(struct doc_node *parent, const char *caption);
void doc_column(struct doc_node *table, const char *head, enum doc_column_kind kind);
struct doc_cell *doc_row(struct doc_node *table);

/* Call it when a table has all its rows: words that every one of three or more has in a column are
 * said once above the table, as a fact, and a column that says nothing goes. The first stays. */
void doc_say_once(struct doc_node *parent, struct doc_node *table);

/* Call it when a table has all its rows: they stand in the order of their first texts
 * (characters_order). */
void doc_order_rows(struct doc_node *table);

/* Puts a block that is the only one of its parent last under another. */
void doc_move(struct doc_node *block, struct doc_node *to);

/* Runs of text, put last into a block. Empty ones are left out. text NULL of a link: its
 * address is shown. */
void doc_text(struct doc_node *to, const char *text);
void doc_strong(struct doc_node *to, const char *text);
void doc_mono(struct doc_node *to, const char *text);
void doc_link(struct doc_node *to, const char *text, const char *url);
void doc_page(struct doc_node *to, const char *text, const char *path);

#endif
