#include "claim/function.h"
#include "claim/judge.h"

static void
push_leaves(struct mem *m, struct node *n, struct node_list *out)
{
    if (n->judged->instead)
        n = n->judged->instead;
    if (n->kind == NODE_AND || n->kind == NODE_OR || n->kind == NODE_NOT) {
        for (int i = 0; i < n->n; i++)
            if (n->kind == NODE_NOT || n->arg[i]->judged->truth == n->judged->truth)
                push_leaves(m, n->arg[i], out);
        return;
    }
    out->item = mem_more(m, out->item, out->n, sizeof *out->item);
    out->item[out->n++] = n;
}

struct node_list
judge_leaves(struct mem *m, struct node *n)
{
    struct node_list out = {0};
    push_leaves(m, n, &out);
    return out;
}

bool
judge_decides(const struct node *set, enum truth truth, size_t i)
{
    const struct judged *j = set->judged;
    for (size_t k = 0; k < j->n; k++)
        if (j->holds[k] == truth)
            return j->holds[i] == truth;
    return true;
}

/* Its row says a range that follows from several. */
static bool
is_bound(const struct cell *c)
{
    return c->gap || c->rivals;
}

static void
push_cell(struct mem *m, struct cell_list *out, const struct cell *c)
{
    for (size_t i = 0; !is_bound(c) && i < c->parts; i++)
        push_cell(m, out, &c->part[i]);
    if (c->parts && !is_bound(c))
        return;
    out->item = mem_more(m, out->item, out->n, sizeof *out->item);
    out->item[out->n++] = c;
}

static void
push_cells(struct mem *m, const struct node *n, bool deciding, enum truth truth,
           struct cell_list *out)
{
    if (n->kind != NODE_REF) {
        bool quantifier = n->kind == NODE_EACH || n->kind == NODE_ANY;
        bool end = n->kind == NODE_CALL && n->function->marks;
        for (int i = 0; i < n->n; i++)
            push_cells(m, n->arg[i], quantifier || end,
                       quantifier ? truth
                       : end      ? TRUTH_YES
                                  : n->judged->truth,
                       out);
        return;
    }
    const struct judged *j = n->judged;
    for (size_t i = 0; i < j->n; i++)
        if (!deciding || judge_decides(n, truth, i))
            push_cell(m, out, &j->cell[i]);
    for (size_t i = 0; i < j->ranks; i++)
        if (j->rank[i].told)
            push_cell(m, out, j->rank[i].cell);
}

void
judge_cells(struct mem *m, const struct node *n, struct cell_list *out)
{
    push_cells(m, n, false, TRUTH_UNKNOWN, out);
}

struct cell_list
judge_stated(struct mem *m, const struct cell_list *cells)
{
    struct cell_list out = {0};
    for (size_t i = 0; i < cells->n; i++) {
        const struct cell *c = cells->item[i];
        for (size_t k = 0; k < c->parts; k++)
            push_cell(m, &out, &c->part[k]);
        if (!c->parts)
            push_cell(m, &out, c);
    }
    return out;
}
