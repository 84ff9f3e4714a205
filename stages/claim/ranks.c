#include "claim/ranks.h"

#include <math.h>
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
    out->words = ref->words ? mem_print(e->m, RANKED_BY "%s", ref->words) : NULL;
    out->dim = mem_array(e->m, ref->n, sizeof *out->dim);
    memcpy(out->dim, ref->dim, ref->n * sizeof *out->dim);
    for (size_t k = 0; k < ref->n; k++)
        out->dim[k].named = out->dim[k].named && out->words;
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

/* A statement on the cell says what is held of it. */
static bool
says_so(const struct evidence *e, const struct cell *c, const struct book_row *row)
{
    return row->amount.lo == c->row->amount.lo && row->amount.hi == c->row->amount.hi &&
           evidence_admits(e, row);
}

/* Some edition says of both cells what is held of them. */
static bool
one_edition(const struct evidence *e, const struct cell *a, const struct cell *b)
{
    size_t i, first, k, end, last;
    struct edition of;
    evidence_statements(e, a, &first, &end);
    evidence_statements(e, b, &k, &last);
    for (; k < last; k++) {
        const struct book_row *row = &e->statements->row[k];
        const char *source = book_cell(e->statements, row, TABLE_SOURCE);
        if (!says_so(e, b, row) || !evidence_edition(e, source, &of))
            continue;
        for (i = first; i < end; i++)
            if (says_so(e, a, &e->statements->row[i]) &&
                evidence_is_of(
                    e, book_cell(e->statements, &e->statements->row[i], TABLE_SOURCE),
                    &of))
                return true;
    }
    return false;
}

static bool
is_before(const struct evidence *e, const struct ranked *a, const struct ranked *b)
{
    return one_edition(e, a->cell, b->cell) &&
           truth_less(&a->place, &b->place) == TRUTH_YES;
}

/* Adds what is held of the ranks on a reference. */
static void
add_ranks(const struct evidence *e, const struct ref *ref, bool beyond,
          struct judged *j)
{
    size_t n;
    struct cell *all = ranks_cells(e, ref, &n);
    j->rank = mem_grow(e->m, j->rank, j->ranks * sizeof *j->rank,
                       (j->ranks + n) * sizeof *j->rank);
    for (size_t i = 0; i < n; i++)
        if (all[i].held == HELD)
            j->rank[j->ranks++] =
                (struct ranked){&all[i], number_of_cell(&all[i]), beyond, false};
}

const struct ref *
ranks_left_out(const struct evidence *e, const struct ref *ref, size_t *n)
{
    struct ref *out = mem_get(e->m, sizeof *out);
    *out = *ref;
    out->dim = mem_array(e->m, ref->n, sizeof *out->dim);
    memcpy(out->dim, ref->dim, ref->n * sizeof *out->dim);
    out->set = false;
    *n = 0;
    for (size_t k = 0; k < ref->n; k++)
        if (ref->dim[k].but) {
            out->dim[k].but = false;
            out->set = ref->dim[k].n > 1;
            *n = ref->dim[k].n;
        }
    return out;
}

static bool
is_listed(const struct ref *ref)
{
    for (size_t k = 0; k < ref->n; k++)
        if (ref->dim[k].all || ref->dim[k].but)
            return false;
    return true;
}

/* A publisher's place is one among all. Among the members of a set it is higher by those that
 * are left out and stand before; among a few that are listed it is 1 and those before. */
static void
place_in_set(const struct evidence *e, struct judged *j, const struct ref *ref,
             size_t beyond)
{
    bool listed = is_listed(ref);
    struct number *place = mem_array(e->m, j->ranks, sizeof *place);
    for (size_t i = 0; i < j->ranks; i++) {
        const struct ranked *x = &j->rank[i];
        double before = 0, behind = 0;
        for (size_t k = 0; k < j->ranks; k++) {
            bool counts = k != i && (listed || j->rank[k].beyond);
            before += counts && is_before(e, &j->rank[k], x);
            behind += counts && is_before(e, x, &j->rank[k]);
        }
        double all = (double)(listed ? j->n - 1 : beyond);
        place[i] = listed
                       ? number_within(1 + before, fmin(1 + all - behind, x->place.hi))
                       : number_within(fmax(1, x->place.lo - (all - behind)),
                                       x->place.hi - before);
    }
    for (size_t i = 0; i < j->ranks; i++)
        j->rank[i].place = place[i];
}

void
ranks_find(const struct evidence *e, struct node *set)
{
    struct judged *j = set->judged;
    const struct ref *ref = set->ref;
    size_t beyond = 0;
    bool all = !ref->set;
    for (size_t k = 0; k < ref->n; k++)
        all = all || ref->dim[k].all;
    j->ranks = 0;
    add_ranks(e, ref, false, j);
    if (all || !j->ranks || !e->statements)
        return;
    const struct ref *others = ranks_left_out(e, ref, &beyond);
    if (beyond)
        add_ranks(e, others, true, j);
    place_in_set(e, j, ref, beyond);
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
    if (!x->ranks || !y->ranks || !e->statements ||
        !one_edition(e, x->rank->cell, y->rank->cell))
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
    const struct ranked *found = NULL;
    for (size_t i = 0; i < set->ranks && !found; i++) {
        const struct cell *c = set->rank[i].cell;
        if (!set->rank[i].beyond && !strcmp(evidence_code(c, column_of(c->ref)), code))
            found = &set->rank[i];
    }
    for (size_t i = 0; i < set->ranks && found; i++)
        set->rank[i].told = set->rank[i].told || &set->rank[i] == found ||
                            set->rank[i].beyond || is_listed(found->cell->ref);
    return found ? &found->place : NULL;
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
