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

/* The bracket that closes the one at `open`, or the end of the text. */
const char *clause_bracket_end(const char *open);

/* What decides, in one clause, as it goes on inside a sentence. */
const char *clause_brief(struct mem *m, const struct ruling *by);

/* The publishers of these sources, each once, with the days of their editions: " (Home Office, 7
 * March 2024)", " (Vatra, undated)"; "" when there are none. */
const char *clause_credits(struct mem *m, const struct sources *cite,
                           const char *source);

/* The publishers of the numbers that are told, each once, with the days of their editions:
 * " (Home Office, 7 March 2024)", " (Vatra, undated)"; "" when there are none. */
const char *clause_publishers(struct mem *m, const struct sources *cite,
                              const struct ruling *by);

/* What bears no date is among what the verdict rests on. */
bool clause_rests_on_undated(const struct ruling *by);

/* Only those whose statement bears no date. */
const char *clause_undated(struct mem *m, const struct sources *cite,
                           const struct ruling *by);

/* "reading", "part" */
const char *clause_noun(const struct claim *c);

/* "one", "two"; from ten on in digits. */
const char *clause_number(struct mem *m, size_t n);

/* "One reading (GRETA wrote this) is about what a document says", of all that are; "" when
 * none is. */
const char *clause_of_documents(struct mem *m, const struct claim *c);

#endif
