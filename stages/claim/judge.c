#include "claim/judge.h"

#include <math.h>

#include "claim/closing.h"
#include "claim/comparison.h"
#include "claim/edition.h"
#include "claim/function.h"
#include "claim/ranks.h"

static const char *
unit_in_set(const struct evidence *e, const struct node *n)
{
    const char *unit = NULL;
    for (size_t i = 0; i < n->judged->n; i++)
        unit = number_unit(e, n->at, unit, n->judged->member[i].unit);
    return unit;
}

/* What the pinned edition does not list is no member that it knows. */
static void
drop_unheld(struct judged *j)
{
    size_t n = 0;
    for (size_t i = 0; i < j->n; i++)
        if (j->cell[i].held == HELD)
            j->cell[n++] = j->cell[i];
    j->n = n;
}

/* What the others leave of the total bounds a member that is suppressed or a range. */
static void
narrow(struct judged *j)
{
    for (size_t i = 0; i < j->n; i++) {
        struct number *x = &j->member[i];
        double least = fmax(0, x->lo), most = least + j->rest;
        if (!x->known && !x->estimate && most < x->hi)
            *x = number_like(number_within(least, most), x);
    }
}

static void
judge_ref(const struct evidence *e, struct node *n)
{
    struct judged *j = n->judged;
    j->cell = evidence_cells(e, n->ref, &j->n, &j->open);
    j->rest = INFINITY;
    if (j->open && e->pinned.publisher)
        drop_unheld(j);
    j->member = mem_array(e->m, j->n, sizeof *j->member);
    j->holds = mem_array(e->m, j->n, sizeof *j->holds);
    const char *status = "";
    for (size_t i = 0; i < j->n; i++) {
        j->member[i] = number_of_cell(&j->cell[i]);
        status = table_status(e->m, status, j->member[i].status);
    }
    if (j->open && (e->pinned.publisher || e->loose))
        j->rest = edition_rest(e, n->ref, j);
    if (e->pinned.publisher)
        narrow(j);
    if (n->ref->set)
        ranks_find(e, n);
    if (j->rest == 0)
        j->open = false;
    j->number = n->ref->set ? number_unknown : j->member[0];
    j->number.status = status;
    j->number.unit = unit_in_set(e, n);
    if (j->open && e->quarters && edition_can_close(n->ref))
        j->by_quarters = closing_by_quarters(e, n);
}

static void
judge_number(const struct evidence *e, struct node *n)
{
    const struct number *a = n->n ? &n->arg[0]->judged->number : NULL;
    const struct number *b = n->n > 1 ? &n->arg[1]->judged->number : NULL;
    struct number *x = &n->judged->number, zero = number_exactly(0);
    switch ((int)n->kind) {
    case NODE_NUMBER:
        *x = number_exactly(n->number);
        x->unit = n->unit;
        break;
    case NODE_REF:
        judge_ref(e, n);
        break;
    case NODE_NEGATIVE:
        *x = number_operate(e, NODE_SUBTRACT, n->at, &zero, a);
        break;
    case NODE_ADD:
    case NODE_SUBTRACT:
    case NODE_MULTIPLY:
    case NODE_DIVIDE:
        *x = number_operate(e, n->kind, n->at, a, b);
        if (n->kind == NODE_DIVIDE)
            number_unless_zero(x, b);
        break;
    default:
        break;
    }
}

/* Of a bare set count(), always() and streak() judge. */
static bool
is_counted(const struct node *n)
{
    return n->kind >= NODE_LESS && n->kind <= NODE_DIFFERENT &&
           n->arg[0]->type == TYPE_SET;
}

static enum truth
judge_truth(const struct evidence *e, struct node *n)
{
    struct judged *a = n->arg[0]->judged, *b = n->n > 1 ? n->arg[1]->judged : NULL;
    switch ((int)n->kind) {
    case NODE_AND:
        return a->truth < b->truth ? a->truth : b->truth;
    case NODE_OR:
        return a->truth > b->truth ? a->truth : b->truth;
    case NODE_NOT:
        return truth_not(a->truth);
    default:
        return is_counted(n) ? TRUTH_UNKNOWN : comparison(e, n);
    }
}

/* From what stands below it. */
static void
compute(const struct evidence *e, struct node *n)
{
    if (n->kind == NODE_CALL && n->function->judge)
        n->function->judge(e, n);
    else if (n->type == TYPE_TRUTH)
        n->judged->truth = judge_truth(e, n);
    else
        judge_number(e, n);
}

/* What is computed from shares, from these as they were published or as wide as those of whom
 * the code is not stated leave them. False when there is none of these. */
static bool
retake(const struct evidence *e, struct node *n, bool open)
{
    struct judged *j = n->judged;
    if (j->uncoded) {
        j->number = open ? j->uncoded->share : j->uncoded->stated;
        j->uncoded->told = open;
        return true;
    }
    bool any = false;
    for (int i = 0; i < n->n && n->type != TYPE_TRUTH; i++)
        any = retake(e, n->arg[i], open) || any;
    if (any)
        compute(e, n);
    return any;
}

