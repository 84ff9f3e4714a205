/*
 * parents - codes of a column that are parts of others: regions of a country, ages within ages.
 * A code list says so: a CSV file with the columns code and parent (empty: part of the total).
 */
#ifndef PARENTS_H
#define PARENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "program/mem.h"

struct parents {
    const char *column;
    struct parent_code {
        const char *code, *parent; /* parent NULL: part of the total alone */
        bool occurs;               /* some row has the code; the caller's */
    } * code;                      /* sorted by code */
    size_t n;
    size_t *child; /* the places of the codes that have a parent, sorted by parent */
    size_t children;
};

/*
 * Reads what COLUMN=FILE names (no file: no code has a parent); total: the code of the total. Ends with 64 when it names nothing, 66
 * when there is no such file, 65 when it is no such list, a code stands in it twice or is a part
 * of itself.
 */
void parents_read(struct parents *p, struct mem *run, const char *option,
                  const char *total);

/* The code that this one is a part of, or NULL. */
const char *parents_of(const struct parents *p, const char *code);

/* The entry of a code, or NULL. */
struct parent_code *parents_find(const struct parents *p, const char *code);

/*
 * Whether all parts of a code (NULL: of the total) are known of: each is there, by `there`, or is
 * made up of such, or some row of the release has it, so that here it is 0. Of the total
 * only codes that have parts themselves are looked at.
 */
bool parents_complete(const struct parents *p, const char *code,
                      bool there(const void *data, const char *code), const void *data);

#endif
