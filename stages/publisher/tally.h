/*
 * tally - how often each directive of a layout met something, so that one that never did
 * can be said.
 */
#ifndef TALLY_H
#define TALLY_H

#include <stdbool.h>
#include <stddef.h>

#include "program/mem.h"
#include "program/msg.h"

struct tally {
    struct place at;
    const char *what, *text; /* the directive, and the part of it that is counted */
    long met;
};

struct tallies {
    struct mem *run;
    struct tally **item;
    size_t n;
};

/* A new one, from nought. */
struct tally *tally_new(struct tallies *t, struct place at, const char *what,
                        const char *text);

/* Says on standard error, in the order of the layout and a line for each directive, what met
 * nothing in `file`. */
void tally_say(const struct tallies *t, const char *file);

#endif
