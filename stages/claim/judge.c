#include "claim/judge.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/edition.h"

#define EQUAL_WITHIN 1e-12

static const struct number unknown = {.lo = -INFINITY, .hi = INFINITY, .status = ""};

/* ---- intervals */

static bool
equal(double a, double b)
{
    return a == b || (isfinite(a) && isfinite(b) &&
                      fabs(a - b) <= EQUAL_WITHIN * fmax(fabs(a), fabs(b)));
}

static bool
below(double a, double b)
{
    return a < b && !equal(a, b);
}

/* A bound that overflowed says no more than that it is large. */
static struct number
bounds(double lo, double hi)
{
    struct number x = unknown;
    x.lo = lo == INFINITY ? DBL_MAX : lo;
    x.hi = hi == -INFINITY ? -DBL_MAX : hi;
    x.known = x.lo == x.hi;
    x.value = x.lo;
    return x;
}

/* 0 times unbounded is 0: the bound is a limit, not a value. */
static double
times(double a, double b)
{
    return a == 0 || b == 0 ? 0 : a * b;
}

static struct number
multiply(double alo, double ahi, double blo, double bhi)
{
    double p[4] = {times(alo, blo), times(alo, bhi), times(ahi, blo), times(ahi, bhi)};
    double lo = p[0], hi = p[0];
    for (int i = 1; i < 4; i++) {
        lo = fmin(lo, p[i]);
        hi = fmax(hi, p[i]);
    }
    return bounds(lo, hi);
}

static struct number
divide(const struct number *a, const struct number *b)
{
    if (b->lo > 0 || b->hi < 0)
        return multiply(a->lo, a->hi, 1 / b->hi, 1 / b->lo);
    if (b->lo == 0 && b->hi > 0)
        return multiply(a->lo, a->hi, 1 / b->hi, INFINITY);
    return unknown;
}

static struct number
arithmetic(enum node_kind kind, const struct number *a, const struct number *b)
{
    switch ((int)kind) {
    case NODE_ADD:
        return bounds(a->lo + b->lo, a->hi + b->hi);
    case NODE_SUBTRACT:
        return bounds(a->lo - b->hi, a->hi - b->lo);
    case NODE_MULTIPLY:
        return multiply(a->lo, a->hi, b->lo, b->hi);
    default:
        return divide(a, b);
    }
}

