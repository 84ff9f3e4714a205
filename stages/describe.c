/*
 * describe - writes the description of a set of files, a Data Package
 *
 * Reads a TEMPLATE (JSON) that holds what only a person can say: titles, what each file
 * and column means, types, constraints, keys. Writes it as a Data Package (v2, with Table
 * Schema) for the files that are there, with the bytes, SHA-256 and rows of each.
 *
 * A resource of the template whose path is a pattern, like codes/a*.csv, stands for every
 * file that matches and that no other resource names outright; `descriptions` may have a
 * text for each. A schema given by name is that of the member `schemas`. The names of a file's columns
 * must be those of its schema, in its order.
 *
 * `check` reads what this writes, and says when it no longer fits.
 */
#include <stdio.h>

#include "dataset/data_package.h"
#include "program/stage.h"

static const struct opt opts[] = {{0}};

static int
run(struct mem *run, int n, char **operand)
{
    (void)n;
    data_package_describe(stdout, run, operand[0]);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT, "TEMPLATE", 1,  1,
                                       opts,       NULL,        NULL,       run};
    return stage_main(&stage, argc, argv);
}
