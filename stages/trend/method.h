/*
 * method - what a method of `trend` is, and what all of them may use.
 *
 * A method is a file method_x.c with a `const struct trend_method method_x`, found by name
 * (scripts/methods). Its head comment is part of `trend --help`.
 */
#ifndef TREND_METHOD_H
#define TREND_METHOD_H

#include <stdbool.h>
#include <stddef.h>

#include "program/mem.h"
#include "program/stage.h"
#include "stat/kendall.h"
#include "stat/status.h"
#include "table/level.h"
#include "table/result.h"

#define LEAST_POINTS 3
/* Variances under dependence are for long series. */
#define LEAST_SERIAL 10
/* Relative to the size of a series, what is rounding. */
#define ROUNDING 1e-13
/* The US Centers for Disease Control and Prevention hold back rates of fewer cases. */
#define SMALL_COUNT 16

/* A column of the input with a number a point. */
struct extra {
    const char **column; /* its name; NULL: not asked for */
    const char *option;
    bool from_zero; /* 0 is allowed */
};

/* A run of points without a break, as far as they are used: with a value or a bound. */
struct segment {
    size_t n, missing, zeros, suppressed, bounded, provisional, small;
    size_t withheld;  /* of the missing ones: suppressed, without a bound */
    size_t inexact;   /* of the bounded ones: published as about, or as an estimate */
    double sum, most; /* of the counts, at least and at most */
    double *t, *lo,
        *hi;           /* time in periods (years for intervals) from the first row on */
    double **other;    /* numbers of the extra columns, NAN where empty */
    double per_year;   /* units of t */
    double first_year; /* of the first row, with the part that was over */
    size_t seasons;    /* of a year; 1: none */
    bool counts, whole;     /* unit is counted; no fraction among the values */
    const char *unusable;   /* why no statistic can be had of it, or NULL */
    const char *not_summed; /* a value is no number to add, or NULL */
    const char *span, *since, *status, *source, *unit;
    char last[32];                  /* the period of the last point */
    bool last_provisional, through; /* through: a known break lies within */
    struct table_row *row;          /* of each point, when asked for */
    const char **interval;     /* the period of each point, where these are intervals */
    const struct model *model; /* memory of loglinear() */
    const struct ranks *ranks; /* of ranks() */
    /* while it is read */
    size_t rows, skipped; /* skipped: periods without a row between two */
    struct period first, end;
    const char *first_text, *status_before, *source_before;
    struct table_union cited;
};

struct trend_method {
    const char *name; /* as --method has it */
    bool usual;       /* without --method */
    const struct opt *opts;
    const struct extra *extra; /* ends with a row of zeros */
    const bool *rows;          /* wants segment.row, or NULL */
    void (*check)(bool chosen);
    void (*run)(struct segment *s);
    void (*finish)(void); /* after the last series, or NULL */
};
extern const struct trend_method *const trend_methods[];

/* What is asked for, and where the run is. */
struct trend {
    const struct level *level; /* of limits and verdicts */
    double margin;
    long seed; /* of simulated series */
    enum st_kendall_p how;
    bool mid_p;    /* p of exact tests is mid-p */
    bool details;  /* z and var(S) too */
    bool as_range; /* what is published as about or estimated is a range */
    const char *offset, *adjust;
    const struct table *table;
    struct mem arena; /* of the series */
    char **key;       /* of the series */
};
extern struct trend trend;

/* Ends with 64 unless the text of an option is one of words, parted by blanks. */
void option_word(const char *option, const char *text, const char *words);

/* The numbers of an extra column (a name of struct extra), or NULL when it is not asked
 * for. */
const double *segment_other(const struct segment *s, const char *const *column);

/* The part of the year that is over at point i, and its season. */
double segment_phase(const struct segment *s, size_t i);
size_t segment_season(const struct segment *s, size_t i);

/* Steps between neighbours, whatever the unit of t is. */
double segment_step(const struct segment *s, size_t i);

/* The unit of a slope: a change of a percentage is not a percentage change. */
const char *slope_unit(const struct segment *s);