static int
by_size(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static struct number
exactly(double x)
{
    return bounds(x, x);
}

static struct number
point(const struct number *a)
{
    return exactly(a->value);
}

/* ---- units and what rides along */

static const char *
one_unit(const struct evidence *e, const struct node *n, const char *a, const char *b)
{
    if (a && b && strcmp(a, b))
        evidence_die(e, n->at, "%s meets %s, expected one unit", msg_quote(a),
                     msg_quote(b));
    return a ? a : b;
}

static const char *
unit_of(const struct evidence *e, const struct node *n, const struct number *a,
        const struct number *b)
{
    switch ((int)n->kind) {
    case NODE_MULTIPLY:
        return a->unit && b->unit ? NULL : a->unit ? a->unit : b->unit;
    case NODE_DIVIDE:
        return b->unit ? NULL : a->unit;
    case NODE_SUBTRACT:
        if (a->unit && b->unit && !strcmp(a->unit, "percent") &&
            !strcmp(b->unit, "percent"))
            return "percentage_point";
        return one_unit(e, n, a->unit, b->unit);
    default:
        return one_unit(e, n, a->unit, b->unit);
    }
}

static void
carry(const struct evidence *e, struct number *x, const struct number *a,
      const struct number *b)
{
    x->status = table_status(e->m, a->status, b->status);
    x->clash = a->clash || b->clash;
}

/* An operation on two numbers. Of "about" ones the value follows, the bounds do not; of
 * estimates both. */
static struct number
operate(const struct evidence *e, const struct node *n, const struct number *a,
        const struct number *b)
{
    struct number x = arithmetic(n->kind, a, b);
    bool estimate = a->estimate || b->estimate;
    if (a->about || b->about || estimate) {
        struct number pa = point(a), pb = point(b);
        struct number v = arithmetic(n->kind, &pa, &pb);
        x.known = a->known && b->known && v.known;
        x.about = x.known && (a->about || b->about);
        x.value = v.value;
        x.estimate =
            x.known && estimate ? (a->estimate ? a->estimate : b->estimate) : NULL;
    }
    x.unit = unit_of(e, n, a, b);
    carry(e, &x, a, b);
    return x;
}

struct number
judge_number_of(const struct cell *c)
{
    struct number x = unknown;
    if (c->held != HELD)
        return x;
    const struct amount *a = &c->row->amount;
    const char *interval = book_cell(c->book, c->row, TABLE_INTERVAL);
    bool limits = !isnan(a->est_lo) && !isnan(a->est_hi);
    x.lo = limits ? a->est_lo : a->lo;
    x.hi = limits ? a->est_hi : a->hi;
    x.estimate = limits ? interval : NULL;
    x.known = a->known || a->lo == a->hi;
    x.value = a->known ? a->value : a->lo;
    x.unit = book_cell(c->book, c->row, TABLE_UNIT);
    x.status = book_cell(c->book, c->row, TABLE_STATUS);
    if (!strcmp(interval, "approx")) {
        x.about = true;
        x.lo = table_counted(x.unit) ? 0 : -INFINITY;
        x.hi = INFINITY;
    }
    return x;
}

/* ---- truths */

static enum truth
less(const struct number *a, const struct number *b)
{
    if (below(a->hi, b->lo))
        return TRUTH_YES;
    return below(a->lo, b->hi) ? TRUTH_UNKNOWN : TRUTH_NO;
}

static enum truth
negate(enum truth t)
{
    return (enum truth)(TRUTH_YES - t);
}

static enum truth
same_number(const struct number *a, const struct number *b)
{
    if (below(a->hi, b->lo) || below(b->hi, a->lo))
        return TRUTH_NO;
    return a->lo == a->hi && b->lo == b->hi ? TRUTH_YES : TRUTH_UNKNOWN;
}

static enum truth
compare(enum node_kind kind, const struct number *a, const struct number *b)
{
    switch ((int)kind) {
    case NODE_LESS:
        return less(a, b);
    case NODE_AT_MOST:
        return negate(less(b, a));
    case NODE_MORE:
        return less(b, a);
    case NODE_AT_LEAST:
        return negate(less(a, b));
    case NODE_EQUAL:
        return same_number(a, b);
    default:
        return negate(same_number(a, b));
    }
}

/* The intervals share a point. An "about" number holds its value and more. */
static enum truth
overlaps(const struct number *a, const struct number *b)
{
    struct number pa = a->about ? point(a) : *a, pb = b->about ? point(b) : *b;
    bool unheld = (!a->known && isinf(a->lo) && isinf(a->hi)) ||
                  (!b->known && isinf(b->lo) && isinf(b->hi));
    if (unheld)
        return TRUTH_UNKNOWN;
    if (!below(pa.hi, pb.lo) && !below(pb.hi, pa.lo))
        return TRUTH_YES;
    return a->about || b->about ? TRUTH_UNKNOWN : TRUTH_NO;
}

static enum truth
near(const struct number *a, const struct number *b, const struct number *within)
{
    struct number d = bounds(a->lo - b->hi, a->hi - b->lo);
    double least = d.lo > 0 ? d.lo : d.hi < 0 ? -d.hi : 0;
    struct number far = bounds(least, fmax(fabs(d.lo), fabs(d.hi)));
    return negate(less(within, &far));
}

/* A tolerance in percent is of the number that is named. */
static struct number
reach(const struct number *named, const struct node *tolerance)
{
    const struct number *t = &tolerance->judged->number;
    if (!t->unit || strcmp(t->unit, "percent"))
        return *t;
    double a = fabs(named->lo), b = fabs(named->hi);
    struct number size = bounds(fmin(a, b), fmax(a, b));
    return multiply(size.lo, size.hi, t->lo / 100, t->hi / 100);
}

static enum truth
least(enum truth a, enum truth b)
{
    return a < b ? a : b;
}

/* near, about, almost, just over: how far a is from b, and on which side. */
static enum truth
toward(const struct node *n, const struct number *a, const struct number *b)
{
    struct number far = reach(b, n->arg[2]);
    struct number low = bounds(b->lo - far.hi, b->hi - far.lo);
    struct number high = bounds(b->lo + far.lo, b->hi + far.hi);
    if (n->kind == NODE_ALMOST)
        return least(compare(NODE_AT_LEAST, a, &low), compare(NODE_LESS, a, b));
    if (n->kind == NODE_JUST_OVER)
        return least(compare(NODE_MORE, a, b), compare(NODE_AT_MOST, a, &high));
    return near(a, b, &far);
}

static enum truth
same_statement(const struct cell *a, const struct cell *b)
{
    static const enum table_column said[] = {TABLE_VALUE, TABLE_LO, TABLE_HI,
                                             TABLE_INTERVAL, TABLE_UNIT};
    if (a->held != HELD || b->held != HELD)
        return TRUTH_UNKNOWN;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (strcmp(book_cell(a->book, a->row, said[i]),
                   book_cell(b->book, b->row, said[i])))
            return TRUTH_NO;
    return TRUTH_YES;
}

/* Every word of the text is one of the statement's comparisons. */
static enum truth
says(const struct evidence *e, const struct cell *c, const char *text)
{
    if (c->held != HELD)
        return TRUTH_UNKNOWN;
    const char *said =
        mem_print(e->m, " %s ", book_cell(c->book, c->row, TABLE_COMPARE));
    while (*text) {
        size_t n = strcspn(text, " ");
        if (n && !strstr(said, mem_print(e->m, " %.*s ", (int)n, text)))
            return TRUTH_NO;
        text += n;
        text += strspn(text, " ");
    }
    return TRUTH_YES;
}

static enum truth
covers(const struct cell *c, const char *text)
{
    struct period p;
    if (c->held != HELD)
        return TRUTH_UNKNOWN;
    period_parse(text, &p);
    return c->when.first <= p.first && c->when.last >= p.last ? TRUTH_YES : TRUTH_NO;
}

/* ---- sets */

static struct number
extreme(const struct judged *set, bool largest)
{
    struct number x = set->n ? set->member[0] : unknown;
    for (size_t i = 1; i < set->n; i++) {
        const struct number *y = &set->member[i];
        x.lo = largest ? fmax(x.lo, y->lo) : fmin(x.lo, y->lo);
        x.hi = largest ? fmax(x.hi, y->hi) : fmin(x.hi, y->hi);
    }
    if (set->open && largest)
        x.hi = fmax(x.hi, set->rest);
    if (set->open && !largest)
        x.lo = -INFINITY;
    return bounds(x.lo, x.hi);
}

static struct number
sum(const struct judged *set, const char *unit)
{
    struct number x = exactly(0);
    for (size_t i = 0; i < set->n; i++)
        x = bounds(x.lo + set->member[i].lo, x.hi + set->member[i].hi);
    if (!set->open)
        return x;
    return bounds(unit && table_counted(unit) ? x.lo : -INFINITY, x.hi + set->rest);
}

/* The earliest or latest member that is held; several of one period give their hull.
 * holds[] marks them. */
static struct number
at_end(const struct judged *set, bool latest)
{
    const struct cell *best = NULL;
    struct number x = unknown;
    for (size_t i = 0; i < set->n; i++) {
        const struct cell *c = &set->cell[i];
        bool better = !best || (latest ? c->when.last > best->when.last
                                       : c->when.first < best->when.first);
        if (c->held == HELD && better)
            best = c;
    }
    for (size_t i = 0; i < set->n; i++) {
        const struct cell *c = &set->cell[i];
        bool chosen = best && c->held == HELD &&
                      (latest ? c->when.last == best->when.last
                              : c->when.first == best->when.first);
        set->holds[i] = chosen ? TRUTH_YES : TRUTH_NO;
        if (chosen && c == best)
            x = set->member[i];
        else if (chosen)
            x = bounds(fmin(x.lo, set->member[i].lo), fmax(x.hi, set->member[i].hi));
    }
    return x;
}

static struct number
number_held(const struct judged *set)
{
    double n = 0;
    for (size_t i = 0; i < set->n; i++)
        n += set->cell[i].held == HELD;
    return exactly(n);
}

static struct number
number_holding(const struct judged *set)
{
    double yes = 0, maybe = 0;
    for (size_t i = 0; i < set->n; i++) {
        yes += set->holds[i] == TRUTH_YES;
        maybe += set->holds[i] == TRUTH_UNKNOWN;
    }
    bool more = set->open && set->unlisted != TRUTH_NO;
    return bounds(yes, more ? INFINITY : yes + maybe);
}

static void
hold(struct judged *set, enum node_kind kind, const struct number *x, bool set_is_left)
{
    struct number other = bounds(isinf(set->rest) ? -INFINITY : 0, set->rest);
    set->unlisted = set_is_left ? compare(kind, &other, x) : compare(kind, x, &other);
    for (size_t i = 0; i < set->n; i++)
        set->holds[i] = set_is_left ? compare(kind, &set->member[i], x)
                                    : compare(kind, x, &set->member[i]);
}

static enum truth
quantified(const struct judged *set, bool each)
{
    enum truth t = each ? TRUTH_YES : TRUTH_NO;
    for (size_t i = 0; i < set->n; i++)
        if (each ? set->holds[i] < t : set->holds[i] > t)
            t = set->holds[i];
    enum truth all = each ? TRUTH_YES : TRUTH_NO;
    bool unproved = set->open && t == all && set->unlisted != all;
    return unproved ? TRUTH_UNKNOWN : t;
}

/* Middle of the values in order, of lower and upper ends apart: both are monotone. */
static double
middle(struct mem *m, const struct judged *set, bool upper)
{
    double *x = mem_array(m, set->n, sizeof *x);
    for (size_t i = 0; i < set->n; i++)
        x[i] = upper ? set->member[i].hi : set->member[i].lo;
    qsort(x, set->n, sizeof *x, by_size);
    size_t k = set->n / 2;
    return set->n % 2 ? x[k] : x[k - 1] / 2 + x[k] / 2;
}

static struct number
median(struct mem *m, const struct judged *set)
{
    if (set->open || !set->n)
        return unknown;
    return bounds(middle(m, set, false), middle(m, set, true));
}

static struct number
average(const struct judged *set)
{
    if (set->open || !set->n)
        return unknown;
    struct number x = sum(set, NULL);
    return bounds(x.lo / (double)set->n, x.hi / (double)set->n);
}

/* Each period against the one before; the first has none. */
static void
hold_moves(struct judged *set, bool up)
{
    for (size_t i = 0; i < set->n; i++)
        set->holds[i] = !i   ? TRUTH_UNKNOWN
                        : up ? less(&set->member[i - 1], &set->member[i])
                             : less(&set->member[i], &set->member[i - 1]);
}

/* Each period of a series against the same period of the other. */
static void
hold_pairs(struct judged *a, enum node_kind kind, const struct judged *b)
{
    for (size_t i = 0, k = 0; i < a->n; i++) {
        while (k < b->n && b->cell[k].when.first < a->cell[i].when.first)
            k++;
        bool there = k < b->n && !strcmp(a->cell[i].period, b->cell[k].period);
        a->holds[i] =
            there ? compare(kind, &a->member[i], &b->member[k]) : TRUTH_UNKNOWN;
    }
}

/* The last period is above (below) each other one. */
static enum truth
is_record(struct judged *set, bool high)
{
    enum truth t = set->open || set->n < 2 ? TRUTH_UNKNOWN : TRUTH_YES;
    const struct number *x = set->n ? &set->member[set->n - 1] : NULL;
    for (size_t i = 0; i < set->n; i++) {
        const struct number *y = &set->member[i];
        set->holds[i] = y == x ? TRUTH_UNKNOWN : high ? less(y, x) : less(x, y);
        if (y != x)
            t = least(t, set->holds[i]);
    }
    return t;
}

static const char *
key_of(const struct cell *c, const char *text)
{
    struct period p;
    if (period_parse(text, &p))
        return c->period;
    for (size_t k = 0; k < c->ref->n; k++)
        if (c->ref->dim[k].all || c->ref->dim[k].but || c->ref->dim[k].n > 1)
            return c->code[k];
    return "";
}

/* The member named by key is the largest, or as large as any. */
static enum truth
is_extreme(const struct judged *set, const char *key, bool largest)
{
    const struct number *x = NULL;
    for (size_t i = 0; i < set->n && !x; i++)
        if (!strcmp(key_of(&set->cell[i], key), key))
            x = &set->member[i];
    if (!x)
        return TRUTH_UNKNOWN;
    struct number other = bounds(-INFINITY, set->rest);
    bool closed = !set->open || (largest && less(x, &other) == TRUTH_NO);
    enum truth t = closed ? TRUTH_YES : TRUTH_UNKNOWN;
    for (size_t i = 0; i < set->n; i++) {
        const struct number *y = &set->member[i];
        enum truth beaten = y == x ? TRUTH_NO : largest ? less(x, y) : less(y, x);
        if (negate(beaten) < t)
            t = negate(beaten);
    }
    return t;
}

/* The members named are the largest, in this order, and no other is above the last. */
static enum truth
are_top(const struct judged *set, const struct node *key)
{
    enum truth t = TRUTH_YES;
    const struct number *before = NULL;
    for (size_t k = 0; k < key->codes; k++) {
        const struct number *x = NULL;
        for (size_t i = 0; i < set->n && !x; i++)
            if (!strcmp(key_of(&set->cell[i], key->code[k]), key->code[k]))
                x = &set->member[i];
        if (!x)
            return TRUTH_UNKNOWN;
        if (before)
            t = least(t, less(x, before));
        before = x;
    }
    for (size_t i = 0; i < set->n; i++) {
        bool named = false;
        for (size_t k = 0; k < key->codes && !named; k++)
            named = !strcmp(key_of(&set->cell[i], key->code[k]), key->code[k]);
        if (!named)
            t = least(t, less(&set->member[i], before));
    }
    struct number other = bounds(0, set->rest);
    return set->open
               ? least(t, less(&other, before) == TRUTH_YES ? TRUTH_YES : TRUTH_UNKNOWN)
               : t;
}

/* ---- the tree */

static const char *
unit_in_set(const struct evidence *e, const struct node *n)
{
    const char *unit = NULL;
    for (size_t i = 0; i < n->judged->n; i++)
        unit = one_unit(e, n, unit, n->judged->member[i].unit);
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
        j->member[i] = judge_number_of(&j->cell[i]);
        status = table_status(e->m, status, j->member[i].status);
    }
    if (j->open && e->pinned.publisher)
        j->rest = edition_rest(e, n->ref, j);
    if (j->rest == 0)
        j->open = false;
    j->number = n->ref->set ? unknown : j->member[0];
    j->number.status = status;
    j->number.unit = unit_in_set(e, n);
}

