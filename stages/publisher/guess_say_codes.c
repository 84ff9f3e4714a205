/* Writes what the texts of cells and headers mean: codes that were found, remarks for the rest. */
#include <stdio.h>
#include <string.h>

#include "publisher/guess_in.h"

/* Whether the names of columns with values are made of two: "{age} - {indicator}". */
bool
guess_in_parts(struct guess *g)
{
    const struct column by_age = {.list = "age"};
    size_t parted = 0, k = guess_known_index("age");
    for (size_t i = 0; i < g->table.columns; i++) {
        const char *name = g->column[i].name, *at = strstr(name, " - ");
        if (g->column[i].role == VALUE && at)
            parted += !g->has_codes ||
                      guess_code(g, &by_age, k,
                                 mem_text(g->run, name, (size_t)(at - name))) != NULL;
    }
    return g->values > 1 && 2 * parted >= g->values;
}

static void
say_codes(struct guess *g, const struct column *c)
{
    size_t k = guess_known_index(c->to), found = 0;
    for (size_t i = 0; i < c->texts.n; i++)
        found += lookup_find(guess_list(g, k), g->run, c->texts.item[i], NULL) != NULL;
    if (found == c->texts.n || !strcmp(c->list, "area") ||
        !strcmp(c->list, "responder") || !strcmp(c->list, "applicant")) {
        printf("lookup %s %s%s%s%s\n", c->to, c->list, c->aliases ? " aliases=" : "",
               c->aliases ? c->aliases : "",
               !strcmp(c->to, "citizenship") && !c->aliases ? " pairs" : "");
        if (found < c->texts.n && c->texts.n < GUESS_DISTINCT)
            for (size_t i = 0; i < c->texts.n; i++)
                if (!lookup_find(guess_list(g, k), g->run, c->texts.item[i], NULL))
                    printf("# map %s %s = ?\n", c->to,
                           guess_word(g->run, c->texts.item[i]));
        return;
    }
    for (size_t i = 0; i < c->texts.n; i++) {
        const char *code = guess_code(g, c, k, c->texts.item[i]);
        printf("%smap %s %s = %s\n", code ? "" : "# ", c->to,
               guess_word(g->run, c->texts.item[i]), code ? code : "?");
    }
}

/* What texts count; a remark asks for what was not told. */
static void
say_indicators(struct guess *g, const struct column *c, const struct texts *text)
{
    for (size_t i = 0; i < text->n; i++) {
        const char *code = g->has_codes ? guess_indicator(g, c, text->item[i]) : NULL;
        printf("%smap indicator %s = %s\n", code ? "" : "# ",
               guess_word(g->run, text->item[i]), code ? code : "?");
    }
}

/* What the two parts of the names mean: ages by the list, indicators for a person to say. */
static void
say_parts(struct guess *g)
{
    struct texts ages = {0}, counted = {0};
    const struct column by_age = {.list = "age"};
    size_t k = guess_known_index("age");
    for (size_t i = 0; i < g->table.columns; i++) {
        const char *name = g->column[i].name, *parted = strstr(name, " - ");
        if (g->column[i].role != VALUE)
            continue;
        texts_add(g->run, &ages,
                  parted ? mem_text(g->run, name, (size_t)(parted - name)) : name);
        texts_add(g->run, &counted, parted ? parted + 3 : name);
    }
    for (size_t i = 0; g->has_codes && i < ages.n; i++) {
        const char *code = guess_code(g, &by_age, k, ages.item[i]);
        printf("%smap age %s = %s\n", code ? "" : "# ",
               guess_word(g->run, ages.item[i]), code ? code : "?");
    }
    say_indicators(g, NULL, &counted);
}

void
guess_say_codes(struct guess *g, const char *across)
{
    struct texts names = {0};
    for (size_t i = 0; i < g->table.columns; i++)
        if (g->column[i].role == CODED)
            say_codes(g, &g->column[i]);
    if (!across && guess_in_parts(g)) {
        say_parts(g);
        return;
    }
    for (size_t i = 0; !across && i < g->table.columns; i++)
        if (g->column[i].role == VALUE)
            texts_add(g->run, &names, g->column[i].name);
    if (g->counted)
        say_indicators(g, g->counted, &g->counted->texts);
    else if (names.n > 1)
        say_indicators(g, NULL, &names);
}
