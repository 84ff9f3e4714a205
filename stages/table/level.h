/*
 * level - how often limits shall hold: what --level of a stage says.
 */
#ifndef LEVEL_H
#define LEVEL_H

struct level {
    long percent;
    double share;
    const char *interval; /* its code in a table, "ci95" */
};

#define LEVEL_HELP "of all limits and verdicts: 90, 95 (default) or 99"

/* 90, 95 or 99; another ends the run with 64. */
const struct level *level_of(long percent);

#endif
