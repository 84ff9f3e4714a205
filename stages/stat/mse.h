/*
 * mse - multiple systems estimation: how many there are, from how those who were
 * counted are spread over overlapping lists. Models and notation in loglin.h; the
 * estimate is the number of recorded cases plus mu[0], the mean of the cell that no
 * list saw.
 *
 * Existence (Fienberg and Rinaldo 2012): with A the 0/1 design over the cells in the
 * fit and N the counts, the maximum exists if and only if some x > 0 has A'x = A'N. The
 * largest s with x >= s is a linear programme. It depends on N through the cells that
 * are not zero alone, so ones stand for them, which keeps s of the order of 1; s > 1e-9
 * is taken for s > 0. A programme is solved only where no cheaper proof is at hand:
 * fitted means of a converged fit are themselves such an x. Near the edge (a mean under
 * 1e-9 of the cases, where rounding of the margins would count) the programme decides.
 *
 * Kernels allocate nothing; the programme comes as a function of the caller, because
 * solvers do. Certified against 1,000 resamples each of six cases, model for model:
 * tests/unit/solver/mse.c.
 */
#ifndef STAT_MSE_H
#define STAT_MSE_H

#include <stddef.h>
#include <stdint.h>

#include "stat/loglin.h"

enum { MSE_PAIRS = LOGLIN_LISTS * (LOGLIN_LISTS - 1) / 2 };

/* Existence as in the literature: the sum of these. */
enum { MSE_EXISTS = 0, MSE_NO_MAXIMUM = 1, MSE_NOT_IDENTIFIABLE = 2 };

struct mse_memo {
    struct loglin_set model, support;
    bool used, exists;
};

/*
 * slack returns the largest s for which some x has A'x = t, x >= s in every place; a is
 * A' by rows, 0 or 1; negative when the solver failed. memo has memos places, a power
 * of two or none; it starts zeroed and belongs to one thread, as the oracle does.
 */
struct mse_oracle {
    double (*slack)(void *self, int rows, int columns, const signed char a[],
                    const double t[]);
    void *self;
    struct mse_memo *memo;
    size_t memos;
    long solved; /* programmes solved so far */
};

/* The pairs of lists as masks, in the order (1,2), (1,3), ..., (m-1,m); how many. */
int st_mse_pairs(int lists, unsigned char pair[MSE_PAIRS]);

/* Rounds of a fit that is to converge. */
enum { MSE_ROUNDS = 500 };

/* The code for a model, both tests made: ST_NO_CONVERGENCE when the solver failed. */
enum st_status st_mse_existence(const struct loglin_table *t,
                                const struct loglin_set *model,
                                struct mse_oracle *oracle, int *code);

/* Fits model if its maximum exists: ST_NO_MAXIMUM, ST_RANK else. start as in
 * st_loglin_fit(). */
enum st_status st_mse_fit(const struct loglin_table *t, const struct loglin_set *model,
                          const struct loglin_fit *start, struct mse_oracle *oracle,
                          struct loglin_fit *out);

#endif
