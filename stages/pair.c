/*
 * pair - puts the matching row of a second table beside each row
 *
 * Reads a table with unique keys, sorted, and the table FILE. Each row is written as it
 * is, with seven columns more at the right: NAME_value, NAME_lo, NAME_hi, NAME_interval,
 * NAME_unit, NAME_status and NAME_source (--as names them), which are the cells of the row
 * of FILE whose key columns in --on are equal. Key columns that have other names in FILE
 * are written as in --on=citizenship=geo,period. --year lets a quarter, month or day find
 * the year that it lies in.
 *
 * At most one row of FILE may match: two ends the run with 65. A row without a match keeps
 * empty cells, and a note says how many they are; --count says as well how many rows of
 * FILE nothing matched.
 */
#include <string.h>

#include "program/stage.h"
#include "table/join.h"
#include "table/table.h"

static const char *on = "geo,period", *as = "other";
static bool year, count;
static const struct opt opts[] = {
    {"on", 'o', OPT_TEXT, &on, "COLUMNS",
     "key columns that must be equal, parted by commas; THIS=THAT where names differ "
     "(geo,period)"},
    {"as", 'a', OPT_TEXT, &as, "NAME", "what the new columns begin with (other)"},
    {"year", 'y', OPT_FLAG, &year, NULL,
     "match quarters, months and days by the year they lie in"},
    {"count", 'c', OPT_FLAG, &count, NULL,
     "say on standard error how many rows of each table were matched"},
    {0},
};
static const char *const make[] = {"NAME_value",    "NAME_lo",   "NAME_hi",
                                   "NAME_interval", "NAME_unit", "NAME_status",
                                   "NAME_source",   NULL};

static const enum table_column brought[] = {TABLE_VALUE,    TABLE_LO,   TABLE_HI,
                                            TABLE_INTERVAL, TABLE_UNIT, TABLE_STATUS,
                                            TABLE_SOURCE};
enum { BROUGHT = sizeof brought / sizeof *brought };

static void
write_header(const struct table *t, struct mem *run)
{
    char **header = mem_array(run, (size_t)t->n + BROUGHT, sizeof *header);
    for (int i = 0; i < t->n; i++)
        header[i] = t->column[i];
    for (int i = 0; i < BROUGHT; i++) {
        char *name = mem_print(run, "%s_%s", as, table_name[brought[i]]);
        if (table_find(t, name) >= 0)
            die_at(EX_DATAERR, (struct place){t->in.file, 1, name},
                   "this column is there already; --as=NAME gives the new ones another "
                   "name");
        header[t->n + i] = name;
    }
    table_write(header, t->n + BROUGHT);
}

static int
run(struct mem *run, int n, char **operand)
{
    (void)n;
    struct table t;
    struct join j;
    struct mem m = {0};
    struct table_row row;
    long lonely = 0, unused = 0;
    if (!*as || as[strcspn(as, ",\"\r\n")])
        usage("--as: %s is no name for columns", msg_quote(as));
    table_open(&t, run, NULL, NULL, TABLE_UNIQUE);
    join_open(&j, run, &t, operand[0], on, year);
    write_header(&t, run);
    while (table_next(&t, &row)) {
        mem_reset(&m);
        table_amount(&t, &row);
        const struct join_row *match = join_find(&j, &row, &m);
        char **cell = mem_array(&m, (size_t)t.n + BROUGHT, sizeof *cell);
        memcpy(cell, row.cell, (size_t)t.n * sizeof *cell);
        for (int i = 0; match && i < BROUGHT; i++)
            cell[t.n + i] = match->row.cell[j.tab.at[brought[i]]];
        table_write(cell, t.n + BROUGHT);
        lonely += !match;
    }
    table_close(&t);
    mem_release(&m);
    for (size_t i = 0; i < j.rows; i++)
        unused += !j.row[i].used;
    if (lonely || count)
        note("%ld of %ld rows have no match in %s", lonely, t.rows, j.tab.in.file);
    if (count)
        note("%ld of %zu rows of %s matched nothing", unused, j.rows, j.tab.in.file);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT,    "FILE", 1,  1,
                                       opts,       table_contract, make,   run};
    return stage_main(&stage, argc, argv);
}