/* What holds of which member of the set on the left, or between periods. */
static void
hold_each(const struct evidence *e, struct node *of)
{
    struct judged *set = of->arg[0]->judged;
    if (of->kind == NODE_ROSE || of->kind == NODE_FELL) {
        hold_moves(set, of->kind == NODE_ROSE);
        return;
    }
    struct judged *other = of->arg[1]->judged;
    one_unit(e, of, set->number.unit, other->number.unit);
    if (of->arg[1]->type == TYPE_SET) {
        hold_pairs(set, of->kind, other);
        set->unlisted = set->open ? TRUTH_UNKNOWN : TRUTH_NO;
    } else {
        hold(set, of->kind, &other->number, true);
    }
}

/* The first member of which something can hold: between periods that is the second. */
static size_t
first_judged(const struct node *of)
{
    return of->kind == NODE_ROSE || of->kind == NODE_FELL;
}

/* How often in a row it holds, up to the last period. Before the span it may hold too,
 * unless the span begins with the register. */
static void
judge_streak(const struct evidence *e, struct node *n)
{
    struct node *of = n->arg[0];
    hold_each(e, of);
    const struct judged *set = of->arg[0]->judged;
    size_t from = first_judged(of), sure = 0, most = 0;
    for (size_t i = set->n; i > from && set->holds[i - 1] == TRUTH_YES; i--)
        sure++;
    for (size_t i = set->n; i > from && set->holds[i - 1] != TRUTH_NO; i--)
        most++;
    bool whole = !of->arg[0]->ref->first && !set->open;
    bool cut = set->n <= from || (most == set->n - from && !whole);
    n->judged->number = bounds((double)sure, cut ? INFINITY : (double)most);
    n->judged->number.status = set->number.status;
}

