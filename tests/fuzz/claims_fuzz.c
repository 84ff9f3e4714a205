/* Any text as a claims file; what parses is judged on an empty table and put into words. */
#include "fuzz.h"

#include <limits.h>

#include "claim/sentence.h"

#define MEMBERS_MAX 200

/* Sets of many members and what reads statements are refused by ending the program. */
static bool
is_small(const struct ref *ref)
{
    size_t members = 1;
    struct period a, b;
    for (size_t k = 0; k < ref->n; k++)
        members *= ref->dim[k].n > MEMBERS_MAX ? MEMBERS_MAX : ref->dim[k].n + 1;
    if (ref->first && ref->last && period_parse(ref->first, &a) &&
        period_parse(ref->last, &b))
        members *= (size_t)(b.index - a.index) + 1;
    return members <= MEMBERS_MAX && !ref->by && !ref->by_any && !ref->article &&
           !ref->from;
}

static void
judge_all(struct mem *m, struct claims *claims)
{
    static char *column[] = {"indicator", "geo", "period"};
    struct evidence e = {.m = m, .file = "x", .claims = claims};
    struct labels labels;
    e.labels = &labels;
    e.table.tab.column = column;
    e.table.tab.n = e.table.tab.key = 3;
    e.table.vintage = -1;
    e.day = LONG_MAX;
    labels_open(&labels, m, "");
    for (size_t i = 0; i < claims->refs; i++)
        if (!is_small(claims->ref[i]))
            return;
    for (size_t i = 0; i < claims->n; i++)
        for (size_t k = 0; k < claims->claim[i].n; k++) {
            const struct reading *r = &claims->claim[i].reading[k];
            if (r->test)
                judge(&e, r->test);
            for (size_t s = 0; s < r->show.n; s++)
                judge(&e, r->show.item[s]);
            for (size_t s = 0; s < r->beside.n; s++)
                judge(&e, r->beside.item[s]);
            struct timeline none = {0};
            enum verdict v =
                r->test ? timeline_verdict(&e, r->test, &none) : UNDETERMINED;
            (void)sentence(&e, &labels, r, NULL, v, &none);
        }
}

static void
claims(struct mem *m, const char *path)
{
    struct claims *read = claims_try(m, path);
    if (!read->faults->n)
        judge_all(m, read);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    fuzz_file(data, n, claims);
    return 0;
}
