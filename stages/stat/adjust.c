#include "stat/adjust.h"

#include <math.h>
#include <stdlib.h>

struct ranked {
    double p, at;
};

size_t
st_adjust_work(size_t n)
{
    return 2 * n;
}

static int
by_p(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    return x->p > y->p || x->p < y->p ? (x->p > y->p) - (x->p < y->p)
                                      : (x->at > y->at) - (x->at < y->at);
}

static enum st_status
rank(const double p[], size_t n, struct ranked *r)
{
    if (n == 0)
        return ST_TOO_FEW;
    for (size_t i = 0; i < n; i++) {
        if (isnan(p[i]))
            return ST_NOT_A_NUMBER;
        if (p[i] < 0 || p[i] > 1)
            return ST_DOMAIN;
        r[i] = (struct ranked){p[i], (double)i};
    }
    qsort(r, n, sizeof *r, by_p);
    return ST_OK;
}

static void
step_down(const struct ranked r[], size_t n, double out[])
{
    double so_far = 0;
    for (size_t i = 0; i < n; i++) {
        so_far = fmax(so_far, fmin(1, (double)(n - i) * r[i].p));
        out[(size_t)r[i].at] = so_far;
    }
}

static void
step_up(enum st_adjust how, const struct ranked r[], size_t n, double out[])
{
    double so_far = 1, harmonic = 0;
    for (size_t i = 1; how == ST_BY && i <= n; i++)
        harmonic += 1 / (double)i;
    for (size_t i = n; i-- > 0;) {
        double by = how == ST_HOCHBERG ? (double)(n - i) : (double)n / (double)(i + 1);
        so_far = fmin(so_far, (how == ST_BY ? harmonic * by : by) * r[i].p);
        out[(size_t)r[i].at] = so_far;
    }
}

/* The worst set of m tests has the m - 1 largest p beside the one at hand. */
static void
hommel(const struct ranked r[], size_t n, double out[])
{
    for (size_t i = 0; i < n; i++)
        out[(size_t)r[i].at] = 0;
    for (size_t m = 1; m <= n; m++) {
        const struct ranked *top = r + n - m;
        double rest = 1, all;
        for (size_t j = 2; j <= m; j++)
            rest = fmin(rest, (double)m * top[j - 1].p / (double)j);
        all = fmin(rest, (double)m * top[0].p);
        for (size_t i = 0; i < n; i++) {
            double *worst = &out[(size_t)r[i].at];
            *worst = fmax(*worst, i < n - m ? fmin(rest, (double)m * r[i].p) : all);
        }
    }
}

enum st_status
st_adjust(enum st_adjust how, const double p[], size_t n, double work[], size_t n_work,
          double out[])
{
    if (n_work < st_adjust_work(n))
        return ST_NO_ROOM;
    struct ranked *r = (struct ranked *)(void *)work;
    enum st_status s = rank(p, n, r);
    if (s != ST_OK)
        return s;
    switch (how) {
    case ST_BONFERRONI:
        for (size_t i = 0; i < n; i++)
            out[i] = fmin(1, (double)n * p[i]);
        break;
    case ST_HOLM:
        step_down(r, n, out);
        break;
    case ST_HOMMEL:
        hommel(r, n, out);
        break;
    case ST_HOCHBERG:
    case ST_BH:
    case ST_BY:
        step_up(how, r, n, out);
        break;
    }
    return ST_OK;
}