static enum truth
judge_always(const struct evidence *e, struct node *of)
{
    hold_each(e, of);
    const struct judged *set = of->arg[0]->judged;
    size_t from = first_judged(of);
    enum truth t = set->open || set->n <= from ? TRUTH_UNKNOWN : TRUTH_YES;
    for (size_t i = from; i < set->n; i++)
        t = least(t, set->holds[i]);
    return t;
}

static void
judge_count(const struct evidence *e, struct node *n)
{
    struct node *of = n->arg[0];
    if (of->kind == NODE_REF) {
        n->judged->number = number_held(of->judged);
        return;
    }
    struct judged *set = of->arg[0]->judged;
    hold_each(e, of);
    n->judged->number = number_holding(set);
    n->judged->number.status = set->number.status;
}

static struct number
ratio(const struct evidence *e, const struct node *n, const struct number *a,
      const struct number *b)
{
    struct node times_100 = {.kind = NODE_MULTIPLY, .at = n->at};
    struct node over = {.kind = NODE_DIVIDE, .at = n->at};
    struct number q = operate(e, &over, a, b), hundred = exactly(100);
    one_unit(e, n, a->unit, b->unit);
    q = operate(e, &times_100, &q, &hundred);
    q.unit = "percent";
    return q;
}

static struct number
intersect(const struct evidence *e, const struct node *n, const struct number *a,
          const struct number *b)
{
    struct number x = bounds(fmax(a->lo, b->lo), fmin(a->hi, b->hi));
    if (below(x.hi, x.lo))
        x = (struct number){-INFINITY, INFINITY, .clash = true};
    bool clash = x.clash;
    carry(e, &x, a, b);
    x.clash = x.clash || clash;
    x.unit = one_unit(e, n, a->unit, b->unit);
    return x;
}

