/* What a table counts, in which register, where and in what unit: what its file's name, title and
 * columns say in the words of the code lists, and what the ledger has of it. */
#include <string.h>
#include <strings.h>

#include "program/folder.h"
#include "publisher/guess_in.h"
#include "table/table.h"

#define FEW 12 /* texts of a column that parts what is counted */

/* The words that say what the whole table is about. */
static void
read_about(struct guess *g)
{
    const struct guess_table *t = &g->table;
    const char *name = path_name(t->file);
    guess_stems(g->run, mem_text(g->run, name, strcspn(name, ".")), &g->about);
    if (t->sheet)
        guess_stems(g->run, t->sheet, &g->about);
    for (size_t r = 0; r < t->header; r++)
        for (size_t i = 0; i < t->row[r].n; i++)
            guess_stems(g->run, t->row[r].cell[i], &g->about);
}

static struct lookup
list_of(struct guess *g, const char *list)
{
    struct lookup l;
    lookup_load(&l, g->run, g->codes, list, list, false);
    return l;
}

static void
read_indicators(struct guess *g)
{
    static const char *const need[] = {"code", "label", NULL};
    struct table t;
    struct table_row row;
    table_open(&t, g->run, mem_print(g->run, "%s/indicator.csv", g->codes), need,
               TABLE_ANY);
    int code = table_find(&t, "code"), label = table_find(&t, "label");
    while (table_next(&t, &row)) {
        struct guess_indicator one = {.code = mem_copy(g->run, row.cell[code])};
        guess_stems(g->run, row.cell[label], &one.label);
        guess_stems(g->run, one.code, &one.parts);
        g->indicators = mem_more(g->run, g->indicators, g->n_indicators, sizeof one);
        g->indicators[g->n_indicators++] = one;
    }
    table_close(&t);
    struct lookup units = list_of(g, "unit");
    for (size_t i = 0; i < units.n; i++)
        guess_stems(g->run, units.text[i], &g->units);
}

static bool
is_share(const struct texts *words)
{
    return texts_has(words, " perc ") || texts_has(words, " shar ");
}

/* How well the words of an indicator fit those of a text: each word of either must stand in the other
 * or be what the table is about; what is counted (persons, reports) goes without saying. 0:
 * not at all. */
static size_t
fits(const struct guess *g, const struct texts *words, const struct texts *text,
     const struct texts *beside)
{
    size_t own = 0, about = 0;
    if (is_share(text) && !is_share(words))
        return 0;
    for (size_t i = 0; i < words->n; i++) {
        const char *w = words->item[i];
        if (texts_has(text, w))
            own++;
        else if (texts_has(&g->about, w) || texts_has(beside, w))
            about++;
        else if (!texts_has(&g->units, w))
            return 0;
    }
    for (size_t i = 0; i < text->n; i++)
        if (!texts_has(words, text->item[i]) && !texts_has(&g->about, text->item[i]))
            return 0;
    if ((text->n && !own) || (own + about < 2 && own < words->n))
        return 0;
    return 100 * own + 10 * about + (own + about == words->n);
}

/* The one indicator that fits best, or NULL. */
static const struct guess_indicator *
best(const struct guess *g, const struct texts *text, const struct texts *beside)
{
    const struct guess_indicator *found = NULL;
    size_t most = 0;
    for (size_t i = 0; i < g->n_indicators; i++) {
        const struct guess_indicator *one = &g->indicators[i];
        size_t a = fits(g, &one->label, text, beside),
               b = fits(g, &one->parts, text, beside);
        if (b > a)
            a = b;
        if (a && a >= most)
            found = a > most ? one : NULL;
        if (a > most)
            most = a;
    }
    return found;
}

const char *
guess_indicator(struct guess *g, const struct column *c, const char *text)
{
    struct texts words = {0}, beside = {0};
    const char *usual = guess_usual_code(text);
    if (usual && !strcmp(usual, "_T"))
        return g->indicator;
    if (!guess_stems(g->run, text, &words))
        return NULL;
    for (size_t i = 0; c && i < c->texts.n && i < FEW; i++)
        guess_stems(g->run, c->texts.item[i], &beside);
    const struct guess_indicator *one = best(g, &words, &beside);
    return one ? one->code : NULL;
}

/* A column whose texts, half of them at least, are what is counted. */
static bool
is_counted(struct guess *g, const struct column *c)
{
    size_t found = 0;
    if (c->texts.n > FEW || c->numbers)
        return false;
    if (!strcasecmp(c->name, "indicator"))
        return true;
    for (size_t i = 0; i < c->texts.n; i++)
        found += *c->texts.item[i] && guess_indicator(g, c, c->texts.item[i]) != NULL;
    return found > 1 && 2 * found >= c->texts.n;
}

