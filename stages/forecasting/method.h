/*
 * method - how --model of stage forecast models a series, and what all methods may use.
 *
 * A method is a file method_x.c with a `const struct forecast_method forecast_x`, found by name
 * (scripts/methods). Its head comment is part of `forecast --help`. It fits a state space model
 * of exponential smoothing to the values, or to what it makes of them and give_back() undoes.
 */
#ifndef FORECASTING_METHOD_H
#define FORECASTING_METHOD_H

#include <stdbool.h>
#include <stddef.h>

#include "program/mem.h"
#include "stat/ets.h"
#include "stat/status.h"
#include "table/level.h"
#include "table/table.h"

enum { AHEAD_MAX = 60 };

/* What is known of a series. */
struct series {
    const struct table_row *row;
    double *y;
    size_t n, season, ahead;
    char freq;
    long last; /* index of its last period */
    bool counts;
    bool from_zero; /* no value of this unit is below 0 */
    size_t known, missing, zeros, suppressed, bounded, provisional, small;
    const char *span, *status, *source, *unit;
};

/* A method fitted to the first n values. */
struct fitted {
    struct st_ets_model m;
    struct st_ets_param p;
    struct st_ets_state first; /* before the first value */
    struct st_ets_state after; /* of the last value */
    double sd, aicc;
    double *error;                    /* one step ahead */
    bool log;                         /* of the logarithms of the values */
    bool adjusted;                    /* the season was taken out before: */
    double figure[ST_ETS_PERIOD_MAX]; /* that of the next season */
    const char *before;               /* of the model's name in sentences: "stl + " */
};

struct forecast_method {
    const char *name;
    /* Whether --model=TEXT asks for it, and what such a text is; NULL: its name alone does. */
    bool (*is_meant)(const char *text);
    const char *expected;
    bool (*wants_season)(void); /* NULL: no */
    /* To the first n values of s. *f is zeroed. */
    enum st_status (*fit)(const struct series *s, size_t n, struct fitted *f);
    /* Anew to a series s->y simulated from the model of f. *now is zeroed. */
    enum st_status (*refit)(const struct series *s, const struct fitted *f,
                            struct fitted *now);
};

/* All of them by name; the last is NULL. */
extern const struct forecast_method *const forecast_methods[];

/* What is asked for, and where the run is. */
struct forecasting {
    const char *model;
    const struct forecast_method *method;
    long origins, draws, seed;
    const struct level *level; /* of limits */
    const struct table *table;
    struct mem arena; /* of the series */
};
extern struct forecasting forecasting;

/* The method that --model means, or NULL. */
const struct forecast_method *forecast_method(const char *model);
const char *forecast_expected(void); /* "auto, stl or one like AAdM" */

/* Fits what was asked for to the first n values. */
enum st_status forecast_fit(const struct series *s, size_t n, struct fitted *f);

double *forecast_doubles(size_t n);

/* "AAdM" in letters. False when it is no such name. */
bool smoothing_named(const char *name, size_t season, struct st_ets_model *m);

/* "ETS(A,Ad,M) of logarithms". */
const char *smoothing_text(const struct fitted *f);

/* Fits one model; the best by AICc of names[], or the reason of the first when none can be
 * had. */
enum st_status smoothing_fit(const struct st_ets_model *m, const double y[], size_t n,
                             struct fitted *f);
enum st_status smoothing_best(const char *const names[], size_t season,
                              const double y[], size_t n, struct fitted *f);

/* ANN, AAN, AAdN: the additive models without a season. */
extern const char *const smoothing_additive[];

#endif
