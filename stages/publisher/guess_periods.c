/* Where a table has its periods, and how they are written. */
#include <string.h>

#include "publisher/guess_in.h"
#include "publisher/layout.h"
#include "publisher/period_form.h"
#include "table/period.h"

static const char *const forms[] = {
    "{year} Q{quarter}",   "Q{quarter} {year}",   "{year}-Q{quarter}",
    "{year}Q{quarter}",    "{month} {year}",      "{month}-{year}",
    "{dd}/{mm}/{year}",    "{dd} {month} {year}", "{year}/{yy} start=4",
    "{year}-{yy} start=4", "{year} {quarter}"};
#define FORMS (sizeof forms / sizeof *forms)

struct period_form
guess_form(struct guess *g, const char *text)
{
    struct directive w;
    const char *option = strstr(text, " start=");
    char *line = mem_print(g->run, "period \"%.*s\"%s",
                           option ? (int)(option - text) : (int)strlen(text), text,
                           option ? option : "");
    directive_split(&w, g->run, line, (struct place){"guess", 1, NULL});
    return period_form_read(g->run, &w);
}

/* The first form that nearly all the texts have; "iso" for the table's own; NULL for none. */
static const char *
period_of(struct guess *g, const char *const text[], size_t n)
{
    struct period any;
    size_t iso = 0, filled = 0, open = 0;
    for (size_t i = 0; i < n; i++) {
        filled += *text[i] != '\0';
        iso += period_parse(text[i], &any);
        open += period_form_is_open(text[i]);
    }
    if (!filled)
        return NULL;
    if (10 * iso >= 9 * filled && (open < 2 || open < filled))
        return "iso";
    for (size_t k = 0; k < FORMS; k++) {
        struct period_form f = guess_form(g, forms[k]);
        size_t fits = 0;
        for (size_t i = 0; i < n; i++)
            fits += period_form_text(&f, g->run, text[i]) != NULL;
        if (10 * fits >= 9 * filled)
            return forms[k];
    }
    return NULL;
}

static const char *
period_of_column(struct guess *g, const struct column *c)
{
    return period_of(g, c->texts.item, c->texts.n);
}

static bool
is_year(const struct column *c)
{
    struct period p;
    for (size_t i = 0; i < c->texts.n; i++)
        if (strlen(c->texts.item[i]) != 4 || !period_parse(c->texts.item[i], &p) ||
            p.first < period_day(1900, 1, 1) || p.last > period_day(2100, 1, 1))
            return false;
    return c->texts.n > 0;
}

/* Names of columns that are periods: the periods stand across. */
void
guess_periods_across(struct guess *g)
{
    const char **name = mem_array(g->run, g->table.columns + 1, sizeof *name);
    size_t n = 0;
    struct period any;
    for (size_t i = 0; i < g->table.columns; i++)
        if (strpbrk(g->column[i].name, "12") && g->column[i].numbers)
            name[n++] = g->column[i].name;
    const char *form = n >= 2 ? period_of(g, name, n) : NULL;
    for (size_t i = 0; form && i < g->table.columns; i++) {
        struct column *c = &g->column[i];
        struct period_form f =
            strcmp(form, "iso") ? guess_form(g, form) : (struct period_form){0};
        c->across = strcmp(form, "iso") ? period_form_text(&f, g->run, c->name) != NULL
                                        : period_parse(c->name, &any);
        if (c->across)
            c->role = VALUE;
    }
    g->form = form;
}

/* Which columns hold the periods: one with years and one with quarters, or one alone. */
void
guess_periods(struct guess *g)
{
    static const char *const quarter[] = {"Q1", "Q2", "Q3", "Q4",    "1",
                                          "2",  "3",  "4",  "Total", NULL};
    for (size_t i = 0; !g->form && i < g->table.columns; i++) {
        struct column *c = &g->column[i];
        const char *f = c->role == UNKNOWN ? period_of_column(g, c) : NULL;
        if (c->role != UNKNOWN)
            continue;
        if (!g->year && is_year(c)) {
            g->year = c;
        } else if (!g->part && guess_names_one(c->name, "quarter quarters") &&
                   guess_all_in(c, quarter)) {
            g->part = c;
        } else if (!g->whole && f && (strcmp(f, "iso") || c->numbers < c->filled)) {
            g->whole = c;
            g->whole_form = f;
        }
    }
    if (g->year && g->part)
        g->whole = NULL;
    struct column *found[] = {g->year, g->part, g->whole};
    for (size_t i = 0; i < 3; i++)
        if (found[i])
            found[i]->role = IGNORED;
    if (g->year && g->part)
        g->year->role = g->part->role = PERIOD;
    else if (g->whole || g->year)
        (g->whole ? g->whole : g->year)->role = PERIOD;
}
