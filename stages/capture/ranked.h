/*
 * ranked - the best of all hierarchical models of a table by a criterion. Resamples choose
 * again among the CAPTURE_BEST best of the table itself.
 */
#ifndef CAPTURE_RANKED_H
#define CAPTURE_RANKED_H

#include "capture/method.h"

enum st_status ranked_begin(struct plan *plan, const struct loglin_table *t,
                            struct mse_oracle *oracle);
enum st_status ranked_choose(const struct plan *plan, const struct loglin_table *t,
                             struct mse_oracle *oracle, struct mse_choice *c);
const char *ranked_words(const struct plan *plan);

#endif
