#include "publisher/column_names.h"

#include <stdlib.h>
#include <string.h>

static int
by_name(const void *va, const void *vb)
{
    const struct column_name *a = va, *b = vb;
    int c = strcmp(a->name, b->name);
    return c ? c : (a->at > b->at) - (a->at < b->at);
}

void
column_names_sort(struct column_names *c, struct mem *run, char *const name[], int n)
{
    *c = (struct column_names){mem_array(run, (size_t)n + 1, sizeof *c->item),
                               (size_t)n};
    for (int i = 0; i < n; i++)
        c->item[i] = (struct column_name){name[i], i};
    qsort(c->item, c->n, sizeof *c->item, by_name);
}

const struct column_name *
column_names_find(const struct column_names *c, const char *name, size_t *n)
{
    size_t lo = 0, hi = c->n;
    while (lo < hi) {
        size_t middle = (lo + hi) / 2;
        if (strcmp(c->item[middle].name, name) < 0)
            lo = middle + 1;
        else
            hi = middle;
    }
    for (*n = 0; lo + *n < c->n && !strcmp(c->item[lo + *n].name, name);)
        ++*n;
    return *n ? &c->item[lo] : NULL;
}