/* Whether a column with few texts has the name of what is counted, and so parts it. */
static bool
parts_it(struct guess *g, const struct column *c, const struct guess_indicator *of)
{
    struct texts name = {0};
    guess_stems(g->run, c->name, &name);
    for (size_t i = 0; i < name.n; i++)
        if (!texts_has(&of->label, name.item[i]))
            return false;
    return name.n && c->texts.n > 1 && c->texts.n <= FEW;
}

static void
find_indicator(struct guess *g)
{
    const struct texts none = {0};
    struct texts beside = {0};
    for (size_t i = 0; i < g->table.columns; i++)
        if (g->column[i].role == VALUE && !g->column[i].across)
            guess_stems(g->run, g->column[i].name, &beside);
    const struct guess_indicator *one = best(g, &none, &none);
    if (!one)
        one = best(g, &none, &beside);
    g->indicator = one ? one->code : NULL;
    for (size_t i = 0; i < g->table.columns && !g->counted; i++) {
        struct column *c = &g->column[i];
        if (c->role == IGNORED && (is_counted(g, c) || (one && parts_it(g, c, one))))
            g->counted = c;
    }
    if (g->counted)
        g->counted->role = COUNTED;
}

/* What most statements of the indicators that were found have in a column, if all agree. */
static const char *
of_indicators(struct guess *g, const char *column)
{
    const char *found = NULL;
    const struct column *c = g->counted;
    if (g->indicator)
        return g->ledger->common(g->ledger->ledger, "indicator", g->indicator, column);
    for (size_t i = 0; i < g->table.columns || (c && i < c->texts.n); i++) {
        const char *text = c ? i < c->texts.n ? c->texts.item[i] : ""
                           : g->column[i].role == VALUE ? g->column[i].name
                                                        : "";
        const char *code = guess_indicator(g, c, text),
                   *one = code ? g->ledger->common(g->ledger->ledger, "indicator", code,
                                                   column)
                               : NULL;
        if (one && found && strcmp(one, found) != 0)
            return NULL;
        found = one ? one : found;
    }
    return found;
}

/* A register whose name the words of file and title make up, three at least; the one with the
 * most words. */
static const char *
named_register(const struct guess *g, const struct lookup *l)
{
    const char *found = NULL;
    size_t most = 2;
    for (size_t i = 0; i < l->n; i++) {
        struct texts words = {0};
        size_t there = 0, left = guess_stems(g->run, l->text[i], &words);
        for (size_t k = 0; k < words.n; k++) {
            there += texts_has(&g->about, words.item[k]);
            left -=
                !strcmp(words.item[k], " data ") || texts_has(&g->about, words.item[k]);
        }
        if (!left && there > most) {
            most = there;
            found = lookup_find(l, g->run, l->text[i], NULL);
        }
    }
    return found;
}

/* A register whose code is a word of the file's name. */
static const char *
register_in_name(const struct guess *g, const struct lookup *l)
{
    for (size_t i = 0; i < l->n; i++)
        if (guess_names_one(path_name(g->table.file), l->text[i]))
            return lookup_find(l, g->run, l->text[i], NULL);
    return NULL;
}

/* What the name of the column with the values counts: "Number of returns". */
static const char *
find_unit(struct guess *g)
{
    struct lookup l = list_of(g, "unit");
    struct texts words = {0};
    for (size_t i = 0; g->values == 1 && i < g->table.columns; i++)
        if (g->column[i].role == VALUE && !g->column[i].across) {
            if (guess_names_one(g->column[i].name, "people persons victims"))
                return "person";
            guess_stems(g->run, g->column[i].name, &words);
        }
    for (size_t i = 0; i < l.n; i++) {
        struct texts unit = {0};
        if (guess_stems(g->run, l.text[i], &unit) == 1 &&
            texts_has(&words, unit.item[0]))
            return lookup_find(&l, g->run, l.text[i], NULL);
    }
    return NULL;
}

void
guess_constants(struct guess *g)
{
    if (!g->has_codes)
        return;
    read_about(g);
    read_indicators(g);
    find_indicator(g);
    struct lookup registers = list_of(g, "register");
    g->in_register = named_register(g, &registers);
    if (!g->in_register)
        g->in_register = of_indicators(g, "register");
    if (!g->in_register)
        g->in_register = register_in_name(g, &registers);
    if (g->in_register)
        g->geo =
            g->ledger->common(g->ledger->ledger, "register", g->in_register, "geo");
    if (g->in_register && !g->indicator && !g->counted)
        g->indicator = g->ledger->common(g->ledger->ledger, "register", g->in_register,
                                         "indicator");
    g->unit = of_indicators(g, "unit");
    if (!g->unit)
        g->unit = find_unit(g);
}
