#include "claim/number.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define EQUAL_WITHIN 1e-12

const struct number number_unknown = {.lo = -INFINITY, .hi = INFINITY, .status = ""};

/* ---- intervals */

static bool
equal(double a, double b)
{
    return a == b || (isfinite(a) && isfinite(b) &&
                      fabs(a - b) <= EQUAL_WITHIN * fmax(fabs(a), fabs(b)));
}

bool
number_below(double a, double b)
{
    return a < b && !equal(a, b);
}

/* A bound that overflowed says no more than that it is large. */
struct number
number_within(double lo, double hi)
{
    struct number x = number_unknown;
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

struct number
number_multiply(double alo, double ahi, double blo, double bhi)
{
    double p[4] = {times(alo, blo), times(alo, bhi), times(ahi, blo), times(ahi, bhi)};
    double lo = p[0], hi = p[0];
    for (int i = 1; i < 4; i++) {
        lo = fmin(lo, p[i]);
        hi = fmax(hi, p[i]);
    }
    return number_within(lo, hi);
}

static struct number
divide(const struct number *a, const struct number *b)
{
    if (b->lo > 0 || b->hi < 0)
        return number_multiply(a->lo, a->hi, 1 / b->hi, 1 / b->lo);
    if (b->lo == 0 && b->hi > 0)
        return number_multiply(a->lo, a->hi, 1 / b->hi, INFINITY);
    return number_unknown;
}

static struct number
arithmetic(enum node_kind kind, const struct number *a, const struct number *b)
{
    switch ((int)kind) {
    case NODE_ADD:
        return number_within(a->lo + b->lo, a->hi + b->hi);
    case NODE_SUBTRACT:
        return number_within(a->lo - b->hi, a->hi - b->lo);
    case NODE_MULTIPLY:
        return number_multiply(a->lo, a->hi, b->lo, b->hi);
    default:
        return divide(a, b);
    }
}

struct number
number_exactly(double x)
{
    return number_within(x, x);
}

struct number
number_point(const struct number *a)
{
    return number_exactly(a->value);
}

/* ---- units and what rides along */

const char *
number_unit(const struct evidence *e, struct spot at, const char *a, const char *b)
{
    if (a && b && strcmp(a, b))
        evidence_unfit(e, at, "%s meets %s, expected one unit%s", msg_quote(a),
                       msg_quote(b),
                       table_counted(a) && table_counted(b)
                           ? " (A / B puts two counts in proportion)"
                           : "");
    return a ? a : b;
}

static bool
is_percent(const struct number *x)
{
    return x->unit && !strcmp(x->unit, "percent");
}

void
number_comparable(const struct evidence *e, struct spot at, const struct number *a,
                  const struct number *b)
{
    if ((a->quotient && is_percent(b)) || (b->quotient && is_percent(a)))
        evidence_unfit(e, at,
                       "a quotient meets percent: 1.5 is not 150 percent here; "
                       "expected share(A, B), or a number without %%");
    number_unit(e, at, a->unit, b->unit);
}

/* A figure that is not held on the day at hand: its unit is not known, unlike that of a
 * plain number, which has none. */
static bool
unheld(const struct number *x)
{
    return !x->unit && !x->known && isinf(x->lo) && isinf(x->hi);
}

static const char *
unit_of(const struct evidence *e, enum node_kind kind, struct spot at,
        const struct number *a, const struct number *b)
{
    bool open = unheld(a) || unheld(b);
    switch ((int)kind) {
    case NODE_MULTIPLY:
        return open || (a->unit && b->unit) ? NULL : a->unit ? a->unit : b->unit;
    case NODE_DIVIDE:
        return open || b->unit ? NULL : a->unit;
    case NODE_SUBTRACT:
        if ((is_percent(a) && (is_percent(b) || unheld(b))) ||
            (is_percent(b) && unheld(a)))
            return "percentage_point";
        return number_unit(e, at, a->unit, b->unit);
    default:
        return number_unit(e, at, a->unit, b->unit);
    }
}

void
number_carry(const struct evidence *e, struct number *x, const struct number *a,
             const struct number *b)
{
    x->status = table_status(e->m, a->status, b->status);
    x->clash = a->clash || b->clash;
}

struct number
number_like(struct number x, const struct number *set)
{
    x.unit = set->unit;
    if (!*x.status)
        x.status = set->status;
    return x;
}

/* 50 percent of 10 persons are 5 persons. */
static struct number
percent_of(const struct evidence *e, struct spot at, const struct number *percent,
           const struct number *of)
{
    struct number hundred = number_exactly(100), part = *percent;
    part.unit = NULL;
    part = number_operate(e, NODE_DIVIDE, at, &part, &hundred);
    return number_operate(e, NODE_MULTIPLY, at, &part, of);
}

/* An operation on two numbers. Of "about" ones the value follows, the bounds do not; of
 * estimates both. */
struct number
number_operate(const struct evidence *e, enum node_kind kind, struct spot at,
               const struct number *a, const struct number *b)
{
    if (kind == NODE_MULTIPLY && b->unit && !is_percent(b) && is_percent(a))
        return percent_of(e, at, a, b);
    if (kind == NODE_MULTIPLY && a->unit && !is_percent(a) && is_percent(b))
        return percent_of(e, at, b, a);
    struct number x = arithmetic(kind, a, b);
    bool estimate = a->estimate || b->estimate;
    if (a->about || b->about || estimate) {
        struct number pa = number_point(a), pb = number_point(b);
        struct number v = arithmetic(kind, &pa, &pb);
        x.known = a->known && b->known && v.known;
        x.about = x.known && (a->about || b->about);
        x.value = v.value;
        x.estimate =
            x.known && estimate ? (a->estimate ? a->estimate : b->estimate) : NULL;
    }
    x.unit = unit_of(e, kind, at, a, b);
    x.quotient =
        !x.unit &&
        (a->quotient || b->quotient ||
         (kind == NODE_DIVIDE && a->unit && b->unit && !strcmp(a->unit, b->unit)));
    number_carry(e, &x, a, b);
    return x;
}

void
number_unless_zero(struct number *x, const struct number *base)
{
    if (base->about || base->lo > 0 || base->hi < 0)
        return;
    x->known = false;
    x->lo = -INFINITY;
    x->hi = INFINITY;
}

struct number
number_ratio(const struct evidence *e, struct spot at, const struct number *a,
             const struct number *b)
{
    struct number q = number_operate(e, NODE_DIVIDE, at, a, b),
                  hundred = number_exactly(100);
    number_unit(e, at, a->unit, b->unit);
    q = number_operate(e, NODE_MULTIPLY, at, &q, &hundred);
    q.unit = "percent";
    q.quotient = false;
    return q;
}

struct number
number_of_cell(const struct cell *c)
{
    struct number x = number_unknown;
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

enum truth
truth_less(const struct number *a, const struct number *b)
{
    if (number_below(a->hi, b->lo))
        return TRUTH_YES;
    return number_below(a->lo, b->hi) ? TRUTH_UNKNOWN : TRUTH_NO;
}

enum truth
truth_not(enum truth t)
{
    return (enum truth)(TRUTH_YES - t);
}

static enum truth
same_number(const struct number *a, const struct number *b)
{
    if (number_below(a->hi, b->lo) || number_below(b->hi, a->lo))
        return TRUTH_NO;
    return a->lo == a->hi && b->lo == b->hi ? TRUTH_YES : TRUTH_UNKNOWN;
}

enum truth
truth_compare(enum node_kind kind, const struct number *a, const struct number *b)
{
    switch ((int)kind) {
    case NODE_LESS:
        return truth_less(a, b);
    case NODE_AT_MOST:
        return truth_not(truth_less(b, a));
    case NODE_MORE:
        return truth_less(b, a);
    case NODE_AT_LEAST:
        return truth_not(truth_less(a, b));
    case NODE_EQUAL:
        return same_number(a, b);
    default:
        return truth_not(same_number(a, b));
    }
}

enum truth
truth_least(enum truth a, enum truth b)
{
    return a < b ? a : b;
}
