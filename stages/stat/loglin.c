#include "stat/loglin.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_sf_gamma.h>

#define DECREMENT 1e-14 /* see the header */
#define HALVINGS 40
#define PIVOT 1e-13 /* of its diagonal entry: below it the information is singular */

/* a[s] becomes the sum of a over the supersets of s. */
static void
superset_sums(double a[], int lists)
{
    unsigned cells = 1u << lists;
    for (unsigned bit = 1; bit < cells; bit <<= 1)
        for (unsigned s = 0; s < cells; s += 2 * bit)
            for (unsigned i = s; i < s + bit; i++)
                a[i] += a[i + bit];
}

/* a[s] becomes the product of a over the subsets of s. */
static void
subset_products(double a[], int lists)
{
    unsigned cells = 1u << lists;
    for (unsigned bit = 1; bit < cells; bit <<= 1)
        for (unsigned s = 0; s < cells; s += 2 * bit)
            for (unsigned i = s; i < s + bit; i++)
                a[i + bit] *= a[i];
}

static unsigned
lowest_bit(uint64_t word)
{
    unsigned n = 0;
    for (unsigned half = 32; half; half /= 2)
        if (!(word & (((uint64_t)1 << half) - 1))) {
            word >>= half;
            n += half;
        }
    return n;
}

/* The sets of a set of sets in rising order; returns how many. */
static int
members(const struct loglin_set *set, unsigned char out[LOGLIN_CELLS])
{
    int n = 0;
    for (unsigned w = 0; w < LOGLIN_CELLS / 64; w++)
        for (uint64_t rest = set->word[w]; rest; rest &= rest - 1)
            out[n++] = (unsigned char)(64 * w + lowest_bit(rest));
    return n;
}

struct loglin_set
st_loglin_main(int lists)
{
    struct loglin_set set = {{1}};
    for (int i = 0; i < lists; i++)
        st_loglin_add(&set, 1u << i);
    return set;
}

enum st_status
st_loglin_margins(struct loglin_table *t)
{
    if (t->lists < 2 || t->lists > LOGLIN_LISTS)
        return ST_DOMAIN;
    unsigned cells = 1u << t->lists;
    for (unsigned w = !t->closed; w < cells; w++) {
        if (!isfinite(t->count[w]))
            return ST_NOT_A_NUMBER;
        if (t->count[w] < 0 || (w && floor(t->count[w]) < t->count[w]))
            return ST_DOMAIN;
    }
    memcpy(t->margin, t->count, cells * sizeof *t->count);
    if (!t->closed)
        t->margin[0] = 0;
    superset_sums(t->margin, t->lists);
    return t->margin[0] > 0 ? ST_OK : ST_ALL_ZERO;
}

/* live[w] for the cells that contain no empty term. */
static void
find_live(const struct loglin_table *t, const unsigned char term[], int terms,
          bool live[])
{
    unsigned cells = 1u << t->lists;
    for (unsigned w = 0; w < cells; w++)
        live[w] = true;
    for (int k = 0; k < terms; k++)
        if (!(t->margin[term[k]] > 0))
            live[term[k]] = false;
    for (unsigned bit = 1; bit < cells; bit <<= 1)
        for (unsigned w = 0; w < cells; w++)
            if (w & bit)
                live[w] = live[w] && live[w ^ bit];
}

static bool
identifiable(const struct loglin_table *t, const unsigned char term[], int terms,
             const bool live[])
{
    unsigned cells = 1u << t->lists;
    int sum[LOGLIN_CELLS] = {0};
    if (t->closed)
        return true;
    for (int k = 0; k < terms; k++)
        if (live[term[k]]) {
            int odd = 0;
            for (unsigned s = term[k]; s; s &= s - 1)
                odd = !odd;
            sum[term[k]] = odd ? -1 : 1;
        }
    for (unsigned bit = 1; bit < cells; bit <<= 1)
        for (unsigned w = 0; w < cells; w++)
            if (w & bit)
                sum[w] += sum[w ^ bit];
    for (unsigned w = 1; w < cells; w++)
        if (live[w] && sum[w])
            return true;
    return false;
}

bool
st_loglin_identifiable(const struct loglin_table *t, const struct loglin_set *model)
{
    unsigned char term[LOGLIN_CELLS];
    bool live[LOGLIN_CELLS];
    int terms = members(model, term);
    find_live(t, term, terms, live);
    return identifiable(t, term, terms, live);
}

