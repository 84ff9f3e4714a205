/*
 * lines - the lines of a file that a person wrote: UTF-8 text with LF, and nothing in it
 * that an editor does not show (characters.h). Any other line ends the run with 65.
 */
#ifndef LINES_H
#define LINES_H

#include <stdio.h>

#include "program/msg.h"

struct lines {
    FILE *f;
    struct place at; /* of the line that was given last */
    char *line;
    size_t size;
};

/* Ends with 66 when there is no such file. */
void lines_open(struct lines *in, const char *path);

/* The next line without its LF, at most 64 KiB, which lives until the next call; NULL at
 * the end. */
char *lines_next(struct lines *in);

void lines_close(struct lines *in);

#endif
