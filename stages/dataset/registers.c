#include "dataset/registers.h"

#include <string.h>
#include <unistd.h>

#include "table/table.h"

void
registers_open(struct registers *r, struct mem *run, const char *path)
{
    static const char *const need[] = {"code", NULL};
    struct table t;
    struct table_row row;
    struct period day;
    *r = (struct registers){0};
    if (!*path || (!strcmp(path, REGISTERS_FILE) && access(path, F_OK)))
        return;
    table_open(&t, run, path, need, TABLE_ANY);
    int code = table_find(&t, "code"), began = table_find(&t, "began");
    while (table_next(&t, &row)) {
        if (began < 0 || !*row.cell[began])
            continue;
        if (!period_parse(row.cell[began], &day) || day.freq != 'D')
            table_die(&t, &row, "began",
                      "%s is not a day, expected one like 2009-04-01",
                      msg_quote(row.cell[began]));
        r->item = mem_grow(run, r->item, r->n * sizeof *r->item,
                           (r->n + 1) * sizeof *r->item);
        r->item[r->n++] =
            (struct register_began){mem_copy(run, row.cell[code]), day.first};
    }
    table_close(&t);
}

bool
registers_began(const struct registers *r, const char *code, long *day)
{
    for (size_t i = 0; i < r->n; i++)
        if (!strcmp(r->item[i].code, code)) {
            *day = r->item[i].day;
            return true;
        }
    return false;
}
