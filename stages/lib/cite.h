/*
 * cite - what `id@published` in a source cell stands for, from sources.csv.
 */
#ifndef CITE_H
#define CITE_H

#include <stddef.h>

#include "mem.h"

#define CITE_FILE "datasets/sources.csv"

struct cite_source {
    const char *id, *publisher, *title, *published, *url, *grade;
};

struct cite {
    const char *path;           /* "": ids stand for themselves */
    struct cite_source *source; /* sorted by id */
    size_t n;
};

void cite_open(struct cite *c, struct mem *run, const char *path);

/* The source of the entry that begins at text and ends at '+', '@' or NUL; NULL when the
 * list lacks it. *length is the entry's length up to '+' or the end. */
const struct cite_source *cite_next(const struct cite *c, const char *text,
                                    size_t *length);

#endif
