#include "publisher/tally.h"

#include <string.h>

#include "program/texts.h"

struct tally *
tally_new(struct tallies *t, struct place at, const char *what, const char *text)
{
    struct tally *made = mem_get(t->run, sizeof *made);
    *made = (struct tally){at, what, text, 0};
    t->item = mem_more(t->run, t->item, t->n, sizeof(struct tally *));
    t->item[t->n++] = made;
    return made;
}

static bool
same_directive(const struct tally *a, const struct tally *b)
{
    return a->at.line == b->at.line && !strcmp(a->at.file, b->at.file) &&
           !strcmp(a->what, b->what);
}

void
tally_say(const struct tallies *t, const char *file)
{
    struct mem m = {0};
    for (size_t i = 0, next; i < t->n; i = next) {
        const struct tally *first = t->item[i];
        const char **unmet = NULL;
        size_t n = 0;
        for (next = i; next < t->n && same_directive(first, t->item[next]); next++)
            if (!t->item[next]->met) {
                unmet = mem_more(&m, unmet, n, sizeof *unmet);
                unmet[n++] = mem_copy(&m, msg_quote(t->item[next]->text));
            }
        if (n)
            note_at(first->at, "met nothing in %s: %s %s", file, first->what,
                    texts_join(&m, unmet, n, " "));
        mem_reset(&m);
    }
    mem_release(&m);
}