static void
judge_set_number(struct mem *m, struct node *n)
{
    const struct judged *set = n->arg[n->n - 1]->judged;
    struct number *x = &n->judged->number;
    switch ((int)n->kind) {
    case NODE_MIN:
    case NODE_MAX:
        *x = extreme(set, n->kind == NODE_MAX);
        break;
    case NODE_SUM:
        *x = sum(set, set->number.unit);
        break;
    case NODE_MEDIAN:
        *x = median(m, set);
        break;
    case NODE_AVERAGE:
        *x = average(set);
        break;
    default:
        *x = at_end(set, n->kind == NODE_LAST);
        break;
    }
    x->unit = set->number.unit;
    if (!*x->status)
        x->status = set->number.status;
}

static void
judge_rank(const struct evidence *e, struct node *n)
{
    const struct number *x = &n->arg[0]->judged->number;
    struct judged *set = n->arg[1]->judged;
    one_unit(e, n, x->unit, set->number.unit);
    hold(set, NODE_MORE, x, true);
    struct number above = number_holding(set);
    n->judged->number = bounds(above.lo + 1, above.hi + 1);
    n->judged->number.unit = "rank";
    carry(e, &n->judged->number, x, &set->number);
}

static void
judge_number(const struct evidence *e, struct node *n)
{
    const struct number *a = n->n ? &n->arg[0]->judged->number : NULL;
    const struct number *b = n->n > 1 ? &n->arg[1]->judged->number : NULL;
    struct number *x = &n->judged->number, zero = exactly(0);
    struct node minus = {.kind = NODE_SUBTRACT, .at = n->at};
    struct node over = {.kind = NODE_DIVIDE, .at = n->at};
    struct node by = {.kind = NODE_MULTIPLY, .at = n->at};
    switch ((int)n->kind) {
    case NODE_NUMBER:
        *x = exactly(n->number);
        x->unit = n->unit;
        break;
    case NODE_REF:
        judge_ref(e, n);
        break;
    case NODE_NEGATIVE:
        *x = operate(e, &minus, &zero, a);
        break;
    case NODE_ADD:
    case NODE_SUBTRACT:
    case NODE_MULTIPLY:
    case NODE_DIVIDE:
        *x = operate(e, n, a, b);
        break;
    case NODE_COUNT:
        judge_count(e, n);
        break;
    case NODE_RANK:
        judge_rank(e, n);
        break;
    case NODE_SHARE:
        *x = ratio(e, n, a, b);
        break;
    case NODE_CHANGE: {
        struct number hundred = exactly(100), r = ratio(e, n, b, a);
        hundred.unit = "percent";
        *x = operate(e, &minus, &r, &hundred);
        x->unit = "percent";
        break;
    }
    case NODE_TIMES:
        one_unit(e, n, a->unit, b->unit);
        *x = operate(e, &over, a, b);
        x->unit = NULL;
        break;
    case NODE_PER:
        *x = operate(e, &over, a, b);
        *x = operate(e, &by, x, &n->arg[2]->judged->number);
        x->unit = NULL;
        break;
    case NODE_STREAK:
        judge_streak(e, n);
        break;
    case NODE_BOTH:
        *x = intersect(e, n, a, b);
        break;
    case NODE_PART:
        *x = bounds(0, a->about ? INFINITY : fmax(0, a->hi));
        x->unit = a->unit;
        x->status = a->status;
        break;
    case NODE_OBSERVED:
        *x = *a;
        if (a->estimate && a->known && !a->about)
            x->lo = x->hi = a->value;
        x->estimate = NULL;
        break;
    case NODE_MIN:
    case NODE_MAX:
    case NODE_SUM:
    case NODE_MEDIAN:
    case NODE_AVERAGE:
    case NODE_FIRST:
    case NODE_LAST:
        judge_set_number(e->m, n);
        break;
    default:
        break;
    }
}

