#include "program/texts.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* FNV-1a (Fowler, Noll and Vo). */
static size_t
hash(const char *text)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (; *text; text++)
        h = (h ^ (unsigned char)*text) * UINT64_C(1099511628211);
    return (size_t)(h ^ h >> 29);
}

/* The slot of a text, or the free one where it belongs. */
static size_t
slot_of(const struct texts *t, const char *text)
{
    size_t i = hash(text) & (t->slots - 1);
    while (t->slot[i] && strcmp(t->item[t->slot[i] - 1], text))
        i = (i + 1) & (t->slots - 1);
    return i;
}

static void
find_slots(struct texts *t)
{
    for (size_t i = 0; i < t->n; i++)
        t->slot[slot_of(t, t->item[i])] = i + 1;
}

static void
widen(struct mem *m, struct texts *t)
{
    t->slots = t->slots ? 2 * t->slots : 32;
    t->slot = mem_array(m, t->slots, sizeof *t->slot);
    find_slots(t);
}

size_t
texts_add(struct mem *m, struct texts *t, const char *text)
{
    if (2 * t->n >= t->slots)
        widen(m, t);
    size_t at = slot_of(t, text);
    if (!t->slot[at]) {
        t->item = mem_more(m, t->item, t->n, sizeof *t->item);
        t->item[t->n++] = mem_copy(m, text);
        t->slot[at] = t->n;
    }
    return t->slot[at] - 1;
}

bool
texts_has(const struct texts *t, const char *text)
{
    return t->n && t->slot[slot_of(t, text)];
}

char *
texts_join(struct mem *m, const char *const item[], size_t n, const char *between)
{
    size_t size = 1 + n * strlen(between);
    for (size_t i = 0; i < n; i++)
        size += strlen(item[i]);
    char *text = mem_get(m, size), *end = text;
    for (size_t i = 0; i < n; i++)
        end = stpcpy(stpcpy(end, i ? between : ""), item[i]);
    return text;
}
