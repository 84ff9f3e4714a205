/*
 * said - what a claims file says of itself and of what it needs, before it is judged.
 */
#ifndef SAID_H
#define SAID_H

#include "claim/claims.h"
#include "dataset/labels.h"

enum said {
    SAID_PUBLISHED,
    SAID_OWN,
    SAID_REPEATS,
    SAID_INDICATORS,
    SAID_GEO,
    SAID_ALL /* how many */
};

/* The day, the sources, or the codes that readings name of the table at hand, each once and
 * in order: a name that stands for a code with it or, of geo, where it can be no code, the
 * code in its place; of an indicator also what ranks it. No row with another indicator can
 * bear on a verdict, and no row with another geo in the table that is judged by; there is none
 * of geo where a reading leaves it open, or none names it. `codes` is the folder of code
 * lists. */
struct names claims_said(struct mem *m, const struct claims *c, struct labels *labels,
                         const char *codes, enum said what);

#endif
