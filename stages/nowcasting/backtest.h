/*
 * backtest - whether the limits hold the figures that came, on the editions held.
 */
#ifndef NOWCASTING_BACKTEST_H
#define NOWCASTING_BACKTEST_H

#include "nowcasting/rows.h"

/* What would have been said on each day of an edition, a figure at the first day that had
 * enough, of figures whose later edition is held: a row each. */
struct held backtest(struct result *out, const struct triangle *x);

/* First figures whose final one is known, estimated from all other periods. */
struct held backtest_leaving_out(const struct triangle *x, size_t final);

#endif
