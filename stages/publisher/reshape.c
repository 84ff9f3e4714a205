#include "publisher/reshape.h"

#include <string.h>

/* Where things stand in the source; slot[] of a fill are source columns. */
struct plan {
    struct layout *layout;
    struct source *source;
    struct rejects *rejects;
    struct rows *rows;
    bool raw;
    bool *used;                 /* columns that a directive mentions */
    bool *wanted;               /* columns whose cells are used */
    int (*fill)[PATTERN_SLOTS]; /* of each column of the result */
    int **condition;            /* of each filter */
    int *down;
    char **above;
    struct value {
        int from;
        struct layout_across *across;
        char **piece;
    } * value;   /* the columns that hold values */
    int locator; /* the column of the result that says where a figure stands, or -1 */
    struct reshape_counts n;
};

static void
use_fills(struct plan *p, struct mem *run)
{
    const struct layout *l = p->layout;
    p->fill = mem_array(run, (size_t)l->columns, sizeof *p->fill);
    for (int i = 0; i < l->columns; i++) {
        const struct layout_fill *f = &l->fill[i];
        for (int k = 0; f->at.file && k < f->pattern.n; k++) {
            p->fill[i][k] = source_column(p->source, f->pattern.slot[k], f->at);
            p->wanted[p->fill[i][k]] = true;
        }
    }
}

static void
use_filters(struct plan *p, struct mem *run)
{
    const struct layout *l = p->layout;
    p->condition = mem_array(run, l->filters + 1, sizeof *p->condition);
    for (size_t i = 0; i < l->filters; i++) {
        const struct layout_filter *f = &l->filter[i];
        p->condition[i] = mem_array(run, (size_t)f->conditions, sizeof **p->condition);
        for (int k = 0; k < f->conditions; k++) {
            int at = source_column(p->source, f->condition[k].column, f->at);
            p->condition[i][k] = at;
            p->wanted[at] = true;
        }
    }
}

/* Ignores every column of a name, or the one of a number. */
static void
use_ignored(struct plan *p, struct mem *run)
{
    const struct source *s = p->source;
    int *at = mem_array(run, (size_t)s->n + 1, sizeof *at);
    for (size_t i = 0; i < p->layout->ignores; i++) {
        const struct layout_word *w = &p->layout->ignore[i];
        size_t n = source_columns(s, w->text, at);
        for (size_t k = 0; k < n; k++)
            p->used[at[k]] = true;
        if (!n)
            p->used[source_column(s, w->text, w->at)] = true;
    }
}

/* Ties the layout's names to the columns of the source. Derived columns need no mention. */
static void
use_columns(struct plan *p, struct mem *run)
{
    const struct layout *l = p->layout;
    size_t n = (size_t)p->source->n + 1;
    p->used = mem_array(run, n, sizeof *p->used);
    p->wanted = mem_array(run, n, sizeof *p->wanted);
    p->down = mem_array(run, l->downs + 1, sizeof *p->down);
    p->above = mem_array(run, l->downs + 1, sizeof *p->above);
    use_fills(p, run);
    use_filters(p, run);
    for (size_t i = 0; i < l->splits; i++)
        p->wanted[p->source->split_from[i]] = true;
    for (size_t i = 0; i < l->downs; i++) {
        const struct layout_word *c = &l->down[i].column;
        p->down[i] = source_column(p->source, c->text, c->at);
        if (!l->down[i].merged)
            continue;
        if (!p->source->is_sheet || p->down[i] >= p->source->read)
            die_at(EX_DATAERR, c->at, "%s is no column of a sheet", msg_quote(c->text));
        sheet_spread(&p->source->book, (size_t)p->down[i]);
    }
    for (int i = 0; i < p->source->n; i++)
        p->used[i] = p->wanted[i] || i >= p->source->read;
    use_ignored(p, run);
}

static void
use_values(struct plan *p, struct mem *run)
{
    struct layout *l = p->layout;
    const struct source *s = p->source;
    p->value = mem_array(run, (size_t)s->n + 1, sizeof *p->value);
    for (int i = 0; i < s->read; i++) {
        if (p->used[i])
            continue;
        char **piece = mem_array(run, PATTERN_SLOTS, sizeof *piece);
        size_t k = 0;
        while (k < l->acrosses &&
               !pattern_match(&l->across[k].pattern, run, s->name[i], piece))
            k++;
        if (k == l->acrosses)
            die_at(EX_DATAERR, (struct place){l->path, 0, NULL},
                   "column %s of %s:%ld is not mentioned, expected set, across or "
                   "ignore",
                   msg_quote(s->name[i]), s->file, s->line);
        source_column(s, s->name[i], l->across[k].tally->at);
        l->across[k].tally->met++;
        p->wanted[i] = true;
        p->value[p->n.values++] = (struct value){i, &l->across[k], piece};
    }
    if (l->acrosses && !p->n.values)
        die_at(EX_DATAERR, l->across->tally->at, "no column of %s fits", s->file);
    if (!l->acrosses)
        p->n.values = 1;
}

