#include "inspection/inspection.h"

#include <string.h>
#include <sys/stat.h>

struct inspection inspection;

/* A folder stands for the description in it. */
static const char *
described_by(struct mem *m, const char *path)
{
    struct stat s;
    bool folder = !stat(path, &s) && S_ISDIR(s.st_mode);
    return folder ? mem_print(m, "%s/datapackage.json", path) : path;
}

void
inspection_open(struct mem *run, const char *path)
{
    struct data_package *p = &inspection.package;
    inspection.m = run;
    data_package_load(p, run, described_by(run, path));
    findings_init(&inspection.report, run, p->file);
    inspection.file = mem_array(run, (size_t)p->n, sizeof *inspection.file);
    for (int i = 0; i < p->n; i++) {
        struct resource *r = &p->resource[i];
        inspection.file[i] = (struct inspected){
            .resource = r,
            .number = findings_table(&inspection.report, r->name, r->file)};
    }
}

void
inspection_close(void)
{
    data_package_release(&inspection.package);
}

struct inspected *
inspection_of(const struct resource *r)
{
    return &inspection.file[r - inspection.package.resource];
}

bool
inspection_rows_lost(void)
{
    for (int i = 0; i < inspection.package.n; i++)
        if (inspection.package.resource[i].tabular && !inspection.file[i].whole)
            return true;
    return false;
}

void
inspection_fault(const struct inspected *t, const char *type, long line, int field,
                 const char *cell, const char *text)
{
    struct finding f = {.table = t ? t->number : -1,
                        .rule = -1,
                        .type = type,
                        .line = line,
                        .field = field,
                        .cell = cell ? mem_copy(inspection.m, cell) : NULL,
                        .text = mem_copy(inspection.m, text)};
    if (field > 0 && t && field <= t->resource->fields)
        f.column = t->resource->field[field - 1].name;
    findings_add(&inspection.report, f);
}

int
inspected_field(const struct resource *r, const char *name)
{
    for (int i = 0; i < r->fields; i++)
        if (!strcmp(r->field[i].name, name))
            return i;
    return -1;
}

bool
inspected_is_missing(const struct resource *r, const char *cell)
{
    for (int i = 0; r->missing[i]; i++)
        if (!strcmp(r->missing[i], cell))
            return true;
    return false;
}
