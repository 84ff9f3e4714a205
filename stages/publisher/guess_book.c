/* Which sheet of a workbook has the table, and what its cover says. */
#include <string.h>
#include <strings.h>

#include "publisher/guess_in.h"
#include "publisher/period_form.h"
#include "publisher/sheet_in.h"

/* A date of publication on a cover: "Published: 23 November 2023". */
static void
find_published(struct guess *g, const struct guess_table *t)
{
    struct period_form f = guess_form(g, "{dd} {month} {year}");
    for (size_t r = 0; r < t->rows && r < 40; r++)
        for (size_t i = 0; i < t->row[r].n; i++) {
            const char *text = t->row[r].cell[i], *at = strchr(text, ':');
            if (!at || (strncasecmp(text, "Published", 9) &&
                        strncasecmp(text, "Publication", 11)))
                continue;
            const char *day =
                period_form_text(&f, g->run, pattern_squeeze(g->run, at + 1));
            if (day) {
                g->published = mem_print(g->run, "# published %s: %s\n", day, text);
                return;
            }
        }
}

/* Chooses the sheet, the first with many numbers, and which others look like tables. */
void
guess_read_workbook(struct guess *g, const char *path, const char *wanted)
{
    char **name;
    int n = sheet_names(g->run, path, &name), chosen = -1, first = -1;
    struct texts tables = {0};
    struct guess_table t;
    for (int i = 0; i < n; i++) {
        guess_read_sheet(&t, g->run, path, i, GUESS_TOP);
        if (i == 0)
            find_published(g, &t);
        bool found = guess_find(&t), meant = wanted && !strcmp(wanted, name[i]);
        if (meant && !found)
            die(EX_DATAERR, "%s: nothing in sheet %s looks like a table", path,
                msg_quote(name[i]));
        if (chosen < 0 && (wanted ? meant : found && guess_is_numeric(&t)))
            chosen = i;
        if (first < 0 && found)
            first = i;
        if (found)
            texts_add(g->run, &tables, name[i]);
    }
    if (chosen < 0 && !wanted)
        chosen = first;
    for (size_t i = 0; chosen >= 0 && i < tables.n; i++)
        if (strcmp(tables.item[i], name[chosen]) != 0)
            g->others = mem_print(g->run, "%s%s%s", g->others ? g->others : "",
                                  g->others ? ", " : "", tables.item[i]);
    if (chosen < 0)
        die(EX_DATAERR, wanted ? "%s: no sheet %s" : "%s: no sheet looks like a table",
            path, wanted ? msg_quote(wanted) : "");
    guess_read_sheet(&g->table, g->run, path, chosen, GUESS_ROWS);
    guess_find(&g->table);
}