static bool
meets(const struct layout_condition *c, struct mem *m, const char *cell)
{
    const char *text = pattern_squeeze(m, cell);
    char *piece[PATTERN_SLOTS];
    for (int i = 0; i < c->texts; i++)
        if (pattern_match(&c->text[i].pattern, m, text, piece)) {
            c->text[i].tally->met++;
            return !c->negate;
        }
    return c->negate;
}

/* True when a filter leaves the row out; it is counted there. */
static bool
left_out(struct plan *p, struct mem *m, char *const cell[])
{
    for (size_t i = 0; i < p->layout->filters; i++) {
        struct layout_filter *f = &p->layout->filter[i];
        bool all = true;
        for (int k = 0; k < f->conditions && all; k++)
            all = meets(&f->condition[k], m, cell[p->condition[i][k]]);
        if (f->tally)
            f->tally->met += all;
        if (all != f->only) {
            f->left += p->n.values;
            return true;
        }
    }
    return false;
}

static void
fill_down(struct plan *p, struct mem *run, char *cell[])
{
    for (size_t i = 0; i < p->layout->downs; i++) {
        int at = p->down[i];
        if (p->layout->down[i].merged) {
            const char *text = sheet_spanned(&p->source->book, (size_t)at);
            p->above[i] = text ? mem_copy(run, text) : NULL;
        }
        if (!pattern_is_blank(cell[at])) {
            p->above[i] = mem_copy(run, cell[at]);
        } else if (p->above[i]) {
            cell[at] = p->above[i];
            p->layout->down[i].tally->met++;
        }
    }
}

/* The cells of one row of the result. */
static char **
make_row(const struct plan *p, struct mem *m, char *const cell[], const struct value *v,
         long line)
{
    const struct layout *l = p->layout;
    char **out = mem_array(m, (size_t)l->columns, sizeof *out);
    for (int i = 0; i < l->columns; i++) {
        const struct layout_fill *f = &l->fill[i];
        char *piece[PATTERN_SLOTS];
        for (int k = 0; f->at.file && k < f->pattern.n; k++)
            piece[k] = cell[p->fill[i][k]];
        out[i] = f->at.file ? pattern_fill(&f->pattern, m, piece) : mem_copy(m, "");
    }
    int from = v ? v->from : l->fill[l->value].pattern.n ? p->fill[l->value][0] : -1;
    if (p->locator >= 0)
        out[p->locator] = source_place(p->source, m, from, line);
    if (!v)
        return out;
    out[l->value] = mem_copy(m, cell[v->from]);
    for (int k = 0; k < v->across->pattern.n; k++)
        if (v->across->slot[k] >= 0)
            out[v->across->slot[k]] = mem_copy(m, v->piece[k]);
    for (int k = 0; k < v->across->binds; k++)
        out[v->across->bind[k].to] = mem_copy(m, v->across->bind[k].text);
    return out;
}

/* The column of the source that gave this column of the result its text, if the values
 * stand across; otherwise the column of the result. */
static const char *
blame(const struct plan *p, const struct value *v, const char *column)
{
    bool across = v && (!strcmp(column, "value") ||
                        pattern_slot(&v->across->pattern, column, 0) >= 0);
    return across ? p->source->name[v->from] : column;
}

/* The place of the source's column that gave this column of the result its text: of the value, or
 * the first one that fills it; -1 for none. */
static int
gave(const struct plan *p, const struct value *v, const char *column)
{
    const struct layout *l = p->layout;
    int from = v && blame(p, v, column) != column ? v->from : -1;
    for (int i = 0; i < l->columns && from < 0; i++)
        if (!strcmp(l->column[i], column) && l->fill[i].at.file && l->fill[i].pattern.n)
            from = p->fill[i][0];
    return from;
}

