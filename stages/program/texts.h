/*
 * texts - a growing list of texts, each once, in order of appearance.
 */
#ifndef TEXTS_H
#define TEXTS_H

#include <stddef.h>

#include "program/mem.h"

struct texts {
    const char **item;
    size_t n, size;
};

/* The place of text in t, where a copy of it is put when it was not there. */
size_t texts_add(struct mem *m, struct texts *t, const char *text);

#endif
