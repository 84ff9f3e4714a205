#include "vintages/merit.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "vintages/owners.h"

/* Step 4: which relays come after what the owner says. An owner without a date may have
 * spoken at any time, so no relay is certainly newer; a dated one of theirs counts first. */
static void
find_yielding(struct statement *s, size_t n)
{
    long limit[NOTHING + 1] = {0};
    bool any[NOTHING + 1] = {0};
    const char *owners = n ? owners_of(&s->row) : "";
    for (size_t i = 0; i < n; i++) {
        const struct source *by = s[i].source;
        enum says k = s[i].says;
        if (s[i].avoided || is_relay(by, owners))
            continue;
        long at = !by->dated ? LONG_MAX : vintages.first ? by->first : by->day;
        if (!any[k] || limit[k] == LONG_MAX)
            limit[k] = at;
        else if (by->dated)
            limit[k] = (at < limit[k]) == vintages.first ? at : limit[k];
        any[k] = true;
    }
    for (size_t i = 0; i < n; i++) {
        const struct source *by = s[i].source;
        long at = limit[s[i].says];
        bool certain = by->dated && at != LONG_MAX &&
                       (vintages.first ? by->day < at : by->first > at);
        s[i].yields = any[s[i].says] && is_relay(by, owners) && !certain;
    }
}

int
merit_weigh(const struct statement *a, const struct statement *b, enum step *step)
{
    enum grade ga = a->source->rank, gb = b->source->rank;
    *step = SAYS;
    if (a->says != b->says)
        return a->says < b->says ? -1 : 1;
    *step = AVOIDED;
    if (a->avoided != b->avoided)
        return a->avoided ? 1 : -1;
    *step = PREFERENCE;
    if (vintages.rank[ga] != vintages.rank[gb])
        return vintages.rank[ga] < vintages.rank[gb] ? -1 : 1;
    *step = ORIGIN;
    if (a->yields != b->yields)
        return a->yields ? 1 : -1;
    *step = DATED;
    if (a->source->dated != b->source->dated)
        return a->source->dated ? -1 : 1;
    *step = DATE;
    if (a->source->day != b->source->day)
        return (a->source->day < b->source->day) == vintages.first ? -1 : 1;
    *step = ga == gb ? TIE : GRADE;
    return (ga > gb) - (ga < gb);
}

int
merit(const struct statement *a, const struct statement *b)
{
    enum step step;
    return merit_weigh(a, b, &step);
}

static int
by_merit(const void *va, const void *vb)
{
    const struct statement *a = va, *b = vb;
    int c = merit(a, b);
    if (!c)
        c = strcmp(a->source->id, b->source->id);
    return c ? c : (a->row.line > b->row.line) - (a->row.line < b->row.line);
}

void
merit_sort(struct statement *s, size_t n)
{
    find_yielding(s, n);
    qsort(s, n, sizeof *s, by_merit);
}
