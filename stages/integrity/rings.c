#include "integrity/rings.h"

void
rings_find(struct rings *r, struct mem *m, const struct statements *s, int dim)
{
    if (r->first[dim])
        return;
    int *first = mem_array(m, (size_t)s->keys + 1, sizeof *first);
    int *size = mem_array(m, (size_t)s->keys + 1, sizeof *size);
    for (int k = 0; k < s->keys; k++) {
        if (size[k])
            continue;
        int n = 1;
        for (int o = statements_other(s, k, dim); o != k;
             o = statements_other(s, o, dim))
            n++;
        int o = k;
        do {
            first[o] = k;
            size[o] = n;
            o = statements_other(s, o, dim);
        } while (o != k);
    }
    r->first[dim] = first;
    r->size[dim] = size;
}
