/*
 * printed - what the parts of tabulation share: the rows as they are to be read.
 * read: from the table; across: which columns stand side by side; lay: columns and cells;
 * say: what stands above and below.
 */
#ifndef PRINTED_H
#define PRINTED_H

#include "dataset/labels.h"
#include "dataset/sources.h"
#include "program/texts.h"
#include "table/table.h"
#include "tabulation/tabulation.h"

/* Places in a list of sources, from 0. */
struct places {
    size_t *at, n, number; /* number: from 1, told by printed_cite() */
};

/* What is known of one row of the input. */
struct entry {
    struct table_row row;
    const char *value, *bounds, *unit; /* as shown */
    unsigned marks, lifted;            /* shorthand; of it, what is said above */
    struct places cited;
    size_t at;           /* its place in the table that is read */
    size_t column, line; /* when set across: in printed.column and printed.line */
};

struct printed {
    struct mem *m;
    const struct tabulation *how;
    struct table tab;
    struct labels labels;
    struct sources cite;
    struct entry *entry;
    size_t n;
    bool *constant, *apart; /* per column: the same in every row; set across */
    bool *numeric;          /* right of the contract: numbers alone */
    struct texts source, method, column, line;
    size_t *cited_in, cites,
        lists; /* by place in source: the last list that cites it */
    bool rounded, ranges;
    unsigned used; /* shorthand */
    bool ci, cri, pi;
    /* Marks that every number has, of all and of one column set across, when there are two or
     * more. */
    unsigned common, *common_of;
};

/* ---- words */

const char *printed_cell(const struct printed *t, const struct entry *e,
                         enum table_column c);
/* "" when there is no such column. */
const char *printed_named(const struct printed *t, const struct entry *e,
                          const char *column);
/* The cell of column c as people read it. */
const char *printed_label(struct printed *t, const struct entry *e, int c);
/* Constant columns are said once, above, when there is a page. */
bool printed_lifted(const struct printed *t, int c);
/* True for a column that neither the contract has nor `method` or `sentence` is. */
bool printed_is_extra(const struct printed *t, int c);
/* The sources of a cell, each a place in the list; 65 on one that sources.csv lacks. */
void printed_read_sources(struct printed *t, const struct entry *e, const char *text,
                          const char *column, struct places *cited);
/* Adds a place in t->source that is not there yet. One list after the other. */
void printed_cite(struct printed *t, struct places *p, size_t at);

/* ---- in this order */

void printed_read(struct printed *t);
void printed_across(struct printed *t);
/* Shorthand that holds for every number, of the table or of one column, is said once. */
void printed_lift(struct printed *t);
void printed_lay(struct printed *t, struct doc_node *table);
void printed_say_above(struct printed *t, struct doc_node *body);
void printed_say_below(struct printed *t, struct doc_node *body);

#endif
