/*
 * indicators - of which counts the parts of a year add up, and which ranks rank what, from
 * codes/indicator.csv.
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
    struct indicator_rank {
        const char *code, *of; /* the rank, and the count that it ranks */
    } * rank;
    size_t ranks;
};

/* Reads the columns code, adds and ranks of DIR/indicator.csv; without dir, the file or a
 * column nothing is told of that. */
void indicators_open(struct indicators *x, struct mem *run, const char *dir);

/* The count of a year is the sum of its parts; where nothing is told, of every counted
 * unit. */
bool indicators_add(const struct indicators *x, const char *code, const char *unit);

/* The indicator that ranks this one (1 is the most), or NULL. */
const char *indicators_ranking(const struct indicators *x, const char *code);

#endif
