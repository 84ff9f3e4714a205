#include "claim/multiplicity.h"

#include <stdlib.h>
#include <string.h>

#include "claim/function.h"

struct texts {
    char **item;
    size_t n;
};

/* The span of a series, as a text. */
static char *
key_of(struct mem *m, const struct ref *ref)
{
    char *out = mem_print(m, "%s..%s", ref->first ? ref->first : "",
                          ref->last ? ref->last : "");
    for (size_t k = 0; k < ref->n; k++) {
        const struct ref_dim *d = &ref->dim[k];
        out = mem_print(m, "%s %s=%s", out, d->column,
                        d->all   ? "*"
                        : d->but ? "!"
                                 : "");
        for (size_t i = 0; i < d->n; i++)
            out = mem_print(m, "%s%s,", out, d->code[i]);
    }
    return out;
}

static void
collect(struct mem *m, const struct node *n, struct texts *out)
{
    for (int i = 0; i < n->n; i++)
        collect(m, n->arg[i], out);
    if (n->kind != NODE_CALL || !n->function->chance || n->arg[0]->kind != NODE_REF)
        return;
    out->item = mem_more(m, out->item, out->n, sizeof *out->item);
    out->item[out->n++] = key_of(m, n->arg[0]->ref);
}

static int
by_text(const void *a, const void *b)
{
    char *const *x = a, *const *y = b;
    return strcmp(*x, *y);
}

size_t
multiplicity(struct mem *m, const struct claims *claims)
{
    struct texts all = {0};
    size_t n = 0;
    for (size_t i = 0; i < claims->n; i++)
        for (size_t k = 0; k < claims->claim[i].n; k++)
            if (claims->claim[i].reading[k].test)
                collect(m, claims->claim[i].reading[k].test, &all);
    if (all.n)
        qsort(all.item, all.n, sizeof *all.item, by_text);
    for (size_t i = 0; i < all.n; i++)
        n += !i || strcmp(all.item[i - 1], all.item[i]);
    return n;
}
