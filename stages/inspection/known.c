#include "inspection/known.h"

#include <string.h>

#include "integrity/exceptions.h"
#include "program/msg.h"
#include "program/num.h"

static const char *
cell_of(const struct inspected *t, long row, const char *name)
{
    return t->row[row].cell[inspected_field(t->resource, name)];
}

static double
number_of(const struct inspected *t, long row, const char *name)
{
    double x = 0;
    num_parse(cell_of(t, row, name), &x);
    return x;
}

/* The described table of that name in the folder, with these columns; or NULL. */
static const struct inspected *
table_of(const char *folder, const char *name, const char *const columns[])
{
    const char *path = mem_print(inspection.m, "%s%s", folder, name);
    const struct inspected *t = NULL;
    for (int i = 0; i < inspection.package.n && !t; i++)
        if (!strcmp(inspection.file[i].resource->file, path))
            t = &inspection.file[i];
    for (int k = 0; t && columns[k]; k++)
        if (inspected_field(t->resource, columns[k]) < 0)
            die(EX_DATAERR, "%s: %s: no column %s", inspection.package.file,
                t->resource->name, columns[k]);
    return t;
}

static struct exception *
read_exceptions(const struct inspected *t)
{
    struct exception *e = mem_array(inspection.m, (size_t)t->rows + 1, sizeof *e);
    for (long k = 0; k < t->rows; k++)
        e[k] =
            (struct exception){.rule = cell_of(t, k, "rule"),
                               .key = cell_of(t, k, "key"),
                               .source = cell_of(t, k, "source"),
                               .why = cell_of(t, k, "why"),
                               .findings = (long)number_of(t, k, "findings"),
                               .listed = !strcmp(cell_of(t, k, "findings"), "listed"),
                               .line = t->row[k].line,
                               .bounded = *cell_of(t, k, "least") != '\0',
                               .least = number_of(t, k, "least"),
                               .most = number_of(t, k, "most")};
    return e;
}

static struct known_list
read_list(const char *folder)
{
    static const char *const columns[] = {"rule", "key", "source", "difference", NULL};
    const struct inspected *t = table_of(folder, "known.csv", columns);
    struct known_list list = {0};
    if (!t)
        return list;
    list.table = t->number;
    list.n = t->rows;
    list.row = mem_array(inspection.m, (size_t)t->rows + 1, sizeof *list.row);
    for (long k = 0; k < t->rows; k++)
        list.row[k] =
            (struct known_finding){.rule = cell_of(t, k, "rule"),
                                   .key = cell_of(t, k, "key"),
                                   .source = cell_of(t, k, "source"),
                                   .differs = *cell_of(t, k, "difference") != '\0',
                                   .difference = number_of(t, k, "difference"),
                                   .line = t->row[k].line};
    return list;
}

void
inspect_exceptions(const char *folder, bool anew)
{
    static const char *const columns[] = {"rule",  "key",  "source", "findings",
                                          "least", "most", "why",    NULL};
    const struct inspected *t = table_of(folder, "exceptions.csv", columns);
    if (!t)
        return;
    struct known_list list = {0};
    if (!anew)
        list = read_list(folder);
    exceptions_apply(&inspection.report, read_exceptions(t), (int)t->rows, t->number,
                     anew ? NULL : &list);
    if (!inspection_rows_lost())
        exceptions_unmet(&inspection.report, &list);
}
