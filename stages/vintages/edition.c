#include "vintages/edition.h"

#include <string.h>

/* Columns of the output: which of the input, or one of these. */
enum { COLUMN_VINTAGE = -4, COLUMN_REVISION, COLUMN_PERCENT, COLUMN_AGAINST };

static int *out, outs;

void
edition_write(const struct edition *e, struct mem *m)
{
    char **cell = mem_array(m, (size_t)outs, sizeof *cell);
    for (int i = 0; i < outs; i++) {
        const char *made = out[i] == COLUMN_VINTAGE    ? e->published
                           : out[i] == COLUMN_REVISION ? e->revision
                           : out[i] == COLUMN_PERCENT  ? e->percent
                                                       : e->against;
        cell[i] = out[i] >= 0 ? e->row.cell[out[i]] : mem_copy(m, made);
    }
    table_write(cell, outs);
}

void
editions_open(const struct table *t, enum edition_columns columns, struct mem *run)
{
    static const char *const made[] = {
        [-1 - COLUMN_AGAINST] = "revision_source",
        [-1 - COLUMN_PERCENT] = "revision_percent",
        [-1 - COLUMN_REVISION] = "revision",
        [-1 - COLUMN_VINTAGE] = "vintage",
    };
    out = mem_array(run, (size_t)t->n + 4, sizeof *out);
    for (int i = 0; i < t->n; i++) {
        if (!strcmp(t->column[i], "locator") || !strcmp(t->column[i], "note"))
            continue;
        if (columns && i == t->at[TABLE_PERIOD])
            out[outs++] = COLUMN_VINTAGE;
        out[outs++] = i;
        if (columns == EDITIONS_REVISED && i == t->at[TABLE_SOURCE]) {
            out[outs++] = COLUMN_REVISION;
            out[outs++] = COLUMN_PERCENT;
            out[outs++] = COLUMN_AGAINST;
        }
    }
    char **header = mem_array(run, (size_t)outs, sizeof *header);
    for (int i = 0; i < outs; i++)
        header[i] = out[i] >= 0 ? t->column[out[i]] : mem_copy(run, made[-1 - out[i]]);
    for (int i = 0; columns && i < t->n; i++)
        for (int k = columns == EDITIONS_REVISED ? 0 : 3; k < 4; k++)
            if (!strcmp(t->column[i], made[k]))
                die_at(EX_DATAERR, (struct place){t->in.file, 1, t->column[i]},
                       "this column is made by --%s, expected it not to be "
                       "there yet",
                       columns == EDITIONS_REVISED ? "revisions" : "editions");
    table_write(header, outs);
}
