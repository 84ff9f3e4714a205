/*
 * stating - the statements behind a held cell: who states the figure, and what is noted on
 * it in the ledger.
 */
#ifndef STATING_H
#define STATING_H

#include "claim/judge.h"

/* The sources of the cell as id@published, joined by `+`. Where one number was stated, those
 * that state a number: one that says only "more than in 2020" does not state it. */
char *stating_sources(const struct evidence *e, const struct cell *c);

/* The same of several cells, sorted, each once. */
char *stating_all(const struct evidence *e, const struct cell_list *cells);

/* Those of the numbers that a reading puts beside what it tests. */
char *stating_beside(const struct evidence *e, const struct reading *r);

/* What a column of the statements (locator, note) says of the cell: the cell's own, else of
 * each statement behind it; of several with the source, "ID: text; ID: text". Empty where
 * nothing is noted. */
char *stating_column(const struct evidence *e, const struct cell *c,
                     const char *column);

/* The notes on the cells, each once: "US Department of State, June 2023: Defendants". */
char *stating_notes(const struct evidence *e, const struct cell_list *cells);

#endif
