/*
 * registers - when a counting system began, from codes/register.csv.
 */
#ifndef REGISTERS_H
#define REGISTERS_H

#include <stdbool.h>
#include <stddef.h>

#include "program/mem.h"

#define REGISTERS_FILE "datasets/codes/register.csv"

struct registers {
    struct register_began {
        const char *code;
        long day; /* days since 1970-01-01 */
    } * item;
    size_t n;
};

/* Reads the columns code and began. A file without the second column, and the usual file
 * where there is none, say nothing; another path that is missing ends with 66. */
void registers_open(struct registers *r, struct mem *run, const char *path);

/* The first day that the register counts; false when that is not known. */
bool registers_began(const struct registers *r, const char *code, long *day);

#endif
