#include "claim/ruled.h"

#include <math.h>
#include <string.h>

#include "claim/sentence.h"
#include "claim/stating.h"
#include "program/num.h"

const char *const ruled_column[] = {
    "claim",    "reading",   "basis", "verdict",    "value",   "lo",
    "hi",       "interval",  "unit",  "status",     "source",  "why",
    "mentions", "question",  "held",  "paraphrase", "article", "publisher",
    "url",      "published", "brief", "shown",      "notes",   NULL};
enum { COLUMNS = sizeof ruled_column / sizeof *ruled_column - 1 };

/* The cells that the verdict rests on. */
static struct cell_list
behind(const struct evidence *e, const struct reading *r)
{
    struct node_list leaves =
        r->kind == READING_TEST ? judge_leaves(e->m, r->test) : r->show;
    struct cell_list cells = {0};
    for (size_t i = 0; i < leaves.n; i++)
        judge_cells(e->m, leaves.item[i], &cells);
    return cells;
}

static enum verdict
verdict_of(const struct evidence *e, const struct reading *r, const struct timeline *t)
{
    if (r->kind == READING_WORDS)
        return NOT_A_FIGURE;
    if (r->kind == READING_TEST && r->test->judged->truth != TRUTH_UNKNOWN)
        return timeline_verdict(e, r->test, t);
    struct cell_list cells = behind(e, r);
    for (size_t i = 0; i < cells.n; i++)
        if (cells.item[i]->held == HELD_OWN ||
            (cells.item[i]->gap && cells.item[i]->gap->held == HELD_OWN))
            return UNSOURCED;
    return UNDETERMINED;
}

/* Statements that count, or those that are there and do not. */
static char *
sources_of(const struct evidence *e, const struct reading *r, bool count)
{
    struct cell_list cells = behind(e, r);
    char *out = mem_copy(e->m, "");
    for (size_t i = 0; i < cells.n; i++) {
        const struct cell *c = cells.item[i];
        if (c->held == HELD && count)
            out = table_sources(e->m, out, stating_sources(e, c));
        if (c->gap)
            c = c->gap;
        if (c->held > HELD_NOT && !count)
            out = table_sources(
                e->m, out,
                strchr(c->source, '@')
                    ? c->source
                    : mem_print(e->m, "%s@%s", c->source,
                                *c->published ? c->published : "undated"));
    }
    if (!count && r->beside.n)
        out = table_sources(e->m, out, stating_beside(e, r));
    return out;
}

/* The number that the reading is about: the left side of the comparison that decides, of
 * a set the first member that does. *none: it is about which period or code, or how periods
 * stand to one another, and was decided: no number is wanting. */
static struct number
subject(const struct evidence *e, const struct reading *r, bool *none)
{
    *none = false;
    if (r->kind == READING_SHOW)
        return r->show.item[0]->type == TYPE_SET ? r->show.item[0]->judged->member[0]
                                                 : r->show.item[0]->judged->number;
    const struct node *n = judge_leaves(e->m, r->test).item[0];
    enum truth truth = n->judged->truth;
    n = n->arg[0];
    bool quantified = n->kind == NODE_EACH || n->kind == NODE_ANY;
    *none = !quantified && n->type != TYPE_NUMBER && truth != TRUTH_UNKNOWN;
    if (quantified || n->type == TYPE_KEY) {
        const struct node *set = n->arg[0];
        for (size_t i = 0; quantified && i < set->judged->n; i++)
            if (judge_decides(set, truth, i))
                return set->judged->member[i];
        return set->judged->number;
    }
    return n->judged->number;
}

static char *
bound(struct mem *m, double x)
{
    char text[NUM_MAX];
    return mem_copy(m, isfinite(x) ? num_text(x, text) : "");
}

static void
put_number(struct mem *m, const struct number *x, bool none, char *cell[])
{
    const char *status = x->status;
    if (x->known) {
        status = table_status_less(m, table_status_less(m, status, 'O'), 'Q');
        cell[0] = bound(m, x->value);
    } else if (!none && !strpbrk(status, "OQ")) {
        status = table_status(m, status, "O");
    }
    if (!x->about && (!x->known || x->lo < x->hi)) {
        cell[1] = bound(m, x->lo);
        cell[2] = bound(m, x->hi);
    }
    if (x->about)
        cell[3] = mem_copy(m, "approx");
    else if (cell[1] && (*cell[1] || *cell[2]))
        cell[3] = mem_copy(m, x->estimate ? x->estimate : "range");
    cell[4] = mem_copy(m, x->unit ? x->unit : "");
    cell[5] = mem_copy(m, *status ? status : "A");
}