/* Means and their superset sums from beta; returns the log-likelihood up to a constant.
 * exp(-infinity) = 0 at an empty term makes every cell above it 0. */
static double
means(const struct loglin_table *t, struct loglin_fit *f)
{
    unsigned cells = 1u << t->lists;
    for (unsigned w = 0; w < cells; w++)
        f->mu[w] = 1;
    double fit = 0;
    for (int k = 0; k < f->p; k++) {
        f->mu[f->term[k]] = exp(f->beta[f->term[k]]);
        fit += t->margin[f->term[k]] * f->beta[f->term[k]];
    }
    if (f->infinite)
        for (unsigned w = 1; w < cells; w++)
            if (f->beta[w] < 0 && isinf(f->beta[w]))
                f->mu[w] = 0;
    subset_products(f->mu, t->lists);
    memcpy(f->above, f->mu, cells * sizeof *f->mu);
    if (!t->closed)
        f->above[0] = 0;
    superset_sums(f->above, t->lists);
    return fit - f->above[0];
}

/* Lower Cholesky factor, by rows, of the information matrix above[s | t]. */
static bool
factor(const double above[], const unsigned char term[], int p,
       double l[LOGLIN_TERMS][LOGLIN_TERMS])
{
    for (int i = 0; i < p; i++) {
        for (int j = 0; j <= i; j++) {
            double a = above[term[i] | term[j]], rest = a;
            for (int k = 0; k < j; k++)
                rest -= l[i][k] * l[j][k];
            if (j < i)
                l[i][j] = rest * l[j][j];
            else if (rest > PIVOT * a)
                l[i][i] = 1 / sqrt(rest);
            else
                return false;
        }
    }
    return true;
}

/* x = (L L')^-1 b; the diagonal of l holds reciprocals. */
static void
solve(int p, double l[LOGLIN_TERMS][LOGLIN_TERMS], const double b[], double x[])
{
    for (int i = 0; i < p; i++) {
        x[i] = b[i];
        for (int k = 0; k < i; k++)
            x[i] -= l[i][k] * x[k];
        x[i] *= l[i][i];
    }
    for (int i = p - 1; i >= 0; i--) {
        x[i] *= l[i][i];
        for (int k = 0; k < i; k++)
            x[k] -= l[i][k] * x[i];
    }
}

/* Start from another fit: a term it does not have begins at log(observed/expected). */
static void
start_from(const struct loglin_table *t, const struct loglin_fit *start,
           struct loglin_fit *f)
{
    for (int k = 0; k < f->p; k++) {
        unsigned s = f->term[k];
        if (st_loglin_has(&start->model, s) && isfinite(start->beta[s]))
            f->beta[s] = start->beta[s];
        else
            f->beta[s] = start->above[s] > 0 ? log(t->margin[s] / start->above[s]) : 0;
    }
}

/* Start from one weighted least-squares step at the means count + 0.1. */
static bool
start_cold(const struct loglin_table *t, const bool live[], struct loglin_fit *f,
           double l[LOGLIN_TERMS][LOGLIN_TERMS])
{
    double weight[LOGLIN_CELLS] = {0}, z[LOGLIN_CELLS] = {0};
    double b[LOGLIN_TERMS] = {0}, x[LOGLIN_TERMS];
    for (unsigned w = !t->closed; w < 1u << t->lists; w++)
        if (live[w]) {
            weight[w] = t->count[w] + 0.1;
            z[w] = weight[w] * log(weight[w]) - 0.1;
        }
    superset_sums(weight, t->lists);
    superset_sums(z, t->lists);
    if (!factor(weight, f->term, f->p, l))
        return false;
    for (int k = 0; k < f->p; k++)
        b[k] = z[f->term[k]];
    solve(f->p, l, b, x);
    for (int k = 0; k < f->p; k++)
        f->beta[f->term[k]] = x[k];
    return true;
}

/* A Newton step from the current means: beta moves; the squared decrement, negative
 * when the information is singular. */
