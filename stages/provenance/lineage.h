/*
 * lineage - which rows a row was made of, back to the statements.
 *
 * The pipes of a recipe are run once more, stage by stage, with one change: in place of
 * its source each row of a stage's input has a number of its own. The stages cite what
 * they use, so the source of a row that they write names the rows that it was made of.
 * Nothing is known here of what a stage does, but that `vintage` looks sources up, says
 * with --passed-over what it did not take, and has an option --mute that names sources.
 * What the tables carry is the proof: read back, the numbers must give each row of the
 * product, with its source, as it stands in the file.
 */
#ifndef LINEAGE_H
#define LINEAGE_H

#include "dataset/sources.h"
#include "provenance/memo.h"
#include "provenance/recipe.h"
#include "table/table.h"

/* A row of a file or of what a stage wrote, with its own source. */
struct line_row {
    int table;
    long line; /* in the file; of a stage's output: in that */
    char **cell;
    size_t *from; /* the rows that it was made of, n of them; none in a dataset */
    size_t n;
};

struct line_table {
    const char *file; /* NULL between two stages */
    struct table tab; /* its columns; no file is open */
    size_t first, n;  /* rows */
    int step;         /* that wrote it, -1: a dataset */
};

struct line_step {
    struct recipe_stage stage;
    const struct recipe_pipe *pipe;
    size_t number; /* in its pipe, from 1 */
    int *input;    /* tables; those it names, then standard input */
    size_t inputs;
    const char *
        *file; /* the files that it names and that are no tables of the contract */
    size_t files;
    int output;
};

/* A statement that a `vintage` did not take. */
struct line_passed {
    size_t row;     /* of the dataset */
    size_t instead; /* the row of its input that was taken, LINE_NONE if none was */
    const char *why;
    int step;
};
#define LINE_NONE ((size_t)-1)

/* A file that is being made, and what it is made for. */
struct line_making {
    const char *file;
    const struct line_making *above;
};
enum { LINE_DEPTH = 200 };

struct lineage {
    const struct line_making *making;
    struct mem *run;
    const struct recipe *recipe;
    struct sources cite;
    struct memo *memo; /* NULL: nothing is kept */
    struct line_row *row;
    struct line_table *table;
    struct line_step **step;
    struct line_passed *passed;
    size_t rows, passed_n;
    int tables, steps;
};

void lineage_open(struct lineage *l, struct mem *run, const struct recipe *recipe,
                  const char *sources);

/*
 * Runs what makes a file and returns its table. Where the file is there it must hold just
 * that; ends with 65 and the first difference when it does not: it is out of date, or made
 * by another recipe.
 */
int lineage_make(struct lineage *l, const char *file);

/* The command that makes a file. */
char *lineage_command(const struct lineage *l, const char *file);

/* Marks the row and all that it was made of in mark[0..l->rows). */
void lineage_mark(const struct lineage *l, size_t row, bool mark[]);

/* True for a row that was not made of others: of a dataset, or read from a published file
 * by a stage that reads no table, such as `ingest`. */
bool lineage_is_origin(const struct lineage *l, size_t row);

/* True for a row whose source is the bare id of a ledger. */
bool lineage_is_statement(const struct lineage *l, size_t row);

/* The cell of a row, "" when it has no such column. */
const char *lineage_cell(const struct lineage *l, size_t row, enum table_column c);

#endif
