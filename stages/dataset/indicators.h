/*
 * indicators - of which counts the parts of a year add up, from codes/indicator.csv.
 */
#ifndef INDICATORS_H
#define INDICATORS_H

#include <stdbool.h>
#include <stddef.h>

#include "program/mem.h"

struct indicators {
    bool told; /* the list has the column */
    const char **adds;
    size_t n;
};

/* Reads the columns code and adds of DIR/indicator.csv; without dir, the file or the second
 * column nothing is told. */
void indicators_open(struct indicators *x, struct mem *run, const char *dir);

/* The count of a year is the sum of its parts; where nothing is told, of every counted
 * unit. */
bool indicators_add(const struct indicators *x, const char *code, const char *unit);

#endif
