/*
 * registers - whose a counting system is and when it began, from codes/register.csv.
 */
#ifndef REGISTERS_H
#define REGISTERS_H

#include <stdbool.h>
#include <stddef.h>

#include "dataset/sources.h"
#include "program/mem.h"

#define REGISTERS_FILE "datasets/codes/register.csv"

struct registers {
    struct one_register {
        const char *code;
        const char *owner; /* publishers, parted by "; "; "" when it is no one's */
        const char *age;   /* when age is measured, as "at the time of exploitation" */
        bool began;
        long day; /* days since 1970-01-01 */
    } * item;
    size_t n;
};

/* Reads the columns code, owner, began and age. A file without the others, and the usual file
 * where there is none, say nothing; another path that is missing ends with 66. */
void registers_open(struct registers *r, struct mem *run, const char *path);

/* The same of a file that must have the column owner. */
void registers_open_owned(struct registers *r, struct mem *run, const char *path);

/* The publishers whose figures the register has, parted by "; "; "" when it is no one's. */
const char *registers_owners(const struct registers *r, const char *code);

/* The first day that the register counts; false when that is not known. */
bool registers_began(const struct registers *r, const char *code, long *day);

/* When age is measured, in words that follow "children"; "" when it is not told. */
const char *registers_age(const struct registers *r, const char *code);

/* A publisher passes on what others count: he is none of the owners (parted by "; "); where
 * there are none (""), what the source's own cell `of` says. */
bool registers_passes_on(const char *owners, const char *publisher, const char *of);

/* The source passes on what the register's owners count; of a register that no one owns,
 * what its own cell `of` says. */
bool registers_relays(const struct registers *r, const char *code,
                      const struct source *s);

#endif
