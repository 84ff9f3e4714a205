#include "dataset/indicators.h"

#include <string.h>
#include <unistd.h>

#include "table/table.h"

static void
add_rank(struct indicators *x, struct mem *run, const char *code, const char *of)
{
    if (!*of)
        return;
    x->rank = mem_more(run, x->rank, x->ranks, sizeof *x->rank);
    x->rank[x->ranks++] =
        (struct indicator_rank){mem_copy(run, code), mem_copy(run, of)};
}

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
    int code = table_find(&t, "code"), adds = table_find(&t, "adds"),
        ranks = table_find(&t, "ranks");
    x->told = adds >= 0;
    while (table_next(&t, &row)) {
        if (ranks >= 0)
            add_rank(x, run, row.cell[code], row.cell[ranks]);
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

const char *
indicators_ranking(const struct indicators *x, const char *code)
{
    for (size_t i = 0; i < x->ranks; i++)
        if (!strcmp(x->rank[i].of, code))
            return x->rank[i].code;
    return NULL;
}

bool
indicators_add(const struct indicators *x, const char *code, const char *unit)
{
    for (size_t i = 0; i < x->n; i++)
        if (!strcmp(x->adds[i], code))
            return true;
    return !x->told && table_counted(unit);
}
