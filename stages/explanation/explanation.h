/*
 * explanation - a run of stage explain: what it is about, and what is told of it.
 */
#ifndef EXPLANATION_EXPLANATION_H
#define EXPLANATION_EXPLANATION_H

#include "document/formats.h"
#include "provenance/lineage.h"
#include "provenance/recipe.h"
#include "provenance/story.h"

struct explanation {
    struct mem *m;
    const char *codes; /* the lists of codes; "": codes as they are */
    bool all;          /* everything of every row */
    struct recipe recipe;
    struct lineage line;
    struct story story;
    const struct doc_format *format; /* NULL: PROV-JSON */
    struct document document;
    const struct recipe_table *about;
    int table;
    size_t *row; /* the rows asked for */
    size_t n;
};

/* Ends with 66 for a product that has not been made. */
void explanation_check_made(const struct explanation *e, const char *file);

/* Once all rows are there. */
void explanation_open_story(struct explanation *e);

#endif
