/* Rows that would count twice: totals beside their parts, the total of a year that is not over;
 * and whether rows are parts of one figure. */
#include <string.h>
#include <strings.h>

#include "publisher/guess_in.h"

static const char *
cell(const struct guess *g, size_t row, const struct column *c)
{
    size_t i = (size_t)(c - g->column);
    const struct guess_row *r = &g->table.row[row];
    return i < r->n ? r->cell[i] : "";
}

static bool
is_total(const char *text)
{
    size_t n = strlen(text);
    return n > 6 && !strcasecmp(text + n - 6, " total");
}

/* "Police total" where the column on the left has the same text beside other texts. */
static void
find_totals(struct guess *g, struct column *c)
{
    struct texts groups = {0};
    for (size_t r = g->table.first; c > g->column && r < g->table.end; r++)
        if (!is_total(cell(g, r, c)))
            texts_add(g->run, &groups, cell(g, r, c - 1));
    for (size_t r = g->table.first; groups.n && r < g->table.end; r++)
        if (is_total(cell(g, r, c)) && texts_has(&groups, cell(g, r, c - 1)))
            texts_add(g->run, &c->totals, cell(g, r, c));
}

static void
find_unfinished(struct guess *g)
{
    struct texts years = {0};
    for (size_t i = 0; i < g->year->texts.n; i++) {
        struct texts parts = {0};
        for (size_t r = g->table.first; r < g->table.end; r++)
            if (!strcmp(cell(g, r, g->year), g->year->texts.item[i]))
                texts_add(g->run, &parts, cell(g, r, g->part));
        if (texts_has(&parts, "Total") && parts.n > 1 && parts.n < 5)
            texts_add(g->run, &years, g->year->texts.item[i]);
    }
    g->unfinished = years;
}

/* Whether a row is taken, as the layout will say. */
static bool
taken(const struct guess *g, size_t row)
{
    for (size_t i = 0; i < g->table.columns; i++) {
        const struct column *c = &g->column[i];
        if (c->role == IGNORED &&
            ((texts_has(&c->texts, "Total") && strcmp(cell(g, row, c), "Total") != 0) ||
             texts_has(&c->totals, cell(g, row, c))))
            return false;
    }
    return true;
}

/* Whether rows are alike in all that is kept. */
static bool
rows_repeat(struct guess *g)
{
    struct texts keys = {0};
    size_t rows = 0;
    for (size_t r = g->table.first; r < g->table.end; r++) {
        const char **part = mem_array(g->run, g->table.columns + 1, sizeof *part);
        size_t n = 0;
        for (size_t i = 0; i < g->table.columns; i++)
            if (g->column[i].role != IGNORED && g->column[i].role != VALUE)
                part[n++] = cell(g, r, &g->column[i]);
        g->alike = g->alike || (!n && g->table.end - g->table.first > 1);
        if (!n || !g->table.row[r].text || !taken(g, r))
            continue;
        rows++;
        texts_add(g->run, &keys, texts_join(g->run, part, n, "\t"));
    }
    return keys.n < rows;
}

void
guess_totals(struct guess *g)
{
    bool ignored = false;
    if (g->year && g->part)
        find_unfinished(g);
    for (size_t i = 0; i < g->table.columns; i++) {
        ignored = ignored || g->column[i].role == IGNORED;
        if (g->column[i].role == IGNORED && !texts_has(&g->column[i].texts, "Total"))
            find_totals(g, &g->column[i]);
    }
    g->added = ignored && rows_repeat(g);
}
