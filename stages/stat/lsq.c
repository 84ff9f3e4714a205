#include "stat/lsq.h"

#include <math.h>

#define RANK_TOLERANCE 1e-14

/* Where the processor has it, fma() is one instruction and not a call; the result is the same,
 * as it is exact in both. */
#if defined __x86_64__ && defined __GNUC__
#define WITH_FMA __attribute__((target("fma")))
#define IN_PLACE __attribute__((always_inline)) inline
#else
#define IN_PLACE inline
#endif

/* The pieces of the workspace. Column p of a is y. */
struct fit {
    size_t n, p;
    struct dd *a, *diagonal, *length, *inverse;
};

size_t
st_lsq_work(size_t n, size_t p)
{
    return n * (p + 1) + 2 * p + p * p + 1;
}

static struct fit
lay_out(struct dd work[], size_t n, size_t p)
{
    struct fit f = {.n = n, .p = p, .a = work};
    f.diagonal = work + n * (p + 1);
    f.length = f.diagonal + p;
    f.inverse = f.length + p;
    return f;
}

static IN_PLACE struct dd
dot(const struct dd a[], const struct dd b[], size_t n)
{
    struct dd s = {0};
    for (size_t i = 0; i < n; i++)
        s = dd_add(s, dd_mul(a[i], b[i]));
    return s;
}

/* The products of v with m columns from c on, n apart; up to four sums go along at once, since each
 * addition waits for the one before. */
static IN_PLACE void
dots(const struct dd v[], const struct dd c[], size_t apart, size_t m, size_t n,
     struct dd out[])
{
    for (; m >= 4; m -= 4, c += 4 * apart, out += 4) {
        struct dd s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0};
        for (size_t i = 0; i < n; i++) {
            s0 = dd_add(s0, dd_mul(v[i], c[i]));
            s1 = dd_add(s1, dd_mul(v[i], c[apart + i]));
            s2 = dd_add(s2, dd_mul(v[i], c[2 * apart + i]));
            s3 = dd_add(s3, dd_mul(v[i], c[3 * apart + i]));
        }
        out[0] = s0;
        out[1] = s1;
        out[2] = s2;
        out[3] = s3;
    }
    for (; m >= 2; m -= 2, c += 2 * apart, out += 2) {
        struct dd s0 = {0}, s1 = {0};
        for (size_t i = 0; i < n; i++) {
            s0 = dd_add(s0, dd_mul(v[i], c[i]));
            s1 = dd_add(s1, dd_mul(v[i], c[apart + i]));
        }
        out[0] = s0;
        out[1] = s1;
    }
    if (m)
        *out = dot(v, c, n);
}

/* Checks the data and puts y and the roots of the weights in place: y becomes sqrt(w) y,
 * and column 0 for now holds sqrt(w). */
static enum st_status
take(struct fit *f, const double y[], const double weight[])
{
    size_t used = 0;
    for (size_t i = 0; i < f->n; i++) {
        double w = weight ? weight[i] : 1;
        if (!isfinite(y[i]) || !isfinite(w))
            return ST_NOT_A_NUMBER;
        if (w < 0)
            return ST_DOMAIN;
        used += w > 0;
        f->a[i] = dd_sqrt(dd_of(w));
        f->a[f->p * f->n + i] = dd_mul(f->a[i], dd_of(y[i]));
    }
    return used < f->p ? ST_TOO_FEW : ST_OK;
}

/* Sum of squares of y about 0 or about the weighted mean; a holds sqrt(w) in column 0. */
static struct dd
total(const struct fit *f, int constant)
{
    const struct dd *root = f->a, *y = f->a + f->p * f->n;
    struct dd mean = {0}, s = {0};
    if (constant)
        mean = dd_div(dot(root, y, f->n), dot(root, root, f->n));
    for (size_t i = 0; i < f->n; i++) {
        struct dd d = dd_sub(y[i], dd_mul(mean, root[i]));
        s = dd_add(s, dd_mul(d, d));
    }
    return s;
}

/* One reflection that zeroes column k below its diagonal. */
static IN_PLACE enum st_status
reflect(struct fit *f, size_t k)
{
    size_t m = f->n - k;
    struct dd *v = f->a + k * f->n + k, norm = dd_sqrt(dot(v, v, m));
    if (!isfinite(norm.hi))
        return ST_TOO_LARGE;
    if (!(norm.hi > RANK_TOLERANCE * f->length[k].hi))
        return ST_RANK;
    f->diagonal[k] = v->hi > 0 ? dd_neg(norm) : norm;
    *v = dd_sub(*v, f->diagonal[k]);
    /* v with itself and the columns behind it; the inverse is made later. */
    struct dd *with = f->inverse;
    dots(v, v, f->n, f->p - k + 1, m, with);
    for (size_t j = k + 1; j <= f->p; j++) {
        struct dd *c = f->a + j * f->n + k;
        struct dd by = dd_div(dd_mul(dd_of(2), with[j - k]), with[0]);
        for (size_t i = 0; i < m; i++)
            c[i] = dd_sub(c[i], dd_mul(by, v[i]));
    }
    return ST_OK;
}

