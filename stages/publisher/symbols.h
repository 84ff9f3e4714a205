/*
 * symbols - what stands in a cell in place of a number, or behind one:
 *
 *   mark TEXT [status=LETTERS]
 *   symbol TEXT leave
 *   symbol TEXT [value=X] [lo=X] [hi=X] [status=LETTERS] [interval=WORD]
 *
 * What they mean is said at the head of stages/clean.c.
 */
#ifndef SYMBOLS_H
#define SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>

#include "program/mem.h"
#include "program/pattern.h"
#include "publisher/directives.h"
#include "publisher/notation.h"
#include "publisher/tally.h"

struct mark {
    const char *text;
    size_t n;
    const char *status;
    struct tally *tally;
};

/* What one bound of a symbol is: a number, or made of the {n} or {m} in its text. */
enum symbol_from { FROM_NOTHING, FROM_TEXT, FROM_N, FROM_M, FROM_BELOW, FROM_ABOVE };
struct symbol_part {
    enum symbol_from from;
    const char *text;
};

struct symbol {
    struct pattern pattern;
    int n, m; /* the slots of the numbers, -1 without one */
    bool leave, bounded;
    struct symbol_part value, lo, hi;
    const char *status, *interval;
    struct tally *tally;
};

struct symbols {
    struct mark *mark;
    struct symbol *symbol;
    size_t marks, symbols;
};

/* Reads a directive of its kind, whose tally is the caller's to set; ends with 65 when it is
 * wrong. */
struct mark *symbols_mark(struct symbols *y, struct mem *run,
                          const struct directive *w);
struct symbol *symbols_symbol(struct symbols *y, struct mem *run,
                              const struct directive *w);

/* The first symbol that text is, with its value, lo and hi ("" for none), or NULL. */
const struct symbol *symbols_find(const struct symbols *y,
                                  const struct notation *number, struct mem *m,
                                  const char *text, char *part[3]);

/* The mark at the end of text, the longest when there are several, or NULL. */
const struct mark *symbols_find_mark(const struct symbols *y, const char *text);

#endif
