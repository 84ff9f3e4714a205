/*
 * method - what --method of stage breaks can ask for. To add one: a file method_x.c in this
 * room that defines a `const struct breaks_method`; nothing else names it, and its head
 * comment is its help.
 */
#ifndef BREAKPOINTS_METHOD_H
#define BREAKPOINTS_METHOD_H

#include "breakpoints/stretch.h"
#include "stat/change.h"

struct breaks_method {
    const char *name;
    const char *row; /* the statistic that has the reason when nothing can be had */
    void (*make)(const struct stretch *, const struct breaks_method *);
    bool whole;    /* looks at known breaks, so that the series is not split there */
    bool standard; /* without --method */
    /* Tests for one change of level: */
    const char *title;
    enum st_change_kind kind;
};

/* All of them by name; the last is NULL. */
extern const struct breaks_method *const breaks_methods[];

#endif
