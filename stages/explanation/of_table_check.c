#include <string.h>

#include "explanation/of_table.h"
#include "program/msg.h"

/* The source of a dataset's row as tables cite it. */
static const char *
citation(const struct explanation *e, size_t row)
{
    const char *source = lineage_cell(&e->line, row, TABLE_SOURCE);
    size_t n;
    const struct source *s = sources_next(&e->line.cite, source, &n);
    if (!lineage_is_statement(&e->line, row))
        return source;
    return mem_print(e->m, "%s@%s", source,
                     s && *s->published ? s->published : "undated");
}

/* True when every source of the row is one of the statements' behind it. */
static bool
is_covered(struct explanation *e, size_t row, size_t leaf[], bool *seen)
{
    const char *cited = lineage_cell(&e->line, row, TABLE_SOURCE), *found = "";
    story_about(&e->story, &row, 1);
    size_t n = story_leaves(&e->story, leaf);
    for (size_t i = 0; i < n; i++) {
        seen[leaf[i]] = true;
        found = table_sources(e->m, found, citation(e, leaf[i]));
    }
    return n && !strcmp(found, table_sources(e->m, found, cited));
}

int
of_table_check(struct explanation *e)
{
    size_t *leaf = mem_array(e->m, e->line.rows, sizeof *leaf), bad = 0, statements = 0;
    bool *seen = mem_array(e->m, e->line.rows, sizeof *seen);
    for (size_t i = 0; i < e->n; i++)
        if (!is_covered(e, e->row[i], leaf, seen)) {
            note("%s: the statements behind it are not those of its source",
                 story_place(&e->story, e->row[i]));
            bad++;
        }
    for (size_t i = 0; i < e->line.rows; i++)
        statements += seen[i];
    printf("%s: rows %zu, statements behind them %zu, rows not led back %zu\n",
           e->about->file, e->n, statements, bad);
    return bad > 0;
}