/* Why a method for complete series of known points cannot run, or NULL. */
const char *incomplete(const struct segment *s, size_t least);

/* Why no model of counts can, or NULL. */
const char *not_modelled(const struct segment *s);

/* The reason of a kernel, NULL for ST_OK. */
const char *because(enum st_status e);

/* A row about a segment, without a value. It is written when the series is done; until then
 * it may be filled. */
struct result_row *add(const struct segment *s, const char *statistic, const char *unit,
                       const char *method);

/* Limits with their meaning; an infinite one is none. */
void say_limits(struct result_row *r, double lo, double hi, const char *interval);

/* A range over completions: value stays empty, reason bounded or unbounded. */
void say_range(struct result_row *r, double lo, double hi);

/* A p value of an exact or approximate test: never 0. */
struct result_row *add_p(const struct segment *s, const char *statistic,
                         const char *method, const char *reason, double p);

/* With --adjust, a row NAME-HOW for p over all series of the run, and the verdict of which
 * row depends on it (or NULL). lo < hi: p is a range; NAN: none. */
void adjust_later(const struct segment *s, const char *name, const struct result_row *p,
                  double lo, double hi, struct result_row *verdict);

/* Rows of one method at once. */
struct item {
    const char *statistic, *unit;
    double value;
};
void say_items(const struct segment *s, const char *method, const char *reason,
               const struct item item[], size_t n);

/* p, or its mid-p, of Mann-Kendall in words: "exact", "normal, ...". */
const char *p_words(bool exact);

/* Ends with 64 when --adjust names nothing. */
void statistics_check(void);

/* The header; what was added for the series, with --adjust kept until the end; the end. */
void statistics_open(const struct table *t, struct mem *run);
void statistics_flush(void);
void statistics_finish(void);

/* In place of writing them: of the rows added since, the one with the verdict or the reason
 * that there is none, what its sentence says after the verdict, and whether its limits leave
 * out all that would be stable; the rows are forgotten. NULL when there is none. */
const struct result_row *statistics_decided(const char **about, bool *beyond);

/* "2014/2019" as "2014 to 2019". */
const char *in_words(const char *interval);

/* For a sentence: tenths, or three digits. */
const char *brief(double x, bool tenths);

/* What a verdict rests on: an estimate, its limits, the limits over completions. */
struct basis {
    double value, lo, hi, least, most, margin;
    const char *what;
    const char *instead; /* the verdict of another test that carries it, or NULL */
    const char *ranks;   /* what that test is, when it carries a trend */
};
const char *verdict_of(const struct basis *b);

/* The verdict and the sentence, on the deciding row. value is NAN when bounds leave the
 * estimate open; remark and without may be NULL. */
void decide(const struct segment *s, struct result_row *r, const struct basis *b,
            const char *remark, const char *without);

/* No verdict can be had: the reason stands on the deciding row. */
void decline(const struct segment *s, struct result_row *r, const char *reason);

/* Mann-Kendall of the segment, made once. With bounded points k is not there and var is the
 * greatest of S. */
struct ranks {
    const char *reason;
    struct st_kendall k;
    double var;
};
const struct ranks *ranks(struct segment *s);

/* Theil-Sen's slope a unit of t and its limits, which hold with probability share; with bounded points slope is NAN and the
 * limits are a range over completions. */
struct slopes {
    const char *reason;
    double slope, lo, hi;
};
void slopes(struct segment *s, double share, struct slopes *out);

/* What a test for points that depend on their neighbours begins with: Theil-Sen's slope and
 * room; a reason when it cannot be had. */
const char *serial_begin(struct segment *s, double *slope, double **work,
                         size_t *n_work);

/* The greatest p of Mann-Kendall over all completions when points may depend on their
 * neighbours: the normal deviate of the (exact) p, less by the root of Hamed's factor of the
 * variance, over the weights of rho as in st_ar1 (NULL: all alike). 1 when S may be 0 or
 * change its sign, or when there is no such p. */
double rank_p(const struct segment *s, const double weight[], double *s_lo,
              double *s_hi);

#endif
