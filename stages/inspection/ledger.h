/*
 * ledger - the tables of statements of a package, taken together, with their sources.
 */
#ifndef INSPECTION_LEDGER_H
#define INSPECTION_LEDGER_H

#include "dataset/statements.h"
#include "inspection/inspection.h"

/* Sets the day that nothing can have been published after: today, or that of
 * SOURCE_DATE_EPOCH; ends with 64 when that is none. */
void inspect_set_now(void);

/*
 * Fills the store with the ledger: the first table that has period just left of value, and all
 * that have the same columns. Of other tables with these two, the amounts are looked at.
 */
void inspect_ledger(struct statements *store);

#endif
