/*
 * passed_over - the statements whose number was not taken, each with the reason (--passed-over).
 */
#ifndef VINTAGES_PASSED_OVER_H
#define VINTAGES_PASSED_OVER_H

#include "vintages/merit.h"

/* file: NULL: none is written. */
void passed_over_open(const struct table *t, const char *file, struct mem *run);

/* Another one was taken; s repeats another; the policy does not admit s. */
void passed_over_for(const struct table *t, const struct statement *s,
                     const struct statement *taken, struct mem *m);
void passed_over_copy(const struct table *t, const struct statement *s,
                      const struct source *of, struct mem *m);
void passed_over_inadmissible(const struct table *t, const struct statement *s,
                              struct mem *m);

#endif
