#include "bounds/rows.h"

#include <math.h>
#include <string.h>

#include "program/num.h"

static void
write_out(char *const cell[], char *made[])
{
    for (int i = 0; i < bounds.outs; i++)
        made[i] = cell[bounds.out[i]];
    table_write(made, bounds.outs);
}

static void
write_as_published(const struct table *t, const struct table_series *series,
                   const struct link *link, size_t n, struct mem *m)
{
    char **made = mem_array(m, (size_t)bounds.outs, sizeof *made);
    bool *takes_part = mem_array(m, series->n, sizeof *takes_part);
    for (size_t k = 0; k < n; k++)
        if (link[k].row && link[k].row >= series->row &&
            link[k].row < series->row + series->n)
            takes_part[link[k].row - series->row] = true;
    for (size_t i = 0; i < series->n; i++) {
        struct table_row row = table_keep(t, m, &series->row[i]);
        if (takes_part[i])
            row.cell[t->at[TABLE_STATUS]] =
                table_status(m, table_cell(t, &row, TABLE_STATUS), "U");
        write_out(row.cell, made);
    }
}

/* The letters of a statement that hold for what is derived from it too. */
static char *
inherited(const struct table *t, const struct table_row *row, struct mem *m)
{
    char *status = mem_copy(m, table_cell(t, row, TABLE_STATUS));
    for (const char *own = "ABOQ"; *own; own++)
        status = table_status_less(m, status, *own);
    return status;
}

/* Adds an admitted statement to what the row rests on. */
static void
rest_on_admitted(const struct table *t, struct table_row *row,
                 const struct table_row *statement, struct mem *m)
{
    char **status = &row->cell[t->at[TABLE_STATUS]];
    char **cited = &row->cell[t->at[TABLE_SOURCE]];
    *status = table_status(m, *status, inherited(t, statement, m));
    *status = table_status(m, *status, "D");
    *cited = table_sources(m, *cited, table_cell(t, statement, TABLE_SOURCE));
}

/* A statement added to what a bound rests on. */
static struct basis
joined(const struct table *t, const struct system *s, struct basis b,
       const struct table_row *statement, struct mem *m)
{
    if (!statement)
        return b;
    bool foreign = s->to && strcmp(statement->cell[bounds.register_at], s->to);
    b.status = table_status(m, b.status, inherited(t, statement, m));
    b.status = table_status(m, b.status, foreign ? "D" : "");
    b.cited = table_sources(m, b.cited, table_cell(t, statement, TABLE_SOURCE));
    return b;
}

/*
 * What one bound of x[i] rests on: what the bound that it follows from rests on, and the
 * comparison. Kept for every quantity on the way, or long chains would take their square.
 */
static struct basis
basis_of(const struct table *t, struct system *s, size_t i, bool up, struct mem *m)
{
    static const struct basis nothing = {"", ""};
    size_t depth = 0, *way = s->way;
    for (size_t k = i; !s->node[k].basis[up].cited; depth++) {
        const struct st_side *side = up ? &s->x[k].hi : &s->x[k].lo;
        way[depth] = k;
        if (side->by != ST_OWN)
            k = up ? s->less[side->by].above : s->less[side->by].below;
        else
            s->node[k].basis[up] =
                joined(t, s, nothing, up ? s->node[k].hi_by : s->node[k].lo_by, m);
    }
    while (depth-- > 0) {
        struct node *q = &s->node[way[depth]];
        const struct st_side *side = up ? &s->x[way[depth]].hi : &s->x[way[depth]].lo;
        if (side->by == ST_OWN)
            continue;
        size_t from = up ? s->less[side->by].above : s->less[side->by].below;
        q->basis[up] =
            joined(t, s, s->node[from].basis[up], s->node[s->word[side->by].at].row, m);
    }
    return s->node[i].basis[up];
}

static void
rest_on_bound(const struct table *t, struct system *s, size_t i, bool up,
              struct table_row *row, struct mem *m)
{
    char **status = &row->cell[t->at[TABLE_STATUS]];
    char **cited = &row->cell[t->at[TABLE_SOURCE]];
    struct basis b = basis_of(t, s, i, up, m);
    *status = table_status(m, *status, b.status);
    *cited = table_sources(m, *cited, b.cited);
}

/* A bound as text: as published where it stands so, "" when there is none. */
static char *
bound_text(const struct table *t, double at, const struct table_row *by,
           enum table_column c, struct mem *m)
{
    double published;
    char text[NUM_MAX];
    if (isinf(at))
        return mem_copy(m, "");
    if (by && num_parse(table_cell(t, by, c), &published) && published == at)
        return mem_copy(m, table_cell(t, by, c));
    return mem_copy(m, num_text(at, text));
}

