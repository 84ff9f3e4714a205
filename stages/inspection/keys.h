/*
 * keys - rows sorted by primary key, keys that are unique, references to other tables.
 */
#ifndef INSPECTION_KEYS_H
#define INSPECTION_KEYS_H

#include "inspection/inspection.h"

/* Of one table that is sound. */
void inspect_keys(const struct inspected *t);

/* Foreign keys of all tables, and sources that no row cites. */
void inspect_references(void);

#endif
