#include "publisher/coded.h"

#include <stdlib.h>
#include <string.h>

struct coded_map {
    struct pattern from, to;
    const char *text;
    int slot[PATTERN_SLOTS]; /* of from, for each slot of to */
    struct tally *tally;
};

/* qsort has no room for it. */
static const struct coded_map *sorting;

void
coded_map(struct coded *c, struct tallies *t, const struct directive *w)
{
    if (w->n != 5 || !directive_is(w, 3, "="))
        directive_die(w, "expected: map COLUMN TEXT = TEXT");
    struct coded_map p = {.text = pattern_squeeze(t->run, w->word[2])};
    const char *wrong = pattern_read(&p.from, t->run, p.text);
    if (!wrong)
        wrong = pattern_read(&p.to, t->run, w->word[4]);
    if (!wrong && !pattern_splits(&p.from))
        wrong = "two slots with nothing between them";
    if (wrong)
        directive_die(w, "%s: %s", msg_quote(w->word[2]), wrong);
    if (!p.from.n)
        p.text = p.from.literal[0];
    for (int i = 0; i < p.to.n; i++) {
        p.slot[i] = strcmp(p.to.slot[i], PATTERN_ANY)
                        ? pattern_slot(&p.from, p.to.slot[i], 0)
                        : -1;
        if (p.slot[i] < 0)
            directive_die(w, "%s: no slot {%s} in %s", msg_quote(w->word[4]),
                          p.to.slot[i], msg_quote(w->word[2]));
    }
    p.tally = tally_new(t, w->at, mem_print(t->run, "map %s", c->column), p.text);
    c->map = mem_more(t->run, c->map, c->maps, sizeof p);
    c->map[c->maps++] = p;
}

void
coded_lookup(struct coded *c, struct mem *run, const struct directive *w)
{
    char *name, *text;
    if (c->list)
        directive_die(w, "column %s: a second lookup", c->column);
    c->list = c->aliases = w->word[2];
    for (int i = 3; i < w->n; i++) {
        if (directive_is(w, i, "pairs"))
            c->lookup.pairs = true;
        else if (directive_pair(run, w->word[i], &name, &text) &&
                 !strcmp(name, "aliases") && *text)
            c->aliases = text;
        else
            directive_die(w, "%s, expected aliases=LIST or pairs",
                          msg_quote(w->word[i]));
    }
    if (strpbrk(c->list, "/."))
        directive_die(w, "%s, expected the name of a list in the folder of code lists",
                      msg_quote(c->list));
}

static int
by_text(const void *a, const void *b)
{
    const size_t *x = a, *y = b;
    int c = strcmp(sorting[*x].text, sorting[*y].text);
    return c ? c : (*x > *y) - (*x < *y);
}

void
coded_fit(struct coded *c, struct mem *run, const char *codes)
{
    size_t *all = mem_array(run, c->maps + 1, sizeof *all);
    c->literal = mem_array(run, c->maps + 1, sizeof *c->literal);
    c->slotted = mem_array(run, c->maps + 1, sizeof *c->slotted);
    for (size_t i = 0; i < c->maps; i++) {
        all[i] = i;
        if (c->map[i].from.n)
            c->slotted[c->slotteds++] = i;
        else
            c->literal[c->literals++] = i;
    }
    sorting = c->map;
    if (c->maps)
        qsort(all, c->maps, sizeof *all, by_text);
    if (c->literals)
        qsort(c->literal, c->literals, sizeof *c->literal, by_text);
    for (size_t i = 1; i < c->maps; i++)
        if (!strcmp(c->map[all[i]].text, c->map[all[i - 1]].text))
            die_at(EX_DATAERR, c->map[all[i]].tally->at,
                   "column %s: %s is mapped a second time", c->column,
                   msg_quote(c->map[all[i]].text));
    if (c->list)
        lookup_load(&c->lookup, run, codes, c->list, c->aliases, c->lookup.pairs);
}

/* The map whose text, without slots, is this one; c->maps without one. */
static size_t
find_literal(const struct coded *c, const char *text)
{
    size_t low = 0, high = c->literals;
    while (low < high) {
        size_t middle = low + (high - low) / 2, i = c->literal[middle];
        int order = strcmp(text, c->map[i].text);
        if (order == 0)
            return i;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return c->maps;
}

/* The first map that fits text, with its pieces, or NULL. */
static const struct coded_map *
find_map(const struct coded *c, struct mem *m, const char *text,
         char *piece[PATTERN_SLOTS])
{
    size_t literal = find_literal(c, text);
    for (size_t i = 0; i < c->slotteds && c->slotted[i] < literal; i++)
        if (pattern_match(&c->map[c->slotted[i]].from, m, text, piece))
            return &c->map[c->slotted[i]];
    return literal < c->maps ? &c->map[literal] : NULL;
}

/* The text that a map makes of text, or NULL when none fits. */
static char *
mapped(const struct coded *c, struct mem *m, const char *text)
{
    char *from[PATTERN_SLOTS], *to[PATTERN_SLOTS];
    const struct coded_map *p = find_map(c, m, text, from);
    if (!p)
        return NULL;
    p->tally->met++;
    for (int k = 0; k < p->to.n; k++)
        to[k] = from[p->slot[k]];
    return pattern_fill(&p->to, m, to);
}

static const char *
nearest_map(const struct coded *c, struct mem *m, const char *text)
{
    const char **from = mem_array(m, c->maps + 1, sizeof *from);
    for (size_t i = 0; i < c->maps; i++)
        from[i] = c->map[i].text;
    return msg_nearest(text, from);
}

char *
coded_code(const struct coded *c, struct mem *m, const char *published,
           const char **reason)
{
    const char *pair = NULL, *near = NULL;
    char *text = pattern_squeeze(m, published), *made = mapped(c, m, text);
    if (made)
        text = made;
    if (c->list) {
        const char *code = lookup_find(&c->lookup, m, text, &pair);
        if (code)
            return mem_copy(m, code);
        near = msg_nearest(text, c->lookup.text);
        *reason =
            mem_print(m, "%s is not in the code list %s", msg_quote(text), c->list);
    } else {
        if (made)
            return made;
        near = nearest_map(c, m, text);
        *reason = mem_print(m, "%s is not mapped to a code", msg_quote(published));
    }
    if (pair)
        *reason =
            mem_print(m, "%s, nor is the pair %s that it reads as", *reason, pair);
    else if (near)
        *reason = mem_print(m, "%s; nearest: %s", *reason, msg_quote(near));
    return NULL;
}
