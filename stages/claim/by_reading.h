/*
 * by_reading - what a conclusion says of a claim whose readings got different verdicts.
 *
 * A reading is told in its own words, never by its letter, which says nothing on a card:
 * "at the time one reading (five in each year) holds: 5 convicted in 2018 (US Department of
 * State, June 2020); two (five in both together; five sentenced) do not hold; now ...".
 *
 *   always      of each verdict, by each kind of figures, how many readings have it, and how
 *               many are not tested; in words a reading that alone has its verdict; one
 *               number, its publishers and editions, and in words the reading that has it:
 *               of readings the first, of parts one that fails, or another with which all
 *               this has room
 *   as far as   of each verdict one reading in words, those that hold or fail first ("three
 *   has room    hold (one of them: ...)"); the others, why nothing is tested, whole numbers,
 *               readings about what a document says
 *
 * What is about a document has a sentence of its own behind.
 */
#ifndef BY_READING_H
#define BY_READING_H

#include "claim/conclusion.h"

/* How a reading counts. */
const struct ruling *reading_counting(const struct rulings *r);

bool reading_is_open(enum verdict v);

/* What the latest figures take back of a reading that held when it was printed. */
bool reading_is_revised(const struct rulings *r);

/* What decides, up to its first number and what that counts. */
const char *fact_in_short(struct mem *m, const char *text);

/* What is told, and of what. */
struct telling {
    struct mem *m;
    const struct claims *all;
    const struct claim *c;
    const struct rulings *r;
    const struct sources *cite;
    bool later;  /* nothing was decided as of the article's day, and that was said */
    size_t room; /* in bytes */
};

char *by_reading(const struct telling *t);

#endif
