#include "vintages/read.h"

#include <string.h>

int
vintage_column(const struct table *t)
{
    int column = table_find(t, "vintage");
    if (column != t->key - 2)
        die_at(EX_DATAERR, (struct place){t->in.file, 1, "vintage"},
               "expected it just left of period, as `vintage --revisions` writes it");
    return column;
}

bool
vintage_day(const struct table *t, const struct table_row *row, int column, long *day)
{
    const char *vintage = row->cell[column];
    if (!strcmp(vintage, "undated"))
        return false;
    if (!period_published(vintage, day))
        table_die(t, row, "vintage", "%s is not a date, expected one like 2021-06-17",
                  msg_quote(vintage));
    return true;
}

int
vintage_compare(const struct table *t, const struct table_row *a, long day_a,
                const struct table_row *b, long day_b)
{
    int c = strcmp(table_cell(t, a, TABLE_PERIOD), table_cell(t, b, TABLE_PERIOD));
    return c ? c : (day_a > day_b) - (day_a < day_b);
}
