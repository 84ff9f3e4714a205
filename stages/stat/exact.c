#include "stat/exact.h"

#include <math.h>
#include <stdbool.h>

#define NEGLIGIBLE 1e-300
#define SLACK (1 + 1e-7)

enum kind { POISSON, BINOMIAL, HYPERGEOMETRIC };

/* binomial: m trials. hypergeometric: k drawn, m white, l = black - k. */
struct family {
    enum kind kind;
    double m, k, l, first, last;
};

struct tails {
    double below, at, above; /* P(X < x), P(X = x), P(X > x) */
    double mean;
};

/* w(j+1) / w(j) at odds 1. */
static double
up(const struct family *f, double j)
{
    switch (f->kind) {
    case POISSON:
        return 1 / (j + 1);
    case BINOMIAL:
        return (f->m - j) / (j + 1);
    case HYPERGEOMETRIC:
        break;
    }
    return (f->m - j) / (j + 1) * ((f->k - j) / (f->l + j + 1));
}

/* The least j at which the weights no longer grow. */
static double
mode(const struct family *f, double odds)
{
    double least = f->first, most = isinf(f->last) ? ceil(odds) + 1 : f->last;
    while (least < most) {
        double j = floor((least + most) / 2);
        if (odds * up(f, j) > 1)
            least = j + 1;
        else
            most = j;
    }
    return least;
}

static void
put(struct tails *t, double *total, double j, double x, double top, double w)
{
    *total += w;
    t->mean += (j - top) * w;
    if (j < x)
        t->below += w;
    else if (j > x)
        t->above += w;
    else
        t->at += w;
}

static struct tails
walk(const struct family *f, double odds, double x)
{
    struct tails t = {0};
    double total = 0, top = mode(f, odds), w = 1;
    for (double j = top; w > NEGLIGIBLE; j++) {
        put(&t, &total, j, x, top, w);
        if (j >= f->last)
            break;
        w *= odds * up(f, j);
    }
    w = 1;
    for (double j = top - 1; j >= f->first; j--) {
        w /= odds * up(f, j);
        if (!(w > NEGLIGIBLE))
            break;
        put(&t, &total, j, x, top, w);
    }
    t.below /= total;
    t.at /= total;
    t.above /= total;
    t.mean = top + t.mean / total;
    return t;
}

/* The sum of all probabilities not above that of x. */
static double
as_unlikely(const struct family *f, double odds, double at_x)
{
    double sum = 0, total = 0, top = mode(f, odds), w = 1;
    double all = 1 / walk(f, odds, top).at, bar = at_x * all * SLACK;
    for (double j = top; w > NEGLIGIBLE; j++) {
        total += w;
        sum += w <= bar ? w : 0;
        if (j >= f->last)
            break;
        w *= odds * up(f, j);
    }
    w = 1;
    for (double j = top - 1; j >= f->first; j--) {
        w /= odds * up(f, j);
        if (!(w > NEGLIGIBLE))
            break;
        total += w;
        sum += w <= bar ? w : 0;
    }
    return sum / total;
}

enum goal { UPPER_TAIL, LOWER_TAIL, MEAN };

/* What rises with odds, less the goal. */
static double
excess(const struct family *f, double odds, double x, enum goal goal, double half,
       double want)
{
    struct tails t = walk(f, odds, x);
    switch (goal) {
    case UPPER_TAIL:
        return t.above + half * t.at - want;
    case LOWER_TAIL:
        return want - (t.below + half * t.at);
    case MEAN:
        break;
    }
    return t.mean - x;
}

/* The odds at which the goal is met, by bisection of their logarithm. */
static double
solve(const struct family *f, double start, double x, enum goal goal, double half,
      double want)
{
    double a = log(start), b = a, step = 0.5;
    if (excess(f, start, x, goal, half, want) < 0) {
        do {
            a = b;
            b += step;
            step *= 2;
        } while (b < 700 && excess(f, exp(b), x, goal, half, want) < 0);
    } else {
        do {
            b = a;
            a -= step;
            step *= 2;
        } while (a > -700 && excess(f, exp(a), x, goal, half, want) >= 0);
    }
    for (int i = 0; i < 80; i++) {
        double c = a + (b - a) / 2;
        if (c <= a || c >= b)
            break;
        if (excess(f, exp(c), x, goal, half, want) < 0)
            a = c;
        else
            b = c;
    }
    return exp(a + (b - a) / 2);
}

static double
floored(double p)
{
    return p < NEGLIGIBLE ? NEGLIGIBLE : p > 1 ? 1 : p;
}

static struct st_exact_p
tests(const struct family *f, double x, double null)
{
    struct tails t = walk(f, null, x);
    double both = as_unlikely(f, null, t.at);
    return (struct st_exact_p){
        .less = floored(t.below + t.at),
        .greater = floored(t.at + t.above),
        .two = floored(both),
        .mid = floored(both - t.at / 2),
        .central = floored(2 * fmin(t.below + t.at, t.at + t.above)),
    };
}

