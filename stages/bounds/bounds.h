/*
 * bounds - one run of stage bound: what its options ask for.
 */
#ifndef BOUNDS_H
#define BOUNDS_H

#include "program/stage.h"
#include "table/table.h"

/* Rows of one register that may stand in for those of another. */
struct admission {
    const char *from, *from_unit, *to, *to_unit; /* units NULL: must be equal */
    const char *option;
    long used;
};

extern struct bounds {
    struct admission *admission;
    size_t admissions;
    bool keep;         /* what contradicts itself is written as published */
    bool contradicted; /* that was so */
    int register_at;   /* column */
    int *out, outs;    /* the columns that are written */
} bounds;

/* Reads --admit and --contradictions; ends with 64. */
void bounds_options(const struct opt_list *admit, const char *contradictions,
                    struct mem *run);

#endif
