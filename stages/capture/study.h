/*
 * study - all that is said of one table of histories: the variant main, and beside it what
 * other choices, averages and suppressed counts come to.
 */
#ifndef CAPTURE_STUDY_H
#define CAPTURE_STUDY_H

#include "capture/results.h"

#define CAPTURE_TWO_LISTS                                                             \
    "Two lists cannot show whether being on one depends on being on the other; this " \
    "takes it that it does not."

void capture_study(const struct problem *p);

/* What the other choices of a table come to, seen from the limits of main. */
struct sensitivity {
    int others, outside;
};
void study_sensitivity(const struct problem *p, const struct answer *main,
                       struct sensitivity *s);

/* Suppressed counts: the range of the estimate over all completions, where there are not too
 * many. Fills the two rows of main and adds estimate_limits. */
void study_completions(const struct problem *p, struct plan *plan,
                       struct result_row *estimate, struct result_row *unrecorded);

/* Ways to complete the suppressed counts; infinite when one has no bound. count[] begins as
 * p->table.count and runs through them as an odometer; false after the last. */
#define STUDY_WAYS_MAX 10000
double study_ways(const struct problem *p);
bool study_next_way(const struct problem *p, double count[]);

/* A range over all of these in a row, made as `how` says, and its words; their limits in a row of
 * their own; "to 12,000" or "upwards". */
void study_fill_range(const struct problem *p, struct result_row *r, double lo,
                      double hi, const char *how);
const char *study_range_words(const struct result_row *r, const char *limits,
                              const char *rate);
void study_add_limits(const struct problem *p, const char *variant, double lo,
                      double hi, const char *how);
const char *study_up_to(double x);

/* The average over all hierarchical models, each weighing exp(-BIC/2). */
void study_average(const struct problem *p);

/* Two lists: Chapman's estimate, which needs no model; with suppressed counts its range. */
void study_chapman(const struct problem *p);

#endif
