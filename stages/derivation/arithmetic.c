/*
 * arithmetic - one operand against another by interval arithmetic: a quotient, a share, an index,
 * a difference, growth. No rows are read or written here.
 */
#include <math.h>
#include <string.h>

#include "derivation/derivation.h"

struct operand
derivation_operand(const struct table *t, const struct table_row *row)
{
    return (struct operand){t, row, table_amount(t, row),
                            !strcmp(table_cell(t, row, TABLE_INTERVAL), "approx")};
}

/* The interval that the truth lies in, against another number; an approximate value says
 * little, and so does an estimate once the result is bounds alone. */
static struct st_range
range_of(const struct operand *o, const struct operand *other)
{
    if (o->approx || (!isnan(o->amount.est_lo) && !other->amount.known))
        return (struct st_range){
            table_counted(table_cell(o->tab, o->row, TABLE_UNIT)) ? 0 : -INFINITY,
            INFINITY};
    return (struct st_range){o->amount.lo, o->amount.hi};
}

/* Nothing is known of it. */
static bool
is_missing(const struct operand *o)
{
    if (o->amount.known || isfinite(o->amount.hi))
        return false;
    bool counted = table_counted(table_cell(o->tab, o->row, TABLE_UNIT));
    return o->amount.lo <= (counted ? 0 : -INFINITY);
}

struct derived
derivation_none(const char *reason)
{
    return (struct derived){NAN, {-INFINITY, INFINITY}, NAN, NAN, false, reason};
}

/* a / b * by. */
static struct derived
quotient(const struct operand *a, const struct operand *b, double by)
{
    struct derived r = derivation_none("");
    struct st_range den = range_of(b, a);
    if (is_missing(a) || is_missing(b))
        return derivation_none("missing");
    if (b->amount.known && b->amount.value == 0)
        return derivation_none("zero-denominator");
    if (st_range_divide(st_range_scale(range_of(a, b), by), den, &r.range) != ST_OK)
        return derivation_none("zero-denominator");
    r.approx = a->approx || b->approx;
    if (a->amount.known && b->amount.known)
        r.value = a->amount.value * by / b->amount.value;
    return r;
}

struct derived
derivation_rate(const struct operand *a, const struct operand *b)
{
    struct derived r = quotient(a, b, derivation.per);
    if (!*r.reason && !isnan(a->amount.est_lo) && b->amount.known && !b->approx &&
        b->amount.value > 0) {
        r.est_lo = a->amount.est_lo * derivation.per / b->amount.value;
        r.est_hi = a->amount.est_hi * derivation.per / b->amount.value;
    }
    return r;
}

struct derived
derivation_share(const struct operand *a, const struct operand *b)
{
    struct derived r = quotient(a, b, 100);
    /* A part is no more than its whole, unless what is published says that it is. */
    if (isnan(r.value) && range_of(a, b).lo >= 0 && range_of(b, a).lo >= 0 &&
        r.range.lo <= 100)
        r.range.hi = fmin(r.range.hi, 100);
    if (a->row == b->row && !*r.reason && isnan(r.value))
        r.range = (struct st_range){100, 100};
    return r;
}

struct derived
derivation_index(const struct operand *a, const struct operand *b)
{
    struct derived r = quotient(a, b, 100);
    if (a->row == b->row && !*r.reason && isnan(r.value))
        r.range = (struct st_range){100, 100};
    return r;
}

struct derived
derivation_difference(const struct operand *a, const struct operand *b)
{
    struct derived r = derivation_none("");
    if (is_missing(a) || is_missing(b))
        return derivation_none("missing");
    r.range = st_range_subtract(range_of(a, b), range_of(b, a));
    r.approx = a->approx || b->approx;
    if (a->amount.known && b->amount.known)
        r.value = a->amount.value - b->amount.value;
    return r;
}

struct derived
derivation_growth(const struct operand *a, const struct operand *b)
{
    struct derived r = quotient(a, b, 100);
    r.range.lo -= 100;
    r.range.hi -= 100;
    if (!isnan(r.value)) /* not value - 100, which cancels */
        r.value = 100 * (a->amount.value - b->amount.value) / b->amount.value;
    return r;
}
