/*
 * level - how often limits shall hold: what --level of a stage says.
 */
#ifndef LEVEL_H
#define LEVEL_H

#include "program/mem.h"

struct level {
    long percent;
    double share, alpha; /* alpha: what is left of 1 */
    /* Its codes in a table: "ci95", "cri95", "pi95". */
    const char *interval, *credible, *prediction;
};

/* Behind limits of another level than 95, where a rate is said of those. */
#define LEVEL_NO_RATE "how often such limits hold is certified at 95 % alone"

#define LEVEL_HELP "of all limits and verdicts: 90, 95 (default) or 99"

/* ", verdict at 99 %" behind a p; "" of 95, the usual level. */
const char *level_verdict(struct mem *m, const struct level *level);

/* What a p is at most, in so many digits: rounded up. */
const char *level_p_most(struct mem *m, double p, int digits);

/* 90, 95 or 99; another ends the run with 64. */
const struct level *level_of(long percent);

#endif
