#include "adjust.h"

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

enum st_status
st_holm(const double p[], size_t n, double work[], double out[])
{
    struct ranked *r = (struct ranked *)(void *)work;
    enum st_status s = rank(p, n, r);
    double so_far = 0;
    for (size_t i = 0; s == ST_OK && i < n; i++) {
        so_far = fmax(so_far, fmin(1, (double)(n - i) * r[i].p));
        out[(size_t)r[i].at] = so_far;
    }
    return s;
}

enum st_status
st_benjamini_hochberg(const double p[], size_t n, double work[], double out[])
{
    struct ranked *r = (struct ranked *)(void *)work;
    enum st_status s = rank(p, n, r);
    double so_far = 1;
    for (size_t i = n; s == ST_OK && i-- > 0;) {
        so_far = fmin(so_far, (double)n / (double)(i + 1) * r[i].p);
        out[(size_t)r[i].at] = so_far;
    }
    return s;
}
