#include "differences/changes.h"

#include <string.h>

const char *const changes_make[] = {"change",   "columns",          "old_value",
                                    "old_lo",   "old_hi",           "old_interval",
                                    "old_unit", "old_status",       "old_source",
                                    "revision", "revision_percent", NULL};

static const enum table_column said[] = {TABLE_VALUE,    TABLE_LO,   TABLE_HI,
                                         TABLE_INTERVAL, TABLE_UNIT, TABLE_STATUS,
                                         TABLE_SOURCE};
enum {
    SAID = sizeof said / sizeof *said,
    MADE = sizeof changes_make / sizeof *changes_make - 1
};

void
changes_open(struct mem *run)
{
    char **header =
        mem_array(run, (size_t)differences.keys + SAID + MADE, sizeof *header);
    int n = 0;
    for (int i = 0; i < differences.keys; i++)
        header[n++] = mem_copy(run, differences.key_name[i]);
    for (int i = 0; i < SAID; i++)
        header[n++] = mem_copy(run, table_name[said[i]]);
    for (int i = 0; i < MADE; i++) {
        for (int k = 0; k < differences.keys; k++)
            if (!strcmp(changes_make[i], differences.key_name[k]))
                die(EX_DATAERR,
                    "key column %s is a name of the result's, expected "
                    "another",
                    changes_make[i]);
        header[n++] = mem_copy(run, changes_make[i]);
    }
    table_write(header, n);
}

/* What a row says in a column, or nothing. */
static char *
cell_of(int which, const struct table_row *row, enum table_column c, char *nothing)
{
    int at = differences.side[which].tab.at[c];
    return at < 0 ? nothing : row->cell[at];
}

void
changes_write(const struct difference *r, struct mem *m, struct mem *run)
{
    (void)run;
    static char nothing[] = "", missing[] = "O", all[] = "_T";
    char **cell = mem_array(m, (size_t)differences.keys + SAID + MADE, sizeof *cell);
    int n = 0, from = r->of[NEW] ? NEW : OLD;
    const struct table_row *row = r->of[from];
    for (int i = 0; i < differences.keys; i++) {
        int at = differences.side[from].key[i];
        cell[n++] = at < 0 ? all : row->cell[at];
    }
    for (int i = 0; i < SAID; i++)
        cell[n++] = r->of[NEW] || said[i] == TABLE_UNIT
                        ? cell_of(from, row, said[i], nothing)
                    : said[i] == TABLE_STATUS ? missing
                                              : nothing;
    cell[n++] = mem_copy(m, change_name[r->change]);
    cell[n++] = r->columns;
    for (int i = 0; i < SAID; i++)
        cell[n++] = r->of[OLD] ? cell_of(OLD, r->of[OLD], said[i], nothing) : nothing;
    cell[n++] = mem_copy(m, r->revision);
    cell[n++] = mem_copy(m, r->percent);
    table_write(cell, n);
}
