#include <string.h>

#include "exchange/sdmx.h"
#include "program/msg.h"
#include "table/table.h"

/* Letters of a set, or sources, parted by ";". */
static char *
several(struct mem *m, const char *text, bool letters)
{
    char *out = mem_get(m, 2 * strlen(text) + 1), *o = out;
    for (; *text; text++) {
        *o++ = !letters && *text == '+' ? ';' : *text;
        if (letters && text[1])
            *o++ = ';';
    }
    return out;
}

/* A value that is not there is NaN: it was asked for and there is none. Bounds and kinds
 * that a row has not are empty: nothing is said. */
static char *
cell_of(struct mem *m, const struct table *t, const struct table_row *row, int c)
{
    char *text = row->cell[c];
    if (c == t->at[TABLE_VALUE])
        return *text ? text : mem_copy(m, "NaN");
    if (c == t->at[TABLE_STATUS])
        return several(m, text, true);
    if (c == t->at[TABLE_SOURCE])
        return several(m, text, false);
    if (c != t->at[TABLE_PERIOD])
        return text;
    char *period = sdmx_period(m, text);
    if (!period)
        table_die(t, row, "period", "%s is not a period", msg_quote(text));
    return period;
}

void
sdmx_write(struct mem *run, const char *id)
{
    enum { BEFORE = 4 };
    struct table t;
    struct table_row row;
    struct mem m = {0};
    table_open(&t, run, NULL, table_contract, TABLE_ANY);
    char **cell = mem_array(run, (size_t)t.n + BEFORE, sizeof *cell);
    static const char *const head[BEFORE] = {"STRUCTURE[;]", "STRUCTURE_ID", "ACTION",
                                             "FREQ"};
    for (int i = 0; i < BEFORE; i++)
        cell[i] = mem_copy(run, head[i]);
    for (int c = 0; c < t.n; c++) {
        bool set = c == t.at[TABLE_STATUS] || c == t.at[TABLE_SOURCE];
        cell[BEFORE + c] =
            mem_print(run, "%s%s", sdmx_id(run, t.column[c]), set ? "[]" : "");
    }
    table_write(cell, t.n + BEFORE);
    while (table_next(&t, &row)) {
        mem_reset(&m);
        table_amount(&t, &row);
        cell[0] = mem_copy(&m, "dataflow");
        cell[1] = mem_copy(&m, id);
        cell[2] = mem_copy(&m, "I");
        cell[3] = mem_copy(&m, sdmx_freq(&m, table_cell(&t, &row, TABLE_PERIOD)));
        for (int c = 0; c < t.n; c++)
            cell[BEFORE + c] = cell_of(&m, &t, &row, c);
        table_write(cell, t.n + BEFORE);
    }
    table_close(&t);
    mem_release(&m);
}
