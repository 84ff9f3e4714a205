/*
 * recipe - how make makes the tables: what `make -s recipe` prints, lines of fields parted
 * by tabs (pipeline/rules.mk writes them).
 *
 *     table NAME FILE TITLE SUBTITLE OPTIONS    OPTIONS: those of `table` for its reading
 *     pipe  FILE INPUT PIPE                     INPUT: standard input of the pipe, or empty
 *     claims NAME FILE CLAIMS                   an article: its verdicts, its claims
 *     judge NAME BASIS TABLE COMMAND            how they are judged, by this table
 *     asof  DATE                                the tables are those of that date
 *     again COMMAND                             what makes them, where make does not
 */
#ifndef RECIPE_H
#define RECIPE_H

#include <stddef.h>

#include "program/mem.h"

struct recipe_table {
    const char *name, *file, *title, *subtitle, *options;
};

struct recipe_pipe {
    const char *file, *input, *text;
};

struct recipe_claims {
    const char *name, *file, *claims;
};

struct recipe_judge {
    const char *name, *basis, *table, *command;
};

struct recipe {
    const char *asof; /* "": none */
    char *again;      /* NULL: make FILE */
    struct recipe_table *table;
    struct recipe_pipe *pipe;
    struct recipe_claims *claims;
    struct recipe_judge *judge;
    size_t tables, pipes, articles, judges;
};

/* Reads FILE, or, when it is NULL, asks make in the working folder. Ends with 66 when make
 * has no such rule and with 65 at a line that is none of the above. */
void recipe_read(struct recipe *r, struct mem *run, const char *file, const char *asof);

/* The pipe that makes a file, or NULL. */
const struct recipe_pipe *recipe_pipe(const struct recipe *r, const char *file);

/* One program of a pipe with its words, and as it is written. */
struct recipe_stage {
    char **word; /* n of them and a NULL */
    size_t n;
    const char *text;
};

/* The stages of a pipe, split as a shell does. Ends with 65 when it takes a shell to run
 * it: redirection, expansion, several commands. */
struct recipe_stage *recipe_stages(struct mem *m, const struct recipe_pipe *p,
                                   size_t *n);

#endif