static void
write_row(const struct ruled_output *to, const struct evidence *e,
          const struct claim *c, const struct reading *r, enum verdict verdict,
          const struct timeline *t, const enum truth *alone)
{
    const struct claims *all = e->claims;
    const char *about[] = {c->paraphrase, all->article, all->publisher, all->url,
                           all->published};
    char *cell[COLUMNS] = {0};
    cell[0] = mem_copy(e->m, c->id);
    cell[1] = mem_copy(e->m, r->id);
    cell[2] = mem_copy(e->m, e->basis == BASIS_PUBLISHED ? "published" : "latest");
    cell[3] = mem_copy(e->m, verdict_name[verdict]);
    if (r->kind != READING_WORDS) {
        bool none;
        struct number x = subject(e, r, &none);
        put_number(e->m, &x, none, cell + 4);
        cell[10] = sources_of(e, r, true);
        cell[12] = sources_of(e, r, false);
    } else {
        cell[9] = mem_copy(e->m, "O");
    }
    cell[11] = sentence(e, to->labels, r, alone, verdict, t);
    cell[13] = mem_copy(e->m, r->question);
    cell[14] = mem_copy(e->m, timeline_held(e->m, t));
    for (int i = 0; i < 5; i++)
        cell[15 + i] = mem_copy(e->m, about[i] ? about[i] : "");
    struct cell_list told = {0};
    cell[20] = sentence_brief(e, to->labels, r, verdict, &told);
    cell[21] = stating_all(e, &told);
    cell[22] = stating_notes(e, &told);
    table_write(cell, COLUMNS);
}

/* The figure as the main table has its columns, after claim, reading and basis; a column
 * that the row's own table lacks stays empty. */
static void
write_figure(FILE *f, const struct evidence *e, const struct claim *c,
             const struct reading *r, const struct cell *x)
{
    const struct table *head = e->statements ? &e->statements->tab : &e->table.tab;
    char **cell = mem_array(e->m, (size_t)head->n + 3, sizeof *cell);
    cell[0] = mem_copy(e->m, c->id);
    cell[1] = mem_copy(e->m, r->id);
    cell[2] = mem_copy(e->m, e->basis == BASIS_PUBLISHED ? "published" : "latest");
    for (int i = 0; i < head->n; i++) {
        int at = table_find(&x->book->tab, head->column[i]);
        bool noted =
            !strcmp(head->column[i], "locator") || !strcmp(head->column[i], "note");
        cell[3 + i] = i == head->at[TABLE_SOURCE] ? stating_sources(e, x)
                      : at >= 0                   ? x->row->cell[at]
                      : noted ? stating_column(e, x, head->column[i])
                              : mem_copy(e->m, "");
    }
    table_write_on(f, cell, head->n + 3);
}

static void
write_figures_head(FILE *f, const struct evidence *e)
{
    const struct table *head = e->statements ? &e->statements->tab : &e->table.tab;
    char **cell = mem_array(e->m, (size_t)head->n + 3, sizeof *cell);
    cell[0] = mem_copy(e->m, "claim");
    cell[1] = mem_copy(e->m, "reading");
    cell[2] = mem_copy(e->m, "basis");
    memcpy(cell + 3, head->column, (size_t)head->n * sizeof *cell);
    table_write_on(f, cell, head->n + 3);
}

/* Each row of a table that the verdict rests on, once. */
static void
write_rests(const struct ruled_output *to, const struct evidence *e,
            const struct claim *c, const struct reading *r)
{
    struct cell_list cells = {0};
    if (r->kind != READING_WORDS)
        cells = behind(e, r);
    cells = judge_stated(e->m, &cells);
    for (size_t i = 0; i < cells.n; i++) {
        const struct cell *x = cells.item[i];
        bool again = x->held != HELD;
        for (size_t k = 0; k < i && !again; k++)
            again = cells.item[k]->row == x->row;
        if (again)
            continue;
        char *cell[] = {mem_copy(e->m, c->id), mem_copy(e->m, r->id),
                        mem_copy(e->m, x->book->tab.in.file),
                        mem_print(e->m, "%ld", x->row->line)};
        if (to->rests)
            table_write_on(to->rests, cell, 4);
        if (to->figures)
            write_figure(to->figures, e, c, r, x);
    }
}

void
ruled_write_heads(const struct ruled_output *to, const struct evidence *e)
{
    char *head[COLUMNS];
    for (int i = 0; i < COLUMNS; i++)
        head[i] = mem_copy(e->m, ruled_column[i]);
    table_write(head, COLUMNS);
    if (to->rests)
        fputs("claim,reading,file,line\n", to->rests);
    if (to->figures)
        write_figures_head(to->figures, e);
}

enum verdict
ruled_write(const struct ruled_output *to, const struct evidence *e,
            const struct evidence *bare, const struct claim *c, const struct reading *r)
{
    enum truth alone = TRUTH_UNKNOWN;
    struct timeline t = {0};
    bool twice = bare && r->kind == READING_TEST;
    if (twice) {
        judge(bare, r->test);
        alone = r->test->judged->truth;
    }
    if (r->kind == READING_TEST && !c->from)
        t = timeline_of(e, r->test);
    judge_reading(e, r);
    enum verdict v = verdict_of(e, r, &t);
    write_row(to, e, c, r, v, &t, twice ? &alone : NULL);
    if (to->rests || to->figures)
        write_rests(to, e, c, r);
    return v;
}
