#include "claim/ranks.h"

#include <string.h>

/* The column of the codes that make the set, or NULL. */
static const char *
column_of(const struct ref *ref)
{
    const char *out = NULL;
    for (size_t k = 0; k < ref->n; k++) {
        if (!ref_runs(&ref->dim[k]))
            continue;
        if (out)
            return NULL;
        out = ref->dim[k].column;
    }
    return out;
}

/* The same reference to the ranks. */
static const struct ref *
ranking(const struct evidence *e, const struct ref *ref, const char *indicator)
{
    struct ref *out = mem_get(e->m, sizeof *out);
    *out = *ref;
    out->words = NULL;
    out->dim = mem_array(e->m, ref->n, sizeof *out->dim);
    memcpy(out->dim, ref->dim, ref->n * sizeof *out->dim);
    for (size_t k = 0; k < ref->n; k++)
        out->dim[k].named = false;
    out->dim[0].code = mem_array(e->m, 1, sizeof *out->dim[0].code);
    out->dim[0].code[0] = indicator;
    return out;
}

struct cell *
ranks_cells(const struct evidence *e, const struct ref *ref, size_t *n)
{
    bool open;
    *n = 0;
    if (ref->span || !ref->period || ref->by || ref->by_any || ref->article ||
        ref->from || ref->dim[0].n != 1 || (ref->set && !column_of(ref)))
        return NULL;
    const char *by = indicators_ranking(&e->adds, ref->dim[0].code[0]);
    return by ? evidence_cells(e, ranking(e, ref, by), n, &open) : NULL;
}

void
ranks_find(const struct evidence *e, struct node *set)
{
    struct judged *j = set->judged;
    size_t n;
    struct cell *all = ranks_cells(e, set->ref, &n);
    j->rank = mem_array(e->m, n, sizeof *j->rank);
    for (size_t i = 0; i < n; i++)
        if (all[i].held == HELD)
            j->rank[j->ranks++] =
                (struct ranked){&all[i], number_of_cell(&all[i]), false};
}

/* Both cells are of one edition. */
static bool
one_edition(const struct evidence *e, const struct cell *a, const struct cell *b)
{
    struct edition of;
    for (const char *s = evidence_source(e, a); *s;
         s += strcspn(s, "+"), s += *s == '+')
        if (evidence_edition(e, s, &of) &&
            evidence_is_of(e, evidence_source(e, b), &of))
            return true;
    return false;
}

/* The one column in which they differ, or NULL. */
static const char *
apart(const struct ref *a, const struct ref *b)
{
    const char *out = NULL;
    if (a->n != b->n || !a->period || !b->period || strcmp(a->period, b->period))
        return NULL;
    for (size_t k = 0; k < a->n; k++) {
        if (strcmp(a->dim[k].column, b->dim[k].column))
            return NULL;
        if (!strcmp(a->dim[k].code[0], b->dim[k].code[0]))
            continue;
        if (out)
            return NULL;
        out = a->dim[k].column;
    }
    return out;
}

enum truth
ranks_before(const struct evidence *e, struct node *a, struct node *b)
{
    const char *column =
        a->kind == NODE_REF && b->kind == NODE_REF && !a->ref->set && !b->ref->set
            ? apart(a->ref, b->ref)
            : NULL;
    if (!column || !strcmp(column, "indicator"))
        return TRUTH_UNKNOWN;
    ranks_find(e, a);
    ranks_find(e, b);
    struct judged *x = a->judged, *y = b->judged;
    if (!x->ranks || !y->ranks || !one_edition(e, x->rank->cell, y->rank->cell))
        return TRUTH_UNKNOWN;
    enum truth before = truth_less(&x->rank->place, &y->rank->place);
    if (before != TRUTH_YES &&
        truth_less(&y->rank->place, &x->rank->place) != TRUTH_YES)
        return TRUTH_UNKNOWN;
    x->rank->told = y->rank->told = true;
    return before;
}

const struct number *
ranks_of(struct judged *set, const char *code)
{
    for (size_t i = 0; i < set->ranks; i++) {
        const struct cell *c = set->rank[i].cell;
        const char *column = column_of(c->ref);
        if (strcmp(evidence_code(c, column), code))
            continue;
        set->rank[i].told = true;
        return &set->rank[i].place;
    }
    return NULL;
}

enum truth
ranks_decide(struct judged *set, enum truth by_number, enum truth by_rank)
{
    bool decides = by_number == TRUTH_UNKNOWN && by_rank != TRUTH_UNKNOWN;
    for (size_t i = 0; i < set->ranks; i++)
        set->rank[i].told = set->rank[i].told && decides;
    if (by_rank == TRUTH_UNKNOWN || by_rank == by_number)
        return by_number;
    return decides ? by_rank : TRUTH_UNKNOWN;
}
