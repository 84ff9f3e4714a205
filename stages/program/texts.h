/*
 * texts - a growing list of texts, each once, in order of appearance.
 */
#ifndef TEXTS_H
#define TEXTS_H

#include <stdbool.h>
#include <stddef.h>

#include "program/mem.h"

struct texts {
    const char **item;
    size_t n;
    size_t *slot, slots; /* places + 1 by hash; at most half full */
};

/* The place of text in t, where a copy of it is put when it was not there. */
size_t texts_add(struct mem *m, struct texts *t, const char *text);

bool texts_has(const struct texts *t, const char *text);

/* The n texts of item[] with `between` between them. Time and room as long as they are. */
char *texts_join(struct mem *m, const char *const item[], size_t n,
                 const char *between);

#endif