/* Shares, and what is computed from them, do not fail for those of whom the code is not
 * stated. */
static void
doubt_uncoded(const struct evidence *e, struct node *n)
{
    bool any = false;
    if (n->judged->truth != TRUTH_NO)
        return;
    for (int i = 0; i < n->n; i++)
        any = retake(e, n->arg[i], true) || any;
    if (!any)
        return;
    compute(e, n);
    if (n->judged->truth != TRUTH_NO) {
        n->judged->truth = TRUTH_UNKNOWN;
        return;
    }
    for (int i = 0; i < n->n; i++)
        retake(e, n->arg[i], false);
    compute(e, n);
}

static void
evaluate(const struct evidence *e, struct node *n)
{
    n->judged = mem_get(e->m, sizeof *n->judged);
    n->judged->number = number_unknown;
    n->judged->truth = TRUTH_UNKNOWN;
    n->judged->taken = e->pinned;
    for (int i = 0; i < n->n; i++)
        judge(e, n->arg[i]);
    compute(e, n);
    if (n->type == TYPE_TRUTH)
        doubt_uncoded(e, n);
}

/* A figure that no one stated, the sum of its quarters or months. */
static bool
is_summed(const struct node *n)
{
    for (size_t i = 0; n->kind == NODE_REF && i < n->judged->n; i++) {
        const struct cell *c = &n->judged->cell[i];
        if (c->parts && !c->gap && !c->rivals)
            return true;
    }
    return false;
}

static bool
is_composite(const struct node *n)
{
    return n->kind == NODE_ADD || (n->kind == NODE_CALL && n->function->together) ||
           is_summed(n);
}

bool
judge_composite(const struct node *n)
{
    if (is_composite(n) || (n->kind == NODE_REF && n->judged->open))
        return true;
    for (int i = 0; i < n->n; i++)
        if (judge_composite(n->arg[i]))
            return true;
    return false;
}

/* Its figures belong together: parts and whole, or members of one ranking. */
static bool
belongs_together(const struct node *n)
{
    bool joins = n->kind == NODE_AND || n->kind == NODE_OR || n->kind == NODE_NOT;
    return is_composite(n) || (n->type == TYPE_TRUTH && !joins && judge_composite(n));
}

/* The editions of a set that no one can list close it. */
static bool
has_open(const struct node *n)
{
    if (n->kind == NODE_REF && n->judged->open)
        return true;
    for (int i = 0; i < n->n; i++)
        if (has_open(n->arg[i]))
            return true;
    return false;
}

/* Cells point into the evidence that they were found in, so that it has to stay. */
static struct evidence *
copy_of(const struct evidence *e)
{
    struct evidence *out = mem_get(e->m, sizeof *out);
    *out = *e;
    return out;
}

/* What no one edition decides may follow from all that editions out by the day said, each
 * figure as wide as these differ. */
static void
judge_loosely(const struct evidence *e, const struct evidence *pinned, struct node *n)
{
    struct evidence *any = copy_of(e);
    any->every_edition = any->loose = true;
    evaluate(any, n);
    if (n->judged->truth != TRUTH_UNKNOWN)
        n->judged->loose = true;
    else
        evaluate(pinned, n);
}

static bool
by_quarters(const struct node *n)
{
    if (n->judged->by_quarters)
        return true;
    for (int i = 0; i < n->n; i++)
        if (by_quarters(n->arg[i]))
            return true;
    return false;
}

/* A comparison that a set leaves undecided may be decided by its quarters; if it is not,
 * it is judged as before. */
static void
close_sets(const struct evidence *e, struct node *n)
{
    struct evidence *closed = copy_of(e);
    closed->quarters = true;
    evaluate(closed, n);
    if (n->judged->truth == TRUTH_UNKNOWN || !by_quarters(n))
        evaluate(e, n);
    else
        n->judged->mixed = true;
}

void
judge(const struct evidence *e, struct node *n)
{
    evaluate(e, n);
    if (e->pinned.publisher || e->loose || !e->statements || !belongs_together(n) ||
        (e->every_edition && !has_open(n)))
        return;
    struct evidence *pinned = copy_of(e);
    pinned->pinned = edition_for(e, n);
    if (pinned->pinned.publisher)
        evaluate(pinned, n);
    else
        n->judged->mixed = edition_mixed(e, n);
    if (n->type == TYPE_TRUTH && n->judged->truth == TRUTH_UNKNOWN && !e->quarters &&
        has_open(n)) {
        close_sets(pinned, n);
        if (n->judged->truth == TRUTH_UNKNOWN)
            judge_loosely(e, pinned, n);
    }
}

void
judge_reading(const struct evidence *e, const struct reading *r)
{
    if (r->kind == READING_TEST)
        judge(e, r->test);
    for (size_t i = 0; i < r->show.n; i++)
        judge(e, r->show.item[i]);
    for (size_t i = 0; i < r->beside.n; i++)
        judge(e, r->beside.item[i]);
}
