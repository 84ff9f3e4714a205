/*
 * grid - a table for people: title, what holds for all of it, the cells, what to know
 * below. The caller decides every word; this module only lays it out.
 */
#ifndef GRID_H
#define GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "program/mem.h"

enum grid_format { GRID_MARKDOWN, GRID_HTML, GRID_CSV, GRID_TEXT };

enum grid_kind {
    GRID_KEY,    /* names the row */
    GRID_NUMBER, /* set to the right */
    GRID_WORDS
};

struct grid_item {
    const char *text, *url; /* url may be NULL or "" */
};

/* A list above or below the cells, with a heading; shown only when n > 0. */
struct grid_list {
    const char *heading; /* NULL: paragraphs */
    bool numbered;
    struct grid_item *item;
    size_t n;
};

struct grid_column {
    const char *head;
    enum grid_kind kind;
};

struct grid {
    const char *title, *subtitle; /* may be NULL */
    const struct grid_list *above, *below;
    int n_above, n_below;
    const struct grid_column *column;
    int n;
    const char *const *const *row;
    size_t rows;
};

/* "markdown", "html", "csv", "text"; ends with 64 for another word. */
enum grid_format grid_format(const char *name);

/* Writes on standard output. CSV is the cells alone. HTML is a whole page, well-formed
 * as XML, without scripts. */
void grid_write(const struct grid *g, enum grid_format format, struct mem *m);

#endif
