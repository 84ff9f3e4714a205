/*
 * largest - a sum and the largest contributions to it, one contribution after the other.
 */
#ifndef LARGEST_H
#define LARGEST_H

#include <stdbool.h>

#include "microdata/groups.h"
#include "stat/concentration.h"

struct largest {
    amount128 total, of[ST_CONCENTRATION_N]; /* in falling order, 0 behind the last */
    bool negative; /* one was below 0: rules say nothing then */
};

/* Adds a contribution that came so many times. */
void largest_add(struct largest *l, amount128 amount, amount128 times);

#endif
