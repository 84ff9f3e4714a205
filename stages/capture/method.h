/*
 * method - how --method of stage hidden chooses a model, and what all methods may use.
 *
 * A method is a file method_x.c with a `const struct capture_method capture_x`, found by name
 * (scripts/methods). Its head comment is part of `hidden --help`.
 */
#ifndef CAPTURE_METHOD_H
#define CAPTURE_METHOD_H

#include <stdbool.h>
#include <stddef.h>

#include "program/mem.h"
#include "program/stage.h"
#include "stat/mse_average.h"
#include "stat/mse_choice.h"
#include "stat/mse_limits.h"
#include "stat/mse_urn.h"
#include "stat/status.h"
#include "table/level.h"

enum {
    CAPTURE_BEST = 20,
    CAPTURE_MODELS_MAX = 40000,
    CAPTURE_THREADS_MAX = 64,
    CAPTURE_VARIED_MAX = 16, /* thresholds that a method names */
    CAPTURE_LEAST_RESAMPLES = 100
};

struct capture_method;

/* What the best of all hierarchical models of a table is the best by (ranked.h). */
enum capture_criterion { CAPTURE_NONE, CAPTURE_AIC, CAPTURE_BIC };

/* How a model is chosen. */
struct plan {
    const struct capture_method *method;
    double threshold; /* of p, where the method has one */
    /* What begin() found: the models that are candidates, of how many with a maximum. */
    struct mse_ranked best[CAPTURE_BEST];
    size_t n_best, of;
    /* Its estimates of all resamples and jackknife tables, where they are there already. */
    double *drawn;
};

struct capture_method {
    const char *name; /* as --method has it */
    bool usual;       /* without --method */
    const struct opt *opts;
    void (*check)(void);       /* of opts; or NULL */
    double (*threshold)(void); /* for plan.threshold; or NULL */
    /* The name of the i-th other threshold that --sensitivity tries, also when this is the
     * method of the run; NULL after the last. Without it: the method itself, when it is not. */
    const char *(*varied)(size_t i, double *threshold);
    /* The estimates of t with each threshold that varied() names, as choose() and +infinity where
     * it fails, in less time; or NULL. Threads call it at the same time. */
    void (*choose_varied)(const struct loglin_table *t, struct mse_oracle *oracle,
                          double estimate[]);
    /* Once for a table, before resamples are chosen for; or NULL. */
    enum st_status (*begin)(struct plan *plan, const struct loglin_table *t,
                            struct mse_oracle *oracle);
    /* The model for t and its fit. Threads call it at the same time. */
    enum st_status (*choose)(const struct plan *plan, const struct loglin_table *t,
                             struct mse_oracle *oracle, struct mse_choice *c);
    /* The estimate and limits of the method's own, which need no resamples; or NULL. */
    enum st_status (*limits)(const struct loglin_table *t, struct mse_choice *c,
                             double *lo, double *hi);
    const char *limits_name, *limits_source;
    /* How many of 100 simulated tables its limits held the truth of (make calibrate), with this
     * threshold and terms of two lists: Wald limits or those of its own, bootstrap limits. */
    const char *held, *held_resampled;
    double tried;
    /* The choice in words. */
    const char *(*words)(const struct plan *plan);
    enum capture_criterion criterion; /* fits each hierarchical model of a table */
};

/* All of them by name; the last is NULL. */
extern const struct capture_method *const capture_methods[];

/* What is asked for, and what the run holds. */
struct capture {
    const struct capture_method *method;
    long replicates, seed, threads, order;
    const struct level *level; /* of limits */
    bool sensitivity, average;
    struct mem *m;
    struct mse_oracle oracle[CAPTURE_THREADS_MAX]; /* one a thread */
};
extern struct capture capture;

/* The method of that name, or NULL; the one of no name. Their names in a sentence, the usual one
 * first. */
const struct capture_method *capture_method(const char *name);
const char *capture_names(void);

/* A sentence on how often such limits held the truth (bounded: of counts that were all known);
 * NULL: that it was not tried, as it says at another level than 95. */
const char *capture_held(const char *rate, bool bounded);

/* The same of the limits that a plan gives; resampled: by the bootstrap, where its method has not
 * limits of its own. */
const char *capture_held_by(const struct plan *plan, bool resampled, bool bounded);

struct plan capture_plan(const struct capture_method *m);

/* How many hierarchical models a table of so many lists has, or more than
 * CAPTURE_MODELS_MAX. */
uint64_t capture_models(int lists);

#endif
