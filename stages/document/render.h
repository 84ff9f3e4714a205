/*
 * render - what the renderers share, and who they are. Nothing outside of them escapes text
 * or decides which link is live.
 */
#ifndef RENDER_H
#define RENDER_H

#include "document/formats.h"

#define DOC_DECLARE(name, page) void render_##name(const struct document *d, FILE *out);
DOC_FORMATS(DOC_DECLARE)

/*
 * Text as it may leave: every kind of line end and tab is a blank; other control
 * characters, bidirectional embeddings, overrides and isolates, non-characters and bytes
 * that are not UTF-8 are U+FFFD. keep: characters of these that stay, as "\n".
 */
char *render_text_of(struct mem *m, const char *text, const char *keep);

/* The address when it is one that a reader may follow (http, https, mailto), with all but
 * plain ASCII percent-encoded; else NULL. */
const char *render_address(struct mem *m, const char *url);

/* JSON that may stand within HTML and XML: no sign of either is left in it. */
void render_embedded(const char *json, FILE *out);

/* The blocks under a parent, in order, without those that have nothing in them. */
const struct doc_node *render_first(const struct doc_node *parent);
const struct doc_node *render_next(const struct doc_node *n);

/* A file's address: a live one as above, else a relative path. */
const char *render_path(struct mem *m, const char *path);

/* How many columns of a terminal the text takes. */
size_t render_width(const char *text, size_t n);

/* True for a column that is set to the right. */
bool render_is_right(const struct doc_table *t, int column);

/* Caption of a table in formats that have captions; and whether some table under the
 * parent has the subtitle as its caption, so that it is not said above as well. */
const char *render_caption(const struct document *d, const struct doc_table *t);
bool render_is_caption(const struct doc_node *parent);

#endif
