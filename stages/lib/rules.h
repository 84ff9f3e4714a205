/*
 * rules - what the texts in cells mean: declared, never guessed. `ingest` and `clean` share
 * it. One directive a line (words.h):
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
#ifndef RULES_H
#define RULES_H

#include <stdbool.h>

#include "mem.h"
#include "words.h"

struct rules;

/* What is wrong with one record; column is one of the table. */
struct rules_fault {
    const char *code; /* Frictionless's name */
    const char *column;
    const char *reason;
};

enum rules_got { RULES_ROW, RULES_LEAVE, RULES_BAD };

/* codes: the folder of code lists until a `codes` directive names another. */
struct rules *rules_new(struct mem *run, const char *codes);

/* True when the first word is a directive of this module. */
bool rules_knows(const struct words *w);

/* The names of its directives, NULL at the end. */
extern const char *const rules_directive[];

/* Takes one directive; ends with 65 when it is wrong. */
void rules_add(struct rules *r, const struct words *w);

/* True when rows that repeat a key and source are to be added up. */
bool rules_add_repeats(const struct rules *r);

/* Fits the rules to the columns of a table; ends with 65 when a rule names a column that is not
 * there. Reads the code lists. */
void rules_fit(struct rules *r, char *const column[], int n);

/*
 * Turns the texts of one record into what the table's contract wants (NOTES.md) and checks
 * it. cell[] is changed; new texts live in m. RULES_LEAVE: a symbol says that the cell
 * holds no statement.
 */
enum rules_got rules_apply(struct rules *r, struct mem *m, char **cell,
                           struct rules_fault *fault);

#endif
