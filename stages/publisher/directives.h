/*
 * directives - files of directives, one a line: `directive word word ...`. Layouts and rules
 * are written in it.
 *
 * Words are parted by blanks. A word that holds blanks, a # or nothing at all stands in
 * double quotes, which may also begin inside a word (thousands=" "); a double quote inside
 * quotes is doubled. A # that begins a word opens a comment. Blank lines do not count.
 */
#ifndef DIRECTIVES_H
#define DIRECTIVES_H

#include <stdbool.h>
#include <stdio.h>

#include "program/mem.h"
#include "program/msg.h"

struct directive {
    char **word; /* n of them and a NULL */
    bool *bare;  /* true: no part of it was quoted, so that it may be an operator */
    int n;
    struct place at;
};

struct directive_in {
    FILE *f;
    struct mem *run;
    struct place at;
};

/* Splits one line; false when it holds no word. Ends with 65 when a quote stays open. */
bool directive_split(struct directive *w, struct mem *run, const char *line,
                     struct place at);

/* Opens a file of directives; ends with 66 when it cannot be opened. */
void directives_open(struct directive_in *in, struct mem *run, const char *path);

/* The next line that holds a word; false at the end. The words live as long as run. */
bool directives_next(struct directive_in *in, struct directive *w);
void directives_close(struct directive_in *in);

/* True when word i is the operator text, unquoted. */
bool directive_is(const struct directive *w, int i, const char *text);

/* Splits NAME=TEXT at its first '='; false when there is none or no name. */
bool directive_pair(struct mem *run, const char *word, char **name, char **text);

/* Ends with 65 at the directive's line. */
_Noreturn void directive_die(const struct directive *w, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
