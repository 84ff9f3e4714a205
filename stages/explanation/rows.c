#include "explanation/rows.h"

#include <stdlib.h>
#include <string.h>

#include "program/spawn.h"
#include "program/stage.h"

static void
add_row(struct explanation *e, size_t row)
{
    e->row[e->n++] = row;
}

/* The rows that `keep` keeps under the conditions. */
static void
keep_rows(struct explanation *e, char **condition, int n)
{
    const struct line_table *t = &e->line.table[e->table];
    const char *out = spawn_file(e->m, "kept");
    char **argv = mem_array(e->m, (size_t)n + 4, sizeof *argv);
    argv[0] = mem_copy(e->m, "keep");
    argv[1] = mem_copy(e->m, "--quiet");
    for (int i = 0; i < n; i++)
        argv[i + 2] = condition[i];
    argv[n + 2] = mem_copy(e->m, e->about->file);
    int code = spawn_stage(argv, NULL, out, NULL);
    if (code)
        exit(code < 0 ? EX_NOINPUT : code);
    struct table kept;
    struct table_row row;
    size_t i = t->first;
    table_open(&kept, e->m, out, NULL, TABLE_ANY);
    e->n = 0;
    while (table_next(&kept, &row)) {
        while (table_compare(e->line.row[i].cell, row.cell, t->tab.key))
            i++;
        add_row(e, i++);
    }
    table_close(&kept);
}

/* The condition that a code alone stands for: the key column in which it occurs. */
static char *
code_condition(const struct explanation *e, const char *code)
{
    const struct line_table *t = &e->line.table[e->table];
    const char **codes_there =
        mem_array(e->m, t->n * (size_t)t->tab.key + 1, sizeof *codes_there);
    size_t n = 0;
    for (int c = 0; c < t->tab.key; c++)
        for (size_t i = t->first; i < t->first + t->n; i++) {
            if (!strcmp(e->line.row[i].cell[c], code))
                return mem_print(e->m, "%s=%s", t->tab.column[c], code);
            codes_there[n++] = e->line.row[i].cell[c];
        }
    const char *near = msg_nearest(code, codes_there);
    usage("%s is no period, no condition, and no code in the key of %s%s%s",
          msg_quote(code), e->about->file, near ? "; the nearest is " : "",
          near ? near : "");
}

static void
choose(struct explanation *e, char **operand, int n)
{
    const struct line_table *t = &e->line.table[e->table];
    char **condition = mem_array(e->m, (size_t)n + 1, sizeof *condition);
    struct period p;
    int period = -1;
    for (int i = 0; i < n; i++) {
        condition[i] = operand[i];
        if (strchr(operand[i], '='))
            continue;
        if (!period_parse(operand[i], &p) && !strstr(operand[i], "..")) {
            condition[i] = code_condition(e, operand[i]);
            continue;
        }
        if (period >= 0)
            usage("%s and %s are two periods, expected one", msg_quote(operand[period]),
                  msg_quote(operand[i]));
        period = i;
        condition[i] = mem_print(e->m, "period=%s", operand[i]);
    }
    e->row = mem_array(e->m, t->n, sizeof *e->row);
    keep_rows(e, condition, n);
    if (e->n || period < 0 || !period_parse(operand[period], &p))
        return;
    condition[period] =
        mem_print(e->m, "period=%s..%s", operand[period], operand[period]);
    keep_rows(e, condition, n);
}

static _Noreturn void
die_no_row(const struct explanation *e)
{
    const struct line_table *t = &e->line.table[e->table];
    const char *first = NULL, *last = NULL;
    for (size_t i = t->first; i < t->first + t->n; i++) {
        const char *p = lineage_cell(&e->line, i, TABLE_PERIOD);
        first = !first || strcmp(p, first) < 0 ? p : first;
        last = !last || strcmp(p, last) > 0 ? p : last;
    }
    die(1, "%s: no row meets this; it has %zu row%s%s%s%s%s", e->about->file, t->n,
        t->n == 1 ? "" : "s", first ? ", periods from " : "", first ? first : "",
        first ? " to " : "", first ? last : "");
}

void
rows_chosen(struct explanation *e, char **operand, int n)
{
    choose(e, operand, n);
    if (!e->n)
        die_no_row(e);
}

void
rows_all(struct explanation *e)
{
    const struct line_table *t = &e->line.table[e->table];
    e->row = mem_array(e->m, t->n, sizeof *e->row);
    e->n = 0;
    for (size_t k = 0; k < t->n; k++)
        add_row(e, t->first + k);
}