static enum truth
judge_comparison(const struct evidence *e, struct node *n)
{
    struct node *a = n->arg[0], *b = n->arg[1];
    if (a->kind == NODE_TOP) {
        enum truth t = are_top(a->arg[0]->judged, b);
        return n->kind == NODE_EQUAL ? t : negate(t);
    }
    if (b->kind == NODE_KEY) {
        enum truth t = is_extreme(a->arg[0]->judged, b->text, a->kind == NODE_ARGMAX);
        return n->kind == NODE_EQUAL ? t : negate(t);
    }
    bool left = a->kind == NODE_EACH || a->kind == NODE_ANY;
    bool right = b->kind == NODE_EACH || b->kind == NODE_ANY;
    struct node *set = left ? a->arg[0] : right ? b->arg[0] : NULL;
    one_unit(e, n, (left ? set : a)->judged->number.unit,
             (right ? set : b)->judged->number.unit);
    if (!set)
        return compare(n->kind, &a->judged->number, &b->judged->number);
    hold(set->judged, n->kind, &(left ? b : a)->judged->number, left);
    return quantified(set->judged, (left ? a : b)->kind == NODE_EACH);
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
        return negate(a->truth);
    case NODE_OVERLAPS:
        one_unit(e, n, a->number.unit, b->number.unit);
        return overlaps(&a->number, &b->number);
    case NODE_NEAR:
    case NODE_ABOUT:
    case NODE_ALMOST:
    case NODE_JUST_OVER:
        one_unit(e, n, a->number.unit, b->number.unit);
        return toward(n, &a->number, &b->number);
    case NODE_BETWEEN:
        one_unit(e, n, a->number.unit, b->number.unit);
        one_unit(e, n, a->number.unit, n->arg[2]->judged->number.unit);
        return least(compare(NODE_AT_LEAST, &a->number, &b->number),
                     compare(NODE_AT_MOST, &a->number, &n->arg[2]->judged->number));
    case NODE_ROSE:
    case NODE_FELL:
        return judge_always(e, n);
    case NODE_ALWAYS:
        return judge_always(e, n->arg[0]);
    case NODE_RECORD_HIGH:
    case NODE_RECORD_LOW:
        return is_record(a, n->kind == NODE_RECORD_HIGH);
    case NODE_COVERS:
        return covers(a->cell, n->text);
    case NODE_SAYS:
        return says(e, a->cell, n->text);
    case NODE_SAME:
        return same_statement(a->cell, b->cell);
    default:
        return judge_comparison(e, n);
    }
}

