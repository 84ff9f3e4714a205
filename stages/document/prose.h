/*
 * prose - sentences on standard output, as plain text or as Markdown.
 */
#ifndef PROSE_H
#define PROSE_H

#include "program/mem.h"

/* Words wrapped to 88 columns, the first line from this column on, lines after it
 * indented, and a line end. */
void prose_wrap(const char *text, int column, int indent);

/* The text with what Markdown would take for markup escaped. */
char *prose_safe(struct mem *m, const char *text);

/* A link target, to stand between < and >. */
char *prose_target(struct mem *m, const char *url);

#endif
