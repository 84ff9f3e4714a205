/*
 * coded - what the texts of one column stand for: the directives `map` and `lookup`.
 */
#ifndef CODED_H
#define CODED_H

#include "program/pattern.h"
#include "publisher/directives.h"
#include "publisher/lookup.h"
#include "publisher/tally.h"

struct coded {
    const char *column;
    struct place at;
    int index; /* of the column in the table */
    struct coded_map *map;
    size_t maps;
    size_t *literal,
        *slotted; /* maps without slots, by text; those with slots, in order */
    size_t literals, slotteds;
    const char *list, *aliases;
    struct lookup lookup;
};

/* Take one directive; end with 65 when it is wrong. */
void coded_map(struct coded *c, struct tallies *t, const struct directive *w);
void coded_lookup(struct coded *c, struct mem *run, const struct directive *w);

/* When all are read: puts the maps in order, reads the code list from this folder. */
void coded_fit(struct coded *c, struct mem *run, const char *codes);

/* The code of a published text, or NULL and why. */
char *coded_code(const struct coded *c, struct mem *m, const char *published,
                 const char **reason);

#endif
