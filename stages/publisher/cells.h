/*
 * cells - what the texts in cells mean: declared, never guessed. `ingest` and `clean` share
 * it. One directive a line (directives.h):
 *
 *   number [thousands=C] [decimal=C] [suffix=TEXT] [parentheses=negative]
 *   mark TEXT [status=LETTERS]
 *   symbol TEXT leave
 *   symbol TEXT [value=X] [lo=X] [hi=X] [status=LETTERS] [interval=WORD]
 *   period PATTERN [start=MONTH] [months=N]
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

struct cells;

/* What is wrong with one record; column is one of the table. */
struct cells_fault {
    const char *code; /* Frictionless's name */
    const char *column;
    const char *reason;
};

enum cells_got { CELLS_ROW, CELLS_LEAVE, CELLS_BAD };

/* codes: the folder of code lists until a `codes` directive names another. */
struct cells *cells_new(struct mem *run, const char *codes);

/* True when the first word is a directive of this module. */
bool cells_knows(const struct directive *w);

/* The names of its directives, NULL at the end. */
extern const char *const cells_directive[];

/* Takes one directive; ends with 65 when it is wrong. */
void cells_add(struct cells *r, const struct directive *w);

/* True when rows that repeat a key and source are to be added up. */
bool cells_add_repeats(const struct cells *r);

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

#endif
