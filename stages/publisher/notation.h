/*
 * notation - how a publisher writes numbers: the directive `number`.
 */
#ifndef NOTATION_H
#define NOTATION_H

#include <stdbool.h>

#include "publisher/directives.h"

struct notation {
    bool any;                                         /* a directive was read */
    bool decimal_said;                                /* and it has decimal= */
    const char *thousands, *decimal, *suffix, *minus; /* minus: beside - and U+2212 */
    bool parentheses, exponent;
    double times;
};

/* 1234.5, -3, +3, with U+2212 as a minus too. */
struct notation notation_plain(void);

/* Takes the directive; ends with 65 when it is wrong. */
void notation_read(struct notation *n, struct mem *run, const struct directive *w);

/* How it writes 1234.5. */
const char *notation_example(const struct notation *n, struct mem *m);

/* A published number (squeezed text) as a plain decimal, or NULL when it is none. */
char *notation_number(const struct notation *n, struct mem *m, const char *text);

#endif
