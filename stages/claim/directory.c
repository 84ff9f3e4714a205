#include "claim/directory.h"

#include <string.h>

/* The first entry that is not before the name. */
static size_t
lower(const struct directory *d, const char *name, size_t n)
{
    size_t lo = 0, hi = d->n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        int c = strncmp(d->item[mid].name, name, n);
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

bool
directory_find(const struct directory *d, const char *name, size_t n, size_t *number)
{
    /* Of those that begin with the name the name itself comes first. */
    size_t i = lower(d, name, n);
    if (i == d->n || strncmp(d->item[i].name, name, n) || d->item[i].name[n])
        return false;
    *number = d->item[i].number;
    return true;
}

bool
directory_add(struct mem *m, struct directory *d, const char *name, size_t number,
              size_t *taken)
{
    size_t n = strlen(name), i = lower(d, name, n);
    if (directory_find(d, name, n, taken))
        return false;
    d->item = mem_more(m, d->item, d->n, sizeof *d->item);
    memmove(d->item + i + 1, d->item + i, (d->n - i) * sizeof *d->item);
    d->item[i] = (struct directory_entry){name, number};
    d->n++;
    return true;
}