static void
evaluate(const struct evidence *e, struct node *n)
{
    n->judged = mem_get(e->m, sizeof *n->judged);
    n->judged->number = unknown;
    n->judged->truth = TRUTH_UNKNOWN;
    n->judged->taken = e->pinned;
    for (int i = 0; i < n->n; i++)
        judge(e, n->arg[i]);
    if (n->type == TYPE_TRUTH) {
        /* Of a bare set count(), always() and streak() judge. */
        bool counted = n->kind >= NODE_LESS && n->kind <= NODE_DIFFERENT &&
                       n->arg[0]->type == TYPE_SET;
        if (!counted)
            n->judged->truth = judge_truth(e, n);
    } else {
        judge_number(e, n);
    }
}

static bool
is_composite(const struct node *n)
{
    static const enum node_kind kinds[] = {NODE_SHARE, NODE_SUM,   NODE_RANK,
                                           NODE_ADD,   NODE_COUNT, NODE_ARGMAX,
                                           NODE_ARGMIN};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (n->kind == kinds[i])
            return true;
    return false;
}

static bool
has_composite(const struct node *n)
{
    if (is_composite(n) || (n->kind == NODE_REF && n->judged->open))
        return true;
    for (int i = 0; i < n->n; i++)
        if (has_composite(n->arg[i]))
            return true;
    return false;
}

