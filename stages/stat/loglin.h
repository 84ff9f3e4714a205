/*
 * loglin - Poisson log-linear models of a capture-history table, and of the cell that
 * nobody saw.
 *
 * A set of lists is a bit mask: bit 0 the first list. count[w] is the number of cases
 * seen on exactly the lists in w. A model is a set of terms, each a set of lists;
 *
 *     N_w ~ Poisson(mu_w),   log mu_w = sum of beta_s over the terms s that are in w.
 *
 * The empty set (intercept) and the single lists always are terms, and with a term all
 * its subsets are (hierarchical). exp(beta_0) = mu[0] is the mean of the cell that is
 * not observed: Fienberg 1972, Biometrika 59, 591; Cormack 1989, Biometrics 45, 395.
 *
 * A term s with no case on all lists of s has its maximum at minus infinity. It is put
 * there: the cells that contain s have mean 0 and leave the fit (extended maximum
 * likelihood: Fienberg and Rinaldo 2012, Annals of Statistics 40, 996).
 *
 * The sufficient statistics are margins: for each term the cases on all its lists. With
 * above[s] = sum of mu_w over the w that contain s, the score is margin[s] - above[s]
 * and the information matrix is above[s | t], so that an iteration needs two transforms
 * over subsets and one Cholesky factor; no design matrix is formed. The fixed point is
 * where the score, computed from the margins, vanishes: the squared condition number of
 * normal equations costs iterations, not digits.
 */
#ifndef STAT_LOGLIN_H
#define STAT_LOGLIN_H

#include <stdbool.h>
#include <stdint.h>

#include "stat/status.h"

enum {
    LOGLIN_LISTS = 8,                 /* at most so many lists */
    LOGLIN_CELLS = 1 << LOGLIN_LISTS, /* sets of lists, the empty one included */
    LOGLIN_TERMS = 64                 /* at most so many terms in a model */
};

/* A set of sets of lists. */
struct loglin_set {
    uint64_t word[LOGLIN_CELLS / 64];
};

static inline bool
st_loglin_has(const struct loglin_set *set, unsigned s)
{
    return set->word[s / 64] >> s % 64 & 1;
}

static inline void
st_loglin_add(struct loglin_set *set, unsigned s)
{
    set->word[s / 64] |= (uint64_t)1 << s % 64;
}

/* The intercept and the single lists. */
struct loglin_set st_loglin_main(int lists);

/* Counts and their margins. With closed, count[0] is known too and part of the fit. */
struct loglin_table {
    int lists;
    bool closed;
    double count[LOGLIN_CELLS], margin[LOGLIN_CELLS];
};

/* Fills margin from count. ST_DOMAIN: lists outside 2..8, or a count that is negative
 * or not whole; ST_NOT_A_NUMBER; ST_ALL_ZERO. */
enum st_status st_loglin_margins(struct loglin_table *t);

struct loglin_fit {
    struct loglin_set model;
    int p;                            /* terms with a finite maximum ... */
    unsigned char term[LOGLIN_TERMS]; /* ... term[0] is the intercept */
    int infinite;                     /* terms at minus infinity */
    double beta[LOGLIN_CELLS];        /* by set; 0 where there is no term */
    double mu[LOGLIN_CELLS];          /* fitted means; mu[0] the unobserved cell's */
    double above[LOGLIN_CELLS]; /* sums of mu over supersets, as margin of count */
    double least;               /* least mean of a cell that is in the fit */
    double decrement;           /* squared Newton decrement before the last step */
    int rounds;
};

/*
 * Maximum likelihood by Newton's method with halved steps (for this canonical link the
 * same as Fisher scoring and iterated weighted least squares), from start or, when
 * start is NULL, from the means count + 0.1. Stops after the step whose squared Newton
 * decrement was under 1e-14, that is 1e-7 standard errors before and some 1e-14 after
 * the step.
 *
 * ST_RANK: the terms are not identifiable from the cells in the fit, an exact test.
 * ST_NO_CONVERGENCE: rounds used up or the information became singular, which is how a
 * maximum at infinity shows: st_mse_exists() decides. ST_TOO_LARGE: too many terms.
 * Cost O(rounds (p^3 + lists 2^lists)). Certified: tests/unit/solver/mse.c.
 */
enum st_status st_loglin_fit(const struct loglin_table *t,
                             const struct loglin_set *model,
                             const struct loglin_fit *start, int rounds,
                             struct loglin_fit *out);

/*
 * True when the terms are identifiable from the cells in the fit (those without an
 * empty term). Exact: each term but the intercept is itself such a cell and these cells
 * alone make a triangular system, so the columns are dependent if and only if the one
 * solution with beta_0 = 1 that vanishes there, beta_s = (-1)^|s|, vanishes on every
 * cell.
 */
bool st_loglin_identifiable(const struct loglin_table *t,
                            const struct loglin_set *model);

/* Variance of beta_s from the information at the fit; ST_RANK when it is singular,
 * ST_DOMAIN when s is no finite term. */
enum st_status st_loglin_variance(const struct loglin_fit *f, unsigned s, double *out);

/* Criteria; terms at minus infinity count as parameters. n of the BIC is the number of
 * cases. */
struct loglin_criteria {
    double deviance, loglik, aic, bic;
    int cells, df; /* cells in the fit; residual degrees of freedom */
};
void st_loglin_criteria(const struct loglin_table *t, const struct loglin_fit *f,
                        struct loglin_criteria *out);

#endif
