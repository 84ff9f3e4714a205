/*
 * reason - what the reason codes of statistics say, for people: the one list of words, which
 * sentences take in
 */
#ifndef REASON_H
#define REASON_H

#include "program/mem.h"

/* A clause that tells why there is no value, "there are too few values" for too-few-points,
 * without a capital or a full stop. A code that is not in the list is told by its own words. */
const char *reason_words(struct mem *m, const char *code);

#endif
