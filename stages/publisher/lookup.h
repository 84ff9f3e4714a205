/*
 * lookup - published names to codes, by a code list and its aliases.
 *
 * DIR/LIST.csv has the columns code and label, and may have further ones with the codes of
 * others (iso2, m49); DIR/alias.csv has list, text and code. Codes and labels of the list, the
 * cells of its columns and texts of the lists of aliases that are named are found without regard
 * to the case of ASCII letters. A text that stands for two codes is an error of the lists.
 */
#ifndef LOOKUP_H
#define LOOKUP_H

#include <stdbool.h>
#include <stddef.h>

#include "program/mem.h"

struct lookup {
    struct lookup_entry *entry;
    const char **text; /* of every entry, NULL at the end: for msg_nearest */
    size_t n;
    bool pairs;
};

/* Reads the list and the texts of these alias lists or columns (parted by commas); ends with 65 or 66
 * when they are wrong or missing. pairs: a text made
 * of two names ("Albanian Italian") stands for the pair of codes, sorted, the unknown
 * last ("ALB_ITA", "ALB_U"), if the list has that pair. */
void lookup_load(struct lookup *l, struct mem *run, const char *dir, const char *list,
                 const char *aliases, bool pairs);

/* The code for text (already squeezed), or NULL. pair, when not NULL, is set to a pair that the
 * text reads as although the list does not have it, else to NULL. */
const char *lookup_find(const struct lookup *l, struct mem *m, const char *text,
                        const char **pair);

#endif
