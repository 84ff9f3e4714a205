/*
 * words - which statements the words of a question fit.
 *
 * A word is one of
 *   10627, 10,627    a number: statements of exactly this value
 *   2017, 2017-Q3    a period: statements of it, or of periods within it
 *   geo=ALB          a code of one column, or its name
 *   ALB, Albania     a code, or another way to write it that the code lists give
 *   "county lines"   what begins a word of a name, of a definition or of a code; of three
 *                    letters and fewer only a whole name counts
 */
#ifndef WORDS_H
#define WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "dataset/labels.h"
#include "table/table.h"

enum { WORDS_MOST = 16, WORD_SHORT = 3 /* letters: only a whole name counts */ };

/* How well a code is named by a word. */
enum fit { FIT_NONE, FIT_DEFINITION, FIT_NAME, FIT_CODE };

struct word {
    const char *text;
    const char *column; /* of geo=ALB, else NULL */
    double number;
    struct period period;
    bool is_number, is_period;
    struct word_seen *seen; /* what each column's last code was found to be */
    size_t rows;            /* statements that the word fits by itself */
    double below, above;    /* of a number, the values held next to it; NAN: none */
};

/* A year is taken for a period (2,017 is the number). m keeps what is found. */
struct word word_read(struct mem *m, const char *text);

/* How well a word fits a row of the table; a word that names a period or a number fits whole.
 * *column is the key column that it names, -1 when it names none. */
enum fit word_fits(struct mem *m, struct word *w, struct labels *labels,
                   const struct table *t, const struct table_row *row, int *column);

#endif
