/*
 * concentration - when the sum of a cell tells too much of its largest contributor: the (n,k)
 * dominance rule and the p % rule, and how far a range of the sum must reach beyond it.
 *
 * Hundepool et al. (2012, Statistical Disclosure Control, Wiley, section 4.2), with the upper
 * protection levels that stand there. In whole steps, so that nothing is rounded.
 */
#ifndef STAT_CONCENTRATION_H
#define STAT_CONCENTRATION_H

#include <stdbool.h>
#include <stddef.h>

#include "stat/status.h"

/* Wide enough for the sum of any number of amounts. */
__extension__ typedef __int128 st_amount;

/* k and p in thousandths of a percent; 0: the rule is not used. n: of the dominance rule. */
struct st_concentration {
    size_t n;
    long k, p;
};
#define ST_CONCENTRATION_N 9 /* the most contributors that a rule looks at */

/*
 * dominance: "N,K", N from 1 to 9 and K a percentage below 100; percent: a percentage from
 * above 0 to 1000. Both plain decimals with at most 3 places; NULL: not used. False when
 * either is something else; *out is untouched.
 */
bool st_concentration_read(const char *dominance, const char *percent,
                           struct st_concentration *out);

/* How many of the largest contributions the rules look at. */
size_t st_concentration_of(const struct st_concentration *rule);

/*
 * total: of all contributions, each from 0 up; largest[]: the largest of them in falling
 * order, st_concentration_of() many, 0 where there are fewer. *above: the least whole number
 * of steps by which the upper end of what can be said of the total must lie above it; 0 when
 * the cell is safe. Errors: ST_DOMAIN (a contribution below 0, out of order, or more than the
 * total), ST_TOO_LARGE (above 10^30).
 */
enum st_status st_concentration(const struct st_concentration *rule, st_amount total,
                                const st_amount largest[], st_amount *above);

#endif
