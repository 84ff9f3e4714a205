/*
 * unit - what a unit says of its amounts: whether they are counted, whether they add up.
 */
#include <string.h>

#include "table/table.h"

bool
table_counted(const char *unit)
{
    static const char *const measured[] = {
        "percent", "rank",  "year",        "hour",   "ratio",
        "index",   "share", "ALL",         "GBP",    "USD",
        "EUR",     "flag",  "probability", "change", "percentage_point",
        NULL};
    for (int i = 0; measured[i]; i++)
        if (*unit == *measured[i] && !strcmp(unit, measured[i]))
            return false;
    return *unit &&
           (!strchr(unit, '_') || (!strstr(unit, "_per_") && strncmp(unit, "per_", 4)));
}

bool
table_adds(const char *unit)
{
    static const char *const adds[] = {"ALL",  "GBP",  "USD", "EUR",
                                       "hour", "year", NULL};
    for (int i = 0; adds[i]; i++)
        if (!strcmp(unit, adds[i]))
            return true;
    return table_counted(unit);
}

const char *
table_per_year(struct mem *m, const char *unit)
{
    return strcmp(unit, "percent") ? mem_print(m, "%s_per_year", unit)
                                   : "percentage_point_per_year";
}