/* R, upper triangular: off the diagonal it stands in a. */
static struct dd
r_at(const struct fit *f, size_t i, size_t j)
{
    return i == j ? f->diagonal[i] : f->a[j * f->n + i];
}

static void
invert(struct fit *f)
{
    size_t p = f->p;
    for (size_t j = 0; j < p; j++)
        for (size_t i = j + 1; i-- > 0;) {
            struct dd s = dd_of(i == j ? 1 : 0);
            for (size_t k = i + 1; k <= j; k++)
                s = dd_sub(s, dd_mul(r_at(f, i, k), f->inverse[k * p + j]));
            f->inverse[i * p + j] = dd_div(s, r_at(f, i, i));
        }
}

static void
give(struct fit *f, double coef[], double cov[])
{
    size_t p = f->p;
    const struct dd *y = f->a + p * f->n;
    for (size_t i = 0; i < p; i++) {
        struct dd b = {0};
        for (size_t k = i; k < p; k++)
            b = dd_add(b, dd_mul(f->inverse[i * p + k], y[k]));
        coef[i] = dd_round(b);
        for (size_t j = 0; j <= i; j++) {
            struct dd c = {0};
            for (size_t k = i; k < p; k++)
                c = dd_add(c, dd_mul(f->inverse[i * p + k], f->inverse[j * p + k]));
            cov[i * p + j] = cov[j * p + i] = dd_round(c);
        }
    }
}

static IN_PLACE enum st_status
reflect_all(struct fit *f)
{
    enum st_status s = ST_OK;
    for (size_t k = 0; k < f->p; k++) {
        const struct dd *c = f->a + k * f->n;
        f->length[k] = dd_sqrt(dot(c, c, f->n));
    }
    for (size_t k = 0; s == ST_OK && k < f->p; k++)
        s = reflect(f, k);
    return s;
}

#ifdef WITH_FMA
static WITH_FMA enum st_status
reflect_with_fma(struct fit *f)
{
    return reflect_all(f);
}
#endif

static enum st_status
reflect_any(struct fit *f)
{
#ifdef WITH_FMA
    if (__builtin_cpu_supports("fma"))
        return reflect_with_fma(f);
#endif
    return reflect_all(f);
}

static enum st_status
solve(struct fit *f, struct dd whole, double coef[], double cov[], struct st_lsq *out)
{
    enum st_status s = reflect_any(f);
    if (s)
        return s;
    invert(f);
    give(f, coef, cov);
    const struct dd *left = f->a + f->p * f->n + f->p;
    struct dd sse = dot(left, left, f->n - f->p), model = dd_sub(whole, sse);
    if (!isfinite(whole.hi))
        return ST_TOO_LARGE;
    *out = (struct st_lsq){
        dd_round(sse),
        fmax(0, dd_round(model)),
        whole.hi > 0 ? fmax(0, dd_round(dd_div(model, whole))) : 0,
    };
    return ST_OK;
}

enum st_status
st_lsq(const double x[], const double y[], const double weight[], size_t n, size_t p,
       int constant, struct dd work[], size_t n_work, double coef[], double cov[],
       struct st_lsq *out)
{
    if (n_work < st_lsq_work(n, p))
        return ST_NO_ROOM;
    if (n < p || !p)
        return ST_TOO_FEW;
    for (size_t i = 0; i < n * p; i++)
        if (!isfinite(x[i]))
            return ST_NOT_A_NUMBER;
    struct fit f = lay_out(work, n, p);
    enum st_status s = take(&f, y, weight);
    if (s)
        return s;
    struct dd whole = total(&f, constant);
    for (size_t j = p; j-- > 0;)
        for (size_t i = 0; i < n; i++)
            f.a[j * n + i] = dd_mul(f.a[i], dd_of(x[j * n + i]));
    return solve(&f, whole, coef, cov, out);
}

enum st_status
st_lsq_polynomial(const double x[], const double y[], const double weight[], size_t n,
                  size_t degree, struct dd work[], size_t n_work, double coef[],
                  double cov[], struct st_lsq *out)
{
    if (n_work < st_lsq_work(n, degree + 1))
        return ST_NO_ROOM;
    size_t p = degree + 1;
    if (n < p)
        return ST_TOO_FEW;
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i]))
            return ST_NOT_A_NUMBER;
    struct fit f = lay_out(work, n, p);
    enum st_status s = take(&f, y, weight);
    if (s)
        return s;
    struct dd whole = total(&f, 1);
    for (size_t j = 1; j < p; j++)
        for (size_t i = 0; i < n; i++)
            f.a[j * n + i] = dd_mul(f.a[(j - 1) * n + i], dd_of(x[i]));
    return solve(&f, whole, coef, cov, out);
}
