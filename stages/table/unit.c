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

bool
table_never_negative(const char *unit)
{
    const char *per = strstr(unit, "_per_");
    if (!strcmp(unit, "share") || !strcmp(unit, "probability"))
        return true;
    size_t digits = per ? strspn(per + 5, "0123456789") : 0;
    return per ? digits && !per[5 + digits] : table_counted(unit);
}

/* Groups of three, from the end of a run of digits. */
static bool
wants_comma(const char *before, const char *at)
{
    size_t left = strspn(at, "0123456789");
    return left && left % 3 == 0 && before < at && at[-1] >= '0' && at[-1] <= '9';
}

const char *
table_unit_words(struct mem *m, const char *unit, const char *number)
{
    bool one = !strcmp(number + (*number == '-'), "1");
    static const char *const bare[] = {"ratio", "index",       "share",
                                       "flag",  "probability", "change"};
    const char *per = strstr(unit, "_per_"), *end = per ? per : unit + strlen(unit);
    for (size_t i = 0; i < sizeof bare / sizeof *bare; i++)
        if (!strcmp(unit, bare[i]))
            return "";
    if (!*unit)
        return "";
    if (!strcmp(unit, "percent"))
        return one ? " percentage point" : " percentage points";
    char *text = mem_array(m, 2 * strlen(unit) + 5, 1), *to = text;
    *to++ = ' ';
    for (const char *p = unit; p < end; p++)
        *to++ = *p == '_' ? ' ' : *p;
    bool ends = to[-1] >= 'a' && to[-1] <= 'z';
    if (!one && ends && to[-1] == 'y' && !strchr("aeiou", to[-2])) {
        memcpy(to - 1, "ies", 3);
        to += 2;
    } else if (!one && ends) {
        *to++ = 's';
    }
    for (const char *p = end; *p; p++) {
        if (wants_comma(end, p))
            *to++ = ',';
        *to++ = *p == '_' ? ' ' : *p;
    }
    *to = 0;
    return text;
}
