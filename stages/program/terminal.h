/*
 * terminal - what standard output or standard error is: how wide, whether it
 * takes colour, and signs beyond ASCII.
 */
#ifndef TERMINAL_H
#define TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

struct terminal_size {
    long columns, rows;
};

/* Of the terminal that f writes to; else what COLUMNS and LINES say; else 80 by 24. */
struct terminal_size terminal_size(FILE *f);

/* f is a terminal, TERM is not dumb, and NO_COLOR is empty or not set (no-color.org). */
bool terminal_has_color(FILE *f);

/* False for a terminal that shows ASCII alone: TERM is dumb, or the locale is not UTF-8. What is
 * no terminal takes all signs, so that the same bytes come of every locale. */
bool terminal_has_signs(FILE *f);

#endif
