#include "vintages/series.h"

size_t
series_same_key(const struct table *t, const struct table_row *row, size_t n)
{
    size_t i = 1;
    while (i < n && !table_compare(row->cell, row[i].cell, t->key))
        i++;
    return i;
}
