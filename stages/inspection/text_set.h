/*
 * text_set - a set of texts, each with the line where it first stood. It keeps the texts as they
 * are, not copies.
 */
#ifndef INSPECTION_TEXT_SET_H
#define INSPECTION_TEXT_SET_H

#include <stdbool.h>
#include <stddef.h>

#include "program/mem.h"

/* Zeroed to begin with. */
struct text_set {
    const char **slot;
    long *line;
    size_t slots, n;
};

bool text_set_has(const struct text_set *s, const char *text);

/* The line of the text in the set; 0 when it was not there, and is now. */
long text_set_add(struct mem *m, struct text_set *s, const char *text, long line);

#endif
