/*
 * sources - what `id@published` in a source cell stands for, from sources.csv.
 */
#ifndef SOURCES_H
#define SOURCES_H

#include <stddef.h>

#include "program/mem.h"

#define SOURCES_FILE "datasets/sources.csv"

struct source {
    const char *id, *publisher, *title, *published, *url, *grade;
    const char *copies; /* the id of the source that it repeats, or "" */
    const char
        *of; /* whose figures it passes on; "": its own, or not one publisher's */
};

struct sources {
    const char *path;      /* "": ids stand for themselves */
    struct source *source; /* sorted by id */
    size_t n;
};

void sources_open(struct sources *c, struct mem *run, const char *path);

/* The source of the entry that begins at text and ends at '+', '@' or NUL; NULL when the
 * list lacks it. *length is the entry's length up to '+' or the end. */
const struct source *sources_next(const struct sources *c, const char *text,
                                  size_t *length);

/* Who is to be named for what the source says: "Home Office, via The Clewer Initiative"
 * for a relay, else the publisher. */
const char *sources_credit(struct mem *m, const struct source *s);

/* Where it was read, in words, of a grade: "read at the publisher". */
const char *sources_grade(const char *grade);

#endif