/* Its figures belong together: parts and whole, or members of one ranking. */
static bool
belongs_together(const struct node *n)
{
    bool joins = n->kind == NODE_AND || n->kind == NODE_OR || n->kind == NODE_NOT;
    return is_composite(n) || (n->type == TYPE_TRUTH && !joins && has_composite(n));
}

void
judge(const struct evidence *e, struct node *n)
{
    evaluate(e, n);
    if (e->pinned.publisher || !e->statements || !belongs_together(n))
        return;
    struct edition one = edition_for(e, n);
    if (one.publisher) {
        struct evidence pinned = *e;
        pinned.pinned = one;
        evaluate(&pinned, n);
    } else {
        n->judged->mixed = edition_mixed(e, n);
    }
}

/* ---- what decided */

static void
push_leaves(struct mem *m, struct node *n, struct node_list *out)
{
    if (n->kind == NODE_AND || n->kind == NODE_OR || n->kind == NODE_NOT) {
        for (int i = 0; i < n->n; i++)
            if (n->kind == NODE_NOT || n->arg[i]->judged->truth == n->judged->truth)
                push_leaves(m, n->arg[i], out);
        return;
    }
    if (!(out->n & (out->n - 1)))
        out->item = mem_grow(m, out->item, out->n * sizeof *out->item,
                             (out->n ? 2 * out->n : 1) * sizeof *out->item);
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

static void
push_cell(struct mem *m, struct cell_list *out, const struct cell *c)
{
    for (size_t i = 0; i < c->parts; i++)
        push_cell(m, out, &c->part[i]);
    if (c->parts)
        return;
    if (!(out->n & (out->n - 1)))
        out->item = mem_grow(m, out->item, out->n * sizeof *out->item,
                             (out->n ? 2 * out->n : 1) * sizeof *out->item);
    out->item[out->n++] = c;
}

static void
push_cells(struct mem *m, const struct node *n, bool deciding, enum truth truth,
           struct cell_list *out)
{
    if (n->kind != NODE_REF) {
        bool quantifier = n->kind == NODE_EACH || n->kind == NODE_ANY;
        bool end = n->kind == NODE_FIRST || n->kind == NODE_LAST;
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
}

void
judge_cells(struct mem *m, const struct node *n, struct cell_list *out)
{
    push_cells(m, n, false, TRUTH_UNKNOWN, out);
}
