/*
 * dd - numbers of two doubles, hi + lo with |lo| at most half a unit of hi: about 31
 * digits, the same on every machine (Dekker 1971, Numerische Mathematik 18:224; Hida, Li
 * and Bailey 2001). Needs -ffp-contract=off and round to nearest. For inner loops where a
 * double would lose digits that the data have; sums and products that overflow a double
 * give no finite number.
 */
#ifndef STAT_DD_H
#define STAT_DD_H

#include <math.h>

struct dd {
    double hi, lo;
};

static inline struct dd
dd_of(double x)
{
    return (struct dd){x, 0};
}

/* a + b where |a| >= |b|. */
static inline struct dd
dd_renew(double a, double b)
{
    double s = a + b;
    return (struct dd){s, b - (s - a)};
}

/* a + b exactly. */
static inline struct dd
dd_sum(double a, double b)
{
    double s = a + b, t = s - a;
    return (struct dd){s, (a - (s - t)) + (b - t)};
}

/* a b exactly. */
static inline struct dd
dd_product(double a, double b)
{
    double p = a * b;
    return (struct dd){p, fma(a, b, -p)};
}

static inline struct dd
dd_add(struct dd a, struct dd b)
{
    struct dd s = dd_sum(a.hi, b.hi), t = dd_sum(a.lo, b.lo);
    s = dd_renew(s.hi, s.lo + t.hi);
    return dd_renew(s.hi, s.lo + t.lo);
}

static inline struct dd
dd_neg(struct dd a)
{
    return (struct dd){-a.hi, -a.lo};
}

static inline struct dd
dd_sub(struct dd a, struct dd b)
{
    return dd_add(a, dd_neg(b));
}

static inline struct dd
dd_mul(struct dd a, struct dd b)
{
    struct dd p = dd_product(a.hi, b.hi);
    return dd_renew(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
}

static inline struct dd
dd_div(struct dd a, struct dd b)
{
    double q = a.hi / b.hi;
    struct dd r = dd_sub(a, dd_mul(dd_of(q), b));
    double q2 = r.hi / b.hi;
    r = dd_sub(r, dd_mul(dd_of(q2), b));
    return dd_add(dd_renew(q, q2), dd_of(r.hi / b.hi));
}

/* 0 for 0 and below. One Newton step from the double root. */
static inline struct dd
dd_sqrt(struct dd a)
{
    if (!(a.hi > 0))
        return dd_of(0);
    double r = sqrt(a.hi);
    struct dd left = dd_sub(a, dd_product(r, r));
    return dd_renew(r, left.hi / (2 * r));
}

static inline double
dd_round(struct dd a)
{
    return a.hi + a.lo;
}

#endif
