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
 *
 * describe --changes OLD NEW says how the files of two descriptions differ: which are new,
 * gone or changed, with their rows and bytes. Nothing is printed when none differs.
 */
#include <stdio.h>
#include <string.h>

#include "dataset/data_package.h"
#include "program/stage.h"

static bool changes;
static const struct opt opts[] = {
    {"changes", 0, OPT_FLAG, &changes, NULL,
     "say how the files of two descriptions, OLD and NEW, differ"},
    {0},
};

/* The amount before and now, when it is stated and another. */
static void
print_amount(const char *what, long old, long new)
{
    if (old >= 0 && new >= 0 && old != new)
        printf(", %s %ld -> %ld (%+ld)", what, old, new, new - old);
}

static void
print_change(const struct resource *old, const struct resource *new)
{
    if (old->hash && new->hash && !strcmp(old->hash, new->hash))
        return;
    printf("changed  %s", new->file);
    if (old->bytes == new->bytes)
        printf(", as many bytes as before");
    print_amount("rows", old->rows, new->rows);
    print_amount("bytes", old->bytes, new->bytes);
    putchar('\n');
}

static void
print_changes(struct mem *run, const char *old_file, const char *new_file)
{
    struct data_package old, new;
    data_package_load(&old, run, old_file);
    data_package_load(&new, run, new_file);
    for (int i = 0; i < old.n; i++)
        if (!data_package_find(&new, old.resource[i].path))
            printf("gone     %s\n", old.resource[i].file);
    for (int i = 0; i < new.n; i++) {
        const struct resource *was = data_package_find(&old, new.resource[i].path);
        if (was)
            print_change(was, &new.resource[i]);
        else
            printf("new      %s\n", new.resource[i].file);
    }
    data_package_release(&old);
    data_package_release(&new);
}

static int
run(struct mem *run, int n, char **operand)
{
    if (changes != (n == 2))
        usage(changes ? "--changes takes two descriptions, OLD and NEW"
                      : "two files without --changes, expected one TEMPLATE");
    if (changes)
        print_changes(run, operand[0], operand[1]);
    else
        data_package_describe(stdout, run, operand[0]);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {
        STAGE_NAME, STAGE_ABOUT, "TEMPLATE | --changes OLD NEW", 1, 2, opts, NULL,
        NULL,       run};
    return stage_main(&stage, argc, argv);
}