static double
newton(const struct loglin_table *t, struct loglin_fit *f, double step[],
       double l[LOGLIN_TERMS][LOGLIN_TERMS])
{
    double score[LOGLIN_TERMS], decrement = 0;
    if (!factor(f->above, f->term, f->p, l))
        return -1;
    for (int k = 0; k < f->p; k++)
        score[k] = t->margin[f->term[k]] - f->above[f->term[k]];
    solve(f->p, l, score, step);
    for (int k = 0; k < f->p; k++) {
        decrement += score[k] * step[k];
        f->beta[f->term[k]] += step[k];
    }
    return decrement;
}

static enum st_status
ascend(const struct loglin_table *t, int rounds, struct loglin_fit *f,
       double l[LOGLIN_TERMS][LOGLIN_TERMS])
{
    double step[LOGLIN_TERMS] = {0};
    double reached = -INFINITY;
    for (f->rounds = 1; f->rounds <= rounds; f->rounds++) {
        double now = means(t, f);
        for (int halved = 0; !(now >= reached - 1e-9 * fabs(reached)); halved++) {
            if (halved == HALVINGS)
                return ST_NO_CONVERGENCE;
            for (int k = 0; k < f->p; k++) {
                step[k] /= 2;
                f->beta[f->term[k]] -= step[k];
            }
            now = means(t, f);
        }
        reached = now;
        f->decrement = newton(t, f, step, l);
        if (!(f->decrement >= 0))
            return ST_NO_CONVERGENCE;
        if (f->decrement < DECREMENT) {
            means(t, f);
            return ST_OK;
        }
    }
    return ST_NO_CONVERGENCE;
}

enum st_status
st_loglin_fit(const struct loglin_table *t, const struct loglin_set *model,
              const struct loglin_fit *start, int rounds, struct loglin_fit *out)
{
    unsigned cells = 1u << t->lists;
    unsigned char term[LOGLIN_CELLS];
    bool live[LOGLIN_CELLS];
    double l[LOGLIN_TERMS][LOGLIN_TERMS];
    int terms = members(model, term);
    if (terms > LOGLIN_TERMS)
        return ST_TOO_LARGE;
    find_live(t, term, terms, live);
    if (!identifiable(t, term, terms, live))
        return ST_RANK;
    struct loglin_fit f = {.model = *model};
    for (int k = 0; k < terms; k++) {
        if (t->margin[term[k]] > 0) {
            f.term[f.p++] = term[k];
        } else {
            f.beta[term[k]] = -INFINITY;
            f.infinite++;
        }
    }
    if (start)
        start_from(t, start, &f);
    else if (!start_cold(t, live, &f, l))
        return ST_NO_CONVERGENCE;
    enum st_status status = ascend(t, rounds, &f, l);
    if (status != ST_OK)
        return status;
    f.least = INFINITY;
    for (unsigned w = !t->closed; w < cells; w++)
        if (live[w] && f.mu[w] < f.least)
            f.least = f.mu[w];
    *out = f;
    return ST_OK;
}

enum st_status
st_loglin_variance(const struct loglin_fit *f, unsigned s, double *out)
{
    double l[LOGLIN_TERMS][LOGLIN_TERMS], b[LOGLIN_TERMS] = {0}, x[LOGLIN_TERMS] = {0};
    int k = 0;
    while (k < f->p && f->term[k] != s)
        k++;
    if (k == f->p)
        return ST_DOMAIN;
    if (!factor(f->above, f->term, f->p, l))
        return ST_RANK;
    b[k] = 1;
    solve(f->p, l, b, x);
    *out = x[k];
    return ST_OK;
}

void
st_loglin_criteria(const struct loglin_table *t, const struct loglin_fit *f,
                   struct loglin_criteria *out)
{
    struct loglin_criteria c = {0};
    unsigned char term[LOGLIN_CELLS];
    bool live[LOGLIN_CELLS];
    find_live(t, term, members(&f->model, term), live);
    for (unsigned w = !t->closed; w < 1u << t->lists; w++) {
        if (!live[w])
            continue;
        double n = t->count[w], mu = f->mu[w];
        c.cells++;
        c.deviance += 2 * ((n > 0 ? n * log(n / mu) : 0) - (n - mu));
        c.loglik += (n > 0 ? n * log(mu) : 0) - mu - gsl_sf_lngamma(n + 1);
    }
    int p = f->p + f->infinite;
    c.df = c.cells - f->p;
    c.aic = 2 * p - 2 * c.loglik;
    c.bic = p * log(t->margin[0]) - 2 * c.loglik;
    *out = c;
}
