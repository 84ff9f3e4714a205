#include "disclosure/sets.h"

void
sets_open(size_t parent[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        parent[i] = i;
}

size_t
sets_root(size_t parent[], size_t i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

void
sets_join(size_t parent[], size_t a, size_t b)
{
    parent[sets_root(parent, a)] = sets_root(parent, b);
}
