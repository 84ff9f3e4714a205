/*
 * mse_models - all hierarchical models of up to two or three lists a term, and the best of them.
 */
#ifndef STAT_MSE_MODELS_H
#define STAT_MSE_MODELS_H

#include "stat/mse.h"

/* All hierarchical models with terms of at most order (2 or 3) lists. */
struct mse_models {
    int lists, order, triangles;
    uint64_t graph, inner;
    unsigned char triangle[LOGLIN_CELLS];
    bool begun;
};
/* How many models there are, or more than limit. */
uint64_t st_mse_models_count(int lists, int order, uint64_t limit);
void st_mse_models_start(struct mse_models *m, int lists, int order);
bool st_mse_models_next(struct mse_models *m, struct loglin_set *out);

/* The best models by AIC and by BIC that have a maximum. */
struct mse_ranked {
    struct loglin_set model;
    double criterion, estimate;
};
/* Writes at most top to each list, best first (ties in order of enumeration), *found how
 * many, and how many there are in all with a maximum, *admissible. ST_NO_MAXIMUM when there
 * is none. */
enum st_status st_mse_rank(const struct loglin_table *t, int order,
                           struct mse_oracle *oracle, size_t top,
                           struct mse_ranked aic[], struct mse_ranked bic[],
                           size_t *found, size_t *admissible);

#endif
