/*
 * cells - what the texts in cells mean: declared, never guessed. `ingest` and `clean` share
 * it. One directive a line (directives.h):
 *
 *   number (notation.h), mark and symbol (symbols.h)
 *   period PATTERN [start=MONTH | end=MONTH] [months=N] [since=YEAR]
 *   map COLUMN TEXT = TEXT
 *   lookup COLUMN LIST [aliases=LIST,...] [pairs]
 *   codes FOLDER
 *   repeats add
 *
 * What they mean is said at the head of stages/clean.c.
 */
#ifndef CELLS_H
#define CELLS_H

#include <stdbool.h>

#include "program/mem.h"
#include "publisher/directives.h"
#include "publisher/tally.h"

struct cells;

/* What is wrong with one record; column is one of the table. */
struct cells_fault {
    const char *code; /* Frictionless's name */
    const char *column;
    const char *reason;
};

enum cells_got { CELLS_ROW, CELLS_LEAVE, CELLS_BAD };

/* codes: the folder of code lists until a `codes` directive names another. */
struct cells *cells_new(struct tallies *t, const char *codes);

/* The names of its directives from 0 on; NULL behind the last. */
const char *cells_directive(size_t i);

/* Takes one directive; false when it is none of this module. Ends with 65 when it is wrong. */
bool cells_add(struct cells *r, const struct directive *w);

/* How many rows that repeat a key and source were added up; NULL when they are faults. */
struct tally *cells_repeats(const struct cells *r);

/* Fits the rules to the columns of a table; ends with 65 when a rule names a column that is not
 * there. Reads the code lists. */
void cells_fit(struct cells *r, char *const column[], int n);

/*
 * Turns the texts of one record into what the table's contract wants (NOTES.md) and checks
 * it. cell[] is changed; new texts live in m. CELLS_LEAVE: a symbol says that the cell
 * holds no statement.
 */
enum cells_got cells_apply(struct cells *r, struct mem *m, char **cell,
                           struct cells_fault *fault);

/* What all rows together leave open: ends with 65 when every period may be a month or a year
 * that runs into the next (2009-10, 2010-11) and no directive said which. */
void cells_end(const struct cells *r, const char *file);

#endif
