/*
 * triangle - the editions of one series by the age at which they came, and what the figures of
 * an age come to. Values by period and age: value[place * ages + age], NAN where none counts.
 */
#ifndef NOWCASTING_TRIANGLE_H
#define NOWCASTING_TRIANGLE_H

#include "stat/chain_ladder.h"
#include "table/level.h"
#include "table/table.h"

/* What stands for all series of a table. */
struct nowcasting {
    const struct table *table;
    int vintage;               /* its column */
    long step;                 /* days of one step of age */
    long least;                /* periods that must show a step */
    const struct level *level; /* of limits */
};

/* One edition of a period; why NULL: it has a number that counts. Else the reason: `suppressed`,
 * `missing`, `undated`, `other-unit` (than the newest edition's), or those of table_inexact(). */
struct edition {
    const struct table_row *row;
    struct period period;
    struct amount amount;
    const char *why;
    long day;          /* of publication; LONG_MIN: undated */
    size_t age, place; /* place: of its period in the series */
};

/* By period and day, so that undated ones come first. */
struct triangle {
    const struct nowcasting *by;
    struct mem *m;
    struct edition *e;
    size_t n, periods, ages;
    const char *newest; /* vintage */
    const char *unit;   /* of the newest edition */
    size_t unused;      /* editions without a number that counts */
};

struct estimate {
    double value, lo, hi;
    const char *reason; /* of no value, or of no limits */
    size_t pairs; /* the fewest periods that showed a step that is still to come */
};

struct triangle triangle_read(const struct nowcasting *by, const struct table_series *s,
                              struct mem *m);

/* Whether the figures are counts. */
bool triangle_counts(const struct triangle *x);

/* The newest edition of its period? */
bool triangle_is_newest(const struct triangle *x, size_t i);

/* What was known by a day, without one period (SIZE_MAX: all). Of age 0 the first number
 * counts, of any other age what its last edition says. */
double *triangle_known(const struct triangle *x, long day, size_t without);

/* The age at which figures are final: each step to it was seen often enough. A figure that stayed
 * 0 shows none. */
size_t triangle_final_age(const struct triangle *x, const double value[]);

/* The factors up to the final age. */
enum st_status triangle_fit(const struct triangle *x, const double value[],
                            size_t final, struct st_ladder *l);

/* Of e, at the age that is final in l, with limits. */
struct estimate triangle_estimate(const struct triangle *x, const struct st_ladder *l,
                                  const struct edition *e, const double value[]);

/* The sources of all editions that count, or of all where none does. */
const char *triangle_sources(const struct triangle *x);

#endif
