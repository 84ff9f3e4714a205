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

void
changes_write(const struct difference *r, struct mem *m, struct mem *run)
{
    (void)run;
    char **cell = mem_array(m, (size_t)differences.keys + SAID + MADE, sizeof *cell);
    int n = 0, from = r->of[NEW] ? NEW : OLD;
    for (int i = 0; i < differences.keys; i++)
        cell[n++] = mem_copy(m, differences_key_cell(from, r->of[from], i));
    for (int i = 0; i < SAID; i++)
        cell[n++] = mem_copy(
            m, r->of[NEW] || said[i] == TABLE_UNIT
                   ? table_cell(&differences.side[from].tab, r->of[from], said[i])
               : said[i] == TABLE_STATUS ? "O"
                                         : "");
    cell[n++] = mem_copy(m, change_name[r->change]);
    cell[n++] = r->columns;
    for (int i = 0; i < SAID; i++)
        cell[n++] = mem_copy(
            m, r->of[OLD] ? table_cell(&differences.side[OLD].tab, r->of[OLD], said[i])
                          : "");
    cell[n++] = mem_copy(m, r->revision);
    cell[n++] = mem_copy(m, r->percent);
    table_write(cell, n);
}
