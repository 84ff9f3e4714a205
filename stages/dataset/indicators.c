#include "dataset/indicators.h"

#include <string.h>
#include <unistd.h>

#include "table/table.h"

void
indicators_open(struct indicators *x, struct mem *run, const char *dir)
{
    static const char *const need[] = {"code", NULL};
    struct table t;
    struct table_row row;
    size_t room = 0;
    const char *path = mem_print(run, "%s/indicator.csv", dir);
    *x = (struct indicators){0};
    if (!*dir || access(path, F_OK))
        return;
    table_open(&t, run, path, need, TABLE_ANY);
    int code = table_find(&t, "code"), adds = table_find(&t, "adds");
    x->told = adds >= 0;
    while (table_next(&t, &row)) {
        if (!x->told || strcmp(row.cell[adds], "y"))
            continue;
        if (x->n == room) {
            x->adds = mem_grow(run, x->adds, room * sizeof *x->adds,
                               (2 * room + 64) * sizeof *x->adds);
            room = 2 * room + 64;
        }
        x->adds[x->n++] = mem_copy(run, row.cell[code]);
    }
    table_close(&t);
}

bool
indicators_add(const struct indicators *x, const char *code, const char *unit)
{
    for (size_t i = 0; i < x->n; i++)
        if (!strcmp(x->adds[i], code))
            return true;
    return !x->told && table_counted(unit);
}
