/*
 * labels - codes in words, from the lists DIR/<list>.csv (columns code and label).
 *
 * A list has the name of its column; geo and citizenship share `area`. A column without a
 * list, or a code that its list lacks, is shown as it is.
 */
#ifndef LABELS_H
#define LABELS_H

#include <stdbool.h>

#include "program/mem.h"

#define LABELS_DIR "datasets/codes"

struct labels {
    struct mem *run;
    const char *dir; /* "": every code is shown as it is */
    struct label_list *lists;
    struct label_alias *alias; /* NULL until they are asked for */
    size_t aliases;
};

/* Ends with 66 when dir is no folder. */
void labels_open(struct labels *l, struct mem *run, const char *dir);

/* The code that a name stands for: a label of the column's list, or another way to write
 * it in DIR/alias.csv (list,text,code), in any case of letters and of several ("Albanians"
 * as "Albanian"); or what others code so
 * (columns iso2, eurostat), as it is written. NULL when there is none. */
const char *labels_code(struct labels *l, const char *column, const char *name);

/* The code of the whole that has a part of this name (in alias.csv the list LIST_part), such
 * as GBR of England. NULL when there is none. */
const char *labels_whole(struct labels *l, const char *column, const char *name);

/* The label of a code of a column. */
const char *labels_get(struct labels *l, const char *column, const char *code);

/* Whether the codes of a column are areas, which people look up by their names. */
bool labels_are_areas(const char *column);

/* The same with its column where it would not be known without: "sex not known", "age 18 to 20",
 * and of a code without a label that says of itself what it is, "variant threshold=0.1". */
const char *labels_words(struct labels *l, struct mem *m, const char *column,
                         const char *code);

/* The same as it stands in a key: "citizens of Albania", "on list LA", "" for a list that it is
 * not on. */
const char *labels_in_key(struct labels *l, struct mem *m, const char *column,
                          const char *code);

/* What a unit measures, as words go on: "percent", "change in percent a year"; "" for what is
 * counted. */
const char *labels_measure(struct labels *l, struct mem *m, const char *unit);

/* What the list says that a code means beyond its label, or "". */
const char *labels_definition(struct labels *l, const char *column, const char *code);

#endif
