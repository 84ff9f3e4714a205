/*
 * admit - the statements of a key that the policy admits.
 */
#ifndef VINTAGES_ADMIT_H
#define VINTAGES_ADMIT_H

#include "vintages/statement.h"

/* Those of rows, all checked. copies: also those that repeat another one, which may not have
 * been out on the day that is looked at. Returns how many. */
size_t admit(const struct table *t, const struct table_row *row, size_t n,
             struct statement *s, bool copies, struct mem *m);

/* Takes out those that repeat another one of s[0..n). Returns how many are left. */
size_t admit_without_copies(const struct table *t, struct statement *s, size_t n,
                            struct mem *m);

#endif