/* What a blank cell is merged into, for people; or "". */
static const char *
merged_into(const struct plan *p, struct mem *m, int from, const struct csv_row *row)
{
    bool blank =
        from >= 0 && from < p->source->read && pattern_is_blank(row->cell[from]);
    const char *all =
        blank ? sheet_merged_into(&p->source->book, m, (size_t)from, row->line) : NULL;
    return all ? mem_print(
                     m,
                     "; %s is merged into %s, whose first cell alone has "
                     "what stands there",
                     sheet_cell_name(&p->source->book, m, (size_t)from, row->line), all)
               : "";
}

/* Where in a workbook the text stands that is at fault, and how a value comes to be missing there;
 * "" for a text file, whose line and column say it. */
static const char *
cell_at_fault(const struct plan *p, struct mem *m, const struct value *v,
              const char *column, const struct csv_row *row)
{
    int from = gave(p, v, column);
    if (!p->source->is_sheet)
        return "";
    const char *merged = merged_into(p, m, from, row);
    if (!*merged)
        merged = merged_into(p, m, gave(p, v, "value"), row);
    return mem_print(m, " (%s%s)", source_sheet_place(p->source, m, from, row->line),
                     merged);
}

static void
take_row(struct plan *p, struct mem *m, const struct csv_row *row, char *const cell[])
{
    for (int i = 0; i < p->n.values; i++) {
        const struct value *v = p->layout->acrosses ? &p->value[i] : NULL;
        struct cells_fault fault;
        char **out = make_row(p, m, cell, v, row->line);
        enum cells_got got =
            p->raw ? CELLS_ROW : cells_apply(p->layout->rules, m, out, &fault);
        switch (got) {
        case CELLS_ROW:
            rows_add(p->rows, out, row);
            break;
        case CELLS_LEAVE:
            p->n.left++;
            break;
        case CELLS_BAD:
            reject(p->rejects, p->source->file, row, blame(p, v, fault.column),
                   fault.code, "%s%s", fault.reason,
                   cell_at_fault(p, m, v, fault.column, row));
            break;
        }
    }
}

/* A cell that is used and whose formula was never calculated, or -1. */
static int
uncalculated(const struct plan *p, char *const cell[])
{
    for (int i = 0; p->source->is_sheet && i < p->source->read; i++)
        if (p->wanted[i] && !strcmp(cell[i], sheet_uncalculated))
            return i;
    return -1;
}

/* Puts aside the row, all of it; one reject stands for all the values that it has. */
static void
reject_row(struct plan *p, const struct csv_row *row, const char *column,
           const char *code, const char *what)
{
    reject(p->rejects, p->source->file, row, column, code, "%s", what);
    p->n.lost += p->n.values - 1;
}

static void
one_row(struct plan *p, struct mem *run, struct mem *m, struct csv_row *row)
{
    const struct layout_split *split;
    const struct source *s = p->source;
    int at = uncalculated(p, row->cell);
    if (at >= 0) {
        reject_row(p, row, s->name[at], "type-error",
                   mem_print(m,
                             "the formula in cell %s was never calculated; open the "
                             "workbook in a spreadsheet and save it",
                             sheet_cell_name(&s->book, m, (size_t)at, row->line)));
        return;
    }
    fill_down(p, run, row->cell);
    char **cell = source_cells(p->source, m, row, &split);
    if (!cell)
        reject_row(p, row, split->column, "type-error",
                   mem_print(m, "the cell does not read as %s",
                             msg_quote(pattern_text(&split->pattern, m))));
    else if (left_out(p, m, cell))
        p->n.left += p->n.values;
    else
        take_row(p, m, row, cell);
}

struct reshape_counts
reshape(struct mem *run, struct layout *l, struct source *s, struct rows *rows,
        struct rejects *rejects, bool raw)
{
    struct plan p = {.layout = l,
                     .source = s,
                     .rejects = rejects,
                     .rows = rows,
                     .raw = raw,
                     .locator = -1};
    struct mem m = {0};
    struct csv_row row;
    struct csv_fault fault;
    enum csv_got got;
    use_columns(&p, run);
    use_values(&p, run);
    for (int i = 0; i < l->columns; i++)
        if (!strcmp(l->column[i], "locator") && !l->fill[i].at.file)
            p.locator = i;
    for (; (got = source_next(s, &m, &row, &fault)) != CSV_END; mem_reset(&m)) {
        p.n.in++;
        if (got == CSV_ROW) {
            one_row(&p, run, &m, &row);
        } else {
            reject_fault(rejects, s->file, &fault, &row);
            p.n.lost += p.n.values - 1;
        }
    }
    mem_release(&m);
    return p.n;
}
