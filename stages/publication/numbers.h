/*
 * numbers - a table of a figure with what each of its numbers was made of, for the pages of the
 * figure and of its numbers.
 */
#ifndef NUMBERS_H
#define NUMBERS_H

#include "provenance/story.h"
#include "publication/site.h"

/* A number whose quantity was stated with different values: the first and the newest. */
struct revised {
    size_t row;           /* of the table */
    size_t first, newest; /* rows of a ledger */
};

struct numbers {
    const struct site *s;
    const struct recipe_table *about;
    struct lineage line;
    struct story story;
    const struct line_table *t;
    bool *varies; /* per column of the key: not the same in all rows */
    struct revised *revised;
    size_t n_revised;
};

/* The page of the figure, or of the statistics of its trend. After those of its numbers. */
void numbers_figure(struct numbers *w);

/* What to know of the figure; and the sentences of a table of statistics, each once. */
void numbers_knowledge(struct numbers *w, struct document *d);
void numbers_sentences(struct numbers *w, struct document *d, const char *file);

/* What its table is, as schema.org says it, in JSON-LD. */
const char *numbers_linked(const struct numbers *w);

#endif
