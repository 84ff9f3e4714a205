/*
 * share(PART, WHOLE)              in percent; it does not fail for want of those
 *                                 whose sex or age is not stated
 * majority(PART, WHOLE)           more than half, a comparison
 */
#include <math.h>
#include <string.h>

#include "claim/function.h"
#include "claim/reader.h"

/* Columns of which a person has one of these codes, up to NULL; the first two are those of nearly
 * all. */
static const struct {
    const char *column, *code[5];
} whole_in[] = {{"sex", {"F", "M", "_O", "_U"}}, {"age", {"ADULT", "CHILD", "_U"}}};

/* The one column that the part is narrowed down by, and no other: its place among the dims of
 * the part, their number for none. */
static size_t
narrowed_by(const struct ref *part, const struct ref *whole)
{
    size_t by = part->n, more = 0;
    for (size_t k = 0; k < part->n; k++) {
        bool there = false;
        for (size_t i = 0; i < whole->n && !there; i++)
            there = !strcmp(part->dim[k].column, whole->dim[i].column) &&
                    !strcmp(part->dim[k].code[0], whole->dim[i].code[0]);
        if (!there) {
            by = k;
            more++;
        }
    }
    return more == 1 && part->n == whole->n + 1 ? by : part->n;
}

/* How many of the whole the codes of that column, from the first to the last, leave over;
 * nothing when one of the first two is not held, so that it is not known. */
static struct number
left_over(const struct evidence *e, const struct cell *part, size_t by, size_t w,
          const struct number *whole)
{
    double lo = whole->lo, hi = whole->hi;
    for (size_t i = 0; whole_in[w].code[i]; i++) {
        struct cell c = *part;
        c.code = mem_array(e->m, part->ref->n, sizeof *c.code);
        memcpy(c.code, part->code, part->ref->n * sizeof *c.code);
        c.code[by] = whole_in[w].code[i];
        c.held = HELD_NOT;
        evidence_find_alone(e, &c);
        if (c.held != HELD && i < 2)
            return number_unknown;
        if (c.held != HELD)
            continue;
        struct number x = number_of_cell(&c);
        lo -= x.hi;
        hi -= fmax(0, x.lo);
    }
    return number_within(lo, hi);
}

static bool
is_one_figure(const struct node *n)
{
    return n->kind == NODE_REF && !n->ref->set && !n->ref->by && !n->ref->article &&
           n->judged->n == 1 && n->judged->cell->held == HELD;
}

/* Of whom no code is stated may be of the part: the share as wide as that makes it. */
static void
leave_open(const struct evidence *e, struct node *n)
{
    const struct node *part = n->arg[0], *whole = n->arg[1];
    struct judged *j = n->judged;
    if (!is_one_figure(part) || !is_one_figure(whole) ||
        strcmp(part->judged->cell->period, whole->judged->cell->period))
        return;
    size_t by = narrowed_by(part->ref, whole->ref), w = 0;
    if (by == part->ref->n)
        return;
    while (w < 2 && strcmp(part->ref->dim[by].column, whole_in[w].column))
        w++;
    if (w == 2)
        return;
    struct number rest =
        left_over(e, part->judged->cell, by, w, &whole->judged->number);
    if (!(rest.lo > 0) || !isfinite(rest.hi))
        return;
    const struct number *x = &part->judged->number;
    struct number most = number_within(x->lo, fmax(x->hi, fmax(0, x->lo) + rest.hi));
    most = number_like(most, x);
    j->uncoded = mem_get(e->m, sizeof *j->uncoded);
    *j->uncoded = (struct uncoded){
        rest, j->number, number_ratio(e, n->at, &most, &whole->judged->number),
        whole_in[w].column, false};
}

static void
judge_share(const struct evidence *e, struct node *n)
{
    n->judged->number =
        number_ratio(e, n->at, &n->arg[0]->judged->number, &n->arg[1]->judged->number);
    leave_open(e, n);
}

static char *
inside(struct words *w, const struct node *n)
{
    return words_pair(w, words_operand, n, " as a share of ");
}

const struct claim_function claim_share = {.name = "share",
                                           .usage = "share(PART, WHOLE)",
                                           .takes = "nn",
                                           .gives = TYPE_NUMBER,
                                           .together = true,
                                           .judge = judge_share,
                                           .inside = inside,
                                           .of_zero = "of 0 there is no share",
                                           .base = 1};

/* A share of more than 50 percent. */
static struct node *
more_than_half(struct parser *p, struct node *n)
{
    n->function = &claim_share;
    n->type = TYPE_NUMBER;
    return join(p, NODE_MORE, TYPE_TRUTH, n->at, n, constant(p, n->at, 50, "percent"));
}

const struct claim_function claim_majority = {.name = "majority",
                                              .usage = "majority(PART, WHOLE)",
                                              .takes = "nn",
                                              .gives = TYPE_TRUTH,
                                              .becomes = more_than_half};
