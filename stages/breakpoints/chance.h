/*
 * chance - how often a series without a change gives what this one gives: p by series that
 * are simulated with the dispersion, the season and the autocorrelation of this one
 * (stat/null_series.h). A verdict `change` needs p below 1 - --level here as well as in the test's
 * own formula, which takes values to be normal and independent.
 */
#ifndef BREAKPOINTS_CHANCE_H
#define BREAKPOINTS_CHANCE_H

#include "breakpoints/stretch.h"
#include "stat/level_or_line.h"

/* Several levels against a line, and joints, follow the autocorrelation so closely that at
 * 0.05 up to 12 of 100 dependent series (rho 0.6) showed a change; at this level 7. */
#define SHAPES_FIFTHS 3
/* Joints: at 0.03 9 of 100 series of 20 values showed one at rho 0.75, and 13 of those with
 * fewer than 10 values, which are taken not to depend, at rho 0.6. */
#define JOINTS_FIFTHS 2
#define JOINTS_FIFTHS_SHORT 1
#define SHORT_OF 10
/* Two levels against a line: at 0.05 6 of 100 series of 6 values that grow by 10 % a year showed a
 * change of level. */
#define STEP_FIFTHS_SHORT 4

/* A statistic of values, greater the more it speaks for a change; NAN when there is none. y:
 * as in the stretch (counts, not rates). */
typedef double chance_statistic(const struct stretch *s, const double y[], void *more);

/* What is simulated. NULL reason: ready. Otherwise why nothing can be. */
struct chance {
    const char *reason;
    struct st_level_or_line as;
    struct st_null
        bent; /* one line and the season; spread and autocorrelation after a joint */
    double joint; /* statistic of a joint, NAN: none */
    double step_p, joint_p;
    bool has_bent;            /* bent and joint were, which takes time n^2 */
    bool has_step, has_joint; /* p were computed */
    bool open;                /* joints cannot be tested */
};

/* Fits the models to a stretch without bounded values; seasons below two cycles, and what
 * cannot be fitted, are a reason. */
void chance_prepare(const struct stretch *s, struct chance *c);

/* Whether nothing can be told at all: too few values, or less than two cycles of a season. */
bool chance_untold(const struct chance *c);

/* p of st_null_p. */
double chance_p(const struct stretch *s, const struct st_null *null,
                chance_statistic *statistic, void *more, double observed);

/* The p of two levels against one line (a line changes too, yet at no date). Computed once. */
double chance_step(const struct stretch *s, struct chance *c);

/* Behind a p: that the season is in what is simulated; "" for years. */
const char *chance_season(const struct stretch *s);

/* Whether two levels are better than a line; what is said where levels are not, by their p. */
bool chance_beats_trend(const struct stretch *s, struct chance *c);
char *chance_trend_words(const struct stretch *s, double p);

/* The verdict of a test of level with its own p and that by simulation: change, no-change or
 * undetermined, with the reason. */
struct verdict {
    const char *verdict, *reason, *words;
};
struct verdict chance_verdict(const struct stretch *s, struct chance *c, double p,
                              double simulated);

/* The verdict in place of `change` where a level would be the first or the last value alone. */
struct verdict chance_single(const struct stretch *s, const double y[], size_t at,
                             double p);

/* How many joints are said: the number that a criterion chose when the trend is shown to
 * change at all, else none; with --number that one. Writes the row of the test. */
size_t chance_joints(const struct stretch *s, const char *name, size_t chosen,
                     size_t most);

/* The row of the number of joints; where: in words, after when; beyond: the values before the first
 * joint or after the last, whichever are fewer. */
void say_joints(const struct stretch *s, const char *name, size_t n, const char *when,
                const char *where, size_t beyond, const char *method);

/* What the simulated series are like, for a method column. */
char *chance_text(const struct stretch *s, const struct st_null *null);

#endif
