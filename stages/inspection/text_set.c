#include "inspection/text_set.h"

#include <string.h>

static size_t
slot_of(const struct text_set *s, const char *text)
{
    size_t h = 5381;
    for (const char *p = text; *p; p++)
        h = h * 33 + (unsigned char)*p;
    size_t i = h & (s->slots - 1);
    while (s->slot[i] && strcmp(s->slot[i], text))
        i = (i + 1) & (s->slots - 1);
    return i;
}

bool
text_set_has(const struct text_set *s, const char *text)
{
    return s->n && s->slot[slot_of(s, text)];
}

static void
grow(struct text_set *s, struct mem *m)
{
    struct text_set old = *s;
    s->slots = old.slots ? 2 * old.slots : 256;
    s->slot = mem_array(m, s->slots, sizeof *s->slot);
    s->line = mem_array(m, s->slots, sizeof *s->line);
    for (size_t i = 0; i < old.slots; i++)
        if (old.slot[i]) {
            size_t at = slot_of(s, old.slot[i]);
            s->slot[at] = old.slot[i];
            s->line[at] = old.line[i];
        }
}

long
text_set_add(struct mem *m, struct text_set *s, const char *text, long line)
{
    if (s->n * 2 >= s->slots)
        grow(s, m);
    size_t at = slot_of(s, text);
    if (s->slot[at])
        return s->line[at];
    s->slot[at] = text;
    s->line[at] = line;
    s->n++;
    return 0;
}
