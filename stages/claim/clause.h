/*
 * clause - what a conclusion tells of one verdict: what decides it, and whose numbers.
 */
#ifndef CLAUSE_H
#define CLAUSE_H

#include "claim/conclusion.h"

/* The text, or what there was with the joint and the part behind it. */
char *clause_joined(struct mem *m, char *text, const char *joint, const char *part);

/* Without the full stop at the end, which follows the publishers. */
const char *clause_unstopped(struct mem *m, const char *text);

/* What decides, in one clause, as it goes on inside a sentence. */
const char *clause_brief(struct mem *m, const struct ruling *by);

/* The publishers of the numbers that are told, each once: " (Home Office)"; one whose
 * statement bears no date is said to be so; "" when there are none. */
const char *clause_publishers(struct mem *m, const struct sources *cite,
                              const struct ruling *by);

/* Only those whose statement bears no date. */
const char *clause_undated(struct mem *m, const struct sources *cite,
                           const struct ruling *by);

#endif
