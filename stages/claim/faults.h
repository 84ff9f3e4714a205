/*
 * faults - what is wrong with a claims file: every fault once, in the order of the file,
 * each with its line and a caret under the place.
 */
#ifndef FAULTS_H
#define FAULTS_H

#include <stdarg.h>
#include <stddef.h>

#include "program/mem.h"

struct spot {
    long line, column; /* from 1; column counts bytes */
};

struct faults {
    struct mem *m;
    const char *file, *text; /* of the whole file, n bytes */
    size_t n_text;
    struct fault {
        struct spot at;
        size_t number; /* in which order they were found */
        const char *what;
    } * item;
    size_t n;
};

/* Adds one; of several at one spot the first is told. */
void faults_add(struct faults *f, struct spot at, const char *format, va_list ap)
    __attribute__((format(printf, 3, 0)));

/* Ends with 65 and all faults; returns when there is none. */
void faults_end(struct faults *f);

#endif
