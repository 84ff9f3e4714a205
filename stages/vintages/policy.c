#include <limits.h>
#include <string.h>

#include "vintages/vintages.h"

struct vintages vintages;

/* The next grade of a list parted by commas. */
static enum grade
next_grade(const char *option, const char **list)
{
    size_t n = strcspn(*list, ",");
    enum grade g = grade_find(*list, n);
    if (g == GRADES)
        usage("--%s: %s is no grade, expected primary, mirror, derived or press",
              option, msg_quote_n(*list, n));
    *list += n + ((*list)[n] == ',');
    return g;
}

void
policy_read(void)
{
    vintages.as_of = LONG_MAX;
    if (!strncmp(vintages.policy, "asof=", 5)) {
        if (!period_published(vintages.policy + 5, &vintages.as_of))
            usage("--policy: %s is not a date, expected one like 2021-06-17",
                  msg_quote(vintages.policy + 5));
    } else if (!strcmp(vintages.policy, "first")) {
        vintages.first = true;
    } else if (strcmp(vintages.policy, "latest")) {
        usage("--policy: %s is unknown, expected latest, first or asof=DATE",
              msg_quote(vintages.policy));
    }
    for (int g = 0; g < GRADES; g++) {
        vintages.rank[g] = vintages.prefer ? GRADES + g : 0;
        vintages.admit[g] = !vintages.only;
    }
    if (vintages.avoid[strspn(vintages.avoid, "ABDEOPQUV")])
        usage(
            "--avoid: %s has a letter that is no status, expected letters of ABDEOPQUV",
            msg_quote(vintages.avoid));
    int n = 0;
    for (const char *list = vintages.prefer; list && *list;)
        vintages.rank[next_grade("prefer", &list)] = n++;
    for (const char *list = vintages.only; list && *list;)
        vintages.admit[next_grade("grade", &list)] = true;
}
