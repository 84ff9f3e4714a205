/*
 * stretch - the values of a series between two known breaks, and rows of the result about
 * them.
 */
#ifndef BREAKPOINTS_STRETCH_H
#define BREAKPOINTS_STRETCH_H

#include <stdbool.h>
#include <stddef.h>

#include "stat/rng.h"
#include "stat/status.h"
#include "table/level.h"
#include "table/result.h"
#include "table/table.h"

/* What the options of the stage say. */
struct breaks_options {
    const char *model, *choose, *exposure_name;
    long most, number, shortest, end, between, draws, permutations, seed;
    bool weighted;
    const struct level *level; /* of limits and verdicts */
};

/* What all stretches share. arena: of the series. */
struct breaks_run {
    const struct breaks_options *opt;
    struct table *tab;
    struct result *result;
    struct mem *arena;
    struct rng rng;
};

/* Rows between two known breaks, and their values. */
struct stretch {
    struct breaks_run *run;
    const struct table_row *row; /* of the values used */
    size_t n, missing, bounded;
    double *start, *middle; /* of the periods, decimal years */
    double *y, *lo, *hi;    /* y: value, NAN when bounded */
    double *exposure;       /* or NULL */
    const size_t *cut;      /* known breaks inside: first value after each */
    const char **label;
    size_t cuts;
    const char *span, *status, *source, *unit;
    bool counts;
    unsigned char *season; /* of each value; NULL: years and intervals */
    size_t seasons;
    struct chance *chance; /* what simulation says, NULL with bounded values */
    size_t small;          /* counts that are or may be below 16 */
    size_t zeros, suppressed, provisional;
    const char *why; /* nothing can be had, or NULL */
};

double *doubles(const struct stretch *s, size_t n);

/* How often limits hold; p below which a change is shown, and so many fifths of it. */
double coverage(const struct stretch *s);
double alpha(const struct stretch *s);
double alpha_fifths(const struct stretch *s, long fifths);

/* One row of the result about s, and its way out. */
struct result_row about(const struct stretch *s, const char *statistic, double value,
                        const char *unit, const char *method);
void put(const struct stretch *s, struct result_row r);
void put_value(const struct stretch *s, const char *statistic, double value,
               const char *unit, const char *method);
void put_reason(const struct stretch *s, const char *statistic, const char *unit,
                const char *method, const char *reason);

/* "Whether the level changes cannot be told: there are too few values", of the level, the trend,
 * the series; without its full stop. */
const char *untold(const struct stretch *s, const char *what, const char *reason);

/* The same of the first row of a method, which says so in words too. */
void put_refusal(const struct stretch *s, const char *statistic, const char *unit,
                 const char *method, const char *reason);

/* A value with its limits. */
void put_limits(const struct stretch *s, const char *statistic, double value, double lo,
                double hi, const char *unit, const char *method, const char *verdict,
                const char *sentence);

/* The number of breaks or joints: by the options, or else zero unless a test shows any. */
bool number_is_fixed(const struct stretch *s);
size_t fixed_number(const struct stretch *s, size_t most);

const char *period_at(const struct stretch *s, size_t i);

/* The same in words; "From 2014, new form" of a known break. */
const char *period_words(const struct stretch *s, size_t i);
const char *from_words(const struct stretch *s, size_t cut);
double mean_of(const double x[], size_t n);

/* x in so many digits. */
char *words(const struct stretch *s, double x, int digits);

/* Values a test looks at: rates when there is an exposure. */
const double *levels(const struct stretch *s);

/* The reason why parts of a year have no yearly trend, or NULL. */
const char *under_two_cycles(const struct stretch *s);

/* A sum of squares at or below this is what rounding leaves of an exact fit. */
double exact_below(const double y[], const double weight[], size_t n);

#endif
