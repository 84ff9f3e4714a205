/*
 * column_names - the columns of a source by name, of which a header may have many of one.
 */
#ifndef COLUMN_NAMES_H
#define COLUMN_NAMES_H

#include <stddef.h>

#include "program/mem.h"

struct column_names {
    struct column_name {
        const char *name;
        int at;
    } * item; /* by name, then by place */
    size_t n;
};

/* The names of columns 0 .. n - 1, which must live as long. */
void column_names_sort(struct column_names *c, struct mem *run, char *const name[],
                       int n);

/* The columns of that name, *n of them in order; NULL when there is none. */
const struct column_name *column_names_find(const struct column_names *c,
                                            const char *name, size_t *n);

#endif
