/*
 * Which cells a text for a card tells: each mention bears a mark, which goes where the
 * mention goes. What was cut away, or counted as one of "3 more", leaves no mark behind.
 */
#include <stdlib.h>
#include <string.h>

#include "claim/words.h"

/* No text of a claims file has it (scan.c). */
#define MARK '\037'

static void
push(struct mem *m, struct cell_list *list, const struct cell *c)
{
    list->item = mem_more(m, list->item, list->n, sizeof *list->item);
    list->item[list->n++] = c;
}

char *
words_marked(struct words *w, char *text, const struct cell *c)
{
    if (!w->brief || c->held != HELD)
        return text;
    push(w->m, &w->told, c);
    return mem_print(w->m, "%s%c%zu%c", text, MARK, w->told.n - 1, MARK);
}

size_t
words_width(const char *text)
{
    size_t n = 0;
    bool mark = false;
    for (; *text; text++) {
        n += !mark && *text != MARK;
        mark ^= *text == MARK;
    }
    return n;
}

char *
words_unmarked(struct words *w, const char *text, struct cell_list *told)
{
    char *out = mem_copy(w->m, text), *to = out;
    while (*text) {
        if (*text != MARK) {
            *to++ = *text++;
            continue;
        }
        char *end;
        unsigned long i = strtoul(text + 1, &end, 10);
        if (end > text + 1 && *end == MARK && i < w->told.n)
            push(w->m, told, w->told.item[i]);
        text += *end == MARK ? end + 1 - text : 1;
    }
    *to = '\0';
    return out;
}
