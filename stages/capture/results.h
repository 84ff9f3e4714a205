/*
 * results - what was found, as rows of results: the other key columns, variant, statistic, period,
 * value and its neighbours, with the chosen terms in the column `model`.
 */
#ifndef CAPTURE_RESULTS_H
#define CAPTURE_RESULTS_H

#include "capture/histories.h"
#include "capture/solve.h"
#include "table/result.h"

void results_open(const struct histories *h);
void results_write(void); /* all of them, sorted */

/* A row without a value. */
struct result_row results_about(const struct problem *p, const char *statistic);
void results_add(const struct problem *p, const char *variant,
                 const struct result_row *r);

/* There is no estimate. */
void results_decline(const struct problem *p, struct result_row *r, const char *reason);

/* The same of an estimate, with a sentence. */
void results_refuse(const struct problem *p, struct result_row *r, const char *reason);

/* The estimate less a number that is known, with limits; empty with its reason when there is
 * none. */
struct result_row results_estimate(const struct problem *p, const char *statistic,
                                   const struct plan *plan, const struct answer *a,
                                   double less);

/* The cases recorded, or their range. */
void results_add_recorded(const struct problem *p, const char *variant);

/* A number about the model of an answer. */
void results_add_plain(const struct problem *p, const struct plan *plan,
                       const struct answer *a, const char *statistic, const char *unit,
                       double x);

/* The terms: pairs in order of entry, or the largest sets; how many. */
const char *results_model(const struct problem *p, const struct mse_choice *c,
                          int *terms);

/* An estimate has no more than 12 digits: fits stop a little after that. */
double results_digits(double x);

/* Rounded to whole cases, thousands parted by commas: for sentences. */
const char *results_spoken(double x);

#endif
