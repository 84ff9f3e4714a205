/*
 * vintages - what is asked of the choice among statements, and what the run holds.
 */
#ifndef VINTAGES_VINTAGES_H
#define VINTAGES_VINTAGES_H

#include <stdbool.h>
#include <stdio.h>

#include "dataset/sources.h"
#include "program/stage.h"
#include "table/table.h"

struct vintages {
    /* options, as they were given */
    const char *policy, *sources, *registers, *prefer, *only, *avoid;
    bool all_comparisons;
    struct opt_list mute;
    /* what they come to */
    bool first;         /* the oldest is taken, not the newest */
    long as_of;         /* LONG_MAX: no limit */
    int rank[GRADES];   /* with --prefer */
    bool admit[GRADES]; /* with --grade */

    int register_at; /* column of the input, or -1 */
    FILE *passed;    /* --passed-over, or NULL */
    bool quiet;      /* conflicts are noted once, not for every day */
    long statements, inadmissible, keys, empty_keys, outdated;
};
extern struct vintages vintages;

/* Reads --policy, --prefer, --grade and --avoid; ends with 64. */
void policy_read(void);

#endif
