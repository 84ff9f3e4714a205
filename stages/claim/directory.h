/*
 * directory - finding what has a name among many.
 */
#ifndef DIRECTORY_H
#define DIRECTORY_H

#include <stdbool.h>
#include <stddef.h>

#include "program/mem.h"

/* Sorted by name. Room grows at powers of two. */
struct directory {
    struct directory_entry {
        const char *name;
        size_t number;
    } * item;
    size_t n;
};

/* Enters a number under a name. False, and the number that stands there, when the name is
 * taken. */
bool directory_add(struct mem *m, struct directory *d, const char *name, size_t number,
                   size_t *taken);

/* The number under the name of n bytes; false when there is none. */
bool directory_find(const struct directory *d, const char *name, size_t n,
                    size_t *number);

#endif
