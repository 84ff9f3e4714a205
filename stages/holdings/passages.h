/*
 * passages - an article's sentences that have numbers, and the numbers as a ledger writes them.
 */
#ifndef PASSAGES_H
#define PASSAGES_H

#include <stdbool.h>
#include <stddef.h>

#include "program/mem.h"

struct figure {
    const char *written, *number; /* "10,627", "10627"; "1.5 million", "" */
    bool percent;                 /* "%" or "percent" follows */
};

struct passage {
    const char *text; /* on one line */
    struct figure *figure;
    size_t n;
    const char **year; /* from 1900 to 2099, which are no figures */
    size_t years;
};

struct passages {
    struct passage *item;
    size_t n;
};

/* The text is UTF-8. A sentence ends with a full stop, a question or exclamation mark and a
 * blank behind it, or with an empty line. Those without a figure are left out. */
struct passages passages_of(struct mem *m, const char *text);

#endif
