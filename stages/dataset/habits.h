/*
 * habits - what the statements of a ledger have in common: all of one register speak of one
 * place, all of one indicator count in one unit.
 */
#ifndef HABITS_H
#define HABITS_H

#include <stddef.h>

#include "program/mem.h"

struct habits {
    struct habit
        *item; /* each indicator, register, place and unit that occur together */
    size_t n;
};

/* Reads the ledgers in folder (which ends with /). Without such a folder there are none. */
void habits_read(struct habits *h, struct mem *run, const char *folder);

/* What at least three of four statements with this code in a column have in another; the columns are
 * indicator, register, geo and unit. NULL when no statement has the code, or they differ. */
const char *habits_common(const struct habits *h, const char *column, const char *code,
                          const char *of);

#endif
