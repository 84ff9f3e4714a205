#include "program/texts.h"

#include <string.h>

size_t
texts_add(struct mem *m, struct texts *t, const char *text)
{
    for (size_t i = 0; i < t->n; i++)
        if (!strcmp(t->item[i], text))
            return i;
    if (t->n == t->size) {
        size_t more = t->size ? 2 * t->size : 16;
        t->item =
            mem_grow(m, t->item, t->size * sizeof *t->item, more * sizeof *t->item);
        t->size = more;
    }
    t->item[t->n++] = mem_copy(m, text);
    return t->n - 1;
}
