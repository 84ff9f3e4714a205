/* Columns whose texts are those of a code list, and what code a text stands for. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "publisher/guess_in.h"

/* Columns of the result that have a code list, by words of the header that go with them. */
const struct guess_known guess_known[GUESS_KNOWN] = {
    {"citizenship", "area", "nationality citizenship"},
    {"destination", "area", "destination"},
    {"geo", "area", "iso3 country geo area"},
    {"sex", "sex", "sex gender"},
    {"age", "age", "age agebroad"},
    {"form", "form", "form exploitation"},
    {"responder", "responder", "responder"},
    {"applicant", "applicant", "applicant"}};

const struct lookup *
guess_list(struct guess *g, size_t k)
{
    if (!g->loaded[k])
        lookup_load(&g->list[k], g->run, g->codes, guess_known[k].list,
                    guess_known[k].list, true);
    g->loaded[k] = true;
    return &g->list[k];
}

/* Words that mean a code in any list. */
static bool
contains(const char *text, const char *part)
{
    size_t n = strlen(part);
    for (; *text; text++)
        if (!strncasecmp(text, part, n))
            return true;
    return false;
}

const char *
guess_usual_code(const char *text)
{
    if (!*text || contains(text, "unknown") || contains(text, "not specified") ||
        contains(text, "not recorded") || contains(text, "not known"))
        return "_U";
    if (!strcasecmp(text, "total") || !strncasecmp(text, "all", 3) ||
        !strncasecmp(text, "both", 4))
        return "_T";
    return NULL;
}

static bool
is_list(const struct column *c, const char *list)
{
    return c->list && !strcmp(c->list, list);
}

/* A code that a text seems to stand for, or NULL. */
const char *
guess_code(struct guess *g, const struct column *c, size_t k, const char *text)
{
    const struct lookup *l = guess_list(g, k);
    const char *code = lookup_find(l, g->run, text, NULL);
    if (!code)
        code = guess_usual_code(text);
    if (!code && is_list(c, "age") &&
        (!strncasecmp(text, "adult", 5) || strstr(text, "18 years or")))
        code = "ADULT";
    if (!code && is_list(c, "age") &&
        (!strncasecmp(text, "child", 5) || contains(text, "17 and under") ||
         strstr(text, "0 to 17")))
        code = "CHILD";
    for (size_t i = 0; !code && i < l->n; i++)
        if (guess_same_stems(g->run, text, l->text[i]))
            code = lookup_find(l, g->run, l->text[i], NULL);
    return code;
}

bool
guess_taken(const struct guess *g, const char *to)
{
    for (size_t i = 0; i < g->table.columns; i++)
        if (g->column[i].role == CODED && !strcmp(g->column[i].to, to))
            return true;
    return false;
}

/* How many of the texts a list has, of how many that are filled. */
static size_t
found_in(struct guess *g, const struct column *c, const struct lookup *l,
         size_t *filled)
{
    size_t found = 0;
    *filled = 0;
    for (size_t i = 0; i < c->texts.n; i++)
        if (*c->texts.item[i]) {
            ++*filled;
            found += lookup_find(l, g->run, c->texts.item[i], NULL) != NULL;
        }
    return found;
}

/* Whether the texts of a column are those of list k: four fifths of areas, by name or by a
 * code of others, half of other texts by what they seem to say. */
static bool
fits_list(struct guess *g, struct column *c, size_t k)
{
    static const char *const others[] = {"iso2", "m49", "eurostat"};
    size_t filled, found = found_in(g, c, guess_list(g, k), &filled);
    c->list = guess_known[k].list;
    if (strcmp(guess_known[k].list, "area") != 0) {
        for (size_t i = found = 0; i < c->texts.n; i++)
            found += *c->texts.item[i] && guess_code(g, c, k, c->texts.item[i]) != NULL;
        return 2 * c->numbers <= c->filled && filled && 2 * found >= filled;
    }
    for (size_t i = 0; i < 3 && 5 * found < 4 * filled; i++) {
        struct lookup l;
        size_t other;
        lookup_load(&l, g->run, g->codes, "area", others[i], false);
        other = found_in(g, c, &l, &filled);
        if (5 * other >= 4 * filled) {
            c->aliases = others[i];
            g->list[k] = l;
            found = other;
        }
    }
    bool named = guess_names_one(c->name, guess_known[0].words);
    return filled && (5 * found >= 4 * filled || (named && 2 * found >= filled));
}

/* The list that a column's name and its texts speak for; GUESS_KNOWN for none. */
static size_t
list_for(struct guess *g, struct column *c)
{
    for (size_t k = 0; k < GUESS_KNOWN; k++)
        if (guess_names_one(c->name, guess_known[k].words) &&
            !guess_taken(g, guess_known[k].to) && fits_list(g, c, k))
            return k;
    c->aliases = NULL;
    return GUESS_KNOWN;
}

size_t
guess_known_index(const char *to)
{
    size_t k = 0;
    while (k < GUESS_KNOWN && strcmp(guess_known[k].to, to) != 0)
        k++;
    return k;
}

void
guess_codes(struct guess *g)
{
    for (size_t i = 0; g->has_codes && i < g->table.columns; i++) {
        struct column *c = &g->column[i];
        size_t k = c->role == UNKNOWN ? list_for(g, c) : GUESS_KNOWN;
        if (k == GUESS_KNOWN)
            continue;
        c->role = CODED;
        c->to = guess_known[k].to;
    }
}

/* Headers across that are codes of one list: "{responder}". */
const char *
guess_list_across(struct guess *g)
{
    for (size_t k = 0; g->has_codes && k < GUESS_KNOWN; k++) {
        size_t values = 0, found = 0;
        for (size_t i = 0; i < g->table.columns; i++) {
            if (g->column[i].role != VALUE)
                continue;
            values++;
            found +=
                lookup_find(guess_list(g, k), g->run, g->column[i].name, NULL) != NULL;
        }
        if (values > 1 && found == values)
            return guess_known[k].to;
    }
    return NULL;
}
