/*
 * sources - what `id@published` in a source cell stands for, from sources.csv.
 */
#ifndef SOURCES_H
#define SOURCES_H

#include <stdbool.h>
#include <stddef.h>

#include "program/mem.h"

#define SOURCES_FILE "datasets/sources.csv"

/* Where it was read. */
enum grade { PRIMARY, MIRROR, DERIVED, PRESS, GRADES };
extern const char *const grade_name[]; /* NULL at the end */

/* The grade of that name, or GRADES. */
enum grade grade_find(const char *text, size_t n);

struct source {
    const char *id, *publisher, *title, *published, *url, *grade;
    const char *copy;   /* in whose copy it was read, in words, or "" */
    const char *copies; /* the id of the source that it repeats, or "" */
    const char
        *of; /* whose figures it passes on; "": its own, or not one publisher's */
    const char *cited; /* the date behind '@' in a cell: published, or "undated" */
    bool dated;
    long first, day; /* first and last possible one; LONG_MAX when not dated */
    enum grade rank; /* GRADES when no grade is given */
    const struct source *copied; /* what it repeats, or NULL */
};

struct sources {
    const char *path;      /* "": ids stand for themselves */
    struct source *source; /* sorted by id */
    size_t n;
};

/* Reads a list of sources; path "": there is none. Ends with 65 for a date or a grade that
 * is none, an id that stands twice, and sources that repeat one another in a circle.
 * sources_open is for those who name sources, and needs publisher, title and url;
 * sources_open_dated for those who choose among them, and needs a grade of each. */
void sources_open(struct sources *c, struct mem *run, const char *path);
void sources_open_dated(struct sources *c, struct mem *run, const char *path);

/* The source of that id, or NULL. */
const struct source *sources_find(const struct sources *c, const char *id);

/* The source of the entry that begins at text and ends at '+', '@' or NUL; NULL when the
 * list lacks it. *length is the entry's length up to '+' or the end. */
const struct source *sources_next(const struct sources *c, const char *text,
                                  size_t *length);

/* Who is to be named for what the source says: "Home Office, via The Clewer Initiative"
 * for a relay, else the publisher. */
const char *sources_credit(struct mem *m, const struct source *s);

/* True when it had been published by a day, "": always. NULL, and what bears no date, was not. */
bool sources_out_by(const struct source *s, const char *day);

/* Where it was read, in words: "read at the publisher". And of sources of a grade. */
const char *sources_read(const struct source *s);
const char *sources_grade(const char *grade);

#endif