/* x is not at both ends of the support. null is in odds; so are estimate and limits. */
static void
conditional(const struct family *f, double x, double null, double level,
            struct st_exact *out)
{
    double alpha = (1 - level) / 2;
    bool least = x <= f->first, most = x >= f->last;
    double guess = f->kind == POISSON ? x + 0.5 : null;
    *out = (struct st_exact){
        .p = tests(f, x, null),
        .estimate = least  ? 0
                    : most ? INFINITY
                           : solve(f, guess, x, MEAN, 0, 0),
        .lo = least ? 0 : solve(f, guess, x, UPPER_TAIL, 1, alpha),
        .hi = most ? INFINITY : solve(f, guess, x, LOWER_TAIL, 1, alpha),
        .mid_lo = least ? 0 : solve(f, guess, x, UPPER_TAIL, 0.5, alpha),
        .mid_hi = most ? INFINITY : solve(f, guess, x, LOWER_TAIL, 0.5, alpha),
    };
}

static enum st_status
check(const double count[], int n, double level, const double positive[],
      int n_positive)
{
    for (int i = 0; i < n; i++)
        if (!isfinite(count[i]))
            return ST_NOT_A_NUMBER;
    for (int i = 0; i < n_positive; i++)
        if (!isfinite(positive[i]))
            return ST_NOT_A_NUMBER;
    if (!(level > 0 && level < 1))
        return ST_DOMAIN;
    for (int i = 0; i < n; i++) {
        if (count[i] < 0 || count[i] > floor(count[i]))
            return ST_DOMAIN;
        if (count[i] > ST_EXACT_MAX)
            return ST_TOO_LARGE;
    }
    for (int i = 0; i < n_positive; i++)
        if (!(positive[i] > 0))
            return ST_DOMAIN;
    return ST_OK;
}

static void
scale(struct st_exact *e, double by)
{
    e->estimate *= by;
    e->lo *= by;
    e->hi *= by;
    e->mid_lo *= by;
    e->mid_hi *= by;
}

enum st_status
st_poisson_rate(double x, double t, double rate, double level, struct st_exact *out)
{
    enum st_status s = check(&x, 1, level, (double[]){t, rate}, 2);
    if (s)
        return s;
    if (t * rate > ST_EXACT_MAX)
        return ST_TOO_LARGE;
    struct family f = {.kind = POISSON, .last = INFINITY};
    conditional(&f, x, t * rate, level, out);
    scale(out, 1 / t);
    out->estimate = x / t;
    return ST_OK;
}

static enum st_status
binomial(double x1, double t1, double x2, double t2, double null, double level,
         struct family *f)
{
    enum st_status s = check((double[]){x1, x2}, 2, level, (double[]){t1, t2, null}, 3);
    if (s)
        return s;
    if (x1 + x2 <= 0)
        return ST_ALL_ZERO;
    *f = (struct family){.kind = BINOMIAL, .m = x1 + x2, .last = x1 + x2};
    return ST_OK;
}

enum st_status
st_poisson_ratio(double x1, double t1, double x2, double t2, double null, double level,
                 struct st_exact *out)
{
    struct family f;
    enum st_status s = binomial(x1, t1, x2, t2, null, level, &f);
    if (s)
        return s;
    conditional(&f, x1, null * t1 / t2, level, out);
    scale(out, t2 / t1);
    out->estimate = x2 > 0 ? x1 / t1 / (x2 / t2) : INFINITY;
    return ST_OK;
}

enum st_status
st_poisson_ratio_p(double x1, double t1, double x2, double t2, double null,
                   struct st_exact_p *out)
{
    struct family f;
    enum st_status s = binomial(x1, t1, x2, t2, null, 0.5, &f);
    if (!s)
        *out = tests(&f, x1, null * t1 / t2);
    return s;
}

static enum st_status
hypergeometric(double x1, double n1, double x2, double n2, double null, double level,
               struct family *f)
{
    enum st_status s =
        check((double[]){x1, x2, n1, n2}, 4, level, (double[]){null, n1, n2}, 3);
    if (s)
        return s;
    if (x1 > n1 || x2 > n2)
        return ST_DOMAIN;
    double events = x1 + x2;
    if (events <= 0)
        return ST_ALL_ZERO;
    if (events >= n1 + n2)
        return ST_ALL_TIED;
    *f = (struct family){.kind = HYPERGEOMETRIC,
                         .m = n1,
                         .k = events,
                         .l = n2 - events,
                         .first = fmax(0, events - n2),
                         .last = fmin(events, n1)};
    return ST_OK;
}

enum st_status
st_fisher(double x1, double n1, double x2, double n2, double null, double level,
          struct st_exact *out)
{
    struct family f;
    enum st_status s = hypergeometric(x1, n1, x2, n2, null, level, &f);
    if (!s)
        conditional(&f, x1, null, level, out);
    return s;
}

enum st_status
st_fisher_p(double x1, double n1, double x2, double n2, double null,
            struct st_exact_p *out)
{
    struct family f;
    enum st_status s = hypergeometric(x1, n1, x2, n2, null, 0.5, &f);
    if (!s)
        *out = tests(&f, x1, null);
    return s;
}