/* A row of the series with nothing but its key and unit, status O. */
static struct table_row
blank_row(const struct table *t, const struct node *q, const struct table_row *like,
          struct mem *m)
{
    struct table_row row = {mem_array(m, (size_t)t->n, sizeof *row.cell), like->line};
    for (int i = 0; i < t->n; i++)
        row.cell[i] = i < t->key ? like->cell[i] : mem_copy(m, "");
    row.cell[t->at[TABLE_PERIOD]] = mem_copy(m, q->period);
    row.cell[t->at[TABLE_UNIT]] = mem_copy(m, q->unit);
    row.cell[t->at[TABLE_STATUS]] = mem_copy(m, "O");
    return row;
}

/* Puts an admitted value where there was none. */
static void
take_value(const struct table *t, struct table_row *row,
           const struct table_row *admitted, struct mem *m)
{
    for (enum table_column c = TABLE_VALUE; c <= TABLE_INTERVAL; c++)
        row->cell[t->at[c]] = mem_copy(m, table_cell(t, admitted, c));
    char *status = table_status_less(m, table_cell(t, row, TABLE_STATUS), 'O');
    row->cell[t->at[TABLE_STATUS]] = table_status_less(m, status, 'Q');
}

static void
write_node(const struct table *t, struct system *s, size_t i,
           const struct table_row *like, char *made[], struct mem *m)
{
    const struct node *q = &s->node[i];
    const struct st_quantity *x = &s->x[i];
    bool lo = x->lo.at > q->lo.at, hi = x->hi.at < q->hi.at;
    const char *interval = q->row ? table_cell(t, q->row, TABLE_INTERVAL) : "";
    bool settled = q->row && (q->value || strstr(interval, "95") || (!lo && !hi));
    if (settled && !q->admitted) {
        write_out(q->row->cell, made);
        return;
    }
    if (!q->admitted && !lo && !hi)
        return;
    struct table_row row = q->row ? table_keep(t, m, q->row) : blank_row(t, q, like, m);
    if (q->admitted && q->value)
        take_value(t, &row, q->admitted, m);
    if (q->admitted)
        rest_on_admitted(t, &row, q->admitted, m);
    if (!q->value) {
        bool no_news = x->lo.at == 0 && !q->lo_by && isinf(x->hi.at);
        row.cell[t->at[TABLE_LO]] =
            no_news ? mem_copy(m, "") : bound_text(t, x->lo.at, q->lo_by, TABLE_LO, m);
        row.cell[t->at[TABLE_HI]] = bound_text(t, x->hi.at, q->hi_by, TABLE_HI, m);
        row.cell[t->at[TABLE_INTERVAL]] = mem_copy(m, "range");
        if (lo)
            rest_on_bound(t, s, i, false, &row, m);
        if (hi)
            rest_on_bound(t, s, i, true, &row, m);
    }
    write_out(row.cell, made);
}

void
rows_write_header(const struct table *t, struct mem *run)
{
    bounds.out = mem_array(run, (size_t)t->n, sizeof *bounds.out);
    for (int i = 0; i < t->n; i++)
        if (i != t->at[TABLE_COMPARE])
            bounds.out[bounds.outs++] = i;
    write_out(t->column, mem_array(run, (size_t)bounds.outs, sizeof(char *)));
}

void
rows_write_series(const struct table *t, const struct table_series *series,
                  const struct table_series *group, struct mem *m)
{
    struct system s = {.to = bounds.admissions ? series->row->cell[bounds.register_at]
                                               : NULL};
    struct st_conflict conflict;
    system_nodes(t, &s, series, group, m);
    system_comparisons(t, &s, m);
    size_t n_work = st_propagate_work(s.n, s.m);
    size_t *work = mem_array(m, n_work, sizeof *work);
    if (st_propagate(s.x, s.n, s.less, s.m, work, n_work, &conflict) != ST_OK) {
        size_t n;
        struct link *link = contradiction(t, &s, &conflict, &n, m);
        write_as_published(t, series, link, n, m);
        return;
    }
    char **made = mem_array(m, (size_t)bounds.outs, sizeof *made);
    s.way = mem_array(m, s.n, sizeof *s.way);
    for (size_t i = 0; i < s.n; i++)
        write_node(t, &s, i, series->row, made, m);
}
