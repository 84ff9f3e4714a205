/*
 * solve - the estimate of one table of counts, with its limits.
 */
#ifndef CAPTURE_SOLVE_H
#define CAPTURE_SOLVE_H

#include "capture/method.h"

struct answer {
    struct mse_choice choice;
    double lo, hi;
    double lo_error, hi_error; /* of the limits, for there being so many resamples */
    const char *reason;        /* no estimate, when not NULL */
    const char *no_limits;     /* no limits, when not NULL */
    size_t failed;             /* resamples without a model that has a maximum */
};

/* Choice and fit without limits. Fills the margins of t. */
enum st_status capture_settle(struct plan *plan, struct loglin_table *t,
                              struct mse_choice *c);

/* Limits of the method's own, or Wald limits with the model as given. */
enum st_status capture_given_limits(const struct plan *plan,
                                    const struct loglin_table *t, struct mse_choice *c,
                                    double *lo, double *hi);

/* Estimate and limits, as the options ask for them. */
void capture_solve(struct plan *plan, const struct loglin_table *given,
                   struct answer *a);

/* Limits from resamples and a jackknife, the model chosen again in each; the reason when
 * there are none. */
const char *capture_bootstrap(const struct plan *plan, const struct loglin_table *t,
                              struct answer *a);

/* The estimates of all resamples and jackknife tables with each of n thresholds that the method
 * names, for plan.drawn: one after the other, *each of them. NULL: there are no resamples. */
double *capture_draw_varied(const struct capture_method *m,
                            const struct loglin_table *given, size_t n, size_t *each);

/* The memory of threads; released once nothing is solved any more. */
void capture_open(void);
void capture_close(void);

#endif
