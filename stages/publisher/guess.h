/*
 * guess - a first layout for a table that none was written for. What it cannot tell it
 * leaves as a remark, for a person to settle; a layout is declared, and this only types it.
 */
#ifndef GUESS_H
#define GUESS_H

#include "program/mem.h"

/* What a ledger has in common: what most statements with this code in a column (indicator, register,
 * geo, unit) have in another, or NULL. */
struct guess_ledger {
    const void *ledger;
    const char *(*common)(const void *ledger, const char *column, const char *code,
                          const char *of);
};

/* Writes the layout on standard output. sheet: which one of a workbook, or NULL for the first
 * that looks like a table. codes: the folder of code lists, which may be missing. Ends with
 * 65 when no table is found. */
void guess_layout(struct mem *run, const char *path, const char *sheet,
                  const char *codes, const struct guess_ledger *ledger);

#endif
